"""One box, several kinds of answer: pupils, providers and staff by any word or the end of a UPN."""

from __future__ import annotations

from typing import NamedTuple

from apdesk.domain.names import fold
from apdesk.domain.permissions import Deed
from apdesk.exports.words import short_day
from apdesk.services.acting import require
from apdesk.services.duty_lists import DutyRow, due_list
from apdesk.services.providers import providers
from apdesk.services.pupil_list import PupilRow, folded, matches, pupil_list
from apdesk.services.staff import staff
from apdesk.store.record import Record

DUTY_DAYS = 14                  # calendar days ahead of which duties are found
MOST_DUTIES = 4


class Hit(NamedTuple):
    """Something found."""

    kind: str                   # pupil, provider, staff, duty
    id: str
    title: str                  # "Okonjo, Chidera"
    detail: str                 # "10F, off-site direction at Fairholt"


class Finder:
    """Everything that can be found, read once; each keystroke asks only this."""

    def __init__(self, record: Record) -> None:
        require(record, Deed.SEE_PUPILS)
        self._record = record
        self._pupils = pupil_list(record, leavers=True)
        self._others = [
            *(Hit("provider", one.id, one.name, one.kind) for one in providers(record)),
            *(Hit("staff", one.id, one.name, one.form.job or "") for one in staff(record)),
        ]
        self._duties = [(_duty_hit(row), _words(row)) for row in due_list(record, days=DUTY_DAYS, waiting=True)]

    def find(self, text: str, limit: int = 12) -> tuple[Hit, ...]:
        """Those whose words begin with the words typed: placed pupils first, then others, then duties."""
        if not text.strip():
            return ()
        pupils = [row for row in self._likely(text) if matches(row, text)]
        pupils.sort(key=lambda row: (row.placement is None, row.list_name))
        words = [fold(word) for word in text.split()]
        others = [hit for hit in self._others if _begins(hit.title, words)]
        duties = [hit for hit, held in self._duties if all(any(one.startswith(w) for one in held) for w in words if w)]
        return (*(_hit(row) for row in pupils[:limit]), *others[:limit], *duties[:MOST_DUTIES])[:limit]

    def _likely(self, text: str) -> list[PupilRow]:
        """Those in whose words the first word typed stands anywhere: thousands are told apart by letters alone."""
        first = next(iter(folded(text)), "")
        return [row for row in self._pupils if first in row.found_by]

    def searched(self, opened: str | None) -> None:
        """It stands in the journal that somebody searched, and which row they opened; never what they typed."""
        self._record.viewed("Searched for pupils, providers and staff", about=opened)


def find(record: Record, text: str, limit: int = 12) -> tuple[Hit, ...]:
    """As `Finder`, for one question."""
    return Finder(record).find(text, limit)


def _hit(row: PupilRow) -> Hit:
    where = " at ".join(part for part in (row.pathway_short.lower(), row.provider_name) if part)
    return Hit("pupil", row.id, row.list_name, ", ".join(part for part in (row.form, where) if part))


def _duty_hit(row: DutyRow) -> Hit:
    about = row.pupil_name or row.provider_name
    when = short_day(row.day) if row.day else "no date yet"
    return Hit("duty", row.id, row.short, ", ".join(part for part in (about, when, row.who) if part))


def _words(row: DutyRow) -> tuple[str, ...]:
    held = f"{row.short} {row.title} {row.pupil_name}".replace("-", " ").replace(":", " ").split()
    return tuple(fold(word) for word in held)


def _begins(title: str, words: list[str]) -> bool:
    held = [fold(word) for word in title.replace("-", " ").split()]
    return all(any(one.startswith(word) for one in held) for word in words if word)
