"""Plans in the words of the command line, over the checked fixture calendar."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from apdesk.domain.calendar_csv import parse_calendar
from apdesk.domain.case_toml import CaseFile, make_case
from apdesk.domain.engine import make_plan
from apdesk.domain.plan import Duty, Limit, Plan
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.services.shipped import bank_holidays, shipped_protocol

FIXTURE = Path(__file__).parent / "calendar-fx-2627.csv"
LEAP = Path(__file__).parent / "calendar-leap-2728.csv"


@cache
def fixture_calendar() -> SchoolCalendar:
    return parse_calendar(FIXTURE.read_text(encoding="utf-8"), FIXTURE.name, bank_holidays())


@cache
def leap_calendar() -> SchoolCalendar:
    return parse_calendar(LEAP.read_text(encoding="utf-8"), LEAP.name, bank_holidays())


@cache
def both_calendars() -> SchoolCalendar:
    """Two school years one after the other, for placements that cross the summer."""
    second = LEAP.read_text(encoding="utf-8").split("\n", 1)[1]
    return parse_calendar(FIXTURE.read_text(encoding="utf-8").rstrip() + "\n" + second, "both", bank_holidays())


CALENDARS = {"first": fixture_calendar, "second": leap_calendar, "both": both_calendars}


def plan(pathway: str, start: str, calendar: SchoolCalendar | None = None, **tables: Any) -> Plan:
    raw = {"pathway": pathway, "start": start, **tables}
    case = make_case(CaseFile(raw, "test"), shipped_protocol())
    return make_plan(case, shipped_protocol(), calendar or fixture_calendar())


def events(**named: str) -> list[dict[str, str]]:
    return [{"name": name.replace("_", "-"), "on": on} for name, on in named.items()]


def covering(made: Plan, row: str) -> list[Duty]:
    return [duty for duty in made.duties if row in duty.covers]


def only(made: Plan, row: str) -> Duty:
    found = covering(made, row)
    assert len(found) == 1, [(duty.title, duty.due) for duty in found]
    return found[0]


def limit(made: Plan, row: str, sense: str = "max") -> Limit:
    return next(one for one in made.limits if row in one.covers and one.sense == sense)


def day(text: str) -> date:
    return date.fromisoformat(text)
