"""A placement as a bar of weeks, with the duties that stand on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.school_calendar import SchoolCalendar, monday_of
from apdesk.problems import Problem
from apdesk.services.duty_lists import DutyRow

ON_THE_RIBBON = ("visit", "review", "letter", "meeting", "decision")
LONGEST = 60                    # weeks shown of a placement without an end


class RibbonWeek(NamedTuple):
    """One cell."""

    monday: date
    closed: str                 # "half-term", "holiday"; "" where there is school


class RibbonMark(NamedTuple):
    """A duty on the bar, or the first or last day (`duty` None)."""

    duty: str | None
    on: date
    kind: str                   # an engine kind; "start", "end"
    title: str
    done: bool
    late: bool


class Ribbon(NamedTuple):
    """The bar of one placement."""

    weeks: tuple[RibbonWeek, ...]
    marks: tuple[RibbonMark, ...]


def ribbon(
    calendar: SchoolCalendar, start: date | None, end: date | None, duties: Iterable[DutyRow]
) -> Ribbon:
    """The weeks from the first to the last day (or as far as the term dates go) with their duties."""
    if start is None:
        return Ribbon((), ())
    last = end or min(calendar.last_day, start + timedelta(days=7 * LONGEST))
    first = monday_of(start)
    mondays = [first + timedelta(days=7 * n) for n in range((last - first).days // 7 + 1)]
    weeks = tuple(RibbonWeek(monday, _closed(calendar, monday)) for monday in mondays)
    marks = [RibbonMark(None, start, "start", "First day", False, False)]
    marks += [
        RibbonMark(row.id, day, row.kind, _titled(row), row.state == "done", row.state == "overdue")
        for row in duties
        if row.kind in ON_THE_RIBBON and (day := row.done_on or row.day) is not None and start <= day <= last
    ]
    if end is not None:
        marks.append(RibbonMark(None, end, "end", "Last day", False, False))
    return Ribbon(weeks, tuple(sorted(marks, key=lambda mark: mark.on)))


def _titled(row: DutyRow) -> str:
    return f"{row.title} (before AP Desk, not known)" if row.state == "before-desk" else row.title


def _closed(calendar: SchoolCalendar, monday: date) -> str:
    friday = monday + timedelta(days=4)
    try:
        if calendar.count(monday, friday):
            return ""
        term = calendar.term_of(monday)
    except Problem:
        return "not loaded"
    return "half-term" if term is not None and term.start < monday < term.end else "holiday"
