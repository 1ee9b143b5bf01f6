"""From the records to the engine's question: what is known of a pupil, a provider and a placement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apdesk.domain import provider as provider_rules
from apdesk.domain.case import Also, Arranged, Case, Done, Earlier, Event, FactChange, GateAnswer, ManualDates, Pause
from apdesk.domain.engine import make_plan
from apdesk.domain.plan import Plan
from apdesk.domain.protocol import Protocol
from apdesk.domain.school_calendar import SchoolCalendar, school_year_of
from apdesk.problems import Problem
from apdesk.services.duty_pairing import BY_EVENT
from apdesk.services.protocols import protocol_version
from apdesk.services.providers import as_seen, clearance_of
from apdesk.services.school_year import calendar_or_none, school_calendar
from apdesk.services.settings import settings
from apdesk.store.duties import Duty, duties_of_placement
from apdesk.store.placements import Placement, PlacementEvent, events_of, extras_of, placement_by_id, placements_of
from apdesk.store.providers import Provider, ProviderCheck, checks_of, provider_by_id
from apdesk.store.pupils import Pupil, pupil_by_id
from apdesk.store.record import Record

OPEN = ("open", "waiting", "paused")

# the facts below are read from the pages of the desk; whatever else a policy asks is asked for each placement
FROM_RECORDS = (
    "pupil.year", "pupil.born", "pupil.sen", "pupil.ehcp", "pupil.lac", "pupil.social_worker", "pupil.cp_plan",
    "pupil.harm_history", "provider.registered_school", "provider.registers_pupil", "provider.partner_school",
    "provider.agreement_until", "provider.assured_until", "provider.inspected", "provider.approved", "provider.name",
    "provider.la_directory", "placement.arranged_by", "placement.delivery", "school.delegated", "placement.reason",
    "placement.directed", "placement.sessions", "placement.return_plan", "placement.tried", "placement.met_parents",
)

Facts = dict[str, date | bool | int | float | str | None]


@dataclass(frozen=True)
class CaseSource:
    """A question to the engine and what it is asked against."""

    case: Case
    protocol: Protocol
    calendar: SchoolCalendar
    host: SchoolCalendar | None = None

    def plan(self) -> Plan:
        """The engine's answer."""
        return make_plan(self.case, self.protocol, self.calendar, self.host)


@dataclass(frozen=True)
class Around:
    """The pupil and the provider of a case, and the papers held about the provider."""

    pupil: Pupil
    provider: Provider | None = None
    checks: Sequence[ProviderCheck] = ()


def the_placement(placement: str) -> Placement:
    """The placement; `Problem` "placement.unknown" where there is none of that id."""
    row = placement_by_id(placement)
    if row is None:
        raise Problem("placement.unknown", "This placement is no longer in the desk. Look again at the pupil’s page.")
    return row


def placement_source(
    record: Record, row: Placement, instead: Mapping[str, Any] | None = None,
    events: Sequence[Event] | None = None, duties: Sequence[Duty] | None = None,
) -> CaseSource:
    """The question for a recorded placement; `instead` are values it would have after a change."""
    values = dict(row.__data__) | dict(instead or {})
    protocol = protocol_version(record, values["protocol"])
    around = around_placement(values["pupil"], values["provider"])
    recorded = [engine_event(one) for one in events_of([row.id])] if events is None else events
    held = duties_of_placement(row.id) if duties is None else duties
    return source(
        record, protocol, around, values, events=recorded, done=done_of(held), arranged=arranged_of(held),
        also=_also(row.id, protocol), but=row.id,
    )


def around_placement(pupil: str, provider: str | None) -> Around:
    """Pupil and provider by their ids."""
    found = pupil_by_id(pupil)
    if found is None:
        raise Problem("pupil.unknown", "This pupil is no longer in the desk.")
    return Around(
        found, provider_by_id(provider) if provider else None, checks_of(provider) if provider else (),
    )


