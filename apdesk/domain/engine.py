"""Placement, protocol, calendar and events in; the plan out. Same inputs, same plan; nothing asks the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from apdesk.domain.case import Case, Event
from apdesk.domain.constraints import promises_of
from apdesk.domain.expression import Node, Value
from apdesk.domain.facts import FactBook
from apdesk.domain.gates import gates_from_limits, gates_of
from apdesk.domain.limits import limits_of
from apdesk.domain.merging import one_act_one_duty
from apdesk.domain.plan import Duty, Limit, Plan, Session
from apdesk.domain.planner import Planner
from apdesk.domain.protocol import Protocol
from apdesk.domain.referee import Referee
from apdesk.domain.school_calendar import SchoolCalendar, school_year_of
from apdesk.domain.scope import Scope, Waits
from apdesk.domain.vocabulary import loaded_day
from apdesk.domain.wording import plain_date
from apdesk.problems import Problem

ENDINGS = ("ended", "terminated")


def make_plan(
    case: Case, protocol: Protocol, calendar: SchoolCalendar, host: SchoolCalendar | None = None
) -> Plan:
    """Everything the case obliges under the protocol.

    Raises `plan.pathway`, `plan.order` and `calendar.beyond` for a start or given end outside the loaded term
    dates. A worked-out date outside them stays empty with its `problem`.
    """
    planner, problems = _prepare(case, protocol, calendar)
    limits = limits_of(planner)
    promises = promises_of(planner)
    gates = [*gates_of(planner), *gates_from_limits(planner, limits)]
    duties = one_act_one_duty(planner.duties())
    sessions = tuple(Referee(planner, host).sessions()) if _has_sessions(planner) else ()
    problems += _broken(limits)
    whole = planner.whole
    return Plan(
        case.pathway, protocol.id, case.start, planner.end, _planned_to(planner), (*limits, *promises),
        tuple(gates), tuple(sorted(duties, key=_order)), sessions, tuple(problems + _odd_start(planner, whole)),
    )


def expected_sessions(
    case: Case, protocol: Protocol, calendar: SchoolCalendar, host: SchoolCalendar | None = None
) -> tuple[Session, ...]:
    """The sessions of `make_plan` alone, for registers: no duty is worked out. Raises as `make_plan` does."""
    planner, _problems = _prepare(case, protocol, calendar)
    return tuple(Referee(planner, host).sessions()) if _has_sessions(planner) else ()


def _has_sessions(planner: Planner) -> bool:
    return planner.protocol.pathways[planner.case.pathway].scope == "placement"


def _order(duty: Duty) -> tuple[bool, date, str, int, str]:
    return (duty.due is None, duty.due or date.max, duty.rule, duty.occurrence, duty.provider or "")


def _prepare(case: Case, protocol: Protocol, calendar: SchoolCalendar) -> tuple[Planner, list[str]]:
    if case.pathway not in protocol.pathways:
        known = ", ".join(protocol.pathways)
        raise Problem("plan.pathway", f'The protocol {protocol.id} has no pathway "{case.pathway}". It has {known}.')
    if case.start is None:
        return Planner(case, protocol, calendar, None, None, None, None), []
    start = calendar.require(case.start)
    if case.end is not None and calendar.require(case.end) < start:
        raise Problem("plan.order", f"The last day, {plain_date(case.end)}, is before the first, {plain_date(start)}.")
    calendar.on_or_after(start)
    planned_end, problems = _planned_end(case, protocol, calendar)
    told = [one for one in case.events if one.name in ENDINGS]
    endings = [one.on for one in told if one.on >= start]
    problems += [_ended_before(one, start) for one in told if one.on < start]
    end = min([*endings, *([planned_end] if planned_end else [])], default=None)
    horizon = end or _last_of_year(calendar, start)
    return Planner(case, protocol, calendar, start, end, planned_end, max(horizon, start)), problems


def _ended_before(event: Event, start: date) -> str:
    return (
        f"The end on {plain_date(event.on)} is not counted, because it lies before the first day, {plain_date(start)}."
        " Put the wrong one of them right."
    )


def _planned_end(case: Case, protocol: Protocol, calendar: SchoolCalendar) -> tuple[date | None, list[str]]:
    pathway = protocol.pathways[case.pathway]
    ends = _chosen_length(case, protocol) or pathway.ends
    if case.end is not None or ends is None or case.start is None:
        return case.end, []
    names = {"start": case.start, "S0": calendar.on_or_after(case.start)}

    def fact(name: str, on: date) -> Value:
        return FactBook(protocol, case.pathway, case.start, case.facts, case.changes, calendar)(name, on)

    try:
        return loaded_day(ends, Scope(calendar, names, fact, case.start, tables=protocol.tables)), []
    except Waits as waiting:
        unknown = protocol.facts.get(waiting.what)
        return None, [f'The end cannot be worked out: it waits for "{unknown.label if unknown else waiting.what}".']
    except Problem as problem:
        return None, [f"The end cannot be worked out: {problem.text}"]


def _chosen_length(case: Case, protocol: Protocol) -> Node | None:
    """The length of the reading chosen for this placement ("12 school weeks"), where one was."""
    for limit in protocol.limits:
        if case.pathway in limit.pathways:
            wanted = case.readings.get(limit.id)
            found = next((one.until for one in limit.readings if one.name == wanted), None)
            if found is not None:
                return found
    return None


def _last_of_year(calendar: SchoolCalendar, start: date) -> date:
    """The last loaded school day of the school year of `start`."""
    return calendar.on_or_before(min(calendar.last_day, date(school_year_of(start) + 1, 8, 31)))


def _planned_to(planner: Planner) -> date | None:
    return planner.whole.end if planner.whole else None


def _odd_start(planner: Planner, whole: object) -> list[str]:
    if planner.start is None or whole is None or planner.calendar.is_school_day(planner.start):
        return []
    first = planner.calendar.on_or_after(planner.start)
    closed = planner.calendar.label(planner.start)
    return [
        f"{plain_date(planner.start)} is not a school day ({closed}). The first school day is {plain_date(first)}."
    ]


def _broken(limits: Iterable[Limit]) -> list[str]:
    return [f"{limit.text} This placement does not keep it." for limit in limits if limit.kept is False]
