"""On which days a duty may be done instead, and which dates no hand may move: they follow from something that does.

A day is refused with its reason, is free, or is free for whoever says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from apdesk.domain.day_words import weekday_date
from apdesk.domain.expression import names_in
from apdesk.domain.protocol import DutyRule, Protocol
from apdesk.domain.school_calendar import SchoolCalendar

ARRANGED_KINDS = ("visit", "review", "meeting", "contact")
"""Kinds that people meet for: they are arranged, whatever their date follows from."""

FOLLOWS, MEETING, LAW = "follows", "meeting", "law"


class Lock(NamedTuple):
    """Why a date is not moved by hand: `of` is the event it follows from, or the law that sets it."""

    kind: str                   # follows (another duty), meeting (an event that is arranged), law
    of: str = ""


def lock_of(rule: DutyRule, protocol: Protocol) -> Lock | None:
    """None where people arrange the day; otherwise what the date is worked out from."""
    if rule.kind in ARRANGED_KINDS:
        return None
    if rule.series.each == "duty":
        return Lock(FOLLOWS)
    meetings = {name for name, event in protocol.events.items() if event.arranged}
    named = set(rule.series.of) if rule.series.each == "event" else names_in(rule.hard) if rule.hard else ()
    follows = next((name for name in sorted(named) if name in meetings), None)
    if follows is not None:
        return Lock(MEETING, follows)
    return Lock(LAW, rule.source) if rule.source else None


@dataclass(frozen=True, kw_only=True)
class Window:
    """What is known of the days of one duty. `first` opens its window, `hard` is the last lawful or policy day.

    `due` is the last day that keeps the policy where there is no `hard`. `period` is the week, month or half-term
    it is for; `life` the first and last day of its placement.
    """

    stands: date
    due: date | None = None
    hard: date | None = None
    first: date | None = None
    period: tuple[date, date] | None = None
    life: tuple[date | None, date | None] = (None, None)
    outlives: bool = False      # may fall after the placement has ended
    closed_days: bool = False   # may fall on a day without school
    by: str = ""                # time of day, "09:30"
    clause: str = ""            # "App. A row 3"

    @property
    def limit(self) -> date | None:
        """The last day that needs no reason."""
        return self.hard or self.due


@dataclass(frozen=True)
class Place:
    """Where it is done, and when that place is closed."""

    name: str
    calendar: SchoolCalendar


class Ruling(NamedTuple):
    """What the rules say of a day: `refused` is the reason why not; `asks` the reason why somebody has to say why."""

    refused: str = ""
    asks: str = ""


def rule_on(
    window: Window, to: date, today: date, calendar: SchoolCalendar, place: Place | None = None, at: str = ""
) -> Ruling:
    """What is said of doing the duty on the day `to` (at a time) instead."""
    refused = (
        _refused_day(window, to, today, calendar) or _refused_place(place, to) or _too_early(window, to)
        or _too_late(window, to, today)
    )
    if not refused and at and window.by and to == window.due and at > window.by:
        refused = f"It has to be done by {window.by}{_by_clause(window)}."
    return Ruling(refused) if refused else Ruling("", _asks(window, to, today))


def _refused_day(window: Window, to: date, today: date, calendar: SchoolCalendar) -> str:
    if not calendar.covers(to):
        return f"{weekday_date(to)} {to.year} is outside the loaded term dates."
    if to < today:
        return f"{weekday_date(to)} has gone."
    if window.closed_days or calendar.is_school_day(to):
        return ""
    why = calendar.label(to)
    following = f" The next is {weekday_date(calendar.on_or_after(to))}." if to < calendar.last_day else ""
    named = f" ({why})" if why and to.weekday() < 5 else ""
    return f"{weekday_date(to)} is not a school day{named}.{following}"


def _refused_place(place: Place | None, to: date) -> str:
    if place is None or not place.calendar.covers(to) or place.calendar.is_school_day(to):
        return ""
    return f"{place.name} is closed on {weekday_date(to)} ({place.calendar.label(to)})."


def _too_early(window: Window, to: date) -> str:
    begins = window.life[0]
    if window.first is not None and to < window.first <= window.stands:
        return f"It may not be before {weekday_date(window.first)}{_by_clause(window)}."
    if window.period is not None and to < window.period[0] <= window.stands:
        begins_on = weekday_date(window.period[0])
        return f"It is for the time from {begins_on}: earlier it would not count{_by_clause(window)}."
    if begins is not None and to < begins <= min(window.stands, window.due or window.stands):
        return f"The placement begins on {weekday_date(begins)}."
    return ""


def _too_late(window: Window, to: date, today: date) -> str:
    if window.hard is not None and to > window.hard >= today:
        return f"Its last day is {weekday_date(window.hard)}{_by_clause(window)}."
    ends = window.life[1]
    if ends is not None and not window.outlives and max(window.stands, today) <= ends < to:
        return f"The placement ends on {weekday_date(ends)}."
    return ""


def _asks(window: Window, to: date, today: date) -> str:
    limit = window.limit
    if limit is None or to <= limit:
        return ""
    if limit < today:
        return f"It was due by {weekday_date(limit)}{_by_clause(window)}: say why it was not done."
    return f"It is due by {weekday_date(limit)}{_by_clause(window)}: say why it is later."


def _by_clause(window: Window) -> str:
    return f" ({window.clause})" if window.clause else ""
