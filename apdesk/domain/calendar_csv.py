"""A school's term dates from their CSV file (`type,start,end,label`)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from apdesk.domain.school_calendar import Block, Closure, SchoolCalendar
from apdesk.problems import Problem

KINDS = ("half_term", "inset", "closure", "bank_holiday")
WHOLE_YEAR_OF_BANK_HOLIDAYS = 8
LONGEST = 366  # days
YEARS = range(1900, 2200)
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
"""As a spreadsheet in England saves a date."""


class Line(NamedTuple):
    """One line of the file as it is meant: `kind` one of `KINDS`, both days, the label as it was written."""

    kind: str
    start: date
    end: date
    label: str


def parse_bank_holidays(text: str) -> tuple[Closure, ...]:
    """The shipped bank holidays (`date,label`, lines of `#` are notes) as closures."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = csv.DictReader(lines)
    return tuple(
        Closure(date.fromisoformat(row["date"]), date.fromisoformat(row["date"]), row["label"], "bank_holiday")
        for row in rows
    )


def parse_calendar(text: str, where: str, bank_holidays: Iterable[Closure] = ()) -> SchoolCalendar:
    """The calendar a file states, with the shipped bank holidays added.

    A file that names a whole year's bank holidays (eight or more) replaces the shipped ones of that
    calendar year; fewer are added to them. Raises `calendar.…` naming file and line.
    """
    blocks: list[Block] = []
    closures: list[Closure] = []
    for kind, start, end, label in read_lines(text, where):
        if kind == "half_term":
            blocks.append(Block(start, end, label or "Half-term"))
        else:
            closures.append(Closure(start, end, label or kind.replace("_", " ").capitalize(), kind))
    blocks.sort(key=lambda block: block.start)
    if not blocks:
        raise Problem("calendar.empty", "The file names no half_term block, so there is no school day in it.", where)
    for one, other in pairwise(blocks):
        if other.start <= one.end:
            raise Problem("calendar.overlap", f'The blocks "{one.label}" and "{other.label}" overlap.', where)
    return SchoolCalendar(tuple(blocks), tuple(closures + _shipped(closures, bank_holidays)), where)


def read_lines(text: str, where: str) -> list[Line]:
    """The lines of a file, in its order. A line without an end is one day, unless it is a block.

    Raises `calendar.…` naming file and line.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    except csv.Error as error:
        raise Problem("calendar.form", f"The file is not a table of term dates: {error}.", where) from None
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if header != ["type", "start", "end", "label"]:
        raise Problem("calendar.header", "The first line must read type,start,end,label.", f"{where}, line 1")
    return [
        _line(row, f"{where}, line {number}") for number, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]


def _line(row: list[str], place: str) -> Line:
    if len(row) != 4:
        raise Problem("calendar.row", f"The line has {len(row)} cells, not type,start,end,label.", place)
    kind, label = row[0].strip().lower().replace(" ", "_"), row[3].strip()
    if kind not in KINDS:
        raise Problem("calendar.type", _no_kind(row[0].strip()), place)
    start = _date(row[1], place)
    end = start if kind != "half_term" and not row[2].strip() else _date(row[2], place)
    if end < start:
        raise Problem("calendar.order", "The end stands before the start.", place)
    if (end - start).days > LONGEST:
        raise Problem("calendar.length", f"From {start} to {end} is longer than a school year.", place)
    return Line(kind, start, end, label)


def _no_kind(written: str) -> str:
    """What to write instead; the name of the first kind alone sounds like the holiday in the middle of a term."""
    return (f'"{written}" is not a type of line. Write half_term for a block of teaching (six a year, holidays are '
            "what lies between), inset, closure or bank_holiday.")  # fmt: skip


def _date(cell: str, place: str) -> date:
    """A date as 2026-09-03 or 03/09/2026, day first."""
    text = cell.strip()
    if not text:
        raise Problem("calendar.date", "The line has no date here; a block of teaching needs both its days.", place)
    turned = _DAY_FIRST.fullmatch(text)
    try:
        found = date(*map(int, turned.groups()[::-1])) if turned else date.fromisoformat(text)
    except ValueError:
        raise Problem("calendar.date", f'"{text}" is not a date like 2026-09-03 or 03/09/2026.', place) from None
    if found.year not in YEARS:
        raise Problem("calendar.date", f"{found} lies outside the years 1900 to 2199.", place)
    return found


def _shipped(closures: list[Closure], bank_holidays: Iterable[Closure]) -> list[Closure]:
    own = [closure.start for closure in closures if closure.kind == "bank_holiday"]
    whole = {day.year for day in own if sum(one.year == day.year for one in own) >= WHOLE_YEAR_OF_BANK_HOLIDAYS}
    return [closure for closure in bank_holidays if closure.start.year not in whole and closure.start not in own]
