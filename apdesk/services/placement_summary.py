"""The last step of a new placement: exactly the plan that will be carried out, in groups, with who and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from apdesk.domain.clauses import clauses_of, short_clause
from apdesk.domain.lateness import OVERDUE, last_to_act, standing
from apdesk.domain.plan import Duty, Gate, Plan
from apdesk.services.duty_pairing import Key
from apdesk.services.duty_pairing import key as duty_key
from apdesk.services.gate_steps import DECISION
from apdesk.services.placement_answers import AlreadyDone, GateSaid
from apdesk.services.placement_days import last_school_day
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.planned_duties import met_on
from apdesk.services.staff import owners
from apdesk.services.start_placement import past_duties

BEFORE, WEEKLY, VISITS, AT_END = "before", "weekly", "visits", "end"
GROUPS: tuple[tuple[str, str], ...] = (
    (BEFORE, "Before and on the first day"),
    (WEEKLY, "Every week"),
    (VISITS, "Visits and reviews"),
    (AT_END, "At the end"),
)
LETTER_KINDS = ("letter", "notify")
DONE, LATE, BEFORE_DESK, TO_DO = "done", OVERDUE, "before-desk", "open"
FREQUENT_SCHOOL_DAYS = 11       # what comes back within a fortnight stands under "Every week"


class PlannedRow(NamedTuple):
    """One duty of the summary, or several of one rule: `days` in order, `latest` the last school day in time.

    `state` is open, done (then `days` says when), overdue by `late` school days, or before-desk, where nobody is asked.
    """

    rule: str
    title: str
    kind: str
    days: tuple[date, ...]
    latest: date | None
    who: str
    role: str
    policy: str
    clause: str                 # the policy in few letters: "Section 5", "App. A row 3"
    why: str
    waits_for: str
    state: str
    late: int | None


class SummaryGroup(NamedTuple):
    """One of the four groups; `total` is the number of duties, which may be more than rows."""

    key: str
    title: str
    total: int
    rows: tuple[PlannedRow, ...]


class Mark(NamedTuple):
    """A duty that stands on the ribbon."""

    id: str
    day: date
    kind: str
    sentence: str


class PastDuty(NamedTuple):
    """A duty whose last day had gone before the placement was entered."""

    key: Key
    title: str
    due: date
    who: str
    on: date | None             # the day somebody says it was done


def groups(flow: PlacementFlow, *, every: bool = False) -> tuple[SummaryGroup, ...]:
    """Every duty in four groups. Those of one rule share a row, unless `every` asks for each by itself."""
    plan = flow.plan
    if plan is None:
        return ()
    known = _Known(flow)
    parted: dict[str, list[Duty]] = {key: [] for key, _title in GROUPS}
    frequent = _frequent(plan.duties)
    for duty in plan.duties:
        parted[_group(duty, plan, frequent)].append(duty)
    return tuple(
        SummaryGroup(key, title, len(parted[key]), tuple(_rows(parted[key], known, every)))
        for key, title in GROUPS if parted[key]
    )


def letters(flow: PlacementFlow) -> tuple[PlannedRow, ...]:
    """Every letter the plan asks for, each by itself, in order of its day."""
    plan = flow.plan
    if plan is None:
        return ()
    return tuple(_rows([one for one in plan.duties if one.kind in LETTER_KINDS], _Known(flow), True))


def counts(flow: PlacementFlow) -> tuple[int, int, int]:
    """How many duties, how many letters among them, and how many that are done already."""
    plan = flow.plan
    if plan is None:
        return 0, 0, 0
    known = _Known(flow)
    done = sum(known.state(one)[0] == DONE for one in plan.duties)
    return len(plan.duties), sum(one.kind in LETTER_KINDS for one in plan.duties), done


def ribbon_marks(flow: PlacementFlow) -> tuple[Mark, ...]:
    """What stands on the ribbon: visits, reviews, letters and meetings inside the placement."""
    plan = flow.plan
    if plan is None or plan.start is None:
        return ()
    shown = ("visit", "review", "letter", "meeting")
    return tuple(
        Mark(f"{one.rule}/{one.occurrence}", one.due, one.kind, f"{one.title}, {one.due:%A} {one.due.day} {one.due:%B}")
        for one in plan.duties if one.kind in shown and one.due is not None
    )


def cost_pence(flow: PlacementFlow) -> int | None:
    """Price a day times the school days with a session at the provider; None where no price is known."""
    plan, price = flow.plan, flow.answers.price_day
    if plan is None or price is None:
        return None
    return price * len({one.date for one in plan.sessions if one.provider or one.expected})


def to_settle(flow: PlacementFlow) -> tuple[Gate, ...]:
    """The gates that somebody still has to say something of, those that stop the creation first."""
    plan = flow.plan
    if plan is None:
        return ()
    open_gates = [one for one in plan.gates if one.level in ("block", "override") and one.met is not True]
    open_gates = [one for one in open_gates if not one.overridden]
    stops = flow.stops()
    return tuple(sorted(open_gates, key=lambda gate: (gate not in stops, gate.rule)))


def overridden(flow: PlacementFlow) -> tuple[Gate, ...]:
    """The gates that a named senior has overridden."""
    plan = flow.plan
    return tuple(one for one in plan.gates if one.overridden) if plan else ()


def holder(flow: PlacementFlow, role: str | None) -> str:
    """"Mr D Ashworth, Headteacher", or the role alone where nobody holds it."""
    if role is None:
        return ""
    known = flow.protocol.roles.get(role)
    label = known.label if known else role
    name = holder_name(flow, role)
    return f"{name}, {label}" if name else label


def holder_name(flow: PlacementFlow, role: str | None) -> str:
    """Who holds a role for the pupil, "" where nobody does."""
    return owners(flow.record).of(role, flow.pupil.year if flow.pupil else None).name or "" if role else ""


def override(flow: PlacementFlow, gate: Gate, reason: str, by: str) -> None:
    """The senior who may lift the gate does so for a reason, which stays with the placement."""
    words = f"{reason.strip()} ({by.strip()})" if by.strip() else reason.strip()
    flow.say_gate(GateSaid(gate.rule, override=words, by=gate.lifted_by or ""))


def past(flow: PlacementFlow) -> tuple[PastDuty, ...]:
    """The duties to ask about: their last day has gone. Of a placement still to begin, its preparation."""
    plan, today = flow.plan, flow.record.clock.today()
    if plan is None:
        return ()
    known = _Known(flow)
    late = set(past_duties(plan, today))
    return tuple(
        PastDuty(key, one.title, one.due, known.name(one), known.said.get(key))
        for one in plan.duties if (key := duty_key(one)) in late and one.due is not None
    )


def say_past(flow: PlacementFlow, done: Sequence[tuple[Key, date | None]]) -> None:
    """When earlier duties were done.

    None: before AP Desk, not known, where the placement has begun; still to do, and overdue, where it has not. The
    day of a duty that the decision to place fulfils is the day of that decision.
    """
    deciding = {rule.id for rule in flow.protocol.duties if DECISION in rule.met_by}
    decided = next((on for (rule, _number, _where), on in done if rule in deciding and on is not None), None)
    if decided is not None and flow.answers.decided_on is None:
        flow.decide(decided)
    told = dict(done)
    others = [
        one for one in flow.answers.already_done if (one.rule, one.occurrence, one.provider) not in told
    ]
    new = [AlreadyDone(*key, on=on) for key, on in told.items() if on is not None]
    flow.change(already_done=(*others, *new), earlier_duties="before-desk")


class _Known:
    """Who owes what and how it stands, asked once."""

    def __init__(self, flow: PlacementFlow) -> None:
        self._today, self._calendar = flow.record.clock.today(), flow.calendar
        self._began_before = flow.began_before
        self._protocol = flow.protocol
        self.said = {(one.rule, one.occurrence, one.provider): one.on for one in flow.answers.already_done}
        self._owners = owners(flow.record)
        self._year = flow.pupil.year if flow.pupil else None
        self._roles = flow.protocol.roles

    def name(self, duty: Duty) -> str:
        return self._owners.of(duty.owner, self._year).name or self.role(duty)

    def role(self, duty: Duty) -> str:
        parts = [self._roles[one].label if one in self._roles else one for one in duty.owner.split("/")]
        return " or ".join(parts)

    def clause(self, duty: Duty) -> str:
        return short_clause(clauses_of(duty.policy, self._protocol))

    def state(self, duty: Duty) -> tuple[str, int | None]:
        """How the duty will stand once it is created, and by how many school days it is late."""
        if self.done_on(duty) is not None or duty.state == "met":
            return DONE, None
        stands = standing(duty.state, duty.due, duty.hard, None, self._today, self._calendar)
        if stands.state != OVERDUE:
            return TO_DO, None
        return (BEFORE_DESK, None) if self._began_before else (LATE, stands.lateness_school_days)

    def limit(self, duty: Duty) -> date | None:
        """The last school day up to the duty's last day; None where that is the day it is worked to."""
        if duty.hard is None:
            return None
        there = last_to_act(duty.hard, last_school_day(self._calendar, duty.hard), duty.due, date.min)
        return None if there == duty.due else there

    def done_on(self, duty: Duty) -> date | None:
        return met_on(duty.met_by) if duty.state == "met" else self.said.get(duty_key(duty))


