"""What people do about a duty before it is done: chase its owner, wait for somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from peewee import TextField

from apdesk.store.base import Row
from apdesk.store.duties import Duty
from apdesk.store.fields import DayField
from apdesk.store.references import refers_to


class Chase(Row):
    """The owner of a duty was reminded of it."""

    area: ClassVar[str] = "duties"

    duty = refers_to(Duty)
    on = DayField()
    to_whom = TextField()                               # name of the owner
    how = TextField()                                   # draft, copied
    entered_by = TextField()


class Wait(Row):
    """A duty cannot go on until somebody else has done something; taken away when it can."""

    area: ClassVar[str] = "duties"

    duty = refers_to(Duty)
    since = DayField()
    for_whom = TextField()                              # "Fairholt: dates for the review"
    entered_by = TextField()


def waits_of(duties: Iterable[str]) -> list[Wait]:
    """The waits of these duties that are not over."""
    query = Wait.select().where(Wait.duty.in_(list(duties)) & Wait.removed_at.is_null())
    return list(query.order_by(Wait.since, Wait.id))
