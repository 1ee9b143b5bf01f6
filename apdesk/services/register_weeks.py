"""One week of the registers: who is where, which code is expected, what both ledgers say, what to sort out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.attendance import HALVES, NOT_KNOWN, disagree
from apdesk.domain.permissions import Deed
from apdesk.domain.plan import Session
from apdesk.domain.protocol import Code
from apdesk.domain.pupil import Names
from apdesk.domain.school_calendar import SchoolCalendar, monday_of
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.expected_sessions import Placed, placed
from apdesk.services.school_year import school_calendar
from apdesk.store.placements import placements_between
from apdesk.store.record import Record
from apdesk.store.registers import HOME, PROVISION, RegisterMark, marks_between

OPEN = "open"                   # the provider marks it
SCHOOL = "school"               # our own school does
CLOSED = "closed"
OUTSIDE = "outside"             # not placed then, or not expected anywhere

SCHOOL_LETTER = "S"
N_DAYS = 5                      # school days in which N must be replaced (regulation 10)


class Cell(NamedTuple):
    """One session of one pupil."""

    day: date
    session: str                # AM, PM
    state: str                  # open, school, closed, outside
    expected: str | None        # the lawful code, where one is expected of us
    policy_code: str | None
    why: str
    problem: str | None
    mark: str                   # ours, "" where none
    mark_reason: str
    confirmed_by: str
    reported: str               # the provider's, "" where not told
    reported_reason: str


class Difference(NamedTuple):
    """Something to sort out. `kind`: wrong-code, provider-differs, unconfirmed, n-old, no-code."""

    kind: str
    placement: str
    pupil_name: str
    day: date
    session: str
    text: str


class RegisterRow(NamedTuple):
    """A pupil's week at one provider."""

    placement: str
    reference: str
    pupil: str
    list_name: str
    form: str
    provider: str | None
    provider_name: str
    pathway: str
    pathway_short: str
    expected: str               # the code expected most often, "" where none is
    cells: tuple[Cell, ...]     # ten, Monday AM first


class RegisterWeek(NamedTuple):
    """A week of registers."""

    monday: date
    closed: tuple[str | None, ...]      # five: why our school is closed, or None
    rows: tuple[RegisterRow, ...]
    differences: tuple[Difference, ...]
    marked: int                 # sessions that carry our mark
    sessions: int               # sessions that should, by the end of the week


def register_week(record: Record, day: date, provider: str | None = None) -> RegisterWeek:
    """The week that holds a day, for one provider or all; a constant number of queries."""
    require(record, Deed.SEE_PUPILS)
    monday = monday_of(day)
    friday = monday + timedelta(days=4)
    calendar = school_calendar(record)
    rows = placements_between(monday, friday, provider)
    marks: dict[tuple[str, date, str, str], RegisterMark] = {
        (one.placement, one.day, one.session, one.ledger): one
        for one in marks_between(monday, friday, [row.id for row in rows])
    }
    found = placed(record, rows)
    weeks = [row for one in found for row in rows_of(one, monday, calendar, marks, provider)]
    weeks.sort(key=lambda row: (row.list_name, row.provider_name))
    codes: Mapping[str, Code] = found[0].protocol.codes if found else {}
    differences = [one for row in weeks for one in _differences(row, codes, calendar, record.clock.today())]
    expected = [cell for row in weeks for cell in row.cells if cell.expected not in (None, "#")]
    return RegisterWeek(
        monday, tuple(closed_on(calendar, monday + timedelta(days=n)) for n in range(5)), tuple(weeks),
        tuple(differences), sum(bool(cell.mark) for cell in expected), len(expected),
    )


def rows_of(
    one: Placed, monday: date, calendar: SchoolCalendar, marks: Mapping[tuple[str, date, str, str], RegisterMark],
    provider: str | None = None,
) -> Iterable[RegisterRow]:
    """The rows of a placement: one for each provider of it that has a session in the week."""
    sessions = {(each.date, each.session, each.provider or ""): each for each in one.sessions}
    places: list[tuple[str, str, str | None]] = [("", *_named(one))]
    places += [(extra.provider, "", extra.provider) for extra in one.extras]
    for key, name, provider_id in places:
        if provider is not None and provider_id != provider:
            continue
        cells = tuple(
            _cell(one, monday + timedelta(days=n), half, key, sessions, calendar, marks)
            for n in range(5) for half in HALVES
        )
        if all(cell.state == OUTSIDE for cell in cells):
            continue
        yield _row(one, name, provider_id, cells)


