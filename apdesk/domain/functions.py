"""The functions of a protocol's expressions, by name.

Functions on dates (units kept apart, counts exclude the day counted from unless said otherwise):
SD school days · WD working days (Monday to Friday, no bank holiday) · CD calendar days · CW calendar weeks ·
CM calendar months (anchored, no drift) · SW last school day of the n-th school week, the first included ·
DAY the n-th school day, the first included · TERM last day of the n-th term, the first included · HT likewise
for half-terms · BF brought forward to a school day · AF the next school day · LSD, FSD last and first live day of
a period · START, END its first and last calendar day · WEEKDAY the n-th such weekday in it, -1 the last ·
TERM-OF the last school day of term 1 to 3 of that school year · ON the next such day of the year · earlier, later.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from apdesk.domain.expression import Value
from apdesk.domain.school_calendar import SchoolCalendar, school_year_of
from apdesk.domain.scope import Period, Scope, Waits
from apdesk.problems import Problem

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Function:
    """A word of the language: what it does, what it takes.

    d date, n whole number, p period, e event, r rule, t table, w weekday, v any.
    """

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
    return at


def _calendar_days(_scope: Scope, start: date, n: int) -> date:
    return start + timedelta(days=n)


def _calendar_weeks(_scope: Scope, start: date, n: int) -> date:
    return start + timedelta(weeks=n)


def add_months(start: date, n: int) -> date:
    """`start` moved n calendar months, to the month's last day where it has no such day."""
    month = start.month - 1 + n
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _calendar_months(_scope: Scope, start: date, n: int) -> date:
    return add_months(start, n)


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


def _next_on(_scope: Scope, start: date, month: int, day_of_month: int) -> date:
    """The first such day of the year on or after `start`; a day that year's month does not have is its last."""
    years = (date(year, month, min(day_of_month, monthrange(year, month)[1])) for year in (start.year, start.year + 1))
    return next(one for one in years if one >= start)


def weekday_in(period: Period, weekday: str, n: int = 1) -> date:
    """The n-th Monday (Tuesday, …) of a period, -1 the last."""
    wanted = WEEKDAYS.index(weekday)
    if n < 0:
        return period.end - timedelta(days=(period.end.weekday() - wanted) % 7 + 7 * (-n - 1))
    return period.start + timedelta(days=(wanted - period.start.weekday()) % 7 + 7 * (n - 1))


def yearly_date(words: str, year: int) -> date:
    """`1st Thursday of October`, `last Friday of June` or `31 January` of one calendar year."""
    *position, month = words.split()
    number = MONTHS.index(month) + 1
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    if len(position) == 1:
        return min(first + timedelta(days=int(position[0]) - 1), last)
    nth, weekday, _of = position
    return weekday_in(Period(first, last, (), "", "month"), weekday, -1 if nth == "last" else int(nth[0]))


def _term_of(scope: Scope, one: date, term: int) -> date:
    return _year_end(scope, school_year_of(one), term)


def _unused(*_values: Any) -> Any:
    """`earlier` and `if` look at their arguments one by one, in `evaluate`."""
    raise AssertionError


def _later(_scope: Scope, *days: date) -> date:
    return max(days)


def _first_time(scope: Scope, event: str) -> date:
    return _times(scope, event)[0]


def _last_time(scope: Scope, event: str) -> date:
    return _times(scope, event)[-1]


def _times(scope: Scope, event: str) -> Sequence[date]:
    found = scope.events.get(event)
    if not found:
        raise Waits(event)
    return found


def _within(scope: Scope, event: str, first: date, last: date) -> bool:
    return any(first <= one <= last for one in scope.events.get(event, ()))


def _last_before(scope: Scope, event: str, before: date) -> date | None:
    found = [one for one in scope.events.get(event, ()) if one < before]
    return max(found) if found else None


def _count(scope: Scope, first: date, last: date) -> int:
    return scope.calendar.count(first, last)


def _table(scope: Scope, name: str, key: Any) -> Value:
    rows = scope.tables[name]
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
    "first": Function(_first_time, "e"),
    "last": Function(_last_time, "e"),
    "within": Function(_within, "edd"),
    "last-before": Function(_last_before, "ed"),
    "days": Function(lambda _scope, a, b: None if a is None or b is None else (b - a).days, "dd", unknown=True),
    "school-days": Function(_count, "dd"),
    "START": Function(lambda _scope, period: period.start, "p"),
    "END": Function(lambda _scope, period: period.end, "p"),
    "WEEKDAY": Function(lambda _scope, period, name, n=1: weekday_in(period, name, n), "pwn", optional=1),
    "live": Function(lambda _scope, period: len(period.live) if period else 0, "p"),
    "table": Function(_table, "tv", unknown=True),
    "if": Function(_unused, "vvv"),
}
