"""Who took the decision to place, and when: what makes a placement agreed rather than proposed."""

from __future__ import annotations

from datetime import date

from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.school_date import SchoolDateField


class DecisionDialog(FormDialog):
    """A name, the holder of the role to begin with, and a day, today to begin with; both fulfil the duty to decide."""

    def __init__(self, asks: str, name: str, today: date) -> None:
        super().__init__(
            asks, "The placement keeps who and when, and the duty to approve it is done.", do="Approved"
        )
        self._today = today
        self.name = TextField(most=120)
        self.name.setText(name)
        self.on = SchoolDateField(today, required=True)
        self.on.set_date(today)
        self.add_field(Field("Approved by", self.name, check=self._name_missing))
        self.add_field(Field("Approved on", self.on, check=self._day_wrong))
        (self.on if name else self.name).setFocus()

    def values(self) -> tuple[date, str]:
        """The day and the name."""
        return self.on.date() or self._today, self.name.text().strip()

    def _name_missing(self) -> str | None:
        return None if self.name.text().strip() else "A name is needed."

    def _day_wrong(self) -> str | None:
        day = self.on.date()
        if self.on.trouble() is not None or day is None:
            return "Type the day, 4 nov or today."
        return "A decision cannot have been taken on a day to come." if day > self._today else None
