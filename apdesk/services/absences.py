"""A provider says that a pupil did not arrive: noted at once, open until the pupil is accounted for.

The report sets the engine's event in motion, and with it the duties of the day. What it says of a session goes
into the ledgers as the register's rules ask: the provider's ledger always; ours only where our mark depends on
the pupil being there (for a pupil registered at the other school our mark stays).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from apdesk.domain.attendance import HALVES, NOT_KNOWN
from apdesk.domain.lateness import DONE
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import LIVE
from apdesk.domain.protocol import Protocol
from apdesk.domain.pupil import Names
from apdesk.problems import Problem
from apdesk.services.absence_effects import EVENT, complete_found, mark_both, rules_of_event, unmark
from apdesk.services.acting import own_years_only, require
from apdesk.services.changes import Added, Changes
from apdesk.services.placement_case import the_placement
from apdesk.services.placement_changes import state_of
from apdesk.services.planned_duties import change_duty
from apdesk.services.protocols import protocol_version
from apdesk.services.replanning import replan
from apdesk.store.absences import AbsenceRecord, NotArrived, absence_by_id, absence_records
from apdesk.store.duties import duties_of_placement
from apdesk.store.placements import Placement, PlacementEvent, event_by_id
from apdesk.store.record import Record
from apdesk.store.work import Work

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, kw_only=True)
class AbsenceForm:
    """What was told. `told_at` is a time of today ("09:40"); `code` what the session carries until more is known."""

    placement: str
    session: str                # AM, PM
    told_at: str
    told_by: str
    home_rung: bool = False
    home_said: str = ""
    whereabouts: str = ""       # "" while not known
    code: str = NOT_KNOWN


@dataclass(frozen=True, kw_only=True)
class Accounted:
    """Where the pupil is, who says so, since when it is known, and the code that is right after all."""

    at: str
    how: str
    code: str = ""              # "" leaves the code as it is


class AbsenceRow(NamedTuple):
    """One report as Today shows it."""

    id: str
    day: date
    session: str
    told_at: str
    told_by: str
    home_rung: bool
    home_said: str
    whereabouts: str
    code: str
    accounted_on: date | None
    accounted_at: str
    accounted_how: str
    entered_by: str
    placement: str
    reference: str
    pupil: str
    name: str                   # "Chidera Okonjo"
    list_name: str
    initials: str
    form: str
    provider_name: str          # "Fairholt", "our school"


def open_absences(record: Record) -> tuple[AbsenceRow, ...]:
    """Everybody not accounted for, whatever the day, and those of today who are; oldest first, one query.

    A Head of Year sees the own year groups.
    """
    require(record, Deed.SEE_PUPILS)
    years = own_years_only(record)
    rows = absence_records(record.clock.today())
    return tuple(_shown(row) for row in rows if years is None or row.year in years)


def report_absence(record: Record, form: AbsenceForm) -> Added:
    """The pupil is not accounted for; the engine's event stands and its duties with it.

    Raises `Problem` "absence.told" without who told and when, "absence.code" for a code that is no absence,
    "absence.reported" where the session is reported already, "absence.placement" where nothing runs today.
    """
    require(record, Deed.COMPLETE_DUTIES)
    row = the_placement(form.placement)
    protocol = protocol_version(record, row.protocol)
    today = record.clock.today()
    if state_of(row, today) != LIVE:
        raise Problem("absence.placement", "This placement does not run today. Choose the pupil again.", "placement")
    _check(form, protocol)
    if any(one.session == form.session for one in _reports_of(row.id, today)):
        raise Problem("absence.reported", "This was noted already. Change the report instead.", "session")
    with record.work("Noted that a pupil did not arrive") as work:
        event = _event(work, record, row, protocol, form)
        absence = work.create(
            NotArrived, pupil=row.pupil, placement=row.id, event=event, day=today,
            entered_by=record.actor.name, **_values(form),
        )
        mark_both(record, work, row, protocol, absence)
        replan(record, work, row)
    return Added(absence.id, work.changes)


def correct_absence(record: Record, absence: str, form: AbsenceForm, why: str = "") -> Changes:
    """The report says what the form says; the history keeps what it said before."""
    require(record, Deed.COMPLETE_DUTIES)
    report = _the_report(absence)
    row = the_placement(report.placement)
    protocol = protocol_version(record, row.protocol)
    _check(form, protocol)
    with record.work("Changed a report of a pupil who did not arrive", reason=why.strip() or None) as work:
        if form.session != report.session:
            unmark(work, report)
        work.update(report, **_values(form))
        mark_both(record, work, row, protocol, report)
    return work.changes


def account_for(record: Record, absence: str, said: Accounted) -> Changes:
    """The pupil is accounted for; the duty of finding out is done, with what was found as its evidence.

    Raises `Problem` "absence.how" where nobody says where the pupil is, "absence.code" for a wrong code.
    """
    require(record, Deed.COMPLETE_DUTIES)
    report = _the_report(absence)
    row = the_placement(report.placement)
    protocol = protocol_version(record, row.protocol)
    if not said.how.strip():
        raise Problem("absence.how", "Say where the pupil is, and who says so.", "how")
    _check_time(said.at)
    if said.code and said.code not in protocol.codes:
        raise Problem("absence.code", f'"{said.code}" is not a code of the register.', "code")
    today = record.clock.today()
    with record.work("Accounted for a pupil who had not arrived") as work:
        work.update(
            report, accounted_on=today, accounted_at=said.at, accounted_how=said.how.strip(),
            whereabouts=report.whereabouts or said.how.strip(), code=said.code or report.code,
        )
        marked = mark_both(record, work, row, protocol, report)
        if not any(one.accounted_on is None for one in _reports_of(row.id, report.day)):
            complete_found(record, work, row, protocol, report, marked)
    return work.changes


def lose_again(record: Record, absence: str, why: str) -> Changes:
    """The pupil was not accounted for after all: the report is open again, and the duty of finding out.

    Raises `Problem` "absence.why" without a reason.
    """
    require(record, Deed.COMPLETE_DUTIES)
    report = _the_report(absence)
    if not why.strip():
        raise Problem("absence.why", "Say why the pupil is not accounted for after all.", "why")
    row = the_placement(report.placement)
    rules = rules_of_event(protocol_version(record, row.protocol))
    with record.work("Noted that a pupil is not accounted for after all", reason=why.strip()) as work:
        for duty in duties_of_placement(row.id):
            if duty.rule in rules and duty.state == DONE and duty.note == report.accounted_how:
                change_duty(duty, work, {"state": "open", "done_on": None, "done_by": None, "entered_by": None,
                                         "evidence_given": [], "note": None})  # fmt: skip
        work.update(report, accounted_on=None, accounted_at=None, accounted_how=None)
        replan(record, work, row, why, correcting=True)
    return work.changes


def take_back_absence(record: Record, absence: str, why: str) -> Changes:
    """The pupil had arrived, or it was another: event and duties go, and marks that only the report made.

    Raises `Problem` "absence.why" without a reason.
    """
    require(record, Deed.COMPLETE_DUTIES)
    report = _the_report(absence)
    if not why.strip():
        raise Problem("absence.why", "Say why the report is taken back.", "why")
    row = the_placement(report.placement)
    with record.work("Took back a report of a pupil who did not arrive", reason=why.strip()) as work:
        unmark(work, report)
        work.remove(report)
        event = event_by_id(report.event) if report.event else None
        if event is not None and not any(one.event == event.id for one in _reports_of(row.id, report.day)):
            work.remove(event)
        replan(record, work, row, why, correcting=True)
    return work.changes


def _shown(row: AbsenceRecord) -> AbsenceRow:
    names = Names(row.surname, row.forename, row.preferred_surname or "", row.preferred_forename or "")
    return AbsenceRow(
        row.id, row.day, row.session, row.told_at, row.told_by, row.home_rung, row.home_said or "",
        row.whereabouts or "", row.code, row.accounted_on, row.accounted_at or "", row.accounted_how or "",
        row.entered_by, row.placement, row.reference, row.pupil, names.in_sentences, names.in_lists, names.initials,
        row.form or "", row.provider_short or row.provider_name or "our school",
    )


def _the_report(absence: str) -> NotArrived:
    row = absence_by_id(absence)
    if row is None:
        raise Problem("absence.unknown", "This report is no longer in the desk. Look again on Today.")
    return row


def _reports_of(placement: str, day: date) -> list[NotArrived]:
    query = NotArrived.select().where(
        (NotArrived.placement == placement) & (NotArrived.day == day) & NotArrived.removed_at.is_null()
    )
    return list(query)


def _check(form: AbsenceForm, protocol: Protocol) -> None:
    if not form.told_by.strip():
        raise Problem("absence.told", "Say who told us.", "told_by")
    _check_time(form.told_at)
    if form.session not in HALVES:
        raise Problem("absence.session", "Choose morning or afternoon.", "session")
    code = protocol.codes.get(form.code)
    if code is None or code.attended or not code.possible:
        raise Problem("absence.code", f'"{form.code}" is not a code for a pupil who is away.', "code")


def _check_time(words: str) -> None:
    if not _TIME.fullmatch(words.strip()):
        raise Problem("absence.told", 'Type the time as hours and minutes, such as "09:40".', "told_at")


def _values(form: AbsenceForm) -> dict[str, Any]:
    return {
        "session": form.session, "told_at": form.told_at.strip(), "told_by": form.told_by.strip(),
        "home_rung": form.home_rung, "home_said": form.home_said.strip() or None,
        "whereabouts": form.whereabouts.strip() or None, "code": form.code,
    }


def _event(work: Work, record: Record, row: Placement, protocol: Protocol, form: AbsenceForm) -> str | None:
    """One event a day, whatever the number of sessions; None where the protocol knows no such event."""
    if EVENT not in protocol.events:
        return None
    today = record.clock.today()
    for report in _reports_of(row.id, today):
        if report.event is not None:
            return str(report.event)
    return work.create(
        PlacementEvent, placement=row.id, name=EVENT, on=today, at=form.told_at.strip(), who=form.told_by.strip(),
        entered_by=record.actor.name,
    ).id
