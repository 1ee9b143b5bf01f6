"""Dates as school systems write them: day first, never month first, and nothing guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from apdesk.imports.sheet import Cell, text_of

EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(14_611, 73_051)        # Excel's day numbers for 1940 to 2099

_MONTHS = {
    name: number for number, names in enumerate((
        ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
        ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"),
        ("nov", "november"), ("dec", "december"),
    ), start=1) for name in names
}
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(z|am|pm|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_BASIC = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]+)[-/., ]*(\d{4}|\d{2})", re.IGNORECASE)
_MONTH_WORD_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)


class DateError(ValueError):
    """No date can be read; the text ends a sentence that began with what was written."""


class ReadDate(NamedTuple):
    """A date, and a word about it where the writing left something open."""

    day: date
    remark: str | None = None


def read_date(cell: Cell) -> ReadDate:
    """The date in a cell. Raises `DateError` where there is none, or where it is written month first."""
    if isinstance(cell, datetime):
        return ReadDate(cell.date())
    if isinstance(cell, date):
        return ReadDate(cell)
    text = text_of(cell)
    if re.fullmatch(r"\d{5}", text) and int(text) in _SERIALS:
        return ReadDate(EXCEL_DAY_ZERO + timedelta(days=int(text)), "is read as a day number of Excel")
    plain = _WEEKDAY.sub("", _TIME.sub("", text)).strip()
    year, month, day = _parts(plain, text)
    century = "" if year >= 100 else "has a year of two digits"
    if year < 100:
        year += 2000 if year < 69 else 1900
    if month > 12 and day <= 12:
        raise DateError("is written month first; dates must be day first (dd/mm/yyyy)")
    try:
        found = date(year, month, day)
    except ValueError:
        raise DateError("does not exist") from None
    return ReadDate(found, f"{century}, read as {found.year}" if century else None)


def _parts(plain: str, text: str) -> tuple[int, int, int]:
    """Year, month and day as written; the year may have two digits."""
    if found := _ISO.fullmatch(plain) or _BASIC.fullmatch(plain):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.fullmatch(plain):
        return int(found[3]), int(found[2]), int(found[1])
    if (found := _WORDS.fullmatch(plain)) and found[2].casefold() in _MONTHS:
        return int(found[3]), _MONTHS[found[2].casefold()], int(found[1])
    if (found := _MONTH_WORD_FIRST.fullmatch(plain)) and found[1].casefold() in _MONTHS:
        return int(found[3]), _MONTHS[found[1].casefold()], int(found[2])
    raise DateError("is not a date" if text else "is empty")


@dataclass(frozen=True)
class OrderInDoubt:
    """Which cell of a column makes its dates doubtful, and why, as the end of a sentence that began with the cell."""

    index: int
    why: str


def order_in_doubt(cells: Sequence[Cell]) -> OrderInDoubt | None:
    """Where a column gives itself away as not day first; None where its dates can be trusted.

    A column is month first where some date can only be read so and none can only be read day first. Dates with AM
    or PM come from American settings, and a workbook opened under those settings turns 3/4 into 4 March but leaves
    25/4 as text: a column of such texts beside dates that all lie in the first twelve days was turned so.
    """
    only_day_first, only_month_first, american, any_order = 0, None, None, 0
    for index, cell in enumerate(cells):
        found = _NUMBERS.fullmatch(_TIME.sub("", text_of(cell)).strip()) if isinstance(cell, str) else None
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        only_day_first += first > 12 >= second
        any_order += first <= 12 and second <= 12
        if second > 12 >= first and only_month_first is None:
            only_month_first = index
        if american is None and text_of(cell)[-2:].casefold() in ("am", "pm"):
            american = index
    if only_day_first:
        return None if any_order else _turned_by_a_spreadsheet(cells, only_day_first)
    if only_month_first is not None:
        return OrderInDoubt(only_month_first, "is written month first, so other dates of this column could be read two "
                            "ways")
    if american is not None:
        return OrderInDoubt(american, "is written with AM or PM, as lists with the month first are, so it could mean "
                            "two days")
    return None


def _turned_by_a_spreadsheet(cells: Sequence[Cell], texts: int) -> OrderInDoubt | None:
    days = [(index, cell.day) for index, cell in enumerate(cells) if isinstance(cell, date)]
    if texts < 3 or len(days) < 3 or any(day > 12 for _, day in days):
        return None
    return OrderInDoubt(days[0][0], "may have day and month the wrong way round: only dates that could be read month "
                        "first were turned into dates, the others are text")