def source(
    record: Record, protocol: Protocol, around: Around, values: Mapping[str, Any], *,
    events: Iterable[Event] = (), done: Iterable[Done] = (), arranged: Iterable[Arranged] = (),
    also: Iterable[Also] = (), but: str | None = None,
) -> CaseSource:
    """The question for a placement with these values (fields of a placement row), recorded or not."""
    values = {**values, "facts": school_facts(record) | dict(values.get("facts") or {})}
    case = build_case(
        protocol, around, values, record.clock.today(), events=events, done=done, arranged=arranged, also=also,
        earlier=_earlier(placements_of(around.pupil.id), values.get("start"), but),
    )
    host = calendar_or_none(record, around.provider.id) if around.provider else None
    return CaseSource(case, protocol, school_calendar(record), host)


def build_case(
    protocol: Protocol, around: Around, values: Mapping[str, Any], today: date, *, events: Iterable[Event] = (),
    done: Iterable[Done] = (), arranged: Iterable[Arranged] = (), also: Iterable[Also] = (),
    earlier: Iterable[Earlier] = (),
) -> Case:
    """The engine's case from rows that are at hand; nothing is read."""
    start = values.get("start")
    facts = pupil_facts(around.pupil, start or today, today)
    facts |= provider_facts(around.provider, around.checks, max(start or today, today))
    facts |= placement_facts(values) | dict(values.get("facts") or {})
    return Case(
        pathway=values["pathway"], start=start, end=values.get("planned_end"), facts=known(protocol, facts),
        changes=tuple(
            FactChange(as_date(one["on"]), one["fact"], fact_value(protocol, one["fact"], one["value"]))
            for one in values.get("fact_changes") or ()
        ),
        events=(*_endings(values), *events), done=tuple(done), arranged=tuple(arranged), earlier=tuple(earlier),
        also=tuple(also),
        pauses=tuple(
            Pause(as_date(one["from"]), as_date(one["to"]), one["reason"]) for one in values.get("pauses") or ()
        ),
        dates=tuple(
            ManualDates(one["rule"], tuple(as_date(day) for day in one["on"]), one["reason"])
            for one in values.get("dates") or ()
        ),
        gates=gate_answers(values.get("gates") or {}), readings=values.get("readings") or {}, on=today,
    )


def pupil_facts(pupil: Pupil, start: date, today: date) -> Facts:
    """What the engine may know of a pupil; the year group is that at the start."""
    year = pupil.year
    if year is not None:
        year += school_year_of(start) - school_year_of(today)
    return {
        "pupil.year": year, "pupil.born": pupil.born, "pupil.sen": pupil.sen, "pupil.ehcp": pupil.sen == "E",
        "pupil.lac": bool(pupil.looked_after), "pupil.social_worker": bool(pupil.social_worker),
        "pupil.cp_plan": bool(pupil.child_protection), "pupil.harm_history": bool(pupil.harm_history),
    }


def provider_facts(provider: Provider | None, checks: Sequence[ProviderCheck], on: date) -> Facts:
    """What the engine may know of a provider from the papers held on a day; nothing where none is chosen.

    For a placement that begins later that is its first day; for one that began earlier it is today, because the
    paper that covered its first day may have been renewed since.
    """
    if provider is None:
        return {}
    seen = [as_seen(check) for check in checks]
    rows = {row.check.code: row for row in provider_rules.check_states(seen, provider.registered_school, on)}
    assurance, inspection = rows["assurance"], rows["inspection"]
    approved = clearance_of(provider, seen, on).state in (provider_rules.CLEAR, provider_rules.CLEAR_UNTIL)
    held = inspection.state in (provider_rules.IN_DATE, provider_rules.RUNS_OUT, provider_rules.NOT_NEEDED)
    return {
        "provider.registered_school": provider.registered_school, "provider.registers_pupil": provider.registers_pupils,
        "provider.partner_school": provider.partner_school, "provider.agreement_until": provider.agreement_until,
        "provider.assured_until": assurance.seen.valid_until if assurance.seen else None,
        "provider.inspected": held, "provider.approved": approved, "provider.name": provider.name,
        "provider.la_directory": provider.directory_listed,
        "placement.arranged_by": provider.arranged_by, "placement.delivery": provider.delivery,
    }


def school_facts(record: Record) -> Facts:
    """What the engine may know of the school, from its settings; an empty setting says nothing."""
    return {"school.delegated": True if settings(record)["school.minute"] else None}


