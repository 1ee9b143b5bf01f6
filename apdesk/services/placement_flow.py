"""The flow of a new placement outside any window: answers so far, the next step, what is missing, the plan.

Nothing is created before `create`. Every change of an answer is kept as a draft at once, so that a form can be
left, or the program end, and the work goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from apdesk.domain.plan import Gate, Limit, Plan
from apdesk.domain.protocol import Pathway, Protocol
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services import drafts
from apdesk.services.gate_steps import asks_decision, step_of_gate
from apdesk.services.placement_answers import Answers, GateSaid, as_json, from_json
from apdesk.services.placement_guide import Quote, quotes
from apdesk.services.placement_pupil import PupilFacts, pupil_facts
from apdesk.services.protocols import protocol_in_force
from apdesk.services.school_year import school_calendar
from apdesk.services.start_placement import UNDECIDED, Started, source_of, start_placement, undecided
from apdesk.store.record import Record

DRAFT = "placement"

STEPS: tuple[tuple[str, str], ...] = (
    ("reason", "Reason"),
    ("pathway", "Pathway"),
    ("provider", "Provider"),
    ("dates", "Dates and timetable"),
    ("needs", "Needs and sharing"),
    ("objectives", "Objectives and return"),
    ("check", "Check and create"),
)
KEYS = tuple(key for key, _title in STEPS)
MOST_OBJECTIVES = 5


class Missing(NamedTuple):
    """Why a step cannot be left yet: a sentence, and the answer it is about."""

    text: str
    field: str


class PlacementFlow:
    """One new placement being written. `answers` is replaced by `change`, never altered."""

    def __init__(self, record: Record, answers: Answers, draft: str | None = None, furthest: int = 0) -> None:
        self.record = record
        self.answers = answers
        self.draft = draft
        self.furthest = furthest        # the latest step that was reached
        self.saved_at = record.clock.now()
        held = protocol_in_force(record)
        self.protocol: Protocol = held.protocol
        self._held = held
        self._plan: Plan | None = None
        self._problem: Problem | None = None
        self._planned_for: Answers | None = None
        self._facts: PupilFacts | None = None

    # what is known

    @property
    def pupil(self) -> PupilFacts | None:
        """The pupil it is about; None while none is chosen."""
        if self.answers.pupil is None:
            return None
        if self._facts is None or self._facts.id != self.answers.pupil:
            self._facts = pupil_facts(self.record, self.answers.pupil)
        return self._facts

    @property
    def pathway(self) -> Pathway | None:
        """The chosen pathway."""
        return self.protocol.pathways.get(self.answers.pathway or "")

    @property
    def calendar(self) -> SchoolCalendar:
        """Our school's calendar. Raises `Problem` while no term dates are loaded."""
        return school_calendar(self.record)

    @property
    def plan(self) -> Plan | None:
        """The engine's plan for the answers so far; None where it cannot be made (then `problem` says why)."""
        if self._planned_for is not self.answers:
            self._planned_for, self._plan, self._problem = self.answers, None, None
            try:
                self._plan = source_of(self.record, self.answers, self._held).plan()
            except Problem as problem:
                self._problem = problem
        return self._plan

    @property
    def problem(self) -> Problem | None:
        """Why there is no plan."""
        return None if self.plan is not None else self._problem

    @property
    def began_before(self) -> bool:
        """True where the first day has gone already."""
        return self.answers.start is not None and self.answers.start < self.record.clock.today()

    # answering

    def change(self, **values: Any) -> bool:
        """The answers have these values; True where anything differs. The draft is saved."""
        changed = replace(self.answers, **values)
        if changed == self.answers:
            return False
        if "pathway" in values and values["pathway"] != self.answers.pathway:
            changed = replace(changed, sessions=None, readings={}, end=None)
        self.answers = changed
        self.save()
        return True

    def say_gate(self, said: GateSaid) -> None:
        """What somebody says of a gate replaces what was said of it before. That it was decided is said as of today."""
        if said.met and asks_decision(self.protocol, said.rule):
            self.decide(self.answers.decided_on or self.record.clock.today(), self.answers.decided_by)
            return
        others = tuple(one for one in self.answers.gates if one.rule != said.rule)
        self.change(gates=(*others, said))

    def decide(self, on: date | None, by: str = "") -> None:
        """The decision to place was taken on a day by somebody; None takes it back."""
        open_still = tuple(one for one in self.answers.gates if not asks_decision(self.protocol, one.rule))
        self.change(decided_on=on, decided_by=by.strip() if on else "", gates=open_still if on else self.answers.gates)

    def forget_gate(self, rule: str) -> None:
        """Nobody has said anything of the gate."""
        self.change(gates=tuple(one for one in self.answers.gates if one.rule != rule))

    def reach(self, step: str) -> None:
        """The step has been opened; it can be reopened from the list from now on."""
        self.furthest = max(self.furthest, KEYS.index(step))

    def save(self) -> None:
        """The draft on disk is what was answered; nothing is kept before a pupil or a reason is there."""
        if self.answers == Answers():
            return
        content = as_json(self.answers) | {"furthest": self.furthest}
        who = self.pupil.name if self.pupil else "a pupil not chosen yet"
        self.draft = drafts.save_draft(
            self.record, self.draft, DRAFT, f"New placement for {who}", content, self.answers.pupil
        )
        self.saved_at = self.record.clock.now()

    def discard(self) -> None:
        """The draft is gone."""
        if self.draft is not None:
            drafts.discard_draft(self.record, self.draft)
        self.draft = None

    # going on

    def missing(self, step: str) -> Missing | None:
        """What keeps a person from going on from a step; None where nothing does."""
        one = self.answers
        if step == "reason":
            return _reason_missing(one)
        if step == "pathway":
            return self._pathway_missing()
        if step == "dates":
            return self._dates_missing()
        if step == "objectives" and any(each.measure and not each.text.strip() for each in one.objectives):
            return Missing("An objective has a measure but no words.", "objectives")
        return None

    def _pathway_missing(self) -> Missing | None:
        if self.pathway is None:
            return Missing("Choose a pathway.", "pathway")
        stop = next((gate for gate in self.gates_of("pathway") if stands_in_the_way(gate)), None)
        return Missing(_stop_words(stop), stop.rule) if stop else None

    def _dates_missing(self) -> Missing | None:
        if self.answers.start is None:
            return Missing("Choose the first day, or create the placement as proposed.", "start")
        if self.problem is not None:
            return Missing(self.problem.text, self.problem.where or "start")
        open_choice = next((one for one in self.readings_to_choose() if one.rule not in self.answers.readings), None)
        if open_choice is not None:
            return Missing("Choose which last day is meant: the policy can be read in more than one way.", "end")
        return None

    def readings_to_choose(self) -> tuple[Limit, ...]:
        """Lengths that the policy's words leave open ("12 weeks"): one reading has to be chosen."""
        plan = self.plan
        if plan is None:
            return ()
        return tuple(
            one for one in plan.limits if one.sense == "max" and len([r for r in one.readings if r.last_day]) > 1
        )

    def gates_of(self, step: str) -> tuple[Gate, ...]:
        """The gates that are settled in a step."""
        plan = self.plan
        if plan is None:
            return ()
        return tuple(one for one in plan.gates if one.level != "note" and step_of_gate(self.protocol, one.rule) == step)

    def stops(self) -> tuple[Gate, ...]:
        """Every gate that keeps the placement from being created."""
        plan = self.plan
        return () if plan is None else tuple(gate for gate in plan.gates if stops_creation(gate) or self.waits(gate))

    def waits(self, gate: Gate) -> bool:
        """True where the gate asks for the decision to place and nobody has said who took it: agreed takes that."""
        if self.plan is None or self.began_before:
            return False
        return gate in undecided(self.plan, self.protocol, self.answers)

    def in_the_way(self) -> str:
        """What keeps the placement from being created, in a sentence; nothing where it can be."""
        missing = next((found for step in KEYS[:-1] if (found := self.missing(step)) is not None), None)
        if missing is not None:
            return missing.text
        waiting = self.stops()
        if waiting and all(self.waits(gate) for gate in waiting):
            return UNDECIDED
        stops = len(waiting)
        return f"{stops} thing{'' if stops == 1 else 's'} to settle first." if stops else ""

    def may_propose(self) -> bool:
        """True from step 2 on: pupil, reason and pathway are there."""
        return not self.missing("reason") and self.pathway is not None

    def quotes(self, step: str) -> tuple[Quote, ...]:
        """The policy's words beside a step."""
        needs = self.pupil.needs if self.pupil else frozenset[str]()
        return quotes(self.protocol.id, step, self.answers.pathway, needs)

    def create(self, *, proposed: bool = False) -> Started:
        """The placement and everything that follows from it stand in the record; the draft is gone."""
        started = start_placement(self.record, self.answers, proposed=proposed, draft=self.draft)
        self.draft = None
        return started


