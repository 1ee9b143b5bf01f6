"""What is known of pupil, provider and placement on a given day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from apdesk.domain.case import FactChange
from apdesk.domain.expression import Value
from apdesk.domain.functions import add_months
from apdesk.domain.protocol import Protocol
from apdesk.domain.school_calendar import SchoolCalendar, school_year_of
from apdesk.domain.scope import Scope
from apdesk.domain.vocabulary import evaluate
from apdesk.problems import Problem

LAST_COMPULSORY_YEAR = 11
# facts that follow from others; a protocol may use but not declare them
DERIVED = (
    "placement.pathway", "placement.sessions_at_provider", "placement.hours_at_provider", "placement.hours_planned",
    "pupil.compulsory_age", "pupil.adult",
)
# what the engine itself asks for; a protocol that declares none of them leaves it unknown
ASKED = ("pupil.born", "pupil.year", "placement.agreed_from", "placement.agreed_until", "placement.sessions")


ONE_DAY = timedelta(days=1)


class FactBook:
    """Facts of one case: stated ones, those that change on a day, the pathway's defaults, and what follows.

    A stated year group is that at the start and goes up on each 1 September. `turns` are days from which the
    week is spent at other places.
    """

    def __init__(
        self,
        protocol: Protocol,
        pathway: str,
        start: date | None,
        stated: Mapping[str, Value],
        changes: Iterable[FactChange],
        calendar: SchoolCalendar,
        turns: Iterable[date] = (),
    ) -> None:
        self._protocol = protocol
        self._pathway = protocol.pathways[pathway]
        self._start = start
        self._stated = stated
        self._calendar = calendar
        self._changes: dict[str, list[FactChange]] = {}
        for change in sorted(changes, key=lambda one: one.on):
            self._changes.setdefault(change.fact, []).append(change)
        self._turns = tuple(turns)
        changed = {change.on for some in self._changes.values() for change in some}
        self.turning_points = tuple(sorted(changed | set(self._turns)))
        self._bounds = self._find_bounds()
        self._memory: dict[tuple[str, int], Value] = {}
        self.at_provider: Callable[[date], str] = self.sessions  # less where a second provider has some half days

    def overlaid(self, facts: Mapping[str, Value]) -> FactBook:
        """The same case seen from another provider, whose own facts win."""
        changes = [one for some in self._changes.values() for one in some if one.fact not in facts]
        # what is known of the first provider says nothing of the second
        stated = {name: value for name, value in self._stated.items() if not name.startswith("provider.")}
        return FactBook(
            self._protocol, self._pathway.id, self._start, {**stated, **facts}, changes, self._calendar, self._turns
        )

    def __call__(self, name: str, on: date) -> Value:
        key = (name, self.stretch(on))
        if key not in self._memory:
            self._memory[key] = self._value(name, on)
        return self._memory[key]

    def stretch(self, on: date) -> int:
        """The number of the stretch of days that holds `on`; within one, no fact changes."""
        return bisect_right(self._bounds, on)

    def _find_bounds(self) -> list[date]:
        """The first day of each stretch: changes, 1 September, birthdays that matter, agreed dates."""
        bounds = set(self.turning_points)
        first, last = self._calendar.first_day, self._calendar.last_day
        for year in range(first.year - 1, last.year + 2):
            bounds |= {date(year, 9, 1), last_friday_in_june(year) + ONE_DAY}
        told = [change.value for some in self._changes.values() for change in some]
        for value in (*self._stated.values(), *told):
            if isinstance(value, date):
                bounds |= {value, value + ONE_DAY, add_months(value, 12 * 18)}
        return sorted(bounds)

    def _value(self, name: str, on: date) -> Value:
        if name in DERIVED:
            return self._derived(name, on)
        if name not in self._protocol.facts:
            if name in ASKED:
                return None
            raise Problem("case.fact", f'The protocol {self._protocol.id} knows no fact "{name}".', name)
        since, value = self._told(name, on)
        kind = self._protocol.facts[name]
        if value is None and kind.formula is not None:
            return _plain(evaluate(kind.formula, Scope(self._calendar, fact=self, on=on, tables=self._protocol.tables)))
        if kind.type == "year group" and isinstance(value, int) and since is not None:
            return value + max(0, school_year_of(on) - school_year_of(since))
        return value

    def _told(self, name: str, on: date) -> tuple[date | None, Value]:
        for change in reversed(self._changes.get(name, [])):
            if change.on <= on:
                return change.on, change.value
        if name in self._stated:
            return self._start, self._stated[name]
        if name in self._pathway.facts:
            return self._start, self._pathway.facts[name]
        return self._start, self._protocol.facts[name].default

    def _derived(self, name: str, on: date) -> Value:
        if name == "placement.pathway":
            return self._pathway.id
        if name == "pupil.compulsory_age":
            return self._compulsory(on)
        if name == "pupil.adult":
            born = self("pupil.born", on)
            return add_months(born, 12 * 18) <= on if isinstance(born, date) else False
        if name == "placement.hours_planned":
            return sum(letter in "PRS" for letter in self.sessions(on)) * self._protocol.hours_a_session
        away = sum(letter in "PR" for letter in self.at_provider(on))
        return away if name == "placement.sessions_at_provider" else away * self._protocol.hours_a_session

    def sessions(self, on: date) -> str:
        """The ten letters of the week in force on `on`, Monday AM first."""
        told = self("placement.sessions", on)
        return told if isinstance(told, str) else self._pathway.sessions

    def _compulsory(self, on: date) -> bool:
        """Until the last Friday in June of the school year in which the pupil turns 16 (Education Act 1996 s.8)."""
        born = self("pupil.born", on)
        if isinstance(born, date):
            return on <= last_friday_in_june(school_year_of(add_months(born, 12 * 16)) + 1)
        year = self("pupil.year", on)
        if not isinstance(year, int):
            return True
        if year == LAST_COMPULSORY_YEAR:
            return on <= last_friday_in_june(school_year_of(on) + 1)
        return year < LAST_COMPULSORY_YEAR


def _plain(value: object) -> Value:
    return value if isinstance(value, date | bool | int | float | str) else None


def last_friday_in_june(year: int) -> date:
    """The day compulsory school age ends in that calendar year."""
    end = date(year, 6, 30)
    return end - timedelta(days=(end.weekday() - 4) % 7)
