"""What the names and functions of a protocol's expressions mean; the one place that evaluates them.

Functions on dates (units kept apart, counts exclude the day counted from unless said otherwise):
SD school days · WD working days (Monday to Friday, no bank holiday) · CD calendar days · CW calendar weeks ·
CM calendar months (anchored, no drift) · SW last school day of the n-th school week, the first included ·
DAY the n-th school day, the first included · TERM last day of the n-th term, the first included · HT likewise
for half-terms · BF brought forward to a school day · AF the next school day · LSD, FSD last and first live day of
a period · TERM-OF the last school day of term 1 to 3 of that school year · ON the next such day of the year ·
earlier, later.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from apdesk.domain.expression import Call, Literal, Name, Node, Operation, Value, calls_in, names_in
from apdesk.domain.school_calendar import Beyond, SchoolCalendar, school_year_of
from apdesk.problems import Problem


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
    period_at: Callable[[str], Period | None] = lambda _name: None
    title: Callable[[str], str] = lambda rule: rule

    def with_names(self, **more: Any) -> Scope:
        """The same scope with more names."""
        return Scope(
            self.calendar, {**self.names, **more}, self.fact, self.on, self.events, self.refer, self.tables,
            self.period_at, self.title,
        )


def _waits(what: str) -> date:
    raise Waits(what)


def evaluate(node: Node, scope: Scope) -> Any:
    """The value of an expression. Raises `Waits`, or `Problem` beyond the loaded term dates."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        return _name(node.name, scope)
    if isinstance(node, Operation):
        return _operation(node, scope)
    if node.function == "earlier":
        return _earlier_known(node.arguments, scope)
    if node.function == "if":
        condition, yes, no = node.arguments
        return evaluate(yes if evaluate(condition, scope) else no, scope)
    function = FUNCTIONS[node.function]
    values = [evaluate(one, scope) for one in node.arguments]
    if None in values and not function.unknown:
        raise Waits(_first_name(node.arguments[values.index(None)]))
    return function.work(scope, *values)


def _earlier_known(nodes: Sequence[Node], scope: Scope) -> date:
    """The earliest of the dates that are known: one still waited for, or after the loaded years, is no earlier."""
    known: list[date] = []
    unknown: Exception = Waits("a date")
    for node in nodes:
        try:
            known.append(day(node, scope))
        except Waits as waiting:
            unknown = waiting
        except Beyond as beyond:
            if not beyond.late:
                raise
            unknown = beyond
    if not known:
        raise unknown
    return min(known)


def day(node: Node, scope: Scope) -> date:
    """A date, or `Waits` where the expression has none yet."""
    value = evaluate(node, scope)
    if not isinstance(value, date):
        raise Waits(_first_name(node))
    return value


def holds(node: Node | None, scope: Scope) -> bool | None:
    """Whether a condition holds; None where it rests on something nobody has said."""
    if node is None:
        return True
    value = evaluate(node, scope)
    return None if value is None else bool(value)


@cache
def rests_on_facts(node: Node) -> bool:
    """Whether a condition asks of facts alone, none of which hang on the date of the duty."""
    calls = all(call.function in ("list", "table") for call in calls_in(node))
    return calls and all("." in name and name not in ("pupil.adult", "pupil.compulsory_age") for name in names_in(node))


def _first_name(node: Node) -> str:
    if isinstance(node, Name):
        return node.name
    children = node.arguments if isinstance(node, Call) else ()
    return next((_first_name(child) for child in children if not isinstance(child, Literal)), "a date")


def _name(name: str, scope: Scope) -> Any:
    if name in scope.names:
        value = scope.names[name]
        if isinstance(value, Waits):
            raise value
        return value
    if "." in name:
        return scope.fact(name, scope.on or date.min)
    if name in scope.events:
        return scope.events[name][0] if scope.events[name] else _waits(name)
    period = scope.period_at(name)
    if period is not None:
        return period
    raise Waits(name)


def _operation(node: Operation, scope: Scope) -> bool | None:
    if node.operator == "not":
        right = evaluate(node.right, scope)
        return None if right is None else not right
    assert node.left is not None
    left = evaluate(node.left, scope)
    if node.operator == "and":
        return _both(left, node.right, scope)
    if node.operator == "or":
        return _either(left, node.right, scope)
    if node.operator == "in":
        assert isinstance(node.right, Call)
        return None if left is None else left in [evaluate(one, scope) for one in node.right.arguments]
    return _compare(node.operator, left, evaluate(node.right, scope))


