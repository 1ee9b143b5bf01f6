"""Duties as lists show them: each with its pupil, placement and provider, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple, cast

import peewee

from apdesk.domain.lateness import DONE
from apdesk.store.duties import Duty
from apdesk.store.following import Chase, Wait
from apdesk.store.placements import Placement
from apdesk.store.providers import Provider
from apdesk.store.pupils import Pupil


class DutyRecord(NamedTuple):
    """One duty joined with what it is about; names as the record holds them."""

    id: str
    rule: str
    occurrence: int
    provider_key: str
    kind: str
    act: str
    title: str
    due: date | None
    by: str | None
    hard: date | None
    window_from: date | None
    owner: str
    given_to: str | None
    evidence: list[str]
    readings: list[dict[str, Any]]
    covers: list[str]
    rules: list[str]
    policy: str
    why: str
    waits_for: str | None
    after: str | None
    planned_problem: str | None
    state: str
    met_by: str | None
    done_on: date | None
    done_by: str | None
    entered_by: str | None
    evidence_given: list[str]
    note: str | None
    filed_in: str | None
    put_off_to: date | None
    put_off_why: str | None
    withdrawn_why: str | None
    sequence: int
    changed_at: datetime
    period_from: date | None
    period_until: date | None
    at: str | None
    removed_at: datetime | None
    placement: str | None
    reference: str | None
    pathway: str | None
    protocol: str | None
    pupil: str | None
    surname: str | None
    forename: str | None
    preferred_surname: str | None
    preferred_forename: str | None
    form: str | None
    year: int | None
    provider: str | None
    provider_name: str | None
    provider_short: str | None
    chased_on: date | None
    waiting_for: str | None
    waiting_since: date | None


_OWN = DutyRecord._fields[:39]


def duty_records(
    *, states: Iterable[str] | None = None, until: date | None = None, since: date | None = None,
    placement: str | None = None, pupil: str | None = None, provider: str | None = None,
    ids: Iterable[str] | None = None, placements: Iterable[str] | None = None, removed: bool = False,
    stands: tuple[date, date] | None = None,
) -> list[DutyRecord]:
    """The duties asked for, by working day, those without one last; `removed`: also those that were taken back.

    `since` and `until` hold for the working day (due, or put off to); a duty without one passes both, and one that
    waits for somebody passes `until`. `stands`: two days, between which it was done or, where it was not, is worked to.
    """
    chased = (
        Chase.select(Chase.duty.alias("duty"), peewee.fn.MAX(Chase.on).alias("last_on"))
        .where(Chase.removed_at.is_null()).group_by(Chase.duty).alias("chased")
    )
    site = peewee.fn.COALESCE(Duty.provider, Placement.provider)
    working = peewee.fn.COALESCE(Duty.put_off_to, Duty.due)
    query = (
        Duty.select(
            *(getattr(Duty, name) for name in _OWN), Placement.id, Placement.reference, Placement.pathway,
            Placement.protocol, Pupil.id, Pupil.surname, Pupil.forename, Pupil.preferred_surname,
            Pupil.preferred_forename, Pupil.form, Pupil.year, Provider.id, Provider.name, Provider.short_name,
            chased.c.last_on.converter(Duty.due.python_value), Wait.for_whom, Wait.since,
        )
        .join(Placement, peewee.JOIN.LEFT_OUTER, on=(Duty.placement == Placement.id))
        .join(Pupil, peewee.JOIN.LEFT_OUTER, on=(Duty.pupil == Pupil.id))
        .join(Provider, peewee.JOIN.LEFT_OUTER, on=(site == Provider.id))
        .join(chased, peewee.JOIN.LEFT_OUTER, on=(chased.c.duty == Duty.id))
        .join(Wait, peewee.JOIN.LEFT_OUTER, on=((Wait.duty == Duty.id) & Wait.removed_at.is_null()))
        .order_by(
            working.is_null(), working, Duty.by, Pupil.surname, Pupil.forename, Duty.rule, Duty.occurrence, Duty.id
        )
    )
    if not removed:
        query = query.where(Duty.removed_at.is_null())
    for wanted, column in ((placement, Duty.placement), (pupil, Duty.pupil)):
        if wanted is not None:
            query = query.where(column == wanted)
    if provider is not None:
        query = query.where(site == provider)
    if states is not None:
        query = query.where(Duty.state.in_(list(states)))
    if until is not None:
        query = query.where(working.is_null() | (working <= until) | Wait.since.is_null(False))
    if since is not None:
        query = query.where(working.is_null() | (working >= since))
    if stands is not None:
        done_on = peewee.Case(None, [(Duty.state == DONE, Duty.done_on)])
        query = query.where(peewee.fn.COALESCE(done_on, working).between(*stands))
    if ids is not None:
        query = query.where(Duty.id.in_(list(ids)))
    if placements is not None:
        query = query.where(Duty.placement.in_(list(placements)))
    return [DutyRecord(*row) for row in cast(Iterable[tuple[Any, ...]], query.tuples())]
