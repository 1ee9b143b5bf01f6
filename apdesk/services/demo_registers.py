"""The made-up school's registers: the expected codes in ours, the providers' returns in theirs."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date, timedelta

from apdesk.domain.attendance import ACTIVITY, ELSEWHERE, LATE, NOT_KNOWN, PRESENT
from apdesk.domain.plan import Session
from apdesk.domain.school_calendar import monday_of
from apdesk.services import registers
from apdesk.services.demo_placements import Started
from apdesk.services.expected_sessions import Placed, placed
from apdesk.services.placement_case import the_placement
from apdesk.services.registers import Mark
from apdesk.store.record import Record
from apdesk.store.registers import PROVISION

_REASONS = {"I": "Ill, parent rang in the morning", "M": "Dentist", LATE: "Bus late, 15 minutes", NOT_KNOWN: ""}


def mark_all(record: Record, started: Iterable[Started]) -> int:
    """Both ledgers stand marked to the end of yesterday, this week's differences left to be sorted out."""
    rows = {one.id: one for one in started if one.row["state"] in ("live", "ended", "overrunning")}
    today = record.clock.today()
    count = 0
    for one in placed(record, [the_placement(placement) for placement in rows]):
        share = float(rows[one.placement.id].row.get("attendance", 0.95))
        marks = list(_marks(one, share, today))
        if marks:
            registers.mark(record, marks)
        count += len(marks)
    return count


def _marks(one: Placed, share: float, today: date) -> Iterable[Mark]:
    codes, this_week = one.protocol.codes, monday_of(today)
    key = one.placement.reference
    for session in one.sessions:
        if session.expected == "#" or session.date >= today:
            continue
        expected = codes.get(session.expected or "")
        category = expected.category if expected else ELSEWHERE
        reported = _reported(key, session, share)
        at_provider = category in (ACTIVITY, ELSEWHERE)
        away = reported not in PRESENT.values() and reported != LATE
        ours = reported if category == ACTIVITY and away and session.date < this_week else session.expected
        if ours is not None:
            yield Mark(one.placement.id, session.date, session.session, ours, reason=_REASONS.get(ours, ""))
        if at_provider and session.date < today - timedelta(days=today.weekday() % 2):
            yield Mark(
                one.placement.id, session.date, session.session, reported, ledger=PROVISION,
                reason=_REASONS.get(reported, ""), told_by="Weekly return",
            )


def _reported(key: str, session: Session, share: float) -> str:
    """What the provider said: the same on every run, so that one day of the made-up school is like another."""
    chance = zlib.crc32(f"{key} {session.date.isoformat()}".encode()) % 1000 / 1000
    if chance >= share:
        return ("I", "I", "M", NOT_KNOWN)[zlib.crc32(f"{key}{session.date:%j}".encode()) % 4]
    late = zlib.crc32(f"late {key} {session.date.isoformat()}".encode()) % 40 == 0
    return LATE if late and session.session == "AM" else PRESENT[session.session]
