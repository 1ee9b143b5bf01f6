"""Mark registers: our own ledger and what providers report. No mark is ever invented or silently changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apdesk.domain.attendance import HALVES
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Protocol
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.expected_sessions import placed
from apdesk.services.protocols import protocol_in_force
from apdesk.store.placements import Placement, placement_by_id, placements_between
from apdesk.store.record import Record
from apdesk.store.registers import HOME, PROVISION, RegisterMark, RegisterReturn, marks_between, return_of
from apdesk.store.work import Work

Key = tuple[str, date, str, str]


@dataclass(frozen=True)
class Mark:
    """One session to be marked. `ledger`: home (our register) or provision (what the provider reported)."""

    placement: str
    day: date
    session: str                # AM, PM
    code: str
    ledger: str = HOME
    reason: str = ""            # of an absence; needed to change a mark after its day
    told_by: str = ""           # who reported it


def mark(record: Record, marks: Iterable[Mark]) -> Changes:
    """Each session carries its mark; what stood there before is in the history with the reason.

    Raises `Problem` "register.code" for a code that the protocol does not know, "register.future" for a day to
    come, "register.closed" for a session out of the placement, "register.why" for a change of an older mark
    without a reason.
    """
    require(record, Deed.MARK_REGISTERS)
    wanted = list(marks)
    protocol = protocol_in_force(record).protocol
    placements = _placements(wanted)
    held = _held(wanted)
    for one in wanted:
        _check(one, placements[one.placement], protocol, held.get(_key(one)), record.clock.today())
    with record.work("Marked a register" if len(wanted) == 1 else f"Marked {len(wanted)} sessions") as work:
        for one in wanted:
            _put(work, one, placements[one.placement], held, record.actor.name)
    return work.changes


def put_marks(work: Work, marks: Iterable[Mark], entered_by: str) -> None:
    """The sessions carry their marks, inside another operation that has checked them."""
    wanted = list(marks)
    placements, held = _placements(wanted), _held(wanted)
    for one in wanted:
        _put(work, one, placements[one.placement], held, entered_by)


def clear(record: Record, sessions: Iterable[tuple[str, date, str, str]], why: str = "") -> Changes:
    """The sessions (placement, day, AM or PM, ledger) carry no mark; the history keeps what stood there."""
    require(record, Deed.MARK_REGISTERS)
    keys = set(sessions)
    if not keys:
        return Changes()
    days = [key[1] for key in keys]
    rows = [
        row for row in marks_between(min(days), max(days), {key[0] for key in keys})
        if (row.placement, row.day, row.session, row.ledger) in keys
    ]
    if not why.strip() and any(row.day < record.clock.today() for row in rows):
        raise Problem("register.why", "Say why an older mark is taken away.", "reason")
    with record.work("Took marks out of a register", reason=why.strip() or None) as work:
        for row in rows:
            work.remove(row)
    return work.changes


def fill_expected(record: Record, monday: date, provider: str | None = None) -> Changes:
    """Every session of the week, today's and earlier, that has no mark of ours carries the expected code.

    Never over a mark, never for a day to come, never where no code is lawful.
    """
    require(record, Deed.MARK_REGISTERS)
    last = min(monday + timedelta(days=6), record.clock.today())
    if last < monday:
        return Changes()
    rows = placements_between(monday, last, provider)
    held = {(m.placement, m.day, m.session) for m in marks_between(monday, last, [r.id for r in rows])
            if m.ledger == HOME}
    with record.work("Filled a register with the expected codes") as work:
        for one in placed(record, rows):
            for session in one.sessions:
                key = (one.placement.id, session.date, session.session)
                if monday <= session.date <= last and session.expected not in (None, "#") and key not in held:
                    work.create(
                        RegisterMark, placement=one.placement.id, pupil=one.pupil.id, day=session.date,
                        session=session.session, ledger=HOME, code=session.expected, entered_by=record.actor.name,
                    )
    return work.changes


def confirm(record: Record, marks: Iterable[tuple[str, date, str]], by: str) -> Changes:
    """Our marks of these sessions (placement, day, AM or PM) are confirmed: somebody said the pupil was there."""
    require(record, Deed.MARK_REGISTERS)
    keys = set(marks)
    if not by.strip():
        raise Problem("register.by", "Say who confirmed it.", "by")
    days = [day for _, day, _ in keys]
    rows = marks_between(min(days), max(days), {key[0] for key in keys}) if keys else []
    with record.work("Confirmed register marks") as work:
        for row in rows:
            if row.ledger == HOME and (row.placement, row.day, row.session) in keys:
                work.update(row, confirmed_by=by.strip(), confirmed_on=record.clock.today())
    return work.changes


def note_return(
    record: Record, provider: str, monday: date, *, sent_on: date | None = None, received_on: date | None = None,
    sims_agrees: bool | None = None,
) -> Changes:
    """What is known of a provider's weekly return: sent, received, and whether SIMS agrees with ours."""
    require(record, Deed.MARK_REGISTERS)
    row = return_of(provider, monday)
    said = {"sent_on": sent_on, "received_on": received_on, "sims_agrees": sims_agrees}
    values: dict[str, Any] = {name: value for name, value in said.items() if value is not None}
    if received_on is not None:
        values["checked_by"] = record.actor.name
    with record.work("Noted a provider’s weekly return") as work:
        if row is None:
            work.create(RegisterReturn, provider=provider, monday=monday, **values)
        else:
            work.update(row, **values)
    return work.changes


