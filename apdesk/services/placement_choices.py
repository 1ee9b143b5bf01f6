"""What can be chosen in a new placement: pathways and providers, each with whether and why."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from apdesk.domain import provider as provider_rules
from apdesk.domain.clauses import clauses_of
from apdesk.domain.plan import Gate, Plan
from apdesk.domain.protocol import Pathway
from apdesk.domain.school_calendar import school_year_of
from apdesk.problems import Problem
from apdesk.services.gate_steps import OBJECTIVES, PROVIDER, answered_with_reason, step_of_gate
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.placement_guide import gate_question
from apdesk.services.provider_checks import CheckRow, due_diligence
from apdesk.services.providers import ProviderRow, providers
from apdesk.services.start_placement import source_of

OPEN, OVERRIDE, BLOCKED = "open", "override", "blocked"
AVAILABLE = "Available"


class PathwayChoice(NamedTuple):
    """One pathway as a row: `standing` is open, override or blocked, `reason` says why, `policy` names the clause.

    `name` and `detail` say in few words what `title` and the policy's summary say, apart from `how_long`.
    """

    id: str
    title: str
    name: str
    detail: str
    how_long: str
    code: str
    standing: str
    chip: str
    reason: str
    policy: str
    quote: str


class ProviderChoice(NamedTuple):
    """One provider as a row; `until` is the day a check runs out before the placement ends."""

    id: str
    name: str
    detail: str
    places: str
    price: str
    standing: str
    chip: str
    status: str                 # done, today (goes on, but), stop, later (full)
    reason: str


def reasons(flow: PlacementFlow) -> tuple[tuple[str, str], ...]:
    """The reasons the policy knows, id and words."""
    return tuple(flow.protocol.reasons.items())


def pathway_choices(flow: PlacementFlow) -> tuple[PathwayChoice, ...]:
    """Every pathway a pupil of this school (or a hosted one) can be put on, with its standing for this pupil."""
    hosted = flow.pupil is not None and flow.pupil.hosted
    offered = [one for one in flow.protocol.pathways.values() if (one.incoming if hosted else one.chosen)]
    later = (PROVIDER, OBJECTIVES)      # settled in steps that come after this one
    gates = {
        one.id: [gate for gate in _gates(flow, one) if step_of_gate(flow.protocol, gate.rule) not in later]
        for one in offered
    }
    of_all = set.intersection(*({gate.rule for gate in own} for own in gates.values())) if len(gates) > 1 else set()
    return tuple(_pathway(flow, one, gates[one.id], of_all) for one in offered)


def _pathway(flow: PlacementFlow, one: Pathway, gates: Sequence[Gate], of_all: Set[str]) -> PathwayChoice:
    """`of_all`: gates that every pathway has say nothing of this one while nobody has answered them."""
    blocked = next((gate for gate in gates if gate.level == "block" and gate.met is False), None)
    refused = next(
        (gate for gate in gates if gate.level == "override" and gate.met is False and not gate.overridden), None
    )
    unsaid = next(
        (gate for gate in gates if gate.level in ("block", "override") and gate.met is None
         and not gate.overridden and gate.rule not in of_all), None
    )
    how_long, _, note = one.summary.partition(", ")
    common = one.id, one.title, *_in_few_words(one, note), how_long, one.policy_code or "–"
    if blocked is not None:
        return PathwayChoice(*common, BLOCKED, "Not yet", _stands(flow, blocked), blocked.policy, one.quote)
    if refused is not None:
        return PathwayChoice(*common, OVERRIDE, "Needs an override", _stands(flow, refused), refused.policy, one.quote)
    if unsaid is not None:
        asked = gate_question(flow.protocol.id, unsaid.rule, unsaid.text).asks
        return PathwayChoice(*common, OPEN, "Needs a step first", asked, unsaid.policy, one.quote)
    clauses = dict.fromkeys(clause.short for clause in clauses_of(one.policy, flow.protocol))
    return PathwayChoice(*common, OPEN, AVAILABLE, "; ".join(clauses), one.policy, one.quote)


def _in_few_words(one: Pathway, note: str) -> tuple[str, str]:
    """The short name, and what it leaves out of the title, or the note where it leaves out nothing that it can say."""
    name = one.short or one.title
    rest = one.title.removeprefix(name).lstrip(" ,") if one.title.startswith(f"{name} ") else ""
    detail = ", ".join(part for part in (rest, note) if part)
    return name, detail[:1].upper() + detail[1:]


def _stands(flow: PlacementFlow, gate: Gate) -> str:
    """That a gate is not met, and where it is answered where that is a step already left."""
    if not answered_with_reason(flow.protocol, gate.rule):
        return gate.stands
    return f"{gate.stands.rstrip('.')} (step 1)."


def _gates(flow: PlacementFlow, one: Pathway) -> tuple[Gate, ...]:
    """The gates of a pathway for this pupil, before provider and dates."""
    own = flow.answers.pathway == one.id
    asked = replace(
        flow.answers, pathway=one.id, provider=None, start=None, end=None, sessions=None, extra=(), dates=(),
        readings={}, gates=flow.answers.gates if own else (), directed=flow.answers.directed if own else None,
    )
    try:
        return source_of(flow.record, asked).plan().gates
    except Problem:
        return ()


def provider_choices(flow: PlacementFlow) -> tuple[ProviderChoice, ...]:
    """Every provider, those that can be used first, as they stand on the first day."""
    first = _first_day(flow)
    rows = [_provider(flow, row, first) for row in providers(flow.record, first)]
    order = {OPEN: 0, OVERRIDE: 1, BLOCKED: 2}
    return tuple(sorted(rows, key=lambda row: (order[row.standing], row.status != "done", row.name)))


def needs_provider(flow: PlacementFlow) -> bool:
    """True where some of the pathway's week is spent at a provider."""
    week = flow.answers.sessions or (flow.pathway.sessions if flow.pathway else "")
    return "P" in week


