"""Every placement that stands on a day, with what was done in it and what comes next, in a few questions for all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.lateness import DONE, OVERDUE
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import AT_PROVIDER, NOT_REQUIRED, REMOTE, Facts, state_on
from apdesk.domain.protocol import Pathway
from apdesk.domain.pupil import Names
from apdesk.domain.school_calendar import SchoolCalendar, monday_of
from apdesk.services.acting import own_years_only, require
from apdesk.services.attendance import Attendance, attendance_of
from apdesk.services.duty_lists import DutyRow, duties_of_placements
from apdesk.services.expected_sessions import Placed, placed
from apdesk.services.placement_case import as_date
from apdesk.services.placement_days import day_of_days, last_day_of, last_school_day
from apdesk.services.school_year import calendar_or_none
from apdesk.store.placements import PlacementEvent, events_of, placements_standing
from apdesk.store.providers import Provider, all_providers
from apdesk.store.record import Record
from apdesk.store.registers import RegisterMark, marks_between

VISIT, REVIEW = "visit", "review"       # kinds of duties, and the events that answer them


class PlacedPupil(NamedTuple):
    """One placement as it stands on a day."""

    placed: Placed
    second: tuple[Provider, ...]        # further providers in the same weeks
    names: Names
    pathway: Pathway
    state: str                          # proposed, panel, agreed, live
    end: date | None
    last_school_day: date | None        # on or before the end
    day: int | None                     # school day n of m
    days: int | None
    week: str                           # ten letters, Monday AM to Friday PM, in force on the day
    codes: tuple[str, ...]              # that our register is expected to carry
    last_visit: date | None
    next_visit: date | None
    last_review: date | None
    next_review: date | None
    attendance: Attendance              # by the provider's own marks
    overdue: tuple[DutyRow, ...]        # longest overdue first

    @property
    def provider_names(self) -> tuple[str, ...]:
        """Short names of everybody who teaches the pupil in this placement."""
        own = (self.placed.provider,) if self.placed.provider else ()
        return tuple(one.short_name or one.name for one in (*own, *self.second))

    @property
    def hours_a_week(self) -> float:
        """Hours a week away from our school, at the protocol's hours for a session.

        Where somebody stated the hours of a pupil who is not in school at all, it is those.
        """
        away = sum(letter in (AT_PROVIDER, REMOTE) for letter in self.week)
        stated = (self.placed.placement.facts or {}).get("placement.hours")
        if away and stated is not None and "S" not in self.week:
            return float(stated)
        return away * self.placed.protocol.hours_a_session

    @property
    def is_part_time(self) -> bool:
        """True where the pupil is not asked to be anywhere in some sessions of the week."""
        return NOT_REQUIRED in self.week


def placed_pupils(record: Record, on: date | None = None) -> tuple[PlacedPupil, ...]:
    """Every placement that is proposed, agreed or running on a day (today), by the pupil's name; no stages.

    For a Head of Year those of the own year groups.
    """
    require(record, Deed.SEE_PUPILS)
    day = on or record.clock.today()
    standing = placements_standing(day)
    rows = placed(record, standing) if standing else ()
    years = own_years_only(record)
    kept = [
        one for one in rows
        if one.protocol.pathways[one.placement.pathway].scope == "placement"
        and (years is None or one.pupil.year in years)
    ]
    teller = _Teller(record, kept, day)
    return tuple(sorted((teller.tell(one) for one in kept), key=lambda one: (one.names.in_lists, one.placed.pupil.id)))


class _Teller:
    """Asks once for the duties, events and marks of all placements."""

    def __init__(self, record: Record, rows: Iterable[Placed], on: date) -> None:
        ids = [one.placement.id for one in rows]
        self._on = on
        self._calendar: SchoolCalendar | None = calendar_or_none(record)
        self._providers = {one.id: one for one in all_providers()}
        self._duties: dict[str | None, list[DutyRow]] = {}
        for duty in duties_of_placements(record, ids, on):
            self._duties.setdefault(duty.placement, []).append(duty)
        self._events: dict[str, list[PlacementEvent]] = {}
        for event in events_of(ids):
            self._events.setdefault(event.placement, []).append(event)
        self._marks: dict[str, list[RegisterMark]] = {}
        for mark in marks_between(date.min, on, ids):
            self._marks.setdefault(mark.placement, []).append(mark)

    def tell(self, one: Placed) -> PlacedPupil:
        row, pupil = one.placement, one.pupil
        names = Names(pupil.surname, pupil.forename, pupil.preferred_surname or "", pupil.preferred_forename or "")
        end = last_day_of(row)
        number, days = day_of_days(self._calendar, row, end, self._on)
        pathway = one.protocol.pathways[row.pathway]
        duties = self._duties.get(row.id, [])
        late = sorted((duty for duty in duties if duty.state == OVERDUE), key=lambda duty: duty.last_day or date.max)
        return PlacedPupil(
            one, self._second(one), names, pathway, _state(one, self._on), end,
            last_school_day(self._calendar, end), number, days,
            _week(one, pathway, self._on), _codes(one, self._on),
            self._last(row.id, VISIT), _next(duties, VISIT), self._last(row.id, REVIEW), _next(duties, REVIEW),
            attendance_of(one, self._marks.get(row.id, []), self._on), tuple(late),
        )

    def _second(self, one: Placed) -> tuple[Provider, ...]:
        ids = dict.fromkeys(
            extra.provider for extra in one.extras
            if extra.planned_end is None or extra.planned_end >= self._on
        )
        return tuple(self._providers[each] for each in ids if each in self._providers)

    def _last(self, placement: str, kind: str) -> date | None:
        done = [duty.done_on for duty in self._duties.get(placement, []) if duty.kind == kind and duty.state == DONE]
        held = [event.on for event in self._events.get(placement, []) if event.name == kind]
        return max((day for day in (*done, *held) if day is not None and day <= self._on), default=None)


def _state(one: Placed, on: date) -> str:
    row = one.placement
    return state_on(
        Facts(row.proposed_on, row.panel_on, row.agreed_on, row.start, row.planned_end, row.ended_on, row.withdrawn_on),
        on,
    )


def _next(duties: Iterable[DutyRow], kind: str) -> date | None:
    return min((duty.day for duty in duties if duty.kind == kind and duty.is_open and duty.day is not None),
               default=None)


def _week(one: Placed, pathway: Pathway, on: date) -> str:
    """The ten letters in force: the newest change up to the day, else what was agreed, else the pathway's."""
    changes = [
        (as_date(change["on"]), str(change["value"])) for change in one.placement.fact_changes or ()
        if change["fact"] == "placement.sessions" and as_date(change["on"]) <= on
    ]
    newest = max(changes, default=None)
    return newest[1] if newest else one.placement.sessions or pathway.sessions


def _codes(one: Placed, on: date) -> tuple[str, ...]:
    """The codes expected in the week of the day, or in the next week that has any."""
    week = monday_of(on)
    marked = [each for each in one.sessions if each.expected and each.expected != "#"]
    now = [each for each in marked if week <= each.date < week + timedelta(days=7)]
    after = [each for each in marked if each.date >= week]
    found = now or [each for each in after if monday_of(each.date) == monday_of(after[0].date)] or marked
    return tuple(dict.fromkeys(each.expected or "" for each in found))
