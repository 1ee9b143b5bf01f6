"""Who changed or looked at what about a pupil, when and why, in the office's words."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.roll_row import LABELS
from apdesk.services.acting import FlagRule, require
from apdesk.services.pupils import CONFIDENTIAL, the_pupil
from apdesk.store.duties import duties_of_placement
from apdesk.store.placements import notes_of, placements_of
from apdesk.store.pupil_history import HistoryRecord, history_of
from apdesk.store.pupils import contacts_of
from apdesk.store.record import Record

FIELD_WORDS: dict[str, str] = {
    **{name: label.lower() for name, label in LABELS.items()},
    "on_roll": "on roll", "start": "first day", "planned_end": "last day", "ended_on": "ended on",
    "agreed_on": "agreed on", "panel_on": "panel on", "provider": "provider", "sessions": "week", "state": "state",
    "done_on": "done on", "done_by": "done by", "note": "note", "put_off_to": "put off to", "due": "date",
    "letters_to": "letters go here", "no_contact": "no contact", "confidential_address": "confidential address",
    "outcome": "outcome", "support": "what helps",
}  # fmt: skip
_SHOWN_TABLES = ("pupil", "placement")
_ADDRESS = frozenset({"address", "postcode"})


class HistoryLine(NamedTuple):
    """One operation that touched the pupil, or one look at the page."""

    number: int                 # of the journal entry
    moment: datetime            # UTC
    who: str
    what: str
    why: str
    details: tuple[str, ...]    # "form: 10E → 10F"
    viewed: bool


def pupil_history(record: Record, pupil: str, limit: int = 400) -> tuple[HistoryLine, ...]:
    """Newest first; confidential flags are left out for those who may not see them, hidden addresses for all."""
    require(record, Deed.SEE_PUPILS)
    row = the_pupil(pupil)
    hidden = frozenset() if FlagRule(record).sees(row.year) else CONFIDENTIAL
    if row.confidential_address:
        hidden |= _ADDRESS
    about = [pupil, *(one.id for one in contacts_of([pupil])), *(one.id for one in notes_of(pupil))]
    placed = [one.id for one in placements_of(pupil)]
    about += placed
    about += [duty.id for one in placed for duty in duties_of_placement(one)]
    found = history_of(record.database, about, limit)
    return tuple(_line(list(rows), hidden) for _, rows in groupby(found, key=lambda one: one.number))


def _line(rows: list[HistoryRecord], hidden: frozenset[str]) -> HistoryLine:
    first = rows[0]
    details: list[str] = []
    for one in rows:
        if one.action == "update" and one.table in _SHOWN_TABLES:
            details.extend(_differences(one.content, hidden))
    return HistoryLine(
        first.number, first.moment, first.person, first.operation, first.reason or "", tuple(details[:6]),
        first.kind == "view",
    )


def _differences(content: dict[str, Any], hidden: frozenset[str]) -> list[str]:
    return [
        f"{FIELD_WORDS[name]}: {_value(change[0])} → {_value(change[1])}"
        for name, change in content.items()
        if name in FIELD_WORDS and name not in hidden and isinstance(change, list) and len(change) == 2
    ]


def _value(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool) or value in (0, 1):
        return "yes" if value else "no"
    return str(value)
