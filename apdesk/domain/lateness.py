"""When a duty is overdue, due today, soon or later, and by how many school days it is late.

The day a person works to is `due`, or the day it was moved to. Between that day and a later last day the duty
stands among today's; overdue begins after `hard`, or where there is none after the later of the two.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple, Protocol

OVERDUE = "overdue"
TODAY = "today"
SOON = "soon"
LATER = "later"
WAITING = "waiting"
PAUSED = "paused"
DONE = "done"
BEFORE_DESK = "before-desk"
WITHDRAWN = "withdrawn"

OPEN_STATES = (OVERDUE, TODAY, SOON, LATER, WAITING, PAUSED)


class CountsDays(Protocol):
    """What a school calendar offers here."""

    def count(self, first: date, last: date) -> int:
        """School days from `first` to `last`, both included."""


class Standing(NamedTuple):
    """How a duty stands on a day."""

    state: str
    lateness_school_days: int | None    # school days gone since the last day; 0 in time, None not countable
    last_day: date | None        # the last day on which it is in time


def working_day(due: date | None, put_off_to: date | None) -> date | None:
    """The day a person works to."""
    return put_off_to or due


def last_day_of(due: date | None, hard: date | None, put_off_to: date | None) -> date | None:
    """The last day on which the duty is in time: the hard day where there is one, else the day it is due or put off to.

    What was brought forward is in time until the day it was due.
    """
    return hard or max((day for day in (due, put_off_to) if day is not None), default=None)


def last_to_act(last_day: date, school_day: date | None, worked_to: date | None, today: date) -> date:
    """The last day in time on which somebody is in school to act, or `last_day` itself once that has gone.

    `school_day` is the last school day up to `last_day`; it does not count before the day worked to.
    """
    first = max(today, worked_to or today)
    return school_day if school_day is not None and first <= school_day < last_day else last_day


def week_end(on: date) -> date:
    """The Sunday of the week of a day."""
    return on + timedelta(days=6 - on.weekday())


def standing(
    recorded: str, due: date | None, hard: date | None, put_off_to: date | None, on: date, calendar: CountsDays | None
) -> Standing:
    """How a duty stands on the day `on`; `recorded` is its own state (open, waiting, paused, done …).

    Overdue over a weekend is overdue by 0 school days until Monday. Without a calendar it cannot be counted.
    """
    last = last_day_of(due, hard, put_off_to)
    if recorded != "open":
        return Standing(recorded, 0, last)
    day = working_day(due, put_off_to)
    if day is None or last is None:
        return Standing(WAITING, 0, last)
    if on > last:
        return Standing(OVERDUE, calendar.count(last + timedelta(days=1), on) if calendar else None, last)
    if on >= day:
        return Standing(TODAY, 0, last)
    return Standing(SOON if day <= week_end(on) else LATER, 0, last)