def _check(one: Mark, placement: Placement, protocol: Protocol, held: RegisterMark | None, today: date) -> None:
    where = f"{one.day.isoformat()} {one.session}"
    if one.session not in HALVES or one.ledger not in (HOME, PROVISION):
        raise Problem("register.session", "A session is AM or PM, in our ledger or the provider’s.", where)
    if one.code not in protocol.codes:
        raise Problem("register.code", f'"{one.code}" is not a code of the register.', where)
    if one.day > today:
        raise Problem("register.future", "A session to come cannot be marked yet.", where)
    last = placement.ended_on or placement.planned_end
    if placement.start is None or one.day < placement.start or (last is not None and one.day > last):
        raise Problem("register.closed", "The placement does not run on that day.", where)
    if held is not None and held.code != one.code and one.day < today and not one.reason.strip():
        raise Problem("register.why", "Say why the older mark changes; the old one is kept beside it.", where)


def _put(work: Work, one: Mark, placement: Placement, held: dict[Key, RegisterMark], entered_by: str) -> None:
    values: dict[str, Any] = {
        "code": one.code, "reason": one.reason.strip() or None, "told_by": one.told_by.strip() or None,
        "entered_by": entered_by,
    }
    row = held.get(_key(one))
    if row is not None:
        if row.code != one.code:
            values |= {"confirmed_by": None, "confirmed_on": None}
        work.update(row, **values)
        return
    held[_key(one)] = work.create(
        RegisterMark, placement=placement.id, pupil=placement.pupil, day=one.day, session=one.session,
        ledger=one.ledger, **values,
    )


def _placements(marks: Iterable[Mark]) -> dict[str, Placement]:
    found = {}
    for placement in {one.placement for one in marks}:
        row = placement_by_id(placement)
        if row is None:
            raise Problem("placement.unknown", "This placement is no longer in the desk. Look at the register again.")
        found[placement] = row
    return found


def _held(marks: list[Mark]) -> dict[Key, RegisterMark]:
    if not marks:
        return {}
    days = [one.day for one in marks]
    rows = marks_between(min(days), max(days), {one.placement for one in marks})
    return {(row.placement, row.day, row.session, row.ledger): row for row in rows}


def _key(one: Mark) -> Key:
    return (one.placement, one.day, one.session, one.ledger)
