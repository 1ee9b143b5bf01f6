"""The calendar: what stands on each day of a span, what is overdue, and which days are closed and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.lateness import BEFORE_DESK, DONE, OVERDUE
from apdesk.domain.permissions import Deed
from apdesk.domain.pupil import Names
from apdesk.domain.school_calendar import SchoolCalendar, monday_of
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.duty_lists import DutyRow, due_list, duties_between
from apdesk.services.protocols import protocol_version
from apdesk.services.school_year import calendar_or_none
from apdesk.store.placements import placements_touching
from apdesk.store.providers import all_providers
from apdesk.store.pupils import pupils_by_ids
from apdesk.store.record import Record

START, END = "start", "end"
FOLD_FROM = 3       # as many duties of one rule on one day, all open, stand as one


class Item(NamedTuple):
    """One entry of a day: a duty, several of one rule, or the first or last day of a placement."""

    id: str                     # of the first duty, or "start/<placement>"
    duties: tuple[str, ...]     # empty for a first or last day
    day: date
    kind: str                   # the engine's kind, or start, end
    time: str                   # "09:30", "" for any time
    short: str                  # "C Okonjo, monthly visit": for a narrow cell
    title: str
    about: str                  # "Chidera Okonjo 10F", "6 pupils"
    pupil: str | None
    who: str
    role: str
    state: str                  # of DutyRow; "placed" for a first or last day
    late: int                   # school days
    latest: date | None         # last day in time, where it is later than `day`
    policy: str
    why: str
    said: str                   # all of it in a sentence, for a screen reader

    @property
    def done(self) -> bool:
        """True where nothing is left to do."""
        return self.state in (DONE, BEFORE_DESK)


class Day(NamedTuple):
    """One day: its items in order, and why there is no school ("" on a school day)."""

    day: date
    items: tuple[Item, ...]
    closed: str
    inset: bool


class View(NamedTuple):
    """A span of days, what is overdue on the day it is looked at, and everybody who owes something."""

    days: Mapping[date, Day]
    overdue: tuple[Item, ...]
    owners: tuple[str, ...]


def calendar_view(
    record: Record, first: date, last: date, *, owner: str = "", hidden: frozenset[str] = frozenset()
) -> View:
    """Every day from `first` to `last`. `owner` limits it to one person's duties, `hidden` leaves out kinds."""
    require(record, Deed.SEE_PUPILS)
    calendar = calendar_or_none(record)
    rows = duties_between(record, first, last)
    late = [row for row in due_list(record) if row.state == OVERDUE]
    people = tuple(sorted({row.who for row in (*rows, *late) if row.who}))
    wanted = [row for row in rows if _shown(row.kind, row.who, owner, hidden)]
    items: dict[date, list[Item]] = {}
    for item in (*_folded(wanted), *([] if owner else _edges(record, first, last, hidden))):
        items.setdefault(item.day, []).append(item)
    days = {day: _day(day, items.get(day, []), calendar) for day in _span(first, last)}
    overdue = tuple(_item(row) for row in late if _shown(row.kind, row.who, owner, hidden))
    return View(days, overdue, people)


def month_span(day: date) -> tuple[date, date]:
    """Monday to Sunday of every week that holds a weekday of the month."""
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    begins = monday_of(first + timedelta(days=2)) if first.weekday() >= 5 else monday_of(first)
    return begins, monday_of(last) + timedelta(days=6)


def week_number(record: Record, day: date) -> int | None:
    """The week of the term that a day lies in, its first week being 1; None outside any term."""
    calendar = calendar_or_none(record)
    term = calendar.term_of(day) if calendar else None
    return None if term is None else (monday_of(day) - monday_of(term.start)).days // 7 + 1


def term_words(record: Record, first: date, last: date) -> str:
    """"Autumn term, weeks 9 to 13" for the days shown."""
    calendar = calendar_or_none(record)
    if calendar is None:
        return "No term dates are loaded"
    for day in _span(first, last):
        term = calendar.term_of(day)
        if term is not None:
            begins = week_number(record, day) or 1
            inside = min(last, term.end)
            ends = week_number(record, inside) or begins
            weeks = f"week {begins}" if begins == ends else f"weeks {begins} to {ends}"
            return f"{_term_name(term.start)} term, {weeks}"
    return "School is closed"


def _term_name(start: date) -> str:
    return "Autumn" if start.month >= 8 else "Spring" if start.month <= 2 else "Summer"


def _shown(kind: str, who: str, owner: str, hidden: frozenset[str]) -> bool:
    return kind not in hidden and (not owner or who == owner)