def papers(flow: PlacementFlow, provider: str) -> tuple[CheckRow, ...]:
    """The checks held of a provider as they stand on the first day, essential ones first."""
    return due_diligence(flow.record, provider, _first_day(flow)).rows


def _first_day(flow: PlacementFlow) -> date:
    return flow.answers.start or flow.calendar.on_or_after(flow.record.clock.today())


def _provider(flow: PlacementFlow, row: ProviderRow, first: date) -> ProviderChoice:
    price = "–" if row.price_day is None else "no charge" if row.price_day == 0 else f"£{row.price_day / 100:,.0f}"
    places = f"{row.taken} placed" if row.places is None else f"{row.taken} of {row.places}"
    years = _years(row)
    miles = "" if row.miles is None else f"{row.miles:g}\N{NO-BREAK SPACE}mile{'' if row.miles == 1 else 's'}"
    detail = ", ".join(part for part in (row.kind, years, miles) if part)
    common = row.id, row.name, detail, places, price
    clear = row.clearance
    if clear.state in (provider_rules.CANNOT, provider_rules.STOPPED):
        return ProviderChoice(*common, BLOCKED, "Cannot be used", "stop", clear.reasons[0] if clear.reasons else "")
    gate = _provider_gate(flow, row.id, first)
    if gate is not None and gate.level == "block" and gate.met is False:
        return ProviderChoice(*common, BLOCKED, "Cannot be used", "stop", gate.stands)
    if row.full and flow.answers.provider != row.id:
        return ProviderChoice(*common, BLOCKED, "Full", "later", f"All {row.places} places are taken.")
    last = flow.plan.end if flow.plan else None
    if clear.until is not None and last is not None and clear.until < last:
        words = f"Ends {_day(flow, clear.until)}: renewal duty"
        return ProviderChoice(*common, OPEN, "Runs out part-way", "today", words)
    if gate is not None and gate.met is False and not gate.overridden:
        return ProviderChoice(*common, OVERRIDE, "Needs an override", "today", gate.stands)
    pupil = flow.pupil
    if pupil is not None and not _takes(row, pupil.year):
        return ProviderChoice(*common, OPEN, "Another year group", "today", f"{years} only")
    until = f" to {_day(flow, clear.until)}" if clear.until else ""
    return ProviderChoice(
        *common, OPEN, "Clear to use", "done", f"{clear.essential} of {clear.essential} checks in date{until}"
    )


def _provider_gate(flow: PlacementFlow, provider: str, first: date) -> Gate | None:
    """The first gate about the provider that is not met there."""
    asked = replace(flow.answers, provider=provider, start=first, end=first, readings={}, sessions=None, dates=())
    try:
        plan: Plan = source_of(flow.record, asked).plan()
    except Problem:
        return None
    gates = [one for one in plan.gates if step_of_gate(flow.protocol, one.rule) == PROVIDER]
    return next((one for one in gates if one.met is False), None)


def _years(row: ProviderRow) -> str:
    first, last = row.years
    if first is None and last is None:
        return ""
    if first is None or last is None or first == last:
        return f"Year\N{NO-BREAK SPACE}{first or last}"
    between = "and" if last == first + 1 else "to"
    return f"Years {first} {between} {last}".replace(" ", "\N{NO-BREAK SPACE}")


def _takes(row: ProviderRow, year: int | None) -> bool:
    first, last = row.years
    return year is None or ((first is None or first <= year) and (last is None or year <= last))


def _day(flow: PlacementFlow, day: date) -> str:
    """"Fri 11 Dec", with the year where it is not this school year."""
    this = school_year_of(flow.record.clock.today())
    return f"{day:%a} {day.day} {day:%b}" + (f" {day.year}" if school_year_of(day) != this else "")
