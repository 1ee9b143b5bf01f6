"""A pupil who is placed goes to another provider: one placement ends, the next begins, in one operation.

Another place is another direction: it needs its own notice, its own clearance and its own registration, so that it
is a placement of its own. What it is for, and until when, is carried over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from apdesk.domain.day_words import weekday_date
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import LIVE
from apdesk.domain.plan import Plan
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.placement_answers import Answers, GateSaid, ObjectiveAnswer, OutcomeAnswer, SharedItem
from apdesk.services.placement_case import the_placement
from apdesk.services.placement_changes import NewEvent, PlacementChange, carry_in, end_placement, preview, state_of
from apdesk.services.planned_duties import Comparison
from apdesk.services.protocols import InForce, protocol_version
from apdesk.services.providers import the_provider
from apdesk.services.school_year import school_calendar
from apdesk.services.start_placement import Ready, put_in, refuse_blocked, source_of
from apdesk.store.placements import Placement, objectives_of, outcomes_of
from apdesk.store.record import Record

OUTCOME = "moved"


@dataclass(frozen=True)
class Move:
    """Where to, from which day, and why."""

    provider: str
    first_day: date
    why: str


@dataclass(frozen=True)
class MovePreview:
    """What a move would do; nothing is written."""

    last_day: date              # of the placement that ends
    ending: Comparison          # what becomes of its duties
    beginning: Plan             # what the new placement obliges
    until: date | None


@dataclass(frozen=True)
class Moved:
    """What a move did."""

    placement: str              # the new one
    reference: str
    changes: Changes


def preview_move(record: Record, placement: str, move: Move) -> MovePreview:
    """The end of one placement and the plan of the next. Raises as `move_to_provider`."""
    require(record, Deed.SEE_PUPILS)
    row, last_day = _demand(record, placement, move)
    answers, held = _answers(record, row, move)
    ending = preview(record, placement, _ending(record, row, move, last_day)).duties
    return MovePreview(last_day, ending, source_of(record, answers, held).plan(), answers.end)


def move_to_provider(record: Record, placement: str, move: Move) -> Moved:
    """The placement ends on the school day before, and one at the other provider begins, in one operation.

    Raises `Problem` where the placement does not run, where the day or the reason is missing, and where a condition
    of the new placement blocks: then nothing is written.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    row, last_day = _demand(record, placement, move)
    answers, held = _answers(record, row, move)
    with record.work("Moved a pupil to another provider", reason=move.why.strip()) as work:
        carry_in(record, work, row, _ending(record, row, move, last_day))
        plan = source_of(record, answers, held).plan()
        refuse_blocked(plan)
        new, _duties = put_in(record, work, Ready(answers, held, plan, proposed=False))
    return Moved(new.id, new.reference, work.changes)


def _demand(record: Record, placement: str, move: Move) -> tuple[Placement, date]:
    """The placement that runs, and its last day."""
    row = the_placement(placement)
    if state_of(row, record.clock.today()) != LIVE or row.start is None:
        raise Problem("move.running", "Only a placement that runs can move on. Choose its provider.", "provider")
    if not move.why.strip():
        raise Problem("move.why", "Say why.", "why")
    if the_provider(move.provider).id == row.provider:
        raise Problem("move.provider", "The pupil is there already. Choose another provider.", "provider")
    calendar, end = school_calendar(record), row.ended_on or row.planned_end
    if not calendar.is_school_day(move.first_day):
        after = calendar.on_or_after(move.first_day)
        text = f"{weekday_date(move.first_day)} is not a school day. The next is {weekday_date(after)}."
        raise Problem("move.day", text, "on")
    last_day = calendar.before(move.first_day, 1)
    if last_day < row.start or (end is not None and move.first_day > end):
        raise Problem("move.day", "Choose a day after the first and up to the last day of the placement.", "on")
    return row, last_day


def _ending(record: Record, row: Placement, move: Move, last_day: date) -> PlacementChange:
    name = the_provider(move.provider).name
    change = end_placement(record, row.id, last_day, OUTCOME, f"Moved to {name}: {move.why.strip()}")
    return replace(change, event=NewEvent("terminated", last_day, note=f"Moved to {name}"))


def _answers(record: Record, row: Placement, move: Move) -> tuple[Answers, InForce]:
    """The new placement as the wizard would state it, for the same reasons, until the same day."""
    held = InForce(row.protocol, protocol_version(record, row.protocol))
    answers = Answers(
        pupil=row.pupil, reasons=tuple(row.reasons), reason_note=row.reason_note or "", tried=row.tried or "",
        met_parents_on=row.met_parents_on, parent_view=row.parent_view or "", directed=row.directed,
        pathway=row.pathway, gates=_gates(row.gates), decided_on=record.clock.today(), provider=move.provider,
        start=move.first_day, end=row.ended_on or row.planned_end, readings=dict(row.readings), sessions=row.sessions,
        facts=dict(row.facts), sharing=tuple(SharedItem(one["item"], bool(one.get("share"))) for one in row.sharing),
        objectives=tuple(ObjectiveAnswer(one.text, one.measure or "") for one in objectives_of(row.id)),
        outcomes=tuple(OutcomeAnswer(one.subject, one.expected) for one in outcomes_of(row.id)),
        return_by=row.return_by, return_steps=row.return_plan.get("steps", ""),
        return_lead=row.return_plan.get("lead", ""), return_support=row.return_plan.get("support", ""),
        destination=row.destination or "", agreed_on=record.clock.today(),
    )
    return answers, held


def _gates(gates: Mapping[str, Mapping[str, Any]]) -> tuple[GateSaid, ...]:
    return tuple(
        GateSaid(rule, one.get("met"), one.get("override") or "", one.get("by") or "") for rule, one in gates.items()
    )