def _frequent(duties: Sequence[Duty]) -> frozenset[str]:
    """Rules that come back at least every fortnight, four times or more."""
    days: dict[str, list[date]] = {}
    for one in duties:
        if one.due is not None:
            days.setdefault(one.rule, []).append(one.due)
    found = set()
    for rule, all_days in days.items():
        ordered = sorted(all_days)
        gaps = sorted((b - a).days for a, b in pairwise(ordered))
        if len(gaps) >= 3 and gaps[len(gaps) // 2] <= 15:
            found.add(rule)
    return frozenset(found)


def _group(duty: Duty, plan: Plan, frequent: frozenset[str]) -> str:
    if duty.rule in frequent:
        return WEEKLY
    if duty.due is None:
        return BEFORE if plan.start is None or not duty.after else VISITS
    if plan.start is not None and duty.due <= plan.start:
        return BEFORE
    if duty.rule.startswith("end.") or (plan.end is not None and duty.due > plan.end):
        return AT_END
    return VISITS


def _rows(duties: Sequence[Duty], known: _Known, every: bool) -> Iterable[PlannedRow]:
    together: dict[tuple[str, ...], list[Duty]] = {}
    for one in duties:
        each = (str(one.occurrence), one.provider or "") if every else ()
        key = (one.rule, one.title, one.owner, known.state(one)[0], *each)
        together.setdefault(key, []).append(one)
    rows = [_row(same, known) for same in together.values()]
    return sorted(rows, key=lambda row: (not row.days, row.days[:1], row.title))


def _row(same: Sequence[Duty], known: _Known) -> PlannedRow:
    first = same[0]
    state, late = known.state(first)
    days = tuple(sorted(day for one in same if (day := known.done_on(one) or one.due) is not None))
    latest = known.limit(first) if len(same) == 1 and first.hard != first.due and state == TO_DO else None
    return PlannedRow(
        first.rule, first.title, first.kind, days, latest, known.name(first), known.role(first), first.policy,
        known.clause(first), first.why, first.waits_for or "", state, late,
    )
