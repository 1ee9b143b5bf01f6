"""The days a placement is alive, cut into the periods that rules recur in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from apdesk.domain.case import Pause
from apdesk.domain.functions import add_months
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.domain.scope import Period, live_between

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Life:
    """First and last calendar day of a placement and the school days in between.

    `live` leaves out the days on which the clock stands still.
    """

    start: date
    end: date
    school_days: Sequence[date]
    live: Sequence[date]
    provider: str | None = None

    @property
    def first_school_day(self) -> date | None:
        return self.school_days[0] if self.school_days else None

    @property
    def last_school_day(self) -> date | None:
        return self.school_days[-1] if self.school_days else None


def make_life(
    calendar: SchoolCalendar, start: date, end: date, pauses: Iterable[Pause], provider: str | None = None
) -> Life:
    """The life from `start` to `end`, both calendar days included."""
    days = calendar.school_days(start, end) if start <= end else []
    still = list(pauses)
    live = [day for day in days if not any(one.first <= day <= one.last for one in still)] if still else days
    return Life(start, end, days, live, provider)


def periods(life: Life, kind: str, calendar: SchoolCalendar, every: int = 1, days: str = "school") -> list[Period]:
    """The periods of `kind` that hold a school day of the life, in order; `every` of them taken together.

    `live` of a period is empty where every one of its school days is paused.
    """
    single = list(_single(life, kind, calendar, days))
    if every == 1:
        return single
    joined = [single[n : n + every] for n in range(0, len(single), every)]
    return [
        Period(some[0].start, some[-1].end, [day for one in some for day in one.live], _joined_label(some), kind)
        for some in joined
    ]


def _joined_label(some: Sequence[Period]) -> str:
    """`the weeks of 9 Nov 2026 and 16 Nov 2026`."""
    if len(some) == 1:
        return some[0].label
    first, last = some[0].label, some[-1].label
    if first.startswith("the week of ") and last.startswith("the week of "):
        return f"the weeks of {first.removeprefix('the week of ')} and {last.removeprefix('the week of ')}"
    return f"{first} and {last.removeprefix('the ')}"


def _single(life: Life, kind: str, calendar: SchoolCalendar, days: str) -> Iterator[Period]:
    held = list(life.school_days) if days == "school" else _working_days(life, calendar)
    live = life.live if days == "school" else held
    for start, end, label in _bounds(held, kind, calendar):
        yield Period(start, end, live_between(live, start, end), label, kind)


def _working_days(life: Life, calendar: SchoolCalendar) -> list[date]:
    closed = {one.start for one in calendar.closures if one.kind == "bank_holiday"}
    span = (life.start + timedelta(days=n) for n in range((life.end - life.start).days + 1))
    return [day for day in span if day.weekday() < 5 and day not in closed]


@lru_cache(4096)
def _week_label(monday: date) -> str:
    return f"the week of {monday.day} {monday:%b %Y}"


def _bounds(days: Sequence[date], kind: str, calendar: SchoolCalendar) -> Iterator[tuple[date, date, str]]:
    if kind == "week":
        for monday in calendar.weeks(days[0], days[-1]) if days else ():
            if live_between(days, monday, monday + WEEK):
                yield monday, monday + WEEK, _week_label(monday)
    elif kind == "month":
        for first, _ in groupby(days, lambda day: day.replace(day=1)):
            yield first, add_months(first, 1) - timedelta(days=1), f"{first:%B %Y}"
    elif kind == "school day":
        for day in days:
            yield day, day, f"{day:%a} {day.day} {day:%b %Y}"
    elif kind == "term":
        for block in calendar.terms:
            if live_between(days, block.start, block.end):
                yield block.start, block.end, f"the term {block.label} ({block.start:%Y})"
    else:
        for block in calendar.blocks:
            if live_between(days, block.start, block.end):
                yield block.start, block.end, f"the half-term {block.label}"


def letters_of_day(sessions: Callable[[date], str], on: date) -> str:
    """The two letters, AM and PM, of one weekday."""
    at = 2 * on.weekday()
    return sessions(on)[at : at + 2]
