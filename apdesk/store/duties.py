"""Duties: what the policy and the law ask of a placement, a provider or the school, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, cast

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField, JsonField, MomentField
from apdesk.store.placements import Placement
from apdesk.store.providers import Provider
from apdesk.store.pupils import Pupil
from apdesk.store.references import refers_to
from apdesk.store.staff import StaffMember


class Duty(Row):
    """One duty. What the engine planned stands first, what people did with it after."""

    area: ClassVar[str] = "duties"

    placement = refers_to(Placement, null=True)
    pupil = refers_to(Pupil, null=True)
    provider = refers_to(Provider, null=True)
    rule = peewee.TextField()
    occurrence = peewee.IntegerField()
    provider_key = peewee.TextField(default="")         # the engine's word for which provider of the placement
    kind = peewee.TextField()
    act = peewee.TextField()
    title = peewee.TextField()
    due = DayField(null=True)
    by = peewee.TextField(null=True)                    # time of day, "09:30"
    hard = DayField(null=True)
    window_from = DayField(null=True)
    owner = peewee.TextField()                          # a role of the protocol
    given_to = refers_to(StaffMember, null=True)
    evidence = JsonField(default=list)
    readings = JsonField(default=list)
    covers = JsonField(default=list)
    policy = peewee.TextField(default="")
    why = peewee.TextField(default="")
    waits_for = peewee.TextField(null=True)
    after = peewee.TextField(null=True)
    planned_problem = peewee.TextField(null=True)
    rules = JsonField(default=list)                     # every rule that this one act answers
    period_from = DayField(null=True)                   # the week, month or half-term it belongs to
    period_until = DayField(null=True)
    state = peewee.TextField(default="open", index=True)    # open, waiting, paused, done, before-desk, withdrawn
    met_by = peewee.TextField(null=True)                # the event or duty that met it
    done_on = DayField(null=True)
    done_by = peewee.TextField(null=True)               # name of the one who did it
    entered_by = peewee.TextField(null=True)            # name of the one who wrote it down
    evidence_given = JsonField(default=list)
    note = peewee.TextField(null=True)
    filed_in = peewee.TextField(null=True)              # "CPOMS"
    put_off_to = DayField(null=True)
    put_off_why = peewee.TextField(null=True)
    withdrawn_why = peewee.TextField(null=True)
    sequence = peewee.IntegerField(default=0)           # rises with every change a calendar file shows
    changed_at = MomentField()                          # of the last such change
    at = peewee.TextField(null=True)                    # time of day it is arranged for, "14:30"

    class Meta:
        indexes = ((("state", "due"), False), (("placement", "rule", "occurrence"), False))

    def put_back(self, values: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
        """What a calendar program may have seen is never numbered lower again: it would keep what was undone."""
        if not {"sequence", "removed_at"} & set(values):
            return dict(values)
        return {**values, "sequence": self.sequence + 2, "changed_at": moment}


def duty_by_id(duty: str) -> Duty | None:
    """The duty, or None."""
    found: Duty | None = Duty.get_or_none((Duty.id == duty) & Duty.removed_at.is_null())
    return found


def duties_by_ids(duties: Iterable[str]) -> list[Duty]:
    """These duties, in order of their dates."""
    wanted = list(duties)
    return list(Duty.select().where(Duty.id.in_(wanted) & Duty.removed_at.is_null()).order_by(Duty.due, Duty.id))


def duties_of_placement(placement: str) -> list[Duty]:
    """Every duty of a placement, withdrawn ones included, by date."""
    query = Duty.select().where((Duty.placement == placement) & Duty.removed_at.is_null())
    return list(query.order_by(Duty.due, Duty.rule, Duty.occurrence, Duty.id))


def duties_without_placement(provider: str | None) -> list[Duty]:
    """The school's own duties (None) or those of one provider."""
    whose = Duty.provider.is_null() if provider is None else Duty.provider == provider
    query = Duty.select().where(Duty.placement.is_null() & whose & Duty.removed_at.is_null())
    return list(query.order_by(Duty.due, Duty.rule, Duty.occurrence, Duty.id))


class OpenCount(NamedTuple):
    """How many open duties fall to one role for pupils of one year group, or were given to one person."""

    role: str
    year: int | None
    given_to: str | None
    number: int


def open_counts() -> list[OpenCount]:
    """Open duties by owner; one query."""
    year = Pupil.year
    query = (
        Duty.select(Duty.owner, year, Duty.given_to, peewee.fn.COUNT(Duty.id))
        .join(Pupil, peewee.JOIN.LEFT_OUTER, on=(Duty.pupil == Pupil.id))
        .where(Duty.removed_at.is_null() & Duty.state.in_(["open", "waiting", "paused"]))
        .group_by(Duty.owner, year, Duty.given_to)
    )
    return [OpenCount(*row) for row in cast(Any, query.tuples())]


def open_duties_given_to(staff: str) -> list[Duty]:
    """What was given to one person and is not done."""
    states = Duty.state.in_(["open", "waiting", "paused"])
    return list(Duty.select().where((Duty.given_to == staff) & states & Duty.removed_at.is_null()))


def placements_with_open_duties() -> set[str]:
    """Ids of the placements in which somebody still has something to do."""
    states = Duty.state.in_(["open", "waiting", "paused"])
    query = Duty.select(Duty.placement).where(Duty.placement.is_null(False) & states & Duty.removed_at.is_null())
    return {row[0] for row in cast(Any, query.distinct().tuples())}
