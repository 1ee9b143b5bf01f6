"""Duties that fell due before the placement was entered: which of them were done, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from apdesk.services.placement_summary import PastDuty
from apdesk.services.planned_duties import Key
from ui.common.dates import short_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField
from ui.theme.current import theme


class PastDialog(FormDialog):
    """One line a duty: the day it was done, or nothing.

    Of a placement that has begun, nothing means "before AP Desk, not known", never overdue; of one still to begin
    it means that the duty is still to be done.
    """

    def __init__(self, duties: Sequence[PastDuty], today: date, *, began: bool) -> None:
        one = len(duties) == 1
        asked = "1 duty was due before today. Was it done?" if one else (
            f"{len(duties)} duties were due before today. Which were done?"
        )
        empty = (
            "where nobody knows: it counts as before AP Desk and will never be overdue." if began
            else "where it is still to be done: it will be overdue."
        )
        super().__init__(
            asked, f"Type the day a duty was done. Leave it empty {empty}",
            do="Keep these", width=680,
        )
        self._unknown = "not known" if began else "not yet done"
        self._duties = tuple(duties)
        self._today = today
        self.days: dict[Key, SchoolDateField] = {}
        self._build(today, began)

    def _build(self, today: date, began: bool) -> None:
        now = theme()
        one = len(self._duties) == 1
        all_due = Button("On the day it was due" if one else "All on the day they were due", "soft", small=True)
        none = Button(("Not " if one else "None ") + ("known" if began else "done"), "plain", small=True)
        all_due.clicked.connect(self._on_all)
        none.clicked.connect(self._on_none)
        buttons = QHBoxLayout()
        buttons.addWidget(all_due)
        buttons.addWidget(none)
        buttons.addStretch(1)
        self.middle.addLayout(buttons)
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(now.px(12))
        grid.setVerticalSpacing(now.px(4))
        for number, duty in enumerate(self._duties):
            field = SchoolDateField(today, required=False)
            field.set_date(duty.on)
            field.setPlaceholderText(self._unknown)
            field.setAccessibleName(f"{duty.title}, due {short_day(duty.due, today)}: done on")
            field.setFixedWidth(now.px(170))
            self.days[duty.key] = field
            grid.addWidget(DataLabel(duty.title, "small-strong", wrap=True), number, 0)
            grid.addWidget(DataLabel(f"due {short_day(duty.due, today)}", "meta"), number, 1)
            grid.addWidget(field, number, 2)
        grid.setColumnStretch(0, 1)
        self.middle.addWidget(rows)

    def values(self) -> list[tuple[Key, date | None]]:
        return [(key, field.date()) for key, field in self.days.items()]

    def problems(self) -> list[str]:
        late = [one for one in self.days.values() if (day := one.date()) is not None and day > self._today]
        unread = [one for one in self.days.values() if one.trouble() is not None]
        found = ["A duty cannot have been done on a day to come."] if late else []
        return found + (["One of the days cannot be read."] if unread else [])

    def _on_all(self) -> None:
        for duty in self._duties:
            self.days[duty.key].set_date(duty.due)

    def _on_none(self) -> None:
        for field in self.days.values():
            field.set_date(None)
