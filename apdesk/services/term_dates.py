"""Term dates where nobody gave any: made by rule, and said to be so."""

from __future__ import annotations

from datetime import date

from apdesk.domain.calendar_csv import parse_calendar
from apdesk.domain.school_calendar import SchoolCalendar, school_year_of
from apdesk.domain.term_dates_by_rule import made_up_terms
from apdesk.services.shipped import bank_holidays

MADE_UP = "term dates made by rule"


def term_dates_around(day: date | None) -> SchoolCalendar:
    """The school years before, at and after `day`, by rule; a calendar for questions asked without one."""
    year = school_year_of(day) if day else 2026
    return parse_calendar(made_up_terms(year - 1, year + 2), MADE_UP, bank_holidays())
