"""The calendar: what stands on each day of a span, what is overdue, and which days are closed and why.

A span is read once; whose entries and which kinds are shown, and what stands together, is decided without reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.lateness import OVERDUE
from apdesk.domain.permissions import Deed
from apdesk.domain.school_calendar import SchoolCalendar, monday_of
from apdesk.services.acting import require
from apdesk.services.calendar_items import Item, of_duty, of_edges, of_events, of_lapses, of_several
from apdesk.services.duty_lists import due_list, duties_between
from apdesk.services.kinds_shown import ORDER, shown_as
from apdesk.services.providers import providers
from apdesk.services.school_year import calendar_or_none
from apdesk.store.placements import events_between, placements_touching
from apdesk.store.pupils import pupils_by_ids
from apdesk.store.record import Record

FOLD_FROM = 3       # as many entries of one word and standing on one day stand as one


class Day(NamedTuple):
    """One day: its items in order, and why there is no school ("" on a school day)."""

    day: date
    items: tuple[Item, ...]
    closed: str
    inset: bool


class Week(NamedTuple):
    """A week of the span: its number among the school weeks of its term; None where it has no school day."""

    monday: date
    number: int | None
    of: int | None              # school weeks of the term


class View(NamedTuple):
    """What was read for a span of days."""

    first: date
    last: date
    items: tuple[Item, ...]     # every one by itself
    late: tuple[Item, ...]      # what is overdue now, whatever its day
    closed: Mapping[date, tuple[str, bool]]     # why, and whether it is an INSET day
    weeks: tuple[Week, ...]
    term: str                   # "Autumn term", "" outside any
    opens: date | None          # the next school day after the span
    known: bool                 # term dates are loaded for all of it
    owners: tuple[str, ...]


class Shown(NamedTuple):
    """Whose entries are shown ("": everyone's), and which kinds are not."""

    owner: str = ""
    hidden: frozenset[str] = frozenset()


EVERYTHING = Shown()


def calendar_view(record: Record, first: date, last: date, *, outside: bool = False) -> View:
    """Everything from `first` to `last`; the same number of queries however much it is.

    `outside`: for paper, so that confidential wording is kept back whoever asks.
    """
    require(record, Deed.SEE_PUPILS)
    calendar = calendar_or_none(record)
    rows = duties_between(record, first, last, outside=outside)
    late = [row for row in due_list(record, days=-1, outside=outside) if row.state == OVERDUE]
    placements = placements_touching(first, last)
    pupils = pupils_by_ids({row.pupil for row in placements})
    checked = providers(record)
    places = {one.id: one.short_name for one in checked}
    met = frozenset((row.placement, row.after) for row in rows)
    items = (
        *(of_duty(row) for row in rows),
        *of_edges(record, placements, first, last, pupils, places, calendar),
        *of_events(record, events_between(first, last), met, places),
        *of_lapses(checked, first, last),
    )
    people = {row.who for row in (*rows, *late) if row.who}
    return View(
        first, last, items, tuple(of_duty(row) for row in late), _closed(calendar, first, last),
        tuple(_weeks(calendar, first, last)), _term(calendar, first, last), _opens(calendar, last),
        calendar is not None and calendar.covers(first) and calendar.covers(last), tuple(sorted(people)),
    )


def days_of(view: View, shown: Shown = EVERYTHING, *, fold: bool = True) -> dict[date, Day]:
    """Every day of the span with what is shown of it; `fold`: several of one word on a day stand as one."""
    by_day: dict[date, list[Item]] = {}
    for item in view.items:
        if is_shown(item, shown):
            by_day.setdefault(item.day, []).append(item)
    days = {}
    for day in _span(view.first, view.last):
        closed, inset = view.closed.get(day, ("", False))
        found = by_day.get(day, [])
        days[day] = Day(day, tuple(in_order(_folded(found) if fold else found)), closed, inset)
    return days


def late_of(view: View, shown: Shown = EVERYTHING) -> tuple[Item, ...]:
    """What is overdue of what is shown, longest first."""
    return tuple(sorted((one for one in view.late if is_shown(one, shown)), key=lambda one: (-one.late, one.day)))


def members_of(view: View, item: Item) -> tuple[Item, ...]:
    """The single entries that an entry stands for."""
    if len(item.duties) < 2:
        return (item,)
    wanted = set(item.duties)
    return tuple(in_order([one for one in view.items if one.duties and one.duties[0] in wanted]))


def is_shown(item: Item, shown: Shown) -> bool:
    """True for an entry of a kind and a person that are shown; what nobody owes is everyone's alone."""
    return item.kind not in shown.hidden and (not shown.owner or item.who == shown.owner)


def in_order(items: Iterable[Item]) -> list[Item]:
    """As a day reads: overdue, by time, then by kind; what is done comes last."""
    return sorted(
        items,
        key=lambda one: (
            one.done, one.state != OVERDUE, not one.time, one.time, ORDER.get(_shown_kind(one.kind), 9), one.short
        ),
    )


def month_span(day: date) -> tuple[date, date]:
    """Monday to Sunday of every week that holds a weekday of the month."""
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    begins = monday_of(first + timedelta(days=2)) if first.weekday() >= 5 else monday_of(first)
    return begins, monday_of(last) + timedelta(days=6)


def term_words(view: View) -> str:
    """"Autumn term, weeks 9 to 13", "Autumn term, week 10 of 15" for the days shown."""
    if not view.known and not view.weeks:
        return "No term dates are loaded"
    numbered = [week for week in view.weeks if week.number is not None]
    if not view.term or not numbered:
        return "School is closed" if view.known else "No term dates are loaded for these days"
    first, last = numbered[0], numbered[-1]
    if first is last:
        return f"{view.term}, week {first.number} of {first.of}"
    if first.of != last.of or (last.number or 0) < (first.number or 0):
        return f"{view.term}, from week {first.number}"
    return f"{view.term}, weeks {first.number} to {last.number}"


def _folded(items: Sequence[Item]) -> Iterable[Item]:
    together: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        state = "done" if item.done else OVERDUE if item.state == OVERDUE else "open"
        alone = item.id if not item.duties or item.time else ""
        together.setdefault((item.word, state, alone), []).append(item)
    for same in together.values():
        if len(same) >= FOLD_FROM:
            yield of_several(in_order(same))
        else:
            yield from same


def _shown_kind(kind: str) -> str:
    return "starts" if kind in ("start", "end") else shown_as(kind)


def _closed(calendar: SchoolCalendar | None, first: date, last: date) -> dict[date, tuple[str, bool]]:
    if calendar is None:
        return {}
    return {
        day: (_why_closed(calendar, day), calendar.closure_kind(day) == "inset")
        for day in _span(first, last) if calendar.covers(day) and not calendar.is_school_day(day)
    }


def _why_closed(calendar: SchoolCalendar, day: date) -> str:
    """The closure's own name; a holiday inside a term is half-term."""
    if calendar.closure_kind(day) == "holiday" and calendar.term_of(day) is not None:
        return "Half-term"
    return calendar.label(day) or "Closed"


def _weeks(calendar: SchoolCalendar | None, first: date, last: date) -> Iterable[Week]:
    monday = monday_of(first)
    while calendar is not None and monday <= last:
        terms = (calendar.term_of(day) for day in _span(monday, monday + timedelta(days=4)))
        term = next((one for one in terms if one is not None), None)
        weeks = calendar.weeks(term.start, term.end) if term else []
        yield Week(monday, weeks.index(monday) + 1, len(weeks)) if monday in weeks else Week(monday, None, None)
        monday += timedelta(days=7)


def _term(calendar: SchoolCalendar | None, first: date, last: date) -> str:
    if calendar is None:
        return ""
    terms = (calendar.term_of(day) for day in _span(first, last))
    term = next((one for one in terms if one is not None), None)
    if term is None:
        return ""
    return f"{'Autumn' if term.start.month >= 8 else 'Spring' if term.start.month <= 2 else 'Summer'} term"


def _opens(calendar: SchoolCalendar | None, last: date) -> date | None:
    following = last + timedelta(days=1)
    if calendar is None or not calendar.covers(following) or following > calendar.last_day:
        return None
    days = calendar.school_days(following, calendar.last_day) if calendar.covers(following) else []
    return days[0] if days else None


def _span(first: date, last: date) -> Iterable[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)
