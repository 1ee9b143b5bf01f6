"""The register workbook of a provider and a half-term, from the placements and their expected codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.attendance import LATE, PRESENT
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Code, Protocol
from apdesk.domain.school_calendar import Block, SchoolCalendar, monday_of
from apdesk.exports.atomic import write_document
from apdesk.exports.names import register_name
from apdesk.exports.register_input import (
    Counts,
    RegisterBook,
    RegisterCode,
    RegisterPupil,
    RegisterSession,
    RegisterWeek,
)
from apdesk.exports.xlsx.register_book import register_workbook
from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.document_copies import keep_copy
from apdesk.services.expected_sessions import placed
from apdesk.services.protocols import protocol_in_force
from apdesk.services.providers import the_provider
from apdesk.services.register_weeks import RegisterRow, closed_on, rows_of
from apdesk.services.school_year import calendar_or_none, school_calendar
from apdesk.services.settings import settings
from apdesk.store.placements import placements_between
from apdesk.store.providers import Provider, all_providers, provider_by_name
from apdesk.store.record import Record

_ENTERED = ("ATT", "AUTH", "UNAUTH")
_COUNTS: dict[str, Counts] = {"ATT": "present", "AEA": "present", "AUTH": "absent", "UNAUTH": "absent"}


class Written(NamedTuple):
    """A document on disk."""

    file: Path
    changes: Changes


def provider_named(name: str) -> Provider:
    """The provider of this name; `Problem` "provider.unknown" naming what to do."""
    row = provider_by_name(name)
    if row is None:
        known = ", ".join(one.name for one in all_providers()) or "none yet"
        raise Problem("provider.unknown", f'There is no provider called "{name}". In the desk: {known}.', name)
    return row


def register_book(record: Record, provider: str, day: date) -> RegisterBook:
    """The provider's register for the half-term that holds a day, or for the next one in a holiday.

    Raises `Problem` "register.half-term" where no half-term is loaded, "register.empty" where nobody is placed.
    """
    require(record, Deed.EXPORT)
    row = the_provider(provider)
    calendar = school_calendar(record)
    block = calendar.half_term_of(day) or calendar.next_half_term(day)
    if block is None:
        raise Problem("register.half-term", "There are no term dates for that day. Load that school year’s first.")
    host = calendar_or_none(record, row.id)
    weeks = tuple(_weeks(record, row, block, calendar, host))
    if not any(week.pupils for week in weeks):
        raise Problem(
            "register.empty", f"Nobody is placed with {row.name} in the half-term {block.label}: no register to send."
        )
    protocol, office = protocol_in_force(record).protocol, settings(record)
    shown = {
        session.expected for week in weeks for pupil in week.pupils for session in pupil.sessions if session.expected
    }
    return RegisterBook(
        id=f"{row.id}-{block.start.isoformat()}", school=office["school.name"] or protocol.school, provider=row.name,
        marks_with_codes=row.registered_school, half_term=half_term_name(block, calendar), weeks=weeks,
        codes=tuple(_codes(protocol)),
        expected_codes=tuple(_code(protocol.codes[code]) for code in sorted(shown) if code in protocol.codes),
        made_at=record.clock.now(), made_by=record.actor.name, return_to=office["registers.return_to"],
        return_by=office["registers.return_by"], marking=office["paper.marking"],
    )


def write_register(
    record: Record, provider: str, day: date, folder: Path | None = None, file: Path | None = None,
    progress: Progress | None = None,
) -> Written:
    """The workbook is on disk, in a folder under a name that betrays nobody, or as the file named."""
    book = register_book(record, provider, day)
    data = register_workbook(book, progress)
    target = file or (folder or Path()) / register_name(book.provider, book.weeks[0].monday)
    write_document(target, data)
    changes = keep_copy(record, "register", data, provider=provider, recipient=book.provider, suffix="xlsx")
    return Written(target, changes)


def half_term_name(block: Block, calendar: SchoolCalendar) -> str:
    """"Autumn term, second half", or the block's own label where the term has not two halves."""
    term = calendar.term_of(block.start)
    if term is None:
        return block.label
    halves = [one for one in calendar.blocks if term.start <= one.start <= term.end]
    words = {0: "first half", 1: "second half"}
    place = halves.index(block)
    if len(halves) != 2:
        return block.label
    name = term.label if "term" in term.label.casefold() else f"{term.label} term"
    return f"{name}, {words[place]}"


def _weeks(
    record: Record, provider: Provider, block: Block, calendar: SchoolCalendar, host: SchoolCalendar | None
) -> Iterable[RegisterWeek]:
    found = placed(record, placements_between(block.start, block.end, provider.id))
    first = monday_of(block.start)
    for number in range((monday_of(block.end) - first).days // 7 + 1):
        monday = first + timedelta(days=7 * number)
        rows = [row for one in found for row in rows_of(one, monday, calendar, {}, provider.id)]
        rows = [row for row in rows if any(cell.state == "open" for cell in row.cells)]
        if not rows:
            continue
        days = [monday + timedelta(days=n) for n in range(5)]
        shut = [_closed(day, block, calendar, host) for day in days]
        pupils = sorted((_pupil(row, shut) for row in rows), key=lambda pupil: pupil.name)
        yield RegisterWeek(monday.isoformat(), monday, tuple(pupils), tuple(shut))


def _closed(day: date, block: Block, calendar: SchoolCalendar, host: SchoolCalendar | None) -> str | None:
    """Why the provider is shut on a day; its own calendar wins where it has one."""
    if host is not None and host.covers(day):
        return host.label(day)
    if not block.start <= day <= block.end:
        return closed_on(calendar, day) or "Outside the half-term"
    return closed_on(calendar, day)


def _pupil(row: RegisterRow, shut: list[str | None]) -> RegisterPupil:
    sessions = []
    for place, cell in enumerate(row.cells):
        closed = shut[place // 2] is not None
        if closed and cell.state != "outside":
            sessions.append(RegisterSession("closed"))
        elif cell.state == "open":
            sessions.append(RegisterSession("open", cell.expected))
        else:
            sessions.append(RegisterSession("school" if cell.state == "school" else cell.state))    # type: ignore[arg-type]
    return RegisterPupil(row.placement, row.list_name, row.form, tuple(sessions))


def _codes(protocol: Protocol) -> Iterable[RegisterCode]:
    for code in protocol.codes.values():
        if code.category in _ENTERED:
            yield _code(code)


def _code(code: Code) -> RegisterCode:
    halves = {PRESENT["AM"]: "AM", PRESENT["PM"]: "PM"}
    counts: Counts = "late" if code.code == LATE else _COUNTS.get(code.category, "neither")
    return RegisterCode(code.code, code.label, counts, halves.get(code.code))   # type: ignore[arg-type]
