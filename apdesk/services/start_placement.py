"""Create a placement with everything that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from apdesk.domain.case import Done, Event
from apdesk.domain.lateness import BEFORE_DESK, DONE, last_day_of
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import is_week_pattern
from apdesk.domain.plan import Duty as PlannedDuty
from apdesk.domain.plan import Gate, Plan
from apdesk.domain.protocol import Protocol
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.duty_pairing import Key
from apdesk.services.duty_pairing import key as duty_key
from apdesk.services.gate_steps import DECISION, asks_decision
from apdesk.services.placement_answers import AlreadyDone, Answers, Happened
from apdesk.services.placement_case import CaseSource, around_placement, second_provider, source
from apdesk.services.planned_duties import Owning, planned_values
from apdesk.services.protocols import InForce, protocol_in_force
from apdesk.services.settings import settings
from apdesk.store.drafts import draft_by_id
from apdesk.store.duties import Duty
from apdesk.store.placements import (
    ExpectedOutcome,
    ExtraProvider,
    Objective,
    Placement,
    PlacementEvent,
    last_reference_number,
)
from apdesk.store.record import Record
from apdesk.store.work import Work


@dataclass(frozen=True)
class Started:
    """A placement that now stands in the record."""

    placement: str
    reference: str              # "LHS-0142"
    duties: int
    letters: int                # duties that are letters
    changes: Changes


def source_of(record: Record, answers: Answers, protocol: InForce | None = None) -> CaseSource:
    """The question to the engine for answers that are not carried out yet.

    Raises `Problem` "placement.pupil" or "placement.pathway" while either is not chosen.
    """
    if answers.pupil is None:
        raise Problem("placement.pupil", "Choose the pupil first.", "pupil")
    if answers.pathway is None:
        raise Problem("placement.pathway", "Choose a pathway first.", "pathway")
    held = protocol or protocol_in_force(record)
    values = placement_values(answers, held.id, record.clock.today())
    also = [
        second_provider(held.protocol, one.provider, one.start, one.end, one.sessions, {}) for one in answers.extra
    ]
    around = around_placement(answers.pupil, answers.provider)
    events = [Event(one.name, one.on) for one in _events(answers)]
    done = [
        Done(one.rule, one.on, one.occurrence, one.provider or None, one.by or None)
        for one in answers.already_done if one.on is not None
    ]
    return source(record, held.protocol, around, values, events=events, done=done, also=also)


def start_placement(
    record: Record, answers: Answers, *, proposed: bool = False, draft: str | None = None
) -> Started:
    """The placement, its duties, objectives and events stand in the record; the draft it came from is gone.

    `proposed`: only its pre-start duties are asked for until it is agreed. Otherwise it is agreed (today, or on
    `agreed_on`), and somebody has said who decided so and when. Of a placement that began in the past, each duty
    whose last day has gone is done on its day or before AP Desk, never overdue. Raises `Problem` for a gate that
    blocks, for dates outside the term dates, and for an answer that is missing; then nothing is written.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    ready = make_ready(record, answers, proposed=proposed)
    verb = "Proposed" if proposed else "Placed"
    with record.work(f"{verb} a pupil: {ready.title}") as work:
        row, rows = put_in(record, work, ready)
        held_draft = draft_by_id(draft) if draft else None
        if held_draft is not None:
            work.discard(held_draft)
    letters = sum(one["kind"] in ("letter", "notify") for one in rows)
    return Started(row.id, row.reference, len(rows), letters, work.changes)


@dataclass(frozen=True)
class Ready:
    """A placement that may be put into the record, with everything that follows from it."""

    answers: Answers
    held: InForce
    plan: Plan
    proposed: bool

    @property
    def title(self) -> str:
        """The title of its pathway."""
        return self.held.protocol.pathways[self.plan.pathway].title


def make_ready(record: Record, answers: Answers, *, proposed: bool = False, running: bool = False) -> Ready:
    """The placement as it would be put in; nothing is written. Raises `Problem` as `start_placement` does.

    `running`: it had begun before AP Desk knew of it. What must be settled before a start is then not asked: it is
    no longer a question whether the pupil may go.
    """
    began_before = answers.start is not None and answers.start < record.clock.today()
    held = protocol_in_force(record, answers.start if began_before else None)
    check(answers, proposed)
    plan = source_of(record, answers, held).plan()
    if not proposed and not running:
        refuse_blocked(plan)
        if not began_before and undecided(plan, held.protocol, answers):
            raise Problem("placement.undecided", UNDECIDED, "decided_on")
    return Ready(answers, held, plan, proposed)


