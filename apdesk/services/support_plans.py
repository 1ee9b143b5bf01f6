"""Stages of support in school: a plan opens for a pupil on roll, with the checks and the end of the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.placement import CURRENT
from apdesk.domain.protocol import STAGE, Protocol
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.placement_answers import Answers, ObjectiveAnswer
from apdesk.services.placement_changes import state_of
from apdesk.services.protocols import protocol_in_force
from apdesk.services.pupils import the_pupil
from apdesk.services.start_placement import Started, start_placement
from apdesk.store.placements import placements_of
from apdesk.store.record import Record


class Stage(NamedTuple):
    """A stage that the protocol knows."""

    id: str
    title: str
    summary: str                # "Up to 12 weeks"
    policy: str


@dataclass(frozen=True)
class PlanForm:
    """What is asked to open a plan. `targets` is a line a target."""

    pathway: str = ""
    start: date | None = None
    reason: str | None = None
    targets: str | None = None


def stages(record: Record) -> tuple[Stage, ...]:
    """The stages of support, in the order of the protocol in force."""
    return _stages(protocol_in_force(record).protocol)


def _stages(protocol: Protocol) -> tuple[Stage, ...]:
    return tuple(
        Stage(one.id, one.title, one.summary, one.policy) for one in protocol.pathways.values() if one.scope == STAGE
    )


def open_plan(record: Record, pupil: str, form: PlanForm) -> Started:
    """The plan runs from its first day, with every duty that the protocol has for it.

    Raises `Problem` "plan.stage", "plan.day", "plan.off-roll", "plan.twice" where the same plan is running already.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    row = the_pupil(pupil)
    known = {one.id: one for one in stages(record)}
    if form.pathway not in known:
        raise Problem("plan.stage", "Choose which plan it is.", "pathway")
    if form.start is None:
        raise Problem("plan.day", "Choose the first day of the plan.", "start")
    if not row.on_roll:
        raise Problem("plan.off-roll", "The pupil is not on roll, so no plan can be opened.", "pathway")
    today = record.clock.today()
    if any(one.pathway == form.pathway and state_of(one, today) in CURRENT for one in placements_of(pupil)):
        title = known[form.pathway].title
        raise Problem("plan.twice", f"A {title} is running already. Extend or end it instead.", "pathway")
    targets = tuple(ObjectiveAnswer(line.strip(), "") for line in (form.targets or "").splitlines() if line.strip())
    return start_placement(record, Answers(
        pupil=pupil, pathway=form.pathway, start=form.start, decided_on=min(form.start, today),
        reason_note=form.reason or "", objectives=targets,
    ))
