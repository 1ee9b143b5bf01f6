"""How far a placement is, in school days."""

from __future__ import annotations

from datetime import date

from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.store.placements import Placement


def last_day_of(row: Placement) -> date | None:
    """The actual last day, else the planned one; None while it is open."""
    last: date | None = row.ended_on or row.planned_end
    return last


def last_school_day(calendar: SchoolCalendar | None, end: date | None) -> date | None:
    """The last day on which the pupil attends, where the end falls on a weekend or in a holiday."""
    if end is None or calendar is None:
        return end
    try:
        return calendar.on_or_before(end)
    except Problem:
        return end


def day_of_days(
    calendar: SchoolCalendar | None, row: Placement, end: date | None, on: date
) -> tuple[int | None, int | None]:
    """School day n of m on a day, by the number in the notice where one was named.

    n is None before the first day, m without an end, both where the term dates do not reach.
    """
    if calendar is None or row.start is None:
        return None, None
    try:
        days = row.school_days or (calendar.count(row.start, end) if end else None)
        if on < row.start:
            return None, days
        return calendar.count(row.start, min(on, end) if end else on), days
    except Problem:
        return None, None