def _both(left: Any, right: Node, scope: Scope) -> bool | None:
    if left is not None and not left:
        return False
    other = evaluate(right, scope)
    if other is not None and not other:
        return False
    return None if left is None or other is None else True


def _either(left: Any, right: Node, scope: Scope) -> bool | None:
    if left:
        return True
    other = evaluate(right, scope)
    if other:
        return True
    return None if left is None or other is None else False


def _compare(operator: str, left: Any, right: Any) -> bool | None:
    if operator == "==" and (left is None or right is None):
        return None
    if operator == "!=" and (left is None or right is None):
        return None
    if left is None or right is None:
        return None
    if operator == "==":
        return bool(left == right)
    if operator == "!=":
        return bool(left != right)
    if operator == "<":
        return bool(left < right)
    if operator == "<=":
        return bool(left <= right)
    if operator == ">":
        return bool(left > right)
    return bool(left >= right)


# ---------------------------------------------------------------- functions


@dataclass(frozen=True, slots=True)
class Function:
    """A word of the language: what it does, what it takes (d date, n whole number, p period, t text, v any)."""

    work: Callable[..., Any]
    takes: str
    unit: str = ""  # how its count reads in a sentence
    optional: int = 0
    many: bool = False
    unknown: bool = False  # it can answer although something is not known


def _school_days(scope: Scope, start: date, n: int) -> date:
    if n == 0:
        return start
    return scope.calendar.before(start, -n) if n < 0 else scope.calendar.after(start, n)


def _working(calendar: SchoolCalendar, one: date) -> bool:
    return one.weekday() < 5 and not any(
        closure.kind == "bank_holiday" and closure.start <= one <= closure.end for closure in calendar.closures
    )


def _working_days(scope: Scope, start: date, n: int) -> date:
    step, left, at = (1 if n > 0 else -1), abs(n), start
    while left:
        at += timedelta(days=step)
        left -= _working(scope.calendar, at)
    return scope.calendar.require(at)


def _calendar_days(scope: Scope, start: date, n: int) -> date:
    return scope.calendar.require(start + timedelta(days=n))


def _calendar_weeks(scope: Scope, start: date, n: int) -> date:
    return scope.calendar.require(start + timedelta(weeks=n))


def add_months(start: date, n: int) -> date:
    """`start` moved n calendar months, to the month's last day where it has no such day."""
    month = start.month - 1 + n
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _calendar_months(scope: Scope, start: date, n: int) -> date:
    return scope.calendar.require(add_months(start, n))


def _school_weeks(scope: Scope, start: date, n: int) -> date:
    monday = scope.calendar.school_week(start, n)
    return scope.calendar.on_or_before(monday + timedelta(days=6))


def _nth_school_day(scope: Scope, start: date, n: int) -> date:
    first = scope.calendar.on_or_after(start)
    return first if n <= 1 else scope.calendar.after(first, n - 1)


def _blocks_on(scope: Scope, start: date, n: int, blocks: Sequence[Any]) -> date:
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    if at < 0 or blocks[at].end < start:
        at += 1
    if at + n - 1 >= len(blocks):
        scope.calendar.require(scope.calendar.last_day + timedelta(days=1))
    return scope.calendar.on_or_before(blocks[at + n - 1].end)


def _terms_on(scope: Scope, start: date, n: int) -> date:
    return _blocks_on(scope, start, n, scope.calendar.terms)


def _half_terms_on(scope: Scope, start: date, n: int) -> date:
    return _blocks_on(scope, start, n, scope.calendar.blocks)


def _brought_forward(scope: Scope, one: date, after: date | None = None) -> date:
    if after is not None and one <= after:
        return one
    brought = scope.calendar.on_or_before(one)
    return one if after is not None and brought <= after else brought


def _last_live(_scope: Scope, period: Period | None) -> date:
    if period is None or not period.live:
        raise Waits("a school day in the period")
    return period.live[-1]


def _first_live(_scope: Scope, period: Period | None) -> date:
    if period is None or not period.live:
        raise Waits("a school day in the period")
    return period.live[0]


