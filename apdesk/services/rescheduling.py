"""One door to moving whatever stands in the calendar: a duty or a booked meeting."""

from __future__ import annotations

from datetime import date

from apdesk.domain.permissions import Deed
from apdesk.services.acting import require
from apdesk.services.booked_meetings import PREFIX, move_event, moving_event
from apdesk.services.moving import Moved, Moving
from apdesk.services.moving_duties import move_duty, moving_duty
from apdesk.store.record import Record


def moving(record: Record, item: str) -> Moving:
    """What may be moved and where to; `item` is the id of a duty, or of an event after `PREFIX`."""
    require(record, Deed.SEE_PUPILS)
    return moving_event(record, item) if item.startswith(PREFIX) else moving_duty(record, item)


def move(record: Record, item: str, to: date, at: str = "", why: str = "") -> Moved:
    """It stands on another day; one operation that can be undone. Raises `Problem` where the rules refuse it."""
    require(record, Deed.SEE_PUPILS)
    if item.startswith(PREFIX):
        return move_event(record, item, to, at, why)
    return move_duty(record, item, to, at, why)
