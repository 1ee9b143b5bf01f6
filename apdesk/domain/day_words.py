"""Days as a sentence says them in full."""

from __future__ import annotations

from datetime import date


def whole_date(day: date) -> str:
    """"13 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def weekday_date(day: date) -> str:
    """"Friday 13 November", where the year is plain from the rest."""
    return f"{day:%A} {day.day} {day:%B}"


def length_words(start: date, end: date, school_days: int) -> str:
    """How long from `start` to `end`, both counted, in words that no holiday can make untrue.

    "12 weeks" where a whole number of weeks holds all its school days or ends on its seventh day; else "55 school
    days".
    """
    days = (end - start).days + 1
    weeks = round(days / 7)
    if days % 7 and school_days != 5 * weeks:
        return f"{school_days} school day{'' if school_days == 1 else 's'}"
    return f"{weeks} week{'' if weeks == 1 else 's'}"
