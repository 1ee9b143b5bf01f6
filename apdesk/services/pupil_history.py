"""Who changed or looked at what about a pupil, when and why, in the office's words."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, demand_own_year, require
from apdesk.services.contacts import contact_name, may_know_of_everyone, tells_of_a_social_worker
from apdesk.services.duty_lists import duties_of
from apdesk.services.history_words import Known, details
from apdesk.services.protocols import protocol_in_force
from apdesk.services.pupils import CONFIDENTIAL, the_pupil
from apdesk.store.placements import objectives_by_placement, placements_of
from apdesk.store.providers import all_providers
from apdesk.store.pupil_history import HistoryRecord, history_of, made_in
from apdesk.store.pupils import Pupil, contacts_ever
from apdesk.store.record import Record

VIEW = "view"
_ADDRESS = frozenset({"address", "postcode"})


class HistoryLine(NamedTuple):
    """One operation that touched the pupil, or one look at something of the pupil's."""

    number: int                 # of the journal entry
    moment: datetime            # UTC
    who: str
    what: str
    why: str
    details: tuple[str, ...]    # "Form: 10E → 10F"
    viewed: bool


def pupil_history(record: Record, pupil: str, limit: int = 300) -> tuple[HistoryLine, ...]:
    """The newest entries first, what was removed among them; a handful of questions, however much happened.

    Confidential flags are left out for those who may not see them, hidden addresses for all.
    """
    require(record, Deed.SEE_PUPILS)
    row = the_pupil(pupil)
    demand_own_year(record, row.year)
    known, made = _known(record, row), made_in(record.database, pupil, limit)
    found = history_of(record.database, pupil, limit)
    return tuple(
        _line(list(rows), made.get(number, {}), known) for number, rows in groupby(found, key=lambda one: one.number)
    )


def _line(rows: list[HistoryRecord], made: dict[str, int], known: Known) -> HistoryLine:
    first = rows[0]
    told = details(rows, made, known) if first.kind != VIEW else []
    return HistoryLine(
        first.number, first.moment, first.person, first.operation, first.reason or "", tuple(told), first.kind == VIEW
    )


def _known(record: Record, row: Pupil) -> Known:
    hidden = frozenset() if FlagRule(record).sees(row.year) else CONFIDENTIAL
    if row.confidential_address:
        hidden |= _ADDRESS
    every = may_know_of_everyone(record, row)
    people = [one for one in contacts_ever(row.id) if every or not tells_of_a_social_worker(one)]
    try:
        events = {name: event.label for name, event in protocol_in_force(record).protocol.events.items()}
    except Problem:
        events = {}
    return Known(
        hidden, {one.id: contact_name(one) for one in people},
        frozenset(one.id for one in people if one.confidential_address or row.confidential_address),
        {duty.id: duty.title for duty in duties_of(record, pupil=row.id, withdrawn=True)},
        {one.id: one.name for one in all_providers()}, events, _numbered(row.id),
    )


def _numbered(pupil: str) -> dict[str, int]:
    """Each objective of the pupil's placements, by the number it has in its own."""
    found = objectives_by_placement(row.id for row in placements_of(pupil))
    return {one.id: number for rows in found.values() for number, one in enumerate(rows, 1)}
