"""What the forms of duties share: they save before they close, and say what they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from apdesk.services.duty_lists import DutyRow
from ui.common.dates import long_day
from ui.common.dialogs.form_dialog import FormDialog

Save = Callable[[Any], Any]


class SavingDialog(FormDialog):
    """Saves before it closes; a refusal is said in the form, and what was typed stays."""

    def __init__(
        self, title: str, body: str, do: str, save: Save, width: int = 540, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, body, do=do, width=width, parent=parent)
        self.saved: Any = None
        self._save = save

    def accept(self) -> None:
        """Closes as saved, or says what to put right."""
        if all(field.verify() for field in self.fields if field.isVisibleTo(self)) and not self.problems():
            try:
                self.saved = self._save(self.values())
            except Problem as problem:
                self.refused(problem)
                return
        super().accept()

    def refused(self, problem: Problem) -> None:
        """Says the refusal at the foot of the form."""
        self.troubles.show_troubles([], [problem.text])
        self.middle.addWidget(self.troubles)
        self.fit()


def about(rows: Sequence[DutyRow]) -> str:
    """Whom and what a form is about: one duty with its day, or the names of several."""
    if len(rows) > 1:
        names = list(dict.fromkeys(row.pupil_name or row.provider_name or "the school" for row in rows))
        return ", ".join(names)
    row = rows[0]
    parts = (row.pupil_name, row.form, row.pathway_short, row.provider_name)
    due = f"Due {long_day(row.day)}." if row.day else ""
    return f"{', '.join(part for part in parts if part)}. {due}".strip()


def named(rows: Sequence[DutyRow]) -> str:
    """The duty by its title, several of one act by it and their number, others as "3 duties"."""
    if len(rows) == 1:
        return rows[0].title
    acts = {row.act for row in rows}
    return f"{rows[0].short}: {len(rows)} pupils" if len(acts) == 1 and rows[0].pupil else f"{len(rows)} duties"
