"""Which week of the term a day stands in, in the words of the line under the title."""

from __future__ import annotations

from datetime import date, timedelta

from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.domain.term_week import term_week
from apdesk.problems import Problem
from ui.common.dates import short_day


def week_words(calendar: SchoolCalendar | None, today: date) -> str:
    """"Autumn term, week 10 of 15"; why there is no school; what is missing without term dates."""
    if calendar is None:
        return "No term dates yet"
    try:
        week, closed = term_week(calendar, today), calendar.label(today)
    except Problem:
        return "Beyond the term dates"
    if week is None:
        back = _back(calendar, today)
        return f"{closed or 'No school today'}{back}"
    words = f"{week.term}, week {week.week} of {week.weeks}"
    return f"{words}  ·  {closed}" if closed and today.weekday() < 5 else words


def _back(calendar: SchoolCalendar, today: date) -> str:
    try:
        return f"  ·  School again {short_day(calendar.on_or_after(today + timedelta(days=1)), today)}"
    except Problem:
        return ""
