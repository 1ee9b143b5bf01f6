"""What a report of an absent pupil does to the ledgers and to the duty of finding out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from apdesk.domain.attendance import ACTIVITY
from apdesk.domain.lateness import DONE
from apdesk.domain.permissions import Deed, may
from apdesk.domain.protocol import Protocol
from apdesk.services.expected_sessions import placed
from apdesk.services.planned_duties import change_duty
from apdesk.services.registers import Mark, put_marks
from apdesk.services.replanning import replan
from apdesk.store.absences import NotArrived
from apdesk.store.duties import Duty, duties_of_placement
from apdesk.store.placements import Placement
from apdesk.store.record import Record
from apdesk.store.registers import HOME, PROVISION, marks_between
from apdesk.store.work import Work

EVENT = "not-arrived"
_EVIDENCE = {"home_rung": "home rung", "known": "whereabouts known", "marked": "both ledgers marked"}


def mark_both(record: Record, work: Work, row: Placement, protocol: Protocol, report: NotArrived) -> bool:
    """Both ledgers carry the report; False where the person may not mark registers."""
    if not may(record.actor.role, Deed.MARK_REGISTERS):
        return False
    reason = report.accounted_how or report.whereabouts or ""
    marks = [Mark(row.id, report.day, report.session, report.code, PROVISION, reason, report.told_by)]
    if _depends_on_being_there(record, row, protocol, report):
        marks.append(Mark(row.id, report.day, report.session, report.code, HOME, reason, report.told_by))
    put_marks(work, marks, record.actor.name)
    return True


def _depends_on_being_there(record: Record, row: Placement, protocol: Protocol, report: NotArrived) -> bool:
    for one in placed(record, [row]):
        for session in one.sessions:
            if (session.date, session.session) == (report.day, report.session) and session.provider is None:
                code = protocol.codes.get(session.expected or "")
                return code is not None and code.category == ACTIVITY
    return False


def unmark(work: Work, report: NotArrived) -> None:
    """Marks that still say what the report said are taken out; a mark made since stays."""
    for mark in marks_between(report.day, report.day, [report.placement]):
        if (mark.session, mark.code, mark.told_by) == (report.session, report.code, report.told_by):
            work.remove(mark)


def complete_found(
    record: Record, work: Work, row: Placement, protocol: Protocol, report: NotArrived, marked: bool
) -> None:
    """The duty of finding out is done, with what was found as its evidence."""
    found = {"home_rung": report.home_rung, "known": True, "marked": marked}
    said = [words for key, words in _EVIDENCE.items() if found[key]]
    for duty in _open_of_day(row.id, rules_of_event(protocol), report.day):
        change_duty(duty, work, {
            "state": DONE, "done_on": report.accounted_on, "done_by": record.actor.name,
            "entered_by": record.actor.name, "note": report.accounted_how, "met_by": None, "waits_for": None,
            "evidence_given": [one for one in said if one in duty.evidence] or said,
        })
    replan(record, work, row)


def rules_of_event(protocol: Protocol) -> frozenset[str]:
    """The rules that a pupil who did not arrive sets in motion."""
    return frozenset(rule.id for rule in protocol.duties if EVENT in rule.series.of)


def _open_of_day(placement: str, rules: frozenset[str], day: date) -> Iterable[Duty]:
    """The first open duty of each rule on or after the day: what the report set in motion."""
    taken: set[str] = set()
    for duty in duties_of_placement(placement):
        due = duty.due
        if duty.rule in rules and duty.rule not in taken and duty.state == "open" and due is not None and due >= day:
            taken.add(duty.rule)
            yield duty
