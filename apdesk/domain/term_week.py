"""Which week of which term a day lies in; weeks without a school day are not counted."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from apdesk.domain.school_calendar import SchoolCalendar, monday_of

TERMS = ("Autumn", "Spring", "Summer")
LETTERS = 3                     # so many are enough to know a term by


class TermWeek(NamedTuple):
    """"Autumn term, week 10 of 15": the week in which a day lies and how many the term has."""

    term: str
    week: int
    weeks: int


def term_week(calendar: SchoolCalendar, day: date) -> TermWeek | None:
    """The school week of a day, its term's first week being 1; None outside a term and in its half-term holiday."""
    term = calendar.term_of(day)
    if term is None:
        return None
    mondays = calendar.weeks(term.start, term.end)
    monday = monday_of(day)
    if monday not in mondays:
        return None
    return TermWeek(_named(term.label), mondays.index(monday) + 1, len(mondays))


def _named(label: str) -> str:
    """"Autumn term" of "Autumn 1" and "Aut"; any other label as it stands."""
    first = label.split()[0].casefold() if label.split() else ""
    known = next((name for name in TERMS if len(first) >= LETTERS and name.casefold().startswith(first)), None)
    return f"{known} term" if known else label
