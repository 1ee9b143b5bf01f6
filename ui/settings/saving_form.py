"""A form of its own shape that saves when it is accepted; a refusal is said in it and it stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from ui.common.dialogs.form_dialog import FormDialog


class SavingForm(FormDialog):
    """Subclasses answer `values`; `saved` is what `save` answered, None while nothing is saved."""

    def __init__(
        self, title: str, body: str = "", *, save: Callable[[Any], Any], do: str, keep: str = "Go back",
        danger: bool = False, width: int = 520, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, body, do=do, keep=keep, width=width, parent=parent)
        if danger:
            self.do_button.set_variant("danger")
        self.saved: Any = None
        self._save = save

    def accept(self) -> None:
        """Saves and closes; what is wrong is said at its field, or at the foot."""
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.verify()]
        if not wrong and not self.problems():
            try:
                self.saved = self._save(self.values())
            except Problem as problem:
                self.refused(problem)
                return
        super().accept()

    def refused(self, problem: Problem) -> None:
        """Says at the foot what the service refused."""
        self.troubles.show_troubles([], [problem.text])
        self.middle.addWidget(self.troubles)
        self.fit()
