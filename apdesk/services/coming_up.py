"""What is coming up in the next weeks: closed days, panels, first and last days, checks that run out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.provider import CLEAR_UNTIL
from apdesk.domain.pupil import Names
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.services.acting import own_years_only, require
from apdesk.services.providers import providers
from apdesk.services.school_year import calendar_or_none
from apdesk.store.placements import Placement, placements_touching
from apdesk.store.pupils import Pupil, pupils_by_ids
from apdesk.store.record import Record

DAYS = 42                       # calendar days looked ahead


class Coming(NamedTuple):
    """One line. `page` and `about` say where it leads: a pupil, a provider, or the day in the calendar."""

    day: date
    words: str                  # "INSET day", "3 pupils start", "Term ends (28 school days)"
    page: str                   # pupil, provider, calendar
    about: str                  # an id, or the day


def coming_up(record: Record, days: int = DAYS) -> tuple[Coming, ...]:
    """Everything from tomorrow on, nearest first; what several share on one day is one line.

    A Head of Year sees the pupils of the own year groups.
    """
    require(record, Deed.SEE_PUPILS)
    today = record.clock.today()
    until = today + timedelta(days=days)
    found = [
        *_of_calendar(calendar_or_none(record), today, until),
        *_of_placements(record, today, until),
        *_of_checks(record, today, until),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.words)))


def _of_calendar(calendar: SchoolCalendar | None, today: date, until: date) -> Iterable[Coming]:
    if calendar is None:
        return
    for one in calendar.closures:
        if today < one.start <= until and calendar.half_term_of(one.start) is not None:
            yield _on(one.start, one.label)
    block = calendar.half_term_of(today) if calendar.covers(today) else None
    if block is not None and today < block.end <= until:
        left = calendar.count(today, block.end)
        last = any(term.end == block.end for term in calendar.terms)
        words = "Term ends" if last else "Half-term begins after school"
        yield _on(block.end, f"{words} ({left} school day{'' if left == 1 else 's'})")


def _of_placements(record: Record, today: date, until: date) -> Iterable[Coming]:
    years = own_years_only(record)
    rows = placements_touching(today, until, panels=True)
    pupils = pupils_by_ids({row.pupil for row in rows})
    shown = [row for row in rows if row.pupil in pupils and (years is None or pupils[row.pupil].year in years)]
    panels = {row.panel_on for row in shown if row.panel_on and row.agreed_on is None and row.withdrawn_on is None}
    yield from (_on(day, "Panel meets") for day in panels if today < day <= until)
    agreed = [row for row in shown if row.agreed_on is not None]
    edges = (
        ("starts", "start", [(row.start, row) for row in agreed]),
        ("last day", "have their last day", [(row.ended_on or row.planned_end, row) for row in agreed]),
    )
    for verb, several, days in edges:
        together: dict[date, list[Placement]] = {}
        for day, row in days:
            if day is not None and today < day <= until:
                together.setdefault(day, []).append(row)
        for day, some in together.items():
            yield _together(day, some, pupils, verb, several)


def _together(day: date, some: list[Placement], pupils: dict[str, Pupil], verb: str, several: str) -> Coming:
    if len(some) > 1:
        return _on(day, f"{len(some)} pupils {several}")
    pupil = pupils[some[0].pupil]
    names = Names(pupil.surname, pupil.forename, pupil.preferred_surname or "", pupil.preferred_forename or "")
    joined = f"{names.in_sentences}: {verb}" if " " in verb else f"{names.in_sentences} {verb}"
    return Coming(day, joined, "pupil", pupil.id)


def _of_checks(record: Record, today: date, until: date) -> Iterable[Coming]:
    for one in providers(record):
        last = one.clearance.until
        if one.clearance.state == CLEAR_UNTIL and last is not None and today < last <= until:
            yield Coming(last, f"{one.short_name}: checks run out", "provider", one.id)


def _on(day: date, words: str) -> Coming:
    return Coming(day, words, "calendar", day.isoformat())