def _next_on(scope: Scope, start: date, month: int, day_of_month: int) -> date:
    """The first such day of the year on or after `start`."""
    this_year = date(start.year, month, day_of_month)
    return scope.calendar.require(this_year if this_year >= start else date(start.year + 1, month, day_of_month))


def _term_of(scope: Scope, one: date, term: int) -> date:
    return _year_end(scope, school_year_of(one), term)


def _unused(*_values: Any) -> Any:
    """`earlier` and `if` look at their arguments one by one, in `evaluate`."""
    raise AssertionError


def _later(_scope: Scope, *days: date) -> date:
    return max(days)


def _within(scope: Scope, event: str, first: date, last: date) -> bool:
    return any(first <= one <= last for one in scope.events.get(event, ()))


def _last_before(scope: Scope, event: str, before: date) -> date | None:
    found = [one for one in scope.events.get(event, ()) if one < before]
    return max(found) if found else None


def _count(scope: Scope, first: date, last: date) -> int:
    return scope.calendar.count(first, last)


def _table(scope: Scope, name: str, key: Any) -> Value:
    rows = scope.tables[name]
    if key is None:
        return None
    for span, value in rows.items():
        low, _, high = span.partition("-")
        if span == str(key) or (high and low.isdigit() and isinstance(key, int) and int(low) <= key <= int(high)):
            return value
    return rows.get("other")


def _year_end(scope: Scope, year: int, term: int) -> date:
    """The last school day of a term (1 to 3) of the school year that began in `year`."""
    terms = [one for one in scope.calendar.terms if date(year, 8, 1) <= one.start < date(year + 1, 8, 1)]
    if len(terms) < term:
        scope.calendar.require(date(year, 9, 1) if not terms else date(year + 1, 7, 1))
        raise Problem("calendar.beyond", f"Term {term} of {year}/{year + 1} is not loaded. Load its term dates.")
    return scope.calendar.on_or_before(terms[term - 1].end)


FUNCTIONS: dict[str, Function] = {
    "SD": Function(_school_days, "dn", "school day"),
    "WD": Function(_working_days, "dn", "working day"),
    "CD": Function(_calendar_days, "dn", "calendar day"),
    "CW": Function(_calendar_weeks, "dn", "calendar week"),
    "CM": Function(_calendar_months, "dn", "calendar month"),
    "SW": Function(_school_weeks, "dn", "school week"),
    "DAY": Function(_nth_school_day, "dn"),
    "TERM": Function(_terms_on, "dn"),
    "HT": Function(_half_terms_on, "dn"),
    "BF": Function(_brought_forward, "dd", optional=1),
    "AF": Function(lambda scope, one: scope.calendar.on_or_after(one), "d"),
    "LSD": Function(_last_live, "p"),
    "FSD": Function(_first_live, "p"),
    "TERM-END": Function(_year_end, "nn"),
    "TERM-OF": Function(_term_of, "dn"),
    "ON": Function(_next_on, "dnn"),
    "earlier": Function(_unused, "d", many=True),
    "later": Function(_later, "d", many=True),
    "due": Function(lambda scope, rule, n=1: scope.refer("due", rule, n), "rn", optional=1),
    "hard": Function(lambda scope, rule, n=1: scope.refer("hard", rule, n), "rn", optional=1),
    "held": Function(lambda scope, rule, n=1: scope.refer("held", rule, n), "rn", optional=1),
    "done": Function(lambda scope, rule, n=1: scope.refer("done", rule, n), "rn", optional=1),
    "happened": Function(lambda scope, event: bool(scope.events.get(event)), "e"),
    "first": Function(lambda scope, event: scope.events[event][0] if scope.events.get(event) else _waits(event), "e"),
    "last": Function(lambda scope, event: scope.events[event][-1] if scope.events.get(event) else _waits(event), "e"),
    "within": Function(_within, "edd"),
    "last-before": Function(_last_before, "ed"),
    "days": Function(lambda _scope, a, b: None if a is None or b is None else (b - a).days, "dd", unknown=True),
    "school-days": Function(_count, "dd"),
    "live": Function(lambda _scope, period: len(period.live) if period else 0, "p"),
    "table": Function(_table, "tv", unknown=True),
    "if": Function(_unused, "vvv"),
}


def live_between(live: Sequence[date], first: date, last: date) -> Sequence[date]:
    """The live days from `first` to `last`, both included."""
    return live[bisect_left(live, first) : bisect_right(live, last)]
