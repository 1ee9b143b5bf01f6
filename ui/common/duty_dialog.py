"""The forms of a duty: done with evidence, put off with a reason, given to somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from apdesk.services.duties import Completion
from apdesk.services.duty_lists import DutyRow
from ui.common.dates import SchoolDays, long_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.choices import CheckBox, ChoiceBox
from ui.common.widgets.field import Field, Mend
from ui.common.widgets.fields import TextArea, TextField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField

Save = Callable[[Any], Any]


class _Saving(FormDialog):
    """Saves before it closes; a refusal is said in the form, and what was typed stays."""

    def __init__(self, title: str, body: str, do: str, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(title, body, do=do, width=540, parent=parent)
        self.saved: Any = None
        self._save = save

    def accept(self) -> None:
        """Closes as saved, or says what to put right."""
        if all(field.verify() for field in self.fields) and not self.problems():
            try:
                self.saved = self._save(self.values())
            except Problem as problem:
                self.troubles.show_troubles([], [problem.text])
                self.middle.addWidget(self.troubles)
                self.fit()
                return
        super().accept()


class CompleteDialog(_Saving):
    """Done on which day, by whom, with which evidence, and where it is filed. Answers a `Completion`."""

    def __init__(
        self, rows: Sequence[DutyRow], save: Save, today: date, filing: str, parent: QWidget | None = None
    ) -> None:
        first = rows[0]
        title = first.title if len(rows) == 1 else f"{first.title}: {len(rows)} pupils"
        super().__init__(title, _about(rows), "Mark as done", save, parent)
        self._today = today
        self.on = SchoolDateField(today)
        self.on.set_date(today)
        self.by = TextField(first.who or "Who did it")
        self.by.setText(first.who)
        self.evidence = [CheckBox(text) for text in first.evidence]
        self.other = TextField("Letter of 10 November, minutes, email")
        self.note = TextArea(2)
        self.filed = CheckBox(f"Filed on {filing}")
        self._filing = filing
        self.add_field(Field("Done on", self.on, check=self._not_to_come))
        self.add_field(Field("Done by", self.by, help="Who did it; you are noted as who entered it."))
        if self.evidence:
            self.middle.addWidget(DataLabel("Evidence", "label"))
        for tick in self.evidence:
            self.middle.addWidget(tick)
        self.add_field(Field("Other evidence" if self.evidence else "Evidence", self.other, if_known=True))
        keep_out = "Nothing about safeguarding: that goes to the DSL."
        self.add_field(Field("Note", self.note, if_known=True, help=keep_out))
        self.middle.addWidget(self.filed)
        if first.why:
            self.middle.addWidget(DataLabel(f"{first.policy}: {first.why}", "meta", wrap=True))
        self.on.setFocus()

    def values(self) -> Completion:
        assert self.on.date() is not None
        given = [tick.text() for tick in self.evidence if tick.isChecked()]
        given += [self.other.text()] if self.other.text().strip() else []
        return Completion(
            on=self.on.date(), done_by=self.by.text(), evidence=tuple(given), note=self.note.text(),
            filed_in=self._filing if self.filed.isChecked() else "",
        )

    def _not_to_come(self) -> str | Mend | None:
        trouble = self.on.trouble()
        day = self.on.date()
        if trouble is None and day is not None and day > self._today:
            return "That day is still to come. Choose today or earlier."
        return trouble


class PutOffDialog(_Saving):
    """Another day to work to, and why. Answers the day and the reason."""

    def __init__(
        self, row: DutyRow, save: Save, today: date, calendar: SchoolDays | None, parent: QWidget | None = None
    ) -> None:
        last = f" The last day for it is {long_day(row.hard)}." if row.hard else ""
        super().__init__(f"Put off: {row.title}", f"{_about([row])}{last}", "Put off", save, parent)
        self.to = SchoolDateField(today, calendar, school_days_only=True)
        self.why = TextArea(2)
        self.add_field(Field("To", self.to, check=self.to.trouble))
        self.add_field(Field("Why", self.why, check=lambda: None if self.why.text().strip() else "Say why."))
        self.to.setFocus()

    def values(self) -> tuple[date, str]:
        assert self.to.date() is not None
        return self.to.date(), self.why.text().strip()


class GiveDialog(_Saving):
    """Who owes it from now on. Answers the id of a person, or "" for whoever holds the role."""

    def __init__(
        self, rows: Sequence[DutyRow], people: Sequence[tuple[str, str]], save: Save, parent: QWidget | None = None
    ) -> None:
        what = rows[0].title if len(rows) == 1 else f"{len(rows)} duties"
        super().__init__(f"Give to somebody else: {what}", _about(rows), "Give", save, parent)
        self.person = ChoiceBox([("", f"Whoever is {rows[0].owner_label}"), *people], name="Give to")
        self.add_field(Field("Give to", self.person))
        self.person.setFocus()

    def values(self) -> str:
        return self.person.key()


def _about(rows: Sequence[DutyRow]) -> str:
    if len(rows) > 1:
        return ", ".join(row.pupil_name or row.provider_name for row in rows)
    row = rows[0]
    parts = (row.pupil_name, row.form, row.pathway_short, row.provider_name)
    due = f"Due {long_day(row.day)}." if row.day else ""
    return f"{', '.join(part for part in parts if part)}. {due}".strip()
