"""Planning 1,000 mixed placements of a school year against making as many result objects with no rules at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from apdesk.domain.case import Case
from apdesk.domain.engine import make_plan
from apdesk.domain.plan import Plan
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.services.measuring import Benchmark, measure
from apdesk.services.shipped import shipped_protocol
from apdesk.services.term_dates import term_dates_around

FLOOR = "the same result objects, no rules"


def benchmarks(only: str | None = None) -> Iterable[Benchmark]:
    """Planning as a whole, then that it grows in step with placements and with weeks; or the one of that name."""
    protocol, calendar = shipped_protocol(), term_dates_around(date(2026, 9, 1))
    cases = _mixed(calendar, 1000)

    def plan_all(some: list[Case]) -> list[Plan]:
        return [make_plan(case, protocol, calendar) for case in some]

    if only in (None, "plan-1000"):
        plans = plan_all(cases)
        parts = [(type(one), _values(one)) for plan in plans for one in _objects(plan)]
        yield measure("plan-1000", lambda: plan_all(cases), FLOOR, lambda: [kind(*values) for kind, values in parts], 3)
    if only in (None, "plan-linear-placements"):
        yield measure(
            "plan-linear-placements", lambda: plan_all(cases[:800]), "four times 200 placements",
            lambda: [plan_all(cases[:200]) for _ in range(4)], 3,
        )
    if only in (None, "plan-linear-weeks"):
        start = calendar.school_days(date(2026, 9, 1), date(2026, 9, 30))[0]
        fullest = max(_pathways(), key=lambda one: len(protocol.duties_of(one)))
        year, month = Case(fullest, start, date(2027, 7, 16)), Case(fullest, start, date(2026, 12, 18))
        yield measure(
            "plan-linear-weeks", lambda: plan_all([year] * 20), "a third of the weeks, as many placements",
            lambda: plan_all([month] * 20), 3,
        )


def _mixed(calendar: SchoolCalendar, n: int) -> list[Case]:
    pathways = _pathways()
    days = calendar.school_days(date(2026, 9, 1), date(2027, 6, 1))
    return [
        Case(pathways[i % len(pathways)], days[(i * 7) % len(days)], facts={"pupil.ehcp": i % 4 == 0})
        for i in range(n)
    ]


def _pathways() -> list[str]:
    return [one.id for one in shipped_protocol().pathways.values() if one.scope == "placement"]


def _objects(plan: Plan) -> list[Any]:
    return [*plan.duties, *plan.sessions, *plan.limits, *plan.gates]


def _values(one: Any) -> tuple[Any, ...]:
    return tuple(getattr(one, field.name) for field in fields(one))