def put_in(record: Record, work: Work, ready: Ready) -> tuple[Placement, list[Mapping[str, Any]]]:
    """The placement and its duties stand in the record, inside the open work."""
    answers, today = ready.answers, record.clock.today()
    values = placement_values(answers, ready.held.id, today)
    if not ready.proposed:
        values["agreed_on"] = agreed_on(answers, today)
    values["planned_end"] = answers.end or ready.plan.end
    row = work.create(Placement, reference=_reference(record), **values)
    _create_parts(work, row, answers, record.actor.name)
    owning = Owning(row.id, answers.pupil)
    return row, create_duties(work, ready.plan, answers, owning, today, record.actor.name)


def check(answers: Answers, proposed: bool) -> None:
    """Nothing happens where the answers suffice; otherwise a `Problem` naming the first that is missing."""
    if answers.sessions is not None and not is_week_pattern(answers.sessions):
        raise Problem("placement.sessions", "The week has ten sessions, each P, S, R or -.", "sessions")
    if answers.start and answers.end and answers.end < answers.start:
        raise Problem("placement.dates", "The last day stands before the first.", "end")
    if not proposed and answers.start is None:
        raise Problem("placement.start", "Choose the first day, or create the placement as proposed.", "start")


def refuse_blocked(plan: Plan) -> None:
    """Raises `Problem` for the first gate that stands in the way.

    "placement.blocked" where nobody may override and it is not met, "placement.unanswered" where nobody has said
    whether it is, "placement.override" where a named senior's reason is missing.
    """
    for gate in plan.gates:
        if gate.level == "block" and gate.met is False:
            raise Problem("placement.blocked", f"{gate.stands} {gate.why}", gate.rule)
        if gate.level == "block" and gate.met is None:
            raise Problem("placement.unanswered", f"{gate.text} Say whether this is so. {gate.why}", gate.rule)
        if gate.level == "override" and gate.met is False and not gate.overridden:
            raise Problem(
                "placement.override", f"{gate.stands} It takes the reason of a named senior to go on.", gate.rule
            )


UNDECIDED = "Say who approved the placement and when, or create it as proposed."


def undecided(plan: Plan, protocol: Protocol, answers: Answers) -> tuple[Gate, ...]:
    """The gates that ask for the decision to place, while nobody has said that it was taken, nor let it go without."""
    if any(event.name == DECISION for event in _events(answers)):
        return ()
    return tuple(one for one in plan.gates if not one.overridden and asks_decision(protocol, one.rule))


def placement_values(answers: Answers, version: str, today: date) -> dict[str, Any]:
    """The answers as the columns of a placement."""
    return {
        "pupil": answers.pupil, "pathway": answers.pathway, "protocol": version, "provider": answers.provider,
        "proposed_on": agreed_on(answers, today), "panel_on": answers.panel_on, "start": answers.start,
        "planned_end": answers.end, "sessions": answers.sessions, "facts": dict(answers.facts),
        "readings": dict(answers.readings), "gates": _gates(answers), "dates": [dict(one) for one in answers.dates],
        "reasons": list(answers.reasons), "reason_note": _text(answers.reason_note), "tried": _text(answers.tried),
        "met_parents_on": answers.met_parents_on, "parent_view": _text(answers.parent_view),
        "directed": answers.directed, "report_to": _text(answers.report_to), "arrive_by": _text(answers.arrive_by),
        "registered_by": _text(answers.registered_by), "registered_confirmed_on": answers.registered_confirmed_on,
        "sharing": [
            {"item": one.item, "share": one.share, "state": one.state, "on": one.on.isoformat() if one.on else None}
            for one in answers.sharing
        ],
        "return_by": answers.return_by,
        "return_plan": {
            name: text for name, text in (
                ("steps", answers.return_steps), ("lead", answers.return_lead), ("support", answers.return_support),
            ) if text
        },
        "destination": _text(answers.destination), "price_day": answers.price_day,
    }


