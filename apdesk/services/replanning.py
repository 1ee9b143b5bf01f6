"""Ask the engine again after something changed, inside the operation that changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from apdesk.domain.case import Event
from apdesk.domain.plan import Plan
from apdesk.services.duty_pairing import renumbered
from apdesk.services.placement_case import CaseSource, arranged_of, done_of, placement_source
from apdesk.services.planned_duties import Comparison, Owning, Reconciled, reconcile, write
from apdesk.store.duties import Duty, duties_of_placement
from apdesk.store.placements import Placement
from apdesk.store.record import Record
from apdesk.store.work import Work


def replan(
    record: Record, work: Work, row: Placement, why: str = "", *, correcting: bool = False
) -> Comparison:
    """The placement's duties are as its present records oblige; `why` is the reason for what is withdrawn.

    `correcting`: something recorded by mistake is taken back.
    """
    duties = duties_of_placement(row.id)
    source = placement_source(record, row, duties=duties)
    _plan, reconciled = against_record(record, row, source, duties, why, correcting=correcting)
    write(work, reconciled)
    return reconciled.comparison


def against_record(
    record: Record, row: Placement, source: CaseSource, duties: Sequence[Duty], why: str = "", *,
    correcting: bool = False,
) -> tuple[Plan, Reconciled]:
    """The plan of a question about the placement, and what it does to the duties on record; nothing is written.

    What was done or arranged in a week that has another number now counts for that week.
    """
    plan = source.plan()
    numbers = renumbered(plan.duties, duties)
    if numbers:
        now = replace(source.case, done=done_of(duties, numbers), arranged=arranged_of(duties, numbers))
        plan = replace(source, case=now).plan()
    owning = Owning(row.id, row.pupil)
    return plan, reconcile(plan.duties, duties, owning, record.clock.today(), why, correcting=correcting)


def compare(
    record: Record, row: Placement, instead: Mapping[str, Any], events: Sequence[Event] | None = None, why: str = ""
) -> tuple[Plan, Comparison]:
    """The plan the placement would have with other values, against its duties; nothing is written."""
    duties = duties_of_placement(row.id)
    source = placement_source(record, row, instead, events, duties)
    plan, reconciled = against_record(record, row, source, duties, why)
    return plan, reconciled.comparison
