"""What people do with duties: complete with evidence, reopen, put off with a reason, give to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from apdesk.domain.day_words import weekday_date
from apdesk.domain.lateness import BEFORE_DESK, DONE, WITHDRAWN, last_day_of
from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.duty_lists import duties_with_ids
from apdesk.services.duty_pairing import BY_EVENT, by_hand
from apdesk.services.planned_duties import change_duty
from apdesk.services.replanning import replan
from apdesk.services.school_year import calendar_or_none
from apdesk.services.staff import the_member
from apdesk.store.duties import Duty, duties_by_ids, duty_by_id
from apdesk.store.following import waits_of
from apdesk.store.placements import placement_by_id
from apdesk.store.record import Record
from apdesk.store.work import Work


@dataclass(frozen=True, kw_only=True)
class Completion:
    """How a duty was carried out. `done_by` empty: by its owner; who enters it is the acting person."""

    on: date
    done_by: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""
    filed_in: str = ""          # "CPOMS"


def complete_duty(record: Record, duty: str, done: Completion) -> Changes:
    """The duty is done; what follows from it gets its dates. As `complete_duties` for one."""
    return complete_duties(record, [(duty, done)])


def complete_duties(record: Record, completions: Iterable[tuple[str, Completion]]) -> Changes:
    """Each duty is done on its day, by whom, with evidence; their placements are planned again once.

    One operation. Raises `Problem` "duty.future" for a day to come, "duty.done" for one that is done already,
    "duty.withdrawn" for one that is no longer asked for.
    """
    require(record, Deed.COMPLETE_DUTIES)
    wanted = dict(completions)
    rows = _the_duties(wanted)
    for row in rows:
        _check_open(row)
        if wanted[row.id].on > record.clock.today():
            raise Problem("duty.future", "A duty cannot have been done on a day to come.", "on")
    owners = {row.id: row.who for row in duties_with_ids(record, [row.id for row in rows])}
    with record.work(_counted("Completed a duty", "Completed {} duties", rows)) as work:
        for row in rows:
            values = _done(wanted[row.id], owners.get(row.id, ""), record.actor.name)
            change_duty(row, work, values)
        for wait in waits_of(wanted):
            work.remove(wait)
        _replan(record, work, rows)
    return work.changes


def note_evidence(record: Record, duty: str, evidence: str, given: bool) -> Changes:
    """Part of a duty's evidence is there, or is not after all; the duty stays open ("spoken to the provider")."""
    require(record, Deed.COMPLETE_DUTIES)
    (row,) = _the_duties([duty])
    _check_open(row)
    held = [one for one in row.evidence_given if one != evidence]
    with record.work("Noted part of a duty" if given else "Took back part of a duty") as work:
        work.update(row, evidence_given=[*held, evidence] if given else held)
    return work.changes


def say_before_desk(record: Record, duties: Iterable[str]) -> Changes:
    """These duties fell before AP Desk was in use and nobody knows when they were done: never overdue."""
    require(record, Deed.COMPLETE_DUTIES)
    rows = _the_duties(duties)
    with record.work("Noted duties as before AP Desk, not known") as work:
        for row in rows:
            _check_open(row)
            change_duty(row, work, {"state": BEFORE_DESK, "entered_by": record.actor.name})
    return work.changes


class Reopened(NamedTuple):
    """What reopening a duty did; `done_by` says what else on record answers it, "" where it is open."""

    changes: Changes
    done_by: str


def reopen_duty(record: Record, duty: str, why: str) -> Reopened:
    """Nobody's tick stands on the duty any more; the history keeps how it had been completed.

    It is open, or where something else on record answers it too, done by that instead. Raises `Problem` "duty.open",
    and "duty.answered" where nobody ticked it off: what answers it would do so again at once.
    """
    require(record, Deed.COMPLETE_DUTIES)
    (row,) = _the_duties([duty])
    if row.state not in (DONE, BEFORE_DESK):
        raise Problem("duty.open", "This duty is open already.")
    if not by_hand(row):
        raise Problem("duty.answered", _answered_by(row), row.id)
    with record.work("Reopened a duty", reason=why.strip() or None) as work:
        change_duty(row, work, {
            "state": "open", "done_on": None, "done_by": None, "entered_by": None, "evidence_given": [],
            "met_by": None, "filed_in": None,
        })
        _replan(record, work, [row], correcting=True)
    now = duty_by_id(duty)
    return Reopened(work.changes, _answer(now) if now is not None and now.state == DONE else "")


def put_off(record: Record, duty: str, to: date, why: str) -> Changes:
    """The duty is worked to on another day, for a reason. As `put_off_all` for one."""
    return put_off_all(record, [duty], to, why)