def agreed_on(answers: Answers, today: date) -> date:
    """The day a placement was agreed: as said, else decided, else today or its first day where that has gone."""
    return min(today, answers.agreed_on or answers.decided_on or min(today, answers.start or today))


def create_duties(
    work: Work, plan: Plan, answers: Answers, owning: Owning, today: date, entered_by: str
) -> list[Mapping[str, Any]]:
    """The plan's duties stand in the record; those whose last day had gone are settled as the answers say."""
    said = {(one.rule, one.occurrence, one.provider): one for one in answers.already_done}
    began_before = plan.start is not None and plan.start < today
    rows: list[Mapping[str, Any]] = []
    for planned in plan.duties:
        values = planned_values(planned, owning)
        values |= _decided(planned, answers, entered_by)
        values |= _settled(values, said.get(duty_key(planned)), answers, today, began_before, entered_by)
        work.create(Duty, changed_at=work.moment, **values)
        rows.append(values)
    return rows


def _decided(planned: PlannedDuty, answers: Answers, entered_by: str) -> dict[str, Any]:
    """Who did the duty that the decision fulfils."""
    if planned.state != "met" or not (planned.met_by or "").startswith(f"{DECISION} ") or not answers.decided_by:
        return {}
    return {"done_by": answers.decided_by, "entered_by": entered_by}


def past_duties(plan: Plan, today: date) -> tuple[Key, ...]:
    """The duties of a plan whose last day had gone before today: those to ask about."""
    return tuple(
        duty_key(one) for one in plan.duties
        if one.state == "open" and (last := last_day_of(one.due, one.hard, None)) is not None and last < today
    )


def _settled(
    values: Mapping[str, Any], said: AlreadyDone | None, answers: Answers, today: date, began_before: bool,
    entered_by: str,
) -> dict[str, Any]:
    if said is not None:
        by = {"done_by": said.by or None, "entered_by": entered_by, "note": said.note or None, "met_by": None}
        if said.still_open:
            return {}
        return {"state": DONE, "done_on": said.on, **by} if said.on else {"state": BEFORE_DESK, **by}
    if values["state"] != "open":
        return {}
    last = last_day_of(values["due"], values["hard"], None)
    if not began_before or last is None or last >= today:
        return {}
    if answers.earlier_duties == "done-on-time":
        return {"state": DONE, "done_on": values["due"], "entered_by": entered_by}
    return {"state": BEFORE_DESK, "entered_by": entered_by}


def _create_parts(work: Work, row: Placement, answers: Answers, entered_by: str) -> None:
    for place, objective in enumerate(answers.objectives, start=1):
        if objective.text.strip():
            work.create(
                Objective, placement=row.id, position=place, text=objective.text.strip(),
                measure=_text(objective.measure),
            )
    for place, outcome in enumerate(answers.outcomes, start=1):
        if outcome.subject.strip():
            work.create(
                ExpectedOutcome, placement=row.id, position=place, subject=outcome.subject.strip(),
                expected=outcome.expected.strip(),
            )
    for one in answers.extra:
        work.create(
            ExtraProvider, placement=row.id, provider=one.provider, start=one.start, planned_end=one.end,
            sessions=one.sessions,
        )
    for event in _events(answers):
        work.create(
            PlacementEvent, placement=row.id, name=event.name, on=event.on, who=_text(event.who),
            note=_text(event.note), entered_by=entered_by,
        )


def _events(answers: Answers) -> Iterable[Happened]:
    if answers.met_parents_on is not None:
        yield Happened("parents-met", answers.met_parents_on)
    if answers.panel_on is not None:
        yield Happened("panel", answers.panel_on)
    if answers.decided_on is not None:
        yield Happened(DECISION, answers.decided_on, who=answers.decided_by.strip())
    yield from answers.happened


def _gates(answers: Answers) -> dict[str, dict[str, Any]]:
    return {
        one.rule: {"met": one.met, "override": one.override or None, "by": one.by or None} for one in answers.gates
    }


def _reference(record: Record) -> str:
    prefix = str(settings(record)["school.letters"]).strip().upper() or "AP"
    return f"{prefix}-{last_reference_number(prefix) + 1:04d}"


def _text(value: str) -> str | None:
    return value.strip() or None
