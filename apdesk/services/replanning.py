"""Ask the engine again after something changed, inside the operation that changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from apdesk.domain.case import Event
from apdesk.domain.plan import Plan
from apdesk.services.placement_case import placement_source
from apdesk.services.planned_duties import Comparison, Owning, reconcile, write
from apdesk.store.duties import duties_of_placement
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
    plan = placement_source(record, row, duties=duties).plan()
    reconciled = reconcile(
        plan.duties, duties, Owning(row.id, row.pupil), record.clock.today(), why, correcting=correcting
    )
    write(work, reconciled)
    return reconciled.comparison


def compare(
    record: Record, row: Placement, instead: Mapping[str, Any], events: Sequence[Event] | None = None, why: str = ""
) -> tuple[Plan, Comparison]:
    """The plan the placement would have with other values, against its duties; nothing is written."""
    duties = duties_of_placement(row.id)
    plan = placement_source(record, row, instead, events, duties).plan()
    reconciled = reconcile(plan.duties, duties, Owning(row.id, row.pupil), record.clock.today(), why)
    return plan, reconciled.comparison
