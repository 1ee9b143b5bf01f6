"""Looking at an earlier day: which day, and the banner that stands while it is on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdesk.problems import Problem
from ui.common.context import Context
from ui.common.dates import long_day
from ui.common.dialogs.record_form import DAY, Part, RecordForm
from ui.common.widgets.banner import Banner


@dataclass(frozen=True)
class AsAt:
    """A day to look at."""

    on: date | None


def ask_for_day(context: Context) -> date | None:
    """The day that somebody wants to look at; None where they went back."""
    form = day_form(context.today())
    return form.saved if context.ask.form(form) else None


def day_form(today: date) -> RecordForm:
    """Asks for a day before today."""
    part = Part("on", "Day", DAY, help="2 oct, mon, 14/09, 12/10/2025")
    return RecordForm(
        "Who was where on which day?", (part,), AsAt(None), save=lambda said: _checked(said.on, today),
        today=today, do="Show that day", width=460,
        body="Shows where every pupil was, and what was planned and due then, from the record and its history.",
    )


def banner_for(day: date) -> Banner:
    """Says which day it is that stands on the screen, and the way back."""
    return Banner(
        "soon", f"As at {long_day(day)}.", "Where every pupil was, and what was planned and due that day.",
        "Back to today", icon="ph.clock-counter-clockwise",
    )


def _checked(day: date | None, today: date) -> date:
    if day is None:
        raise Problem("as-at.day", "Choose the day.", "on")
    if day >= today:
        raise Problem("as-at.future", "Choose a day before today: what is to come stands in the calendar.", "on")
    return day
