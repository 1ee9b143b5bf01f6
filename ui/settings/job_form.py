"""A form whose saving takes more than a moment: it is done off the window's thread while the form stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.jobs import Broke, Done, Jobs, Outcome, Refused


class JobForm(FormDialog):
    """Subclasses answer `values` and may check with `ready`; `saved` is what `save` answered, None while nothing is.

    `save` gets the values, on the work's own thread.
    """

    def __init__(
        self, title: str, body: str = "", *, jobs: Jobs, what: str, save: Callable[[Any], Any], do: str,
        keep: str = "Go back", width: int = 480, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, body, do=do, keep=keep, width=width, parent=parent)
        self.saved: Any = None
        self._jobs, self._what, self._save = jobs, what, save
        self._word = do

    def ready(self) -> bool:
        """True where everything is typed; else it is said at its field."""
        return True

    def accept(self) -> None:
        """Begins to save; closes when that is done, and stays with the sentence where it is refused."""
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.verify()]
        if wrong:
            wrong[0].go_to()
            return
        if not self.ready():
            return
        values, save = self.values(), self._save
        self._set_busy(True)
        self._jobs.run(self._what, lambda progress: save(values), self._on_outcome, " ")  # noqa: ARG005

    def reject(self) -> None:
        """Goes back, but not while it is being saved."""
        if self.do_button.isEnabled():
            super().reject()

    def refused(self, problem: Problem) -> None:
        """Says what was refused: at the field it names, else at the foot."""
        self.troubles.show_troubles([], [problem.text])
        self.middle.addWidget(self.troubles)
        self.fit()

    def _set_busy(self, busy: bool) -> None:
        self.do_button.setEnabled(not busy)
        self.keep_button.setEnabled(not busy)
        self.do_button.setText(f"{self._what}…" if busy else self._word)

    def _on_outcome(self, outcome: Outcome) -> None:
        self._set_busy(False)
        match outcome:
            case Done(value):
                self.saved = True if value is None else value
                super().accept()
            case Refused(problem):
                self.refused(problem)
            case Broke(error):
                raise error
