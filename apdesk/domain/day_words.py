"""Days as a sentence says them in full."""

from __future__ import annotations

from datetime import date


def whole_date(day: date) -> str:
    """"13 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def weekday_date(day: date) -> str:
    """"Friday 13 November", where the year is plain from the rest."""
    return f"{day:%A} {day.day} {day:%B}"
