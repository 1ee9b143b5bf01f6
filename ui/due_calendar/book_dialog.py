"""Something new in the calendar: a meeting booked for a pupil who is placed, or will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.problems import Problem
from apdesk.services.booking import Bookable, Meeting
from apdesk.services.moving import Look
from ui.common.dates import SchoolDays, short_day
from ui.common.duties.saving import Save, SavingDialog
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea, TextField
from ui.common.widgets.school_date import SchoolDateField
from ui.due_calendar.move_dialog import read_time, time_trouble
from ui.due_calendar.what_follows import WhatFollows
from ui.due_calendar.words import lines_of
from ui.theme.current import theme

Asking = Callable[[Meeting], tuple[Look, str]]
"""What booking a meeting would do, and the title of the duty whose day it would be ("" for none)."""


class BookDialog(SavingDialog):
    """Answers a `Meeting`; what follows from it is said while it is filled in."""

    def __init__(
        self, placements: Sequence[Bookable], asking: Asking, save: Save, day: date, today: date,
        calendar: SchoolDays | None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__("Book a meeting", "A review, a visit, a Panel: for whom, and when.", "Book", save, width=580,
                         parent=parent)  # fmt: skip
        self._placements = {one.placement: one for one in placements}
        self._asking, self._today = asking, today
        self.whom = ChoiceBox(
            [(one.placement, f"{one.name}: {one.about}") for one in placements], name="For whom",
            placeholder="Choose a pupil",
        )
        self.what = ChoiceBox((), name="What", placeholder="Choose")
        self.on = SchoolDateField(today, calendar)
        self.at = TextField("such as 14:30", most=5)
        self.note = TextField("Where, or with whom", most=200)
        self.why = TextArea(2)
        self._lay_out()
        self.on.set_date(day)
        self.whom.changed.connect(self._on_whom)
        self.what.changed.connect(self.say)
        self.on.changed.connect(self.say)
        self.at.textEdited.connect(self.say)
        self._on_whom()
        self.whom.setFocus()

    def _lay_out(self) -> None:
        self.add_field(Field("For whom", self.whom, check=lambda: None if self.whom.key() else "Choose a pupil."))
        self.add_field(Field("What", self.what, check=lambda: None if self.what.key() else "Choose what to book."))
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        on_field = Field("On", self.on, check=self._trouble)
        at_field = Field("Time of day", self.at, if_known=True, check=lambda: time_trouble(self.at))
        for field, share in ((on_field, 2), (at_field, 1)):
            self.fields.append(field)
            field.grown.connect(self.fit)
            row.addWidget(field, share)
        self.middle.addLayout(row)
        self.follows = WhatFollows()
        self.middle.addWidget(self.follows)
        keep_out = "Nothing about safeguarding: that goes to the DSL."
        self.add_field(Field("Note", self.note, if_known=True, help=keep_out))
        self.why_field = self.add_field(
            Field("Why", self.why, check=lambda: None if self.why.text().strip() else "Say why.")
        )

    def choose(self, placement: str, name: str = "") -> None:
        """Chooses a placement and what is booked, as a person would."""
        self.whom.set_key(placement)
        self._on_whom()
        if name:
            self.what.set_key(name)
            self.say()

    def _on_whom(self, *_changed: Any) -> None:
        chosen = self._placements.get(self.whom.key())
        self.what.set_options(chosen.meetings if chosen else ())
        self.what.setEnabled(chosen is not None)
        self.say()

    def meeting(self) -> Meeting | None:
        """What stands in the form; None while something is missing or cannot be read."""
        day, at = self.on.date(), read_time(self.at.text())
        if not self.whom.key() or not self.what.key() or day is None or at is None:
            return None
        return Meeting(placement=self.whom.key(), name=self.what.key(), on=day, at=at, note=self.note.text().strip(),
                       why=self.why.text().strip())  # fmt: skip

    def _look(self) -> tuple[Look, str] | None:
        meeting = self.meeting()
        if meeting is None:
            return None
        try:
            return self._asking(meeting)
        except Problem as problem:
            return Look(meeting.on, meeting.at, problem.text, "", ()), ""

    def say(self, *_changed: Any) -> None:
        """Says what the booking would do, and asks for a reason where it needs one."""
        found = self._look()
        self.why_field.setVisible(bool(found and found[0].asks))
        if found is None:
            self.follows.say("", (), refused=False)
        else:
            look, duty = found
            said = f"On {short_day(look.to)}: {duty}" if duty else f"On {short_day(look.to)}: a meeting of its own"
            head = f"Not on {short_day(look.to)}" if look.refused else said
            self.follows.say(head, lines_of(look, self._today), refused=bool(look.refused))
        self.fit()

    def _trouble(self) -> Any:
        trouble = self.on.trouble()
        if trouble is not None:
            return trouble
        found = self._look()
        return found[0].refused if found is not None and found[0].refused else None

    def values(self) -> Meeting:
        meeting = self.meeting()
        assert meeting is not None
        return meeting
