"""What an expression may see while it is worked out: calendar, anchors, facts, events, other rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apdesk.domain.expression import Value
from apdesk.domain.school_calendar import SchoolCalendar


class Waits(Exception):
    """A date needs something that has no date yet; `what` names it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar and the live school days in it."""

    start: date
    end: date
    live: Sequence[date]
    label: str
    kind: str


@dataclass(slots=True)
class Scope:
    """What one occurrence of one rule may see."""

    calendar: SchoolCalendar
    names: dict[str, Any] = field(default_factory=dict)
    fact: Callable[[str, date], Value] = lambda _name, _on: None
    on: date | None = None  # facts hold as on this day
    events: Mapping[str, Sequence[date]] = field(default_factory=dict)
    refer: Callable[[str, str, int], date] = lambda _what, rule, _n: _waits(rule)
    tables: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    seldom: Callable[[str], Period | date | None] = lambda _name: None  # names worked out only when asked for
    label: Callable[[str, int], str] = lambda name, _n: name  # what people call a rule's occurrence, event or fact
    anchors: Mapping[str, Any] = field(default_factory=dict)  # start, end and their like, the same for every rule

    def seen_by(self, names: dict[str, Any], on: date | None = None) -> Scope:
        """The same scope with the names of one occurrence, which are not copied; facts as `on` that day."""
        return Scope(
            self.calendar, names, self.fact, on or self.on, self.events, self.refer, self.tables, self.seldom,
            self.label, self.anchors,
        )


def _waits(what: str) -> date:
    raise Waits(what)


def live_between(live: Sequence[date], first: date, last: date) -> Sequence[date]:
    """The live days from `first` to `last`, both included."""
    return live[bisect_left(live, first) : bisect_right(live, last)]
