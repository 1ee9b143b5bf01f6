"""Term dates: taking in a calendar file, correcting days, and the calendar everybody counts with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.calendar_csv import KINDS, parse_calendar
from apdesk.domain.permissions import Deed
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.shipped import bank_holidays
from apdesk.store.record import Record
from apdesk.store.school_year import TermDates, newest_term_dates, term_date_versions

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


def import_calendar(record: Record, file: Path, provider: str | None = None) -> Taken:
    """The file's school years stand as it says; other years stay. The same file twice changes nothing.

    Raises `Problem` "calendar.…" with file and line, and leaves everything as it was.
    """
    return take_calendar(record, _read(file), file.name, provider)


def take_calendar(record: Record, text: str, source: str, provider: str | None = None) -> Taken:
    """As `import_calendar`, from text that is at hand."""
    require(record, Deed.CHANGE_SCHOOL_YEAR)
    new = read_calendar(text, source)
    incoming = _entries(text)
    years = _years(incoming)
    present = newest_term_dates(provider)
    kept = [] if present is None else [one for one in _entries(present.text) if one.school_year not in years]
    changes = _put(record, [*kept, *incoming], source, provider, "Took in term dates")
    return Taken(changes, years, sum(new.count(block.start, block.end) for block in new.blocks))


def correct_calendar(record: Record, lines: Iterable[Entry], why: str, provider: str | None = None) -> Changes | None:
    """The term dates are exactly these lines, as a new version; None where nothing differs.

    Duties that are open follow the new dates when the placements are planned again.
    """
    require(record, Deed.CHANGE_SCHOOL_YEAR)
    if not why.strip():
        raise Problem("calendar.why", "Say why the term dates change.", "why")
    return _put(record, list(lines), "Corrected in AP Desk", provider, "Corrected term dates", why.strip())


def _put(
    record: Record, lines: list[Entry], source: str, provider: str | None, operation: str, why: str | None = None
) -> Changes | None:
    text = as_text(lines)
    read_calendar(text, source)
    present = newest_term_dates(provider)
    if present is not None and present.text == text:
        return None
    with record.work(operation, reason=why) as work:
        work.create(
            TermDates, provider=provider, number=1 if present is None else present.number + 1, source=source, text=text,
            loaded_on=record.clock.today(),
        )
    return work.changes


def as_text(lines: Iterable[Entry]) -> str:
    """The lines as a calendar file, in order of their days."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for one in sorted(set(lines), key=lambda line: (line.start, KINDS.index(line.type), line.end, line.label)):
        writer.writerow((one.type, one.start.isoformat(), one.end.isoformat(), one.label))
    return out.getvalue()


def _entries(text: str) -> tuple[Entry, ...]:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    next(rows, None)
    lines = (
        Entry(row[0].strip().lower(), date.fromisoformat(row[1].strip()), date.fromisoformat(row[2].strip()),
              row[3].strip())
        for row in rows if any(cell.strip() for cell in row)
    )
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
