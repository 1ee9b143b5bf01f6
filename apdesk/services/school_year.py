"""Term dates: taking in a calendar file, correcting days, and the calendar everybody counts with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.calendar_csv import KINDS, parse_calendar, read_lines
from apdesk.domain.permissions import Deed
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.shipped import bank_holidays
from apdesk.store.record import Record
from apdesk.store.school_year import TermDates, newest_term_dates, term_date_versions
from apdesk.store.work import Work

HEADER = ("type", "start", "end", "label")
LARGEST_FILE = 1_000_000    # bytes; ten years of term dates are a few thousand


class Entry(NamedTuple):
    """One line of a calendar file."""

    type: str                   # half_term, inset, closure, bank_holiday
    start: date
    end: date
    label: str

    @property
    def school_year(self) -> int:
        """The calendar year in which its school year began; a start in late August belongs to the new one."""
        return self.start.year if self.start.month >= 8 else self.start.year - 1


class Version(NamedTuple):
    """One version of the term dates."""

    number: int
    source: str
    loaded_on: date
    school_years: tuple[int, ...]


class Taken(NamedTuple):
    """What taking in a calendar did."""

    changes: Changes | None     # None: the file says what is known already
    school_years: tuple[int, ...]
    school_days: int            # of the years in the file


def school_calendar(record: Record) -> SchoolCalendar:
    """Our school's calendar. Raises `Problem` "calendar.none" while no term dates are loaded."""
    found = calendar_or_none(record)
    if found is None:
        raise Problem("calendar.none", "No term dates are loaded yet. Import them under Settings, Term dates.")
    return found


def calendar_or_none(_record: Record, provider: str | None = None) -> SchoolCalendar | None:
    """The calendar of our school, or of a provider that has its own; None where none is loaded."""
    version = newest_term_dates(provider)
    return None if version is None else read_calendar(version.text, version.source)


@lru_cache(maxsize=16)
def read_calendar(text: str, where: str) -> SchoolCalendar:
    """A calendar from its text, with the bank holidays that the program knows; kept for the next asker."""
    return parse_calendar(text, where, bank_holidays())


def entries(_record: Record, provider: str | None = None) -> tuple[Entry, ...]:
    """The lines of the term dates in force, by start; empty where none are loaded."""
    version = newest_term_dates(provider)
    return () if version is None else _entries(version.text)


def versions(_record: Record, provider: str | None = None) -> tuple[Version, ...]:
    """Every version of the term dates, newest first."""
    return tuple(
        Version(row.number, row.source, row.loaded_on, _years(_entries(row.text)))
        for row in term_date_versions(provider)
    )


def read_terms(file: Path) -> str:
    """The text of a calendar file that can be used; `Problem` "calendar.…" with file and line otherwise."""
    text = _read(file)
    read_calendar(text, file.name)
    return text


def merged(record: Record, text: str, source: str, provider: str | None = None) -> tuple[Entry, ...]:
    """The lines in force with the school years of the text as it states them; other years stay.

    Raises `Problem` "calendar.…" with file and line.
    """
    read_calendar(text, source)
    incoming = _entries(text)
    years = _years(incoming)
    kept = (one for one in entries(record, provider) if one.school_year not in years)
    return tuple(sorted({*kept, *incoming}, key=lambda line: (line.start, line.type)))


def take_calendar(record: Record, text: str, source: str, provider: str | None = None) -> Taken:
    """The text's school years stand as it says; other years stay. The same text twice changes nothing.

    For a desk without placements: nothing is planned again. Raises `Problem` "calendar.…" with file and line, and
    leaves everything as it was.
    """
    require(record, Deed.CHANGE_SCHOOL_YEAR)
    lines = merged(record, text, source, provider)
    if same_as_held(lines, provider):
        return taken(None, text, source)
    with record.work("Took in term dates") as work:
        put_version(record, work, lines, source, provider)
    return taken(work.changes, text, source)


def taken(changes: Changes | None, text: str, source: str) -> Taken:
    """What taking in a text did, in years and days."""
    new = read_calendar(text, source)
    days = sum(new.count(block.start, block.end) for block in new.blocks)
    return Taken(changes, _years(_entries(text)), days)


def same_as_held(lines: Iterable[Entry], provider: str | None = None) -> bool:
    """True where the term dates in force are exactly these lines."""
    present = newest_term_dates(provider)
    return present is not None and present.text == as_text(lines)


def put_version(record: Record, work: Work, lines: Iterable[Entry], source: str, provider: str | None = None) -> None:
    """The lines are the newest version of the term dates, inside the open work. Raises `Problem` "calendar.…"."""
    text = as_text(lines)
    read_calendar(text, source)
    present = newest_term_dates(provider)
    work.create(
        TermDates, provider=provider, number=1 if present is None else present.number + 1, source=source, text=text,
        loaded_on=record.clock.today(),
    )


def version_entries(_record: Record, number: int, provider: str | None = None) -> tuple[Entry, ...]:
    """The lines of an earlier version; `Problem` "calendar.version" where there is none of that number."""
    found = next((row for row in term_date_versions(provider) if row.number == number), None)
    if found is None:
        raise Problem("calendar.version", "This version of the term dates is no longer in the desk.")
    return _entries(found.text)


def as_text(lines: Iterable[Entry]) -> str:
    """The lines as a calendar file, in order of their days."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for one in sorted(set(lines), key=lambda line: (line.start, KINDS.index(line.type), line.end, line.label)):
        writer.writerow((one.type, one.start.isoformat(), one.end.isoformat(), one.label))
    return out.getvalue()


def _entries(text: str) -> tuple[Entry, ...]:
    lines = (Entry(*line) for line in read_lines(text, ""))
    return tuple(sorted(lines, key=lambda line: (line.start, line.type)))


def _years(lines: Iterable[Entry]) -> tuple[int, ...]:
    return tuple(sorted({one.school_year for one in lines if one.type == "half_term"}))


def _read(file: Path) -> str:
    try:
        data = file.read_bytes() if file.stat().st_size <= LARGEST_FILE else None
    except OSError as trouble:
        raise Problem("calendar.file", f"The file could not be read ({trouble.strerror}).", str(file)) from None
    if data is None:
        raise Problem("calendar.size", "The file is far too large for term dates.", str(file))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise Problem("calendar.kind", "This is not a CSV file of term dates.", str(file)) from None
        return data.decode("cp1252", errors="replace")
