"""Attendance marks in two ledgers: what our register carries, and what the provider reported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField, FlagField
from apdesk.store.placements import Placement
from apdesk.store.providers import Provider
from apdesk.store.pupils import Pupil
from apdesk.store.references import refers_to

HOME = "home"
PROVISION = "provision"


class RegisterMark(Row):
    """One session of one placement in one ledger. Earlier values stand in the journal."""

    area: ClassVar[str] = "registers"

    placement = refers_to(Placement)
    pupil = refers_to(Pupil)
    day = DayField()
    session = peewee.TextField()                        # AM, PM
    ledger = peewee.TextField()                         # home, provision
    code = peewee.TextField()
    reason = peewee.TextField(null=True)                # of an absence, or of a change after the day
    told_by = peewee.TextField(null=True)               # who reported it
    confirmed_by = peewee.TextField(null=True)
    confirmed_on = DayField(null=True)
    entered_by = peewee.TextField()

    class Meta:
        indexes = ((("placement", "day", "session", "ledger"), True), (("day", "ledger"), False))


class RegisterReturn(Row):
    """A provider's weekly return, and the office's word that SIMS agrees with ours."""

    area: ClassVar[str] = "registers"

    provider = refers_to(Provider)
    monday = DayField()
    sent_on = DayField(null=True)
    received_on = DayField(null=True)
    checked_by = peewee.TextField(null=True)
    sims_agrees = FlagField(default=False)

    class Meta:
        indexes = ((("provider", "monday"), False),)


def last_mark_of(pupil: str) -> date | None:
    """The last day on which the pupil has a mark in either ledger."""
    query = RegisterMark.select(RegisterMark.day).where(RegisterMark.pupil == pupil).order_by(RegisterMark.day.desc())
    row = query.limit(1).first()
    return None if row is None else row.day


def marks_between(first: date, last: date, placements: Iterable[str] | None = None) -> list[RegisterMark]:
    """Every mark of a span of days, of these placements or of all."""
    query = RegisterMark.select().where(RegisterMark.day.between(first, last) & RegisterMark.removed_at.is_null())
    if placements is not None:
        query = query.where(RegisterMark.placement.in_(list(placements)))
    return list(query.order_by(RegisterMark.day, RegisterMark.session, RegisterMark.id))


def marks_of(placement: str) -> list[RegisterMark]:
    """Every mark of a placement, oldest first."""
    query = RegisterMark.select().where((RegisterMark.placement == placement) & RegisterMark.removed_at.is_null())
    return list(query.order_by(RegisterMark.day, RegisterMark.session, RegisterMark.id))


def return_of(provider: str, monday: date) -> RegisterReturn | None:
    """The return of a provider for the week of a Monday, or None."""
    found: RegisterReturn | None = RegisterReturn.get_or_none(
        (RegisterReturn.provider == provider) & (RegisterReturn.monday == monday) & RegisterReturn.removed_at.is_null()
    )
    return found