def _day(day: date, items: Sequence[Item], calendar: SchoolCalendar | None) -> Day:
    closed = ""
    inset = False
    if calendar is not None and calendar.covers(day) and not calendar.is_school_day(day):
        closed = calendar.label(day) or "Closed"
        inset = calendar.closure_kind(day) == "inset"
    ordered = sorted(items, key=lambda one: (one.done, not one.time, one.time, one.kind, one.short))
    return Day(day, tuple(ordered), closed, inset)


def _folded(rows: Sequence[DutyRow]) -> Iterable[Item]:
    together: dict[tuple[date, str, str, bool], list[DutyRow]] = {}
    for row in rows:
        if row.day is not None:
            done = row.state in (DONE, BEFORE_DESK)
            together.setdefault((row.day, row.rule, row.who, done), []).append(row)
    for same in together.values():
        if len(same) >= FOLD_FROM and same[0].state != OVERDUE:
            yield _several(same)
        else:
            yield from (_item(row) for row in same)


def _item(row: DutyRow) -> Item:
    day = row.day or date.max
    about = f"{row.pupil_name} {row.form}".strip() if row.pupil else row.provider_name
    first = row.pupil_name[:1]
    surname = row.pupil_list_name.partition(",")[0]
    name = f"{first} {surname}" if row.pupil else row.provider_name
    short = f"{name}: {_lower(row.title)}" if name else row.title
    latest = row.last_day if row.last_day is not None and row.last_day > day else None
    return Item(
        row.id, (row.id,), day, row.kind, row.by or "", short, row.title, about, row.pupil, row.who or row.owner_label,
        row.owner_label, row.state, row.lateness_school_days or 0, latest, row.policy, row.why,
        _said(row.title, about, row.who or row.owner_label, row.state, row.lateness_school_days or 0, latest),
    )


def _several(same: Sequence[DutyRow]) -> Item:
    first = same[0]
    about = f"{len(same)} pupils" if all(row.pupil for row in same) else f"{len(same)} of them"
    who = first.who or first.owner_label
    return Item(
        first.id, tuple(row.id for row in same), first.day or date.max, first.kind, first.by or "",
        f"{len(same)} × {_lower(first.title)}", first.title, about, None, who, first.owner_label, first.state, 0, None,
        first.policy, first.why, _said(first.title, about, who, first.state, 0, None),
    )


def _edges(record: Record, first: date, last: date, hidden: frozenset[str]) -> Iterable[Item]:
    """First and last days of the placements that were agreed."""
    rows = [row for row in placements_touching(first, last) if row.agreed_on is not None]
    providers = {one.id: one.name for one in all_providers()} if rows else {}
    pupils = pupils_by_ids({row.pupil for row in rows})
    titles = {version: _titles(record, version) for version in {row.protocol for row in rows}}
    for row in rows:
        for day, kind in ((row.start, START), (row.ended_on or row.planned_end, END)):
            if day is None or not first <= day <= last or kind in hidden:
                continue
            pupil = pupils.get(row.pupil)
            if pupil is None:
                continue
            names = Names(pupil.surname, pupil.forename, pupil.preferred_surname or "", pupil.preferred_forename or "")
            verb = "starts" if kind == START else "last day"
            title = f"{titles[row.protocol].get(row.pathway, 'Placement')} {verb}"
            where = providers.get(row.provider or "", "")
            about = f"{names.in_sentences} {pupil.form or ''}".strip()
            yield Item(
                f"{kind}/{row.id}", (), day, kind, "", f"{names.forename[:1]} {names.surname} {verb}",
                f"{title}, {where}" if where else title, about, row.pupil, "", "", "placed", 0, None, "", "",
                _said(title, about, "", "placed", 0, None),
            )


def _titles(record: Record, version: str) -> Mapping[str, str]:
    """The short names of a protocol's pathways; none where the version is not held."""
    try:
        return {one.id: one.short for one in protocol_version(record, version).pathways.values()}
    except Problem:
        return {}


def _said(title: str, about: str, who: str, state: str, late: int, latest: date | None) -> str:
    standing = {DONE: "Done", BEFORE_DESK: "Before AP Desk", OVERDUE: "Overdue", "waiting": "Waiting"}.get(state, "")
    days = f"{late} school day{'' if late == 1 else 's'} late" if late else ""
    until = f"latest {latest:%A} {latest.day} {latest:%B}" if latest else ""
    return ", ".join(part for part in (standing, days, title, about, who, until) if part)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _span(first: date, last: date) -> Iterable[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)
