"""Pupils of whom a provider said that they did not arrive, until they are accounted for."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, NamedTuple, cast

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField, FlagField
from apdesk.store.placements import Placement, PlacementEvent
from apdesk.store.providers import Provider
from apdesk.store.pupils import Pupil
from apdesk.store.references import refers_to


class NotArrived(Row):
    """One report for one session; open while nobody has said where the pupil is."""

    area: ClassVar[str] = "absences"

    pupil = refers_to(Pupil)
    placement = refers_to(Placement)
    event = refers_to(PlacementEvent, null=True)        # what set the engine's duty in motion
    day = DayField()
    session = peewee.TextField()                        # AM, PM
    told_at = peewee.TextField()                        # "09:40"
    told_by = peewee.TextField()
    home_rung = FlagField(default=False)
    home_said = peewee.TextField(null=True)             # who answered and what they said
    whereabouts = peewee.TextField(null=True)           # where the pupil is thought to be; None: not known
    code = peewee.TextField()
    accounted_on = DayField(null=True)
    accounted_at = peewee.TextField(null=True)          # "10:15"
    accounted_how = peewee.TextField(null=True)         # where the pupil is, and who says so
    entered_by = peewee.TextField()

    class Meta:
        indexes = ((("day",), False),)


class AbsenceRecord(NamedTuple):
    """One report joined with whom it is about; names as the record holds them."""

    id: str
    day: date
    session: str
    told_at: str
    told_by: str
    home_rung: bool
    home_said: str | None
    whereabouts: str | None
    code: str
    accounted_on: date | None
    accounted_at: str | None
    accounted_how: str | None
    entered_by: str
    placement: str
    reference: str
    pathway: str
    pupil: str
    surname: str
    forename: str
    preferred_surname: str | None
    preferred_forename: str | None
    form: str | None
    year: int | None
    provider: str | None
    provider_name: str | None
    provider_short: str | None


_OWN = AbsenceRecord._fields[:13]


def absence_by_id(absence: str) -> NotArrived | None:
    """The report, or None."""
    found: NotArrived | None = NotArrived.get_or_none((NotArrived.id == absence) & NotArrived.removed_at.is_null())
    return found


def absence_records(since: date) -> list[AbsenceRecord]:
    """Every report that is still open, and those of a day or later that are not; oldest first, in one query."""
    query = (
        NotArrived.select(
            *(getattr(NotArrived, name) for name in _OWN), Placement.id, Placement.reference, Placement.pathway,
            Pupil.id, Pupil.surname, Pupil.forename, Pupil.preferred_surname, Pupil.preferred_forename, Pupil.form,
            Pupil.year, Provider.id, Provider.name, Provider.short_name,
        )
        .join(Placement, on=(NotArrived.placement == Placement.id))
        .join(Pupil, on=(NotArrived.pupil == Pupil.id))
        .join(Provider, peewee.JOIN.LEFT_OUTER, on=(Placement.provider == Provider.id))
        .where(NotArrived.removed_at.is_null() & (NotArrived.accounted_on.is_null() | (NotArrived.day >= since)))
        .order_by(NotArrived.day, NotArrived.told_at, NotArrived.id)
    )
    return [AbsenceRecord(*row) for row in cast(Any, query.tuples())]
