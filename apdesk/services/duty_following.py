"""What people do about a duty that is not theirs to do: chase its owner, and say for whom it waits."""

from __future__ import annotations

from collections.abc import Iterable

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.duties import the_open_duties
from apdesk.store.following import Chase, Wait, waits_of
from apdesk.store.record import Record


def wait_for(record: Record, duties: Iterable[str], whom: str) -> Changes:
    """These duties wait for somebody: they stand among what waits until their last day has come.

    Raises `Problem` "duty.whom" where nobody is named.
    """
    require(record, Deed.COMPLETE_DUTIES)
    if not whom.strip():
        raise Problem("duty.whom", "Say for whom or what it waits.", "whom")
    rows = the_open_duties(duties)
    with record.work("Noted for whom a duty waits") as work:
        for wait in waits_of(row.id for row in rows):
            work.remove(wait)
        for row in rows:
            work.create(
                Wait, duty=row.id, since=record.clock.today(), for_whom=whom.strip(), entered_by=record.actor.name
            )
    return work.changes


def stop_waiting(record: Record, duties: Iterable[str]) -> Changes:
    """Nothing is waited for any more: these duties stand where their days put them."""
    require(record, Deed.COMPLETE_DUTIES)
    with record.work("Noted that a duty waits no longer") as work:
        for wait in waits_of(duties):
            work.remove(wait)
    return work.changes


def log_chase(record: Record, duties: Iterable[str], to_whom: str, how: str) -> Changes:
    """It is noted that the owner was reminded of these duties today; `how`: draft, copied."""
    require(record, Deed.COMPLETE_DUTIES)
    rows = the_open_duties(duties)
    with record.work("Chased the owner of duties") as work:
        for row in rows:
            work.create(
                Chase, duty=row.id, on=record.clock.today(), to_whom=to_whom, how=how, entered_by=record.actor.name
            )
    return work.changes
