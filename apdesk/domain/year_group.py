"""National curriculum year groups: from the many ways they are written, and from a birth date."""

from __future__ import annotations

import re
from datetime import date

FIRST, LAST = 0, 14          # Reception to a third sixth-form year

_WORDS = re.compile(
    r"(?:national\s*curriculum|curriculum|nc|school|academic)?\s*(?:year|yr|y)?\s*(?:group)?\s*(\d{1,2})"
)
_RECEPTION = ("r", "rec", "reception", "year r", "yr r")


def from_text(text: str) -> int | None:
    """The year written as "Year  9", "9", "Year 09", "Yr 9" or "Y9"; None where it is no year group."""
    plain = " ".join(text.split()).casefold().rstrip(".")
    if plain in _RECEPTION:
        return 0
    found = _WORDS.fullmatch(plain)
    if found is None:
        return None
    year = int(found.group(1))
    return year if FIRST <= year <= LAST else None


def label(year: int) -> str:
    """"Year 9"; "Reception" for 0."""
    return "Reception" if year == 0 else f"Year {year}"


def school_year(on: date) -> int:
    """The calendar year in which the school year of a day began; it changes on 1 September."""
    return on.year if (on.month, on.day) >= (9, 1) else on.year - 1


def from_birth_date(born: date, on: date) -> int:
    """The year group to which a birth date belongs on a day: who turns 12 between September and August is in Year 7.

    It may lie outside `FIRST` to `LAST`. Some pupils are taught with another year group: this is the usual one.
    """
    return school_year(on) - school_year(born) - 5
