"""Moving a duty to another day or time of day, with what is counted from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from apdesk.domain.clauses import clauses_of, short_clause
from apdesk.domain.day_words import weekday_date
from apdesk.domain.lateness import working_day
from apdesk.domain.moving import FOLLOWS, LAW, Lock, Place, Window, lock_of
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import DutyRule, Protocol
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, require
from apdesk.services.duties import the_open_duties
from apdesk.services.moving import Moved, Moving, not_allowed, settle
from apdesk.services.moving_along import Along, Follow
from apdesk.services.placement_case import CaseSource, placement_source
from apdesk.services.planned_duties import change_duty, is_overdue
from apdesk.services.protocols import protocol_in_force
from apdesk.services.replanning import replan
from apdesk.services.school_year import calendar_or_none, school_calendar
from apdesk.store.duties import Duty, duties_of_placement
from apdesk.store.placements import Placement, placement_by_id
from apdesk.store.providers import provider_by_id
from apdesk.store.pupils import pupil_by_id
from apdesk.store.record import Record


def moving_duty(record: Record, duty: str) -> Moving:
    """The duty as it may be moved. Raises `Problem` "duty.done", "duty.undated" and what `the_open_duties` does."""
    require(record, Deed.SEE_PUPILS)
    (row,) = the_open_duties([duty])
    stands = working_day(row.due, row.put_off_to)
    if stands is None:
        raise Problem("duty.undated", f'"{row.title}" has no day yet: it waits for {row.waits_for or "others"}.')
    held = placement_by_id(row.placement) if row.placement else None
    rows = duties_of_placement(held.id) if held else [row]
    source = placement_source(record, held, duties=rows) if held else None
    protocol = source.protocol if source else protocol_in_force(record).protocol
    rule = next((one for one in protocol.duties if one.id == row.rule), None)
    today = record.clock.today()
    lock = "" if is_overdue(row, today) else _lock(row, rule, protocol, rows)
    return Moving(
        row.id, row.title, row.kind, stands, row.at or "", not_allowed(record, Deed.COMPLETE_DUTIES) or lock,
        _window(row, stands, rule, protocol, held), today, school_calendar(record),
        _along(record, row, source, rows), _place(record, row, held),
    )


def move_duty(record: Record, duty: str, to: date, at: str = "", why: str = "") -> Moved:
    """The duty stands on another day, at a time of day or any; what is counted from it follows. One operation.

    Raises `Problem` "move.locked" where its date follows from something else, "move.refused" with the rule that
    refuses the day, "move.why" where it leaves its window and nobody said why.
    """
    require(record, Deed.COMPLETE_DUTIES)
    look = settle(moving_duty(record, duty), to, at, why)
    (row,) = the_open_duties([duty])
    values: dict[str, Any] = {"at": at or None}
    if to != working_day(row.due, row.put_off_to):
        values |= {"put_off_to": None if to == row.due else to, "put_off_why": why.strip() or None}
    with record.work("Moved a duty to another day", reason=why.strip() or None) as work:
        change_duty(row, work, values)
        held = placement_by_id(row.placement) if row.placement else None
        if held is not None:
            replan(record, work, held, why)
    return Moved(look, work.changes)


def _along(
    record: Record, row: Duty, source: CaseSource | None, rows: list[Duty]
) -> Callable[[date], tuple[Follow, ...]]:
    """Answers what moves along to a day; nothing for a duty of no placement."""
    if source is None:
        return lambda _to: ()
    pupil = pupil_by_id(row.pupil) if row.pupil else None
    along = Along(
        source, rows, record.clock.today(), sees_flags=FlagRule(record).sees(pupil.year if pupil else None)
    )
    return lambda to: along.of_move(row, None if to == row.due else to)


def _window(row: Duty, stands: date, rule: DutyRule | None, protocol: Protocol, held: Placement | None) -> Window:
    period = (row.period_from, row.period_until) if row.period_from and row.period_until else None
    life = (held.start, held.ended_on or held.planned_end) if held else (None, None)
    return Window(
        stands=stands, due=row.due, hard=row.hard, first=row.window_from, period=period, life=life,
        outlives=rule is None or rule.outlives, closed_days=rule is not None and rule.closed_days, by=row.by or "",
        clause=short_clause(clauses_of(row.policy, protocol)),
    )


def _place(record: Record, row: Duty, held: Placement | None) -> Place | None:
    """For a visit: the provider, where its own term dates are known."""
    provider = row.provider or (held.provider if held else None)
    if row.kind != "visit" or provider is None:
        return None
    calendar, found = calendar_or_none(record, provider), provider_by_id(provider)
    return Place(found.name, calendar) if calendar is not None and found is not None else None


def _lock(row: Duty, rule: DutyRule | None, protocol: Protocol, rows: list[Duty]) -> str:
    lock = lock_of(rule, protocol) if rule is not None else None
    if lock is None or rule is None:
        return ""
    if lock.kind == FOLLOWS:
        return _follows(row, rows)
    if lock.kind == LAW:
        return f"Its date is set by law ({lock.of}) and worked out from the placement’s first day."
    return f"Its date is worked out from the {_label(lock, protocol)}: move that, and this moves along."


def _label(lock: Lock, protocol: Protocol) -> str:
    return protocol.events[lock.of].label


def _follows(row: Duty, rows: list[Duty]) -> str:
    rule, _, number = (row.after or "").partition("#")
    for one in rows:
        day = working_day(one.due, one.put_off_to)
        if one.rule == rule and str(one.occurrence) == number and day is not None:
            return f"Its date follows from “{one.title}” on {weekday_date(day)}: move that, and this moves along."
    return "Its date is worked out from the meeting it follows: move that, and this moves along."
