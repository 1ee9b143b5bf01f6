"""Who is expected somewhere else today, for the one who answers the telephone."""

from __future__ import annotations

from typing import NamedTuple

from apdesk.domain.attendance import HALVES
from apdesk.domain.permissions import Deed
from apdesk.exports.words import clock_time, school_time
from apdesk.services.acting import own_years_only, require
from apdesk.services.contacts import contacts
from apdesk.services.register_weeks import OPEN, register_week
from apdesk.store.pupils import pupils_by_ids
from apdesk.store.record import Record


class ExpectedPupil(NamedTuple):
    """A pupil who is expected at a provider today."""

    placement: str
    pupil: str
    list_name: str              # "Okonjo, Chidera"
    form: str
    provider_name: str
    sessions: tuple[str, ...]   # AM, PM


class Ring(NamedTuple):
    """Somebody at home who may be rung."""

    name: str                   # "Mrs F Okonjo, mother"
    phone: str


def expected_today(record: Record) -> tuple[ExpectedPupil, ...]:
    """Everybody with a session away today, by name; a Head of Year sees the own year groups. Empty on a weekend.

    Raises `Problem` "calendar.none" while no term dates are loaded.
    """
    require(record, Deed.SEE_PUPILS)
    today = record.clock.today()
    if today.weekday() > 4:
        return ()
    week, years = register_week(record, today), own_years_only(record)
    pupils = pupils_by_ids({row.pupil for row in week.rows}) if years is not None else {}
    found = []
    for row in week.rows:
        cells = row.cells[2 * today.weekday():][:2]
        sessions = tuple(half for half, cell in zip(HALVES, cells, strict=True)
                         if cell.state == OPEN and cell.expected != "#" and row.provider is not None)
        if sessions and (years is None or (row.pupil in pupils and pupils[row.pupil].year in years)):
            found.append(ExpectedPupil(row.placement, row.pupil, row.list_name, row.form, row.provider_name, sessions))
    return tuple(found)


def time_on_the_wall(record: Record) -> str:
    """"09:40": the time of day at the school, whatever the machine's own zone."""
    return clock_time(school_time(record.clock.now()).time())


def whom_to_ring(record: Record, pupil: str) -> tuple[Ring, ...]:
    """Parents and carers with a telephone in the order in which to ring; nobody who must not be told."""
    found = []
    for one in contacts(record, pupil):
        phone = one.form.phone or one.form.other_phone
        if one.form.kind == "parent" and phone and not one.form.no_contact:
            relation = f", {one.form.relationship.lower()}" if one.form.relationship else ""
            found.append(Ring(f"{one.name}{relation}", phone))
    return tuple(found)