def _named(one: Placed) -> tuple[str, str | None]:
    if one.provider is None:
        return "In school", None
    return one.provider.short_name or one.provider.name, one.provider.id


def _row(one: Placed, provider_name: str, provider: str | None, cells: tuple[Cell, ...]) -> RegisterRow:
    pupil, pathway = one.pupil, one.protocol.pathways[one.placement.pathway]
    names = Names(pupil.surname, pupil.forename, pupil.preferred_surname or "", pupil.preferred_forename or "")
    expected = [cell.expected for cell in cells if cell.expected not in (None, "#")]
    return RegisterRow(
        one.placement.id, one.placement.reference, pupil.id, names.in_lists, pupil.form or "", provider,
        provider_name, pathway.id, pathway.short, max(set(expected), key=expected.count) if expected else "",
        cells,
    )


def _cell(
    one: Placed, day: date, half: str, key: str, sessions: Mapping[tuple[date, str, str], Session],
    calendar: SchoolCalendar, marks: Mapping[tuple[str, date, str, str], RegisterMark],
) -> Cell:
    session = sessions.get((day, half, key))
    ours = marks.get((one.placement.id, day, half, HOME))
    theirs = marks.get((one.placement.id, day, half, PROVISION))
    return Cell(
        day, half, state_of(one, day, session, calendar), session.expected if session else None,
        session.policy_code if session else None, session.why if session else "", session.problem if session else None,
        ours.code if ours else "", (ours.reason if ours else None) or "", (ours.confirmed_by if ours else None) or "",
        theirs.code if theirs else "", (theirs.reason if theirs else None) or "",
    )


def state_of(one: Placed, day: date, session: Session | None, calendar: SchoolCalendar) -> str:
    """Who marks a session: the provider, our school, or nobody."""
    row = one.placement
    last = row.ended_on or row.planned_end
    if row.start is None or day < row.start or (last is not None and day > last):
        return OUTSIDE
    if session is not None:
        return OPEN
    if closed_on(calendar, day) is not None:
        return CLOSED
    return SCHOOL if SCHOOL_LETTER in letters_on(one, day) else OUTSIDE


def letters_on(one: Placed, day: date) -> str:
    """The two letters, AM and PM, of a weekday in the placement's own week."""
    week = one.placement.sessions or one.protocol.pathways[one.placement.pathway].sessions
    return str(week[2 * day.weekday():][:2])


def closed_on(calendar: SchoolCalendar, day: date) -> str | None:
    """Why our school is closed on a day; None on a school day, "Not loaded" beyond the term dates."""
    try:
        return calendar.label(day)
    except Problem:
        return "Not loaded"


def _differences(
    row: RegisterRow, codes: Mapping[str, Code], calendar: SchoolCalendar, today: date
) -> Iterable[Difference]:
    for cell in row.cells:
        for kind, text in _faults(cell, codes, calendar, today):
            yield Difference(kind, row.placement, row.list_name, cell.day, cell.session, text)


def _faults(
    cell: Cell, codes: Mapping[str, Code], calendar: SchoolCalendar, today: date
) -> Iterable[tuple[str, str]]:
    if cell.problem and cell.state == OPEN:
        yield "no-code", cell.problem
    ours = codes.get(cell.mark)
    if ours is None:
        return
    if cell.expected and cell.mark != cell.expected and ours.category in ("AEA", "NPA"):
        yield "wrong-code", f"We have {cell.mark}. Expected is {cell.expected}: {cell.why}"
    if cell.reported and disagree(cell.mark, cell.reported, codes):
        yield "provider-differs", f"We have {cell.mark}. The provider reported {cell.reported}."
    if ours.category == "AEA" and not cell.confirmed_by and not cell.reported and cell.day + timedelta(days=4) < today:
        yield "unconfirmed", f"{cell.mark} is not confirmed yet: ask whether the pupil was there."
    if cell.mark == NOT_KNOWN and cell.day < today:
        try:
            gone = calendar.count(cell.day + timedelta(days=1), today)
        except Problem:
            return
        if gone >= N_DAYS - 1:
            yield "n-old", f"N is {gone} school days old. It must be replaced within {N_DAYS}."
