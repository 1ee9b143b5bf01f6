"""Moving an entry without dragging: to a day that is typed or chosen, with the same sentences as under the mouse."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.services.moving import Look, Moving
from ui.common.dates import SchoolDays, short_day
from ui.common.duties.saving import Save, SavingDialog
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea, TextField
from ui.common.widgets.school_date import SchoolDateField
from ui.due_calendar.what_follows import WhatFollows
from ui.due_calendar.words import head_of, lines_of
from ui.theme.current import theme

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


def read_time(typed: str) -> str | None:
    """"9.30", "0930" and "14:30" as "14:30"; "" for nothing; None where no time can be read."""
    text = typed.strip()
    if not text:
        return ""
    found = _TIME.fullmatch(text)
    return f"{int(found.group(1)):02}:{found.group(2)}" if found else None


def time_trouble(field: TextField) -> str | None:
    """What has to be put right about a time."""
    return "A time of day, such as 9.30 or 14:30." if read_time(field.text()) is None else None


class MoveDialog(SavingDialog):
    """Answers the day, the time of day and the reason; what follows is said while they are chosen."""

    def __init__(
        self, taken: Moving, about: str, save: Save, today: date, calendar: SchoolDays | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        at = f" at {taken.at}" if taken.at else ""
        super().__init__(f"Move: {taken.title}", f"{about}. Now {short_day(taken.stands, today)}{at}.", "Move", save,
                         parent=parent)  # fmt: skip
        self._taken, self._today = taken, today
        self.to = SchoolDateField(today, calendar, base=taken.stands)
        self.at = TextField("such as 14:30", most=5)
        self.at.setText(taken.at)
        self.why = TextArea(2)
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        self.to_field = Field("To", self.to, check=self._trouble)
        self.at_field = Field("Time of day", self.at, if_known=True, check=lambda: time_trouble(self.at))
        for field, share in ((self.to_field, 2), (self.at_field, 1)):
            self.fields.append(field)
            field.grown.connect(self.fit)
            row.addWidget(field, share)
        self.middle.addLayout(row)
        self.follows = WhatFollows()
        self.middle.addWidget(self.follows)
        self.why_field = self.add_field(
            Field("Why", self.why, check=lambda: None if self.why.text().strip() else "Say why.")
        )
        self.to.set_date(taken.stands)
        self.to.changed.connect(self.say)
        self.at.textEdited.connect(self.say)
        self.say()
        self.to.setFocus()
        self.to.selectAll()

    def look(self) -> Look | None:
        """What is said of the day and time that stand there; None while they cannot be read."""
        day, at = self.to.date(), read_time(self.at.text())
        return None if day is None or at is None else self._taken.look(day, at)

    def say(self, *_changed: Any) -> None:
        """Says what the day would do, and asks for a reason where it needs one."""
        look = self.look()
        self.why_field.setVisible(bool(look and look.asks))
        if look is None:
            self.follows.say("", (), refused=False)
        else:
            self.follows.say(head_of(self._taken, look), lines_of(look, self._today), refused=bool(look.refused))
        self.fit()

    def _trouble(self) -> Any:
        look = self.look()
        return self.to.trouble() or (look.refused if look is not None and look.refused else None)

    def values(self) -> tuple[date, str, str]:
        day, at = self.to.date(), read_time(self.at.text())
        assert day is not None
        return day, at or "", self.why.text().strip()