def begin(record: Record, pupil: str | None = None, draft: str | None = None) -> PlacementFlow:
    """The flow for a pupil, where it was left if there is a draft; None: the pupil is chosen in step 1."""
    held = _draft_for(record, pupil, draft)
    if held is None:
        return PlacementFlow(record, Answers(pupil=pupil))
    return PlacementFlow(record, from_json(held.content), held.id, _furthest(held.content))


def unfinished(record: Record) -> tuple[drafts.DraftRow, ...]:
    """New placements that were begun and not created, newest first."""
    return drafts.drafts(record, DRAFT)


def _draft_for(record: Record, pupil: str | None, draft: str | None) -> drafts.DraftRow | None:
    if draft is not None:
        return drafts.draft(record, draft)
    if pupil is None:
        return None
    return next((one for one in unfinished(record) if one.about == pupil), None)


def _furthest(content: Mapping[str, Any]) -> int:
    reached = content.get("furthest", 0)
    return min(reached, len(KEYS) - 1) if isinstance(reached, int) else 0


def _reason_missing(one: Answers) -> Missing | None:
    if one.pupil is None:
        return Missing("Choose the pupil.", "pupil")
    if not one.reasons:
        return Missing("Tick at least one reason of section 4.", "reasons")
    return None


def stands_in_the_way(gate: Gate) -> bool:
    """True where going on makes no sense: nobody may override it, and it is known not to be so."""
    return gate.level == "block" and gate.met is False


def stops_creation(gate: Gate) -> bool:
    """True where the placement cannot be created until this is settled."""
    if gate.level == "block":
        return gate.met is not True
    return gate.level == "override" and gate.met is False and not gate.overridden


def _stop_words(gate: Gate) -> str:
    return f"{gate.stands} Nobody can override this ({gate.policy})."


def earliest_in_time(flow: PlacementFlow, most: int = 15) -> date | None:
    """The next first day, within `most` school days, for which every duty before the start can still be in time."""
    start, today = flow.answers.start, flow.record.clock.today()
    if start is None:
        return None
    day = flow.calendar.on_or_after(max(start, today))
    for _ in range(most):
        day = flow.calendar.after(day, 1)
        moved = replace(flow.answers, start=day, end=None)
        try:
            plan = source_of(flow.record, moved).plan()
        except Problem:
            return None
        lasts = [one.hard or one.due for one in plan.duties if one.kind == "letter" and one.due and one.due < day]
        if all(last >= today for last in lasts if last):
            return day
    return None