def placement_facts(values: Mapping[str, Any]) -> Facts:
    """What the engine may know of the placement itself, from its own columns."""
    reasons = values.get("reasons") or ()
    return {
        "placement.reason": reasons[0] if reasons else None, "placement.directed": values.get("directed"),
        "placement.sessions": values.get("sessions"), "placement.return_plan": bool(values.get("return_plan")),
        "placement.tried": bool(values.get("tried")), "placement.met_parents": bool(values.get("met_parents_on")),
    }


def known(protocol: Protocol, facts: Mapping[str, Any]) -> Facts:
    """The facts that the protocol declares, without those that nobody knows; dates as dates."""
    return {
        name: fact_value(protocol, name, value)
        for name, value in facts.items() if value is not None and name in protocol.facts
    }


def fact_value(protocol: Protocol, name: str, value: Any) -> date | bool | int | float | str | None:
    """A stored value as the fact's type asks: days are kept as ISO text in the record."""
    declared = protocol.facts.get(name)
    if declared is not None and declared.type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    kept: date | bool | int | float | str | None = value
    return kept


def gate_answers(answers: Mapping[str, Mapping[str, Any]]) -> tuple[GateAnswer, ...]:
    """What was said of each gate, as kept with the placement."""
    return tuple(
        GateAnswer(rule, one.get("met"), one.get("override"), one.get("by")) for rule, one in answers.items()
    )


def engine_event(row: PlacementEvent) -> Event:
    """A recorded event as the engine takes it."""
    return Event(row.name, row.on, row.at, booked=bool(row.booked))


def done_of(duties: Iterable[Duty], numbers: Mapping[str, int] | None = None) -> tuple[Done, ...]:
    """What people recorded as carried out on a known day; what an event answered comes back by that event.

    `numbers`: the occurrence that some of them have now, by row id.
    """
    now = numbers or {}
    return tuple(
        Done(row.rule, row.done_on, now.get(row.id, row.occurrence), row.provider_key or None, row.done_by)
        for row in duties
        if row.state == "done" and row.done_on is not None and not (row.met_by or "").startswith(BY_EVENT)
    )


def arranged_of(
    duties: Iterable[Duty], numbers: Mapping[str, int] | None = None, instead: Mapping[str, date | None] | None = None
) -> tuple[Arranged, ...]:
    """The open duties that people moved to another day; `numbers` as for `done_of`.

    `instead`: days that some of them would have, by row id; None: the day they are due.
    """
    now, days = numbers or {}, instead or {}
    return tuple(
        Arranged(row.rule, day, now.get(row.id, row.occurrence), row.provider_key or None)
        for row in duties
        if row.state in OPEN and (day := days.get(row.id, row.put_off_to)) is not None
    )


def as_date(value: date | str) -> date:
    """A day from the record, where JSON keeps it as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def _endings(values: Mapping[str, Any]) -> tuple[Event, ...]:
    ended_on = values.get("ended_on")
    return (Event("ended", ended_on),) if ended_on else ()


def _also(placement: str, protocol: Protocol) -> tuple[Also, ...]:
    return tuple(
        second_provider(protocol, one.provider, one.start, one.planned_end, one.sessions, one.facts)
        for one in extras_of([placement])
    )


def second_provider(
    protocol: Protocol, provider: str, start: date, end: date | None, sessions: str, facts: Mapping[str, Any]
) -> Also:
    """A second provider of the same weeks, as the engine takes it."""
    return also_of(protocol, provider_by_id(provider), checks_of(provider), start, end, sessions, facts)


def also_of(
    protocol: Protocol, provider: Provider | None, checks: Sequence[ProviderCheck], start: date, end: date | None,
    sessions: str, facts: Mapping[str, Any],
) -> Also:
    """As `second_provider`, from rows that are at hand."""
    own = provider_facts(provider, checks, start)
    return Also(provider.id if provider else "", start, end, sessions, known(protocol, own | dict(facts)))


def _earlier(placements: Iterable[Placement], start: date | None, but: str | None) -> Iterable[Earlier]:
    for one in placements:
        last = one.ended_on or one.planned_end
        before = start is None or (one.start is not None and one.start < start)
        if one.id != but and one.start and last and one.agreed_on and not one.withdrawn_on and before:
            yield Earlier(one.pathway, one.start, last)
