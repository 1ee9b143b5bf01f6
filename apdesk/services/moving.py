"""Moving something to another day: what is said of each day before anything is moved there.

A `Moving` has read everything; its days are asked of the rules and of the engine without reading again, so that a
window can say what follows while somebody still drags.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from apdesk.domain import permissions
from apdesk.domain.day_words import weekday_date
from apdesk.domain.moving import Place, Ruling, Window, rule_on
from apdesk.domain.permissions import Deed, may
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.changes import Changes
from apdesk.services.moving_along import Follow
from apdesk.store.record import Record


class Look(NamedTuple):
    """What is said of a day, and a time of day, before anything is moved there."""

    to: date
    at: str                         # "14:30", "" for any time
    refused: str                    # why not; "" where it may go there
    asks: str                       # why somebody has to say why; "" where nobody has to
    follows: tuple[Follow, ...]     # what moves along, soonest first


class Moved(NamedTuple):
    """A move that was carried out."""

    look: Look
    changes: Changes


@dataclass(frozen=True)
class Moving:
    """Something that may be moved; `look` answers for a day, from memory the second time."""

    id: str                         # of the duty, or "event/<id>"
    title: str
    kind: str
    stands: date                    # where it is now
    at: str
    locked: str                     # why no hand moves it, and what to move instead; "" where people arrange it
    window: Window
    today: date
    calendar: SchoolCalendar = field(repr=False)
    along: Callable[[date], tuple[Follow, ...]] = field(repr=False)
    place: Place | None = field(repr=False, default=None)
    _seen: dict[tuple[date, str], Look] = field(default_factory=dict, repr=False, compare=False)

    def rule(self, to: date, at: str = "") -> Ruling:
        """What its own rule says of a day; cheap, without what moves along."""
        return Ruling(self.locked) if self.locked else rule_on(
            self.window, to, self.today, self.calendar, self.place, at
        )

    def look(self, to: date, at: str = "") -> Look:
        """What is said of putting it there, with every date that would move along."""
        if (to, at) not in self._seen:
            self._seen[to, at] = self._look(to, at)
        return self._seen[to, at]

    def _look(self, to: date, at: str) -> Look:
        ruling = self.rule(to, at)
        if ruling.refused:
            return Look(to, at, ruling.refused, "", ())
        follows = self.along(to) if to != self.stands else ()
        gone = next((one for one in follows if one.gone(self.today)), None)
        if gone is not None and gone.last is not None:
            refused = f"{gone.what} would have been due by {weekday_date(gone.last)} at the latest, which has gone."
            return Look(to, at, refused, "", follows)
        late = next((one for one in follows if one.late(self.today)), None)
        asks = ruling.asks or (f"{late.what} would be late already: say why." if late else "")
        return Look(to, at, "", asks, follows)


def settle(moving: Moving, to: date, at: str, why: str) -> Look:
    """The look of a day to which the move may really be made.

    Raises `Problem` "move.locked", "move.refused" with the reason, and "move.why" where a reason has to be given.
    """
    if moving.locked:
        raise Problem("move.locked", moving.locked)
    look = moving.look(to, at)
    if look.refused:
        raise Problem("move.refused", look.refused, "to")
    if look.asks and not why.strip():
        raise Problem("move.why", look.asks, "why")
    return look


def not_allowed(record: Record, deed: Deed) -> str:
    """"" where the acting person may do it; otherwise the sentence that says who may."""
    if may(record.actor.role, deed):
        return ""
    try:
        permissions.require(record.actor.role, deed)
    except Problem as refused:
        return refused.text
    raise AssertionError(deed)
