"""Meetings in the diary of a placement: moved, noted as held, taken out again.

Which events may be booked is the protocol's word (`arranged`). Nothing is taken for held because its day went past.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from apdesk.domain.moving import Window
from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, require
from apdesk.services.changes import Changes
from apdesk.services.moving import Moved, Moving, not_allowed, settle
from apdesk.services.moving_along import Along
from apdesk.services.placement_case import CaseSource, engine_event, placement_source, the_placement
from apdesk.services.replanning import replan
from apdesk.services.school_year import school_calendar
from apdesk.store.duties import duties_of_placement
from apdesk.store.placements import Placement, PlacementEvent, event_by_id, events_of
from apdesk.store.pupils import pupil_by_id
from apdesk.store.record import Record

PREFIX = "event/"       # before the id of an event, where duties and events stand in one list
PANEL = "panel"


def moving_event(record: Record, event: str) -> Moving:
    """The booked meeting as it may be moved. Raises `Problem` "event.unknown"."""
    require(record, Deed.SEE_PUPILS)
    row = the_event(event)
    held = the_placement(row.placement)
    others = [engine_event(one) for one in events_of([held.id]) if one.id != row.id]
    source = placement_source(record, held, events=others)
    along = along_of(record, held, source)
    kind = source.protocol.events[row.name]
    today = record.clock.today()
    past = "" if row.booked or row.on >= today else "It was held. Correct it on the pupil’s page."

    return Moving(
        PREFIX + row.id, kind.label[:1].upper() + kind.label[1:], kind.arranged or "meeting", row.on, row.at or "",
        not_allowed(record, Deed.CHANGE_PLACEMENTS) or past, Window(stands=row.on), today, school_calendar(record),
        lambda to: along.of_event(replace(engine_event(row), on=to)),
    )


def move_event(record: Record, event: str, to: date, at: str = "", why: str = "") -> Moved:
    """The meeting is booked for another day, at a time of day or any; what is counted from it follows.

    Raises `Problem` as `settle` does.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    look = settle(moving_event(record, event), to, at, why)
    row = the_event(event)
    held = the_placement(row.placement)
    with record.work("Moved a booked meeting", reason=why.strip() or None) as work:
        if row.name == PANEL and held.panel_on == row.on:
            work.update(held, panel_on=to)
        work.update(row, on=to, at=at or None)
        replan(record, work, held, why)
    return Moved(look, work.changes)


def note_held(record: Record, event: str, on: date | None = None) -> Changes:
    """The booked meeting was held, on its day or another; duties that it meets are met.

    Raises `Problem` "event.future" for a day to come.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    row = the_event(event)
    day = on or row.on
    if day > record.clock.today():
        raise Problem("event.future", "A meeting cannot have been held on a day to come.", "on")
    held = the_placement(row.placement)
    with record.work("Noted that a booked meeting was held") as work:
        work.update(row, on=day, booked=None)
        replan(record, work, held)
    return work.changes


def take_out(record: Record, event: str, why: str) -> Changes:
    """The meeting stands in the diary no more, for a reason; what followed from it alone is no longer asked for."""
    require(record, Deed.CHANGE_PLACEMENTS)
    if not why.strip():
        raise Problem("event.why", "Say why it does not take place.", "why")
    row = the_event(event)
    held = the_placement(row.placement)
    with record.work("Took a booked meeting out of the diary", reason=why.strip()) as work:
        if row.name == PANEL and held.panel_on == row.on:
            work.update(held, panel_on=None)
        work.remove(row)
        replan(record, work, held, why.strip())
    return work.changes


def along_of(record: Record, held: Placement, source: CaseSource) -> Along:
    """Answers what an event more would do to the dates on record of a placement."""
    pupil = pupil_by_id(held.pupil)
    sees = FlagRule(record).sees(pupil.year if pupil else None)
    return Along(source, duties_of_placement(held.id), record.clock.today(), sees_flags=sees)


def the_event(event: str) -> PlacementEvent:
    """The event of that id, with or without `PREFIX`."""
    row = event_by_id(event.removeprefix(PREFIX))
    if row is None:
        raise Problem("event.unknown", "This meeting is no longer in the diary. Look again.")
    return row
