"""The forms that move duties on: to another day, to somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from apdesk.services.duty_lists import DutyRow
from ui.common.dates import SchoolDays, long_day, short_day
from ui.common.duties.saving import Save, SavingDialog, about, named
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.school_date import SchoolDateField


class PutOffDialog(SavingDialog):
    """Another day to work to, and why. Answers the day, the reason, and whether it is knowingly past the last day."""

    def __init__(
        self, rows: Sequence[DutyRow], save: Save, today: date, calendar: SchoolDays | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._today = today
        self._hard = min((row.hard for row in rows if row.hard is not None), default=None)
        last = f" The last day for {'it' if len(rows) == 1 else 'the first'} is {long_day(self._hard)}." \
            if self._hard else ""
        body = f"{about(rows)}{last}"
        if len(rows) == 1 and self._hard and self._hard == rows[0].day:
            body = about(rows).replace(". Due ", ". Due, and its last day: ")
        super().__init__(f"Put off: {named(rows)}", body, "Put off", save, parent=parent)
        self.to = SchoolDateField(today, calendar, school_days_only=True)
        self.why = TextArea(2)
        self.past = CheckBox("")
        self.add_field(Field("To", self.to, check=self.to.trouble))
        self.add_field(Field("Why", self.why, check=lambda: None if self.why.text().strip() else "Say why."))
        self.middle.addWidget(self.past)
        self.past.hide()
        self.to.left.connect(self._show_past)
        self.to.setFocus()

    def problems(self) -> list[str]:
        """Past the last day only where somebody has ticked that they know."""
        self._show_past()
        if self._is_past() and not self.past.isChecked():
            assert self._hard is not None
            return [f"That is after the last day, {short_day(self._hard)}. Choose an earlier day, or tick that you "
                    "know it."]
        return []

    def values(self) -> tuple[date, str, bool]:
        day = self.to.date()
        assert day is not None
        return day, self.why.text().strip(), self._is_past() and self.past.isChecked()

    def _is_past(self) -> bool:
        day = self.to.date()
        return self._hard is not None and day is not None and day > self._hard

    def _show_past(self) -> None:
        if self._is_past() and not self.past.isVisibleTo(self):
            assert self._hard is not None
            self.past.setText(f"I know it stays overdue: its last day was {short_day(self._hard)}"
                              if self._hard < self._today else
                              f"I know it will be overdue: its last day is {short_day(self._hard)}")
            self.past.show()
            self.fit()
        elif not self._is_past():
            self.past.hide()


class GiveDialog(SavingDialog):
    """Who owes it from now on. Answers the id of a person, or "" for whoever holds the role."""

    def __init__(
        self, rows: Sequence[DutyRow], people: Sequence[tuple[str, str]], save: Save, parent: QWidget | None = None
    ) -> None:
        super().__init__(_give_title(rows), about(rows), "Give", save, parent=parent)
        roles = list(dict.fromkeys(row.owner_label for row in rows))
        holder = f"Whoever is {roles[0]}" if len(roles) == 1 else "Whoever holds the role of each"
        self.person = ChoiceBox([("", holder), *people], name="Give to")
        self.add_field(Field("Give to", self.person))
        self.person.setFocus()

    def values(self) -> str:
        return self.person.key()


def _give_title(rows: Sequence[DutyRow]) -> str:
    """"Give “Visit the pupil” to somebody else (3 pupils)"."""
    what, colon, number = named(rows).partition(": ") if len(rows) > 1 else (named(rows), "", "")
    quoted = f"“{what}”" if colon or len(rows) == 1 else what
    return f"Give {quoted} to somebody else" + (f" ({number})" if number else "")