def put_off_all(
    record: Record, duties: Iterable[str], to: date, why: str, *, past_last_day: bool = False
) -> Changes:
    """Each duty is worked to on another day, for a reason; one operation, all or none.

    Raises `Problem` "duty.why" without a reason, "duty.closed" for a day without school, "duty.past" for a day
    that has gone, "duty.hard" for one after the last lawful or policy day of one of them. With `past_last_day`
    somebody has said that they know: the day is kept, and the duty stays overdue until it is done. What follows
    from a meeting that is put off moves along.
    """
    require(record, Deed.COMPLETE_DUTIES)
    rows = the_open_duties(duties)
    _check_day(record, to, why)
    first = min((row.hard for row in rows if row.hard is not None and to > row.hard), default=None)
    if first is not None and not past_last_day:
        raise Problem("duty.hard", f"The last day for this is {weekday_date(first)}. Choose a day until then.", "to")
    with record.work(_counted("Put off a duty", "Put off {} duties", rows), reason=why.strip()) as work:
        for row in rows:
            change_duty(row, work, {"put_off_to": to, "put_off_why": why.strip()})
        _replan(record, work, rows)
    return work.changes


def _check_day(record: Record, to: date, why: str) -> None:
    if not why.strip():
        raise Problem("duty.why", "Say why it is put off.", "why")
    if to < record.clock.today():
        raise Problem("duty.past", "Choose today or a day to come.", "to")
    calendar = calendar_or_none(record)
    if calendar is not None and not calendar.is_school_day(to):
        following = calendar.on_or_after(to)
        raise Problem(
            "duty.closed", f"{weekday_date(to)} is not a school day. The next is {weekday_date(following)}.", "to"
        )


def give_to(record: Record, duties: Iterable[str], member: str | None) -> Changes:
    """Somebody else owes these duties; None: whoever holds the role."""
    require(record, Deed.COMPLETE_DUTIES)
    rows = _the_duties(duties)
    if member is not None:
        the_member(member)
    with record.work(_counted("Gave a duty to somebody", "Gave {} duties to somebody", rows)) as work:
        for row in rows:
            work.update(row, given_to=member)
    return work.changes


def filed(record: Record, duty: str, where: str) -> Changes:
    """The paper of a duty that is done stands in the school's own filing system too."""
    require(record, Deed.COMPLETE_DUTIES)
    (row,) = _the_duties([duty])
    with record.work("Noted where a paper is filed") as work:
        work.update(row, filed_in=where.strip() or None)
    return work.changes


def _done(done: Completion, owner: str, entered_by: str) -> dict[str, Any]:
    return {
        "state": DONE, "done_on": done.on, "done_by": done.done_by.strip() or owner or None, "entered_by": entered_by,
        "evidence_given": [one.strip() for one in done.evidence if one.strip()], "note": done.note.strip() or None,
        "filed_in": done.filed_in.strip() or None, "met_by": None, "waits_for": None,
    }


def _replan(record: Record, work: Work, rows: Iterable[Duty], *, correcting: bool = False) -> None:
    for placement in dict.fromkeys(row.placement for row in rows if row.placement):
        found = placement_by_id(placement)
        if found is not None:
            replan(record, work, found, correcting=correcting)


def _the_duties(duties: Iterable[str]) -> list[Duty]:
    wanted = list(dict.fromkeys(duties))
    rows = duties_by_ids(wanted)
    if len(rows) != len(wanted):
        raise Problem("duty.unknown", "One of these duties is no longer in the desk. Look again in the list.")
    return rows


def the_open_duties(duties: Iterable[str]) -> list[Duty]:
    """These duties, each of them still to be done; `Problem` where one is not, or is gone."""
    rows = _the_duties(duties)
    for row in rows:
        _check_open(row)
    return rows


def _check_open(row: Duty) -> None:
    if row.state in (DONE, BEFORE_DESK):
        raise Problem("duty.done", f'"{row.title}" is done already.', row.id)
    if row.state == WITHDRAWN:
        raise Problem("duty.withdrawn", f'"{row.title}" is no longer asked for.', row.id)


def _answered_by(row: Duty) -> str:
    return f'"{row.title}" is done because {_answer(row)} is on record. Correct that first, then this opens by itself.'


def _answer(row: Duty) -> str:
    event = (row.met_by or "").removeprefix(BY_EVENT).split(" ")[0].replace("-", " ")
    when = f" of {weekday_date(row.done_on)}" if row.done_on else ""
    return f"the {event}{when}"


def was_late(row: Duty) -> bool:
    """True where a duty was done after its last allowed day."""
    last = last_day_of(row.due, row.hard, row.put_off_to)
    return bool(row.state == DONE and row.done_on and last and row.done_on > last)


def _counted(one: str, several: str, rows: Sized) -> str:
    return one if len(rows) == 1 else several.format(len(rows))
