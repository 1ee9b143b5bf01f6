"""Booking a meeting for a placement: for whom, what, when, and what follows before it is booked.

A booking that an open duty asks for gives that duty its day; any other stands in the diary as an event of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from apdesk.domain.case import Event
from apdesk.domain.moving import Window, rule_on
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import CURRENT
from apdesk.domain.protocol import Protocol
from apdesk.domain.pupil import Names
from apdesk.problems import Problem
from apdesk.services.acting import own_years_only, require
from apdesk.services.booked_meetings import PANEL, along_of
from apdesk.services.moving import Look, Moved
from apdesk.services.moving_duties import move_duty, moving_duty
from apdesk.services.placement_case import placement_source, the_placement
from apdesk.services.placement_changes import state_of
from apdesk.services.protocols import protocol_version
from apdesk.services.replanning import replan
from apdesk.services.school_year import school_calendar
from apdesk.store.duties import Duty, duties_of_placement
from apdesk.store.placements import Placement, PlacementEvent, all_placements
from apdesk.store.providers import all_providers
from apdesk.store.pupils import pupils_by_ids
from apdesk.store.record import Record


class Bookable(NamedTuple):
    """A placement for which something may be booked, and what."""

    placement: str
    pupil: str                              # id
    name: str                               # "Okonjo, Chidera 10F"
    about: str                              # "Off-site direction, Fairholt School"
    meetings: tuple[tuple[str, str], ...]   # event, and what it is called


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What is to be booked."""

    placement: str
    name: str                               # an event of the protocol
    on: date
    at: str = ""                            # "14:30"
    note: str = ""
    why: str = ""                           # where the day leaves the window of what asks for it


def bookable(record: Record) -> tuple[Bookable, ...]:
    """Every placement that is proposed, agreed or running, by pupil; a Head of Year's own years only."""
    require(record, Deed.SEE_PUPILS)
    today, years = record.clock.today(), own_years_only(record)
    rows = [row for row in all_placements() if state_of(row, today) in CURRENT]
    pupils = pupils_by_ids({row.pupil for row in rows})
    providers = {one.id: one.name for one in all_providers()}
    protocols = {version: protocol_version(record, version) for version in {row.protocol for row in rows}}
    found = []
    for row in rows:
        pupil = pupils.get(row.pupil)
        if pupil is None or (years is not None and pupil.year not in years):
            continue
        names = Names(pupil.surname, pupil.forename, pupil.preferred_surname or "", pupil.preferred_forename or "")
        protocol = protocols[row.protocol]
        pathway = protocol.pathways[row.pathway].short if row.pathway in protocol.pathways else row.pathway
        about = ", ".join(part for part in (pathway, providers.get(row.provider or "", "")) if part)
        meetings = tuple(_meetings(protocol, row))
        if meetings:
            found.append(
                Bookable(row.id, row.pupil, f"{names.in_lists} {pupil.form or ''}".strip(), about, meetings)
            )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.about)))


def look_at(record: Record, meeting: Meeting) -> Look:
    """What booking it would do; nothing is written. Its `refused` and `asks` are those of the rules."""
    require(record, Deed.SEE_PUPILS)
    duty = _duty_for(record, meeting)
    if duty is not None:
        return moving_duty(record, duty.id).look(meeting.on, meeting.at)
    today, calendar = record.clock.today(), school_calendar(record)
    refused = rule_on(Window(stands=meeting.on), meeting.on, today, calendar).refused
    if refused:
        return Look(meeting.on, meeting.at, refused, "", ())
    held = the_placement(meeting.placement)
    source = placement_source(record, held)
    event = Event(meeting.name, meeting.on, meeting.at or None, booked=True)
    return Look(meeting.on, meeting.at, "", "", along_of(record, held, source).of_event(event))


def book(record: Record, meeting: Meeting) -> Moved:
    """The meeting stands in the diary and what is counted from it follows; one operation.

    Raises `Problem` "booking.refused" for a day the rules refuse, and as `move_duty` where a duty asks for it.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    duty = _duty_for(record, meeting)
    if duty is not None:
        return move_duty(record, duty.id, meeting.on, meeting.at, meeting.why)
    look = look_at(record, meeting)
    if look.refused:
        raise Problem("booking.refused", look.refused, "on")
    held = the_placement(meeting.placement)
    with record.work("Booked a meeting") as work:
        if meeting.name == PANEL:
            work.update(held, panel_on=meeting.on)
        work.create(
            PlacementEvent, placement=held.id, name=meeting.name, on=meeting.on, at=meeting.at or None,
            note=meeting.note.strip() or None, booked=True, entered_by=record.actor.name,
        )
        replan(record, work, held)
    return Moved(look, work.changes)


def answers(record: Record, meeting: Meeting) -> str:
    """The title of the duty whose day the booking would be; "" where none asks for it then."""
    require(record, Deed.SEE_PUPILS)
    duty = _duty_for(record, meeting)
    return duty.title if duty is not None else ""


def _duty_for(record: Record, meeting: Meeting) -> Duty | None:
    """The first open duty that such a meeting meets and whose window holds the day."""
    held = the_placement(meeting.placement)
    met = _rules_for(protocol_version(record, held.protocol), held.pathway, meeting.name)
    today, calendar = record.clock.today(), school_calendar(record)
    for row in duties_of_placement(held.id):
        free = row.put_off_to is None and row.at is None
        if row.rule in met and row.state == "open" and free and row.due is not None and _holds(row, meeting.on):
            window = Window(stands=row.due, due=row.due, hard=row.hard, first=row.window_from)
            if not any(rule_on(window, meeting.on, today, calendar)):
                return row
    return None


def _rules_for(protocol: Protocol, pathway: str, name: str) -> set[str]:
    """The rules whose day such a meeting can be.

    Where a rule makes duties of meetings that answer none of some others (the letters of an extra review), only
    those others: a meeting booked for anything else has to bring its letters about.
    """
    rules = protocol.duties_of(pathway)
    stand_ins = [one.series.stands_in_for for one in rules if one.series.each == "event" and name in one.series.of]
    letters = {rule for some in stand_ins for rule in some}
    met = {one.id for one in rules if name in one.met_by and one.kind != "contact"}
    return met & letters if letters else met


def _holds(row: Duty, on: date) -> bool:
    return row.period_from is None or row.period_until is None or row.period_from <= on <= row.period_until


def _meetings(protocol: Protocol, row: Placement) -> Iterable[tuple[str, str]]:
    """What the rules of its pathway know of; a panel only until the placement is agreed."""
    known = {name for rule in protocol.duties_of(row.pathway) for name in (*rule.met_by, *rule.series.of)}
    for name, event in protocol.events.items():
        before = name == PANEL and row.agreed_on is None
        if event.arranged and (before or (name in known and name != PANEL)):
            yield name, event.label[:1].upper() + event.label[1:]
