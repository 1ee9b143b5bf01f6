"""How far a placement has come: its objectives judged, with evidence, and where each subject stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.store.base import Row
from apdesk.store.placements import objectives_of, outcomes_of
from apdesk.store.record import Record

JUDGEMENTS = ("Met", "Mostly", "Partly", "Not yet")


class Judged(NamedTuple):
    """How far one objective is; `judgement` is "" while nobody has judged it."""

    objective: str              # id
    judgement: str
    evidence: str


class Standing(NamedTuple):
    """Where one subject stands against what it expected."""

    subject: str
    now: str
    comment: str


def judge(
    record: Record, placement: str, judged: Iterable[Judged], standings: Iterable[Standing] = (), by: str = "",
    on: date | None = None,
) -> Changes:
    """The objectives are judged and the subjects stand where said, by whom (the acting person) and when (today).

    What is as it was keeps its day and its name. Raises `Problem` "objective.judgement", "objective.unknown",
    "outcome.unknown", and "objective.nothing" where nothing is other than before.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    objectives = {row.id: row for row in objectives_of(placement)}
    outcomes = {row.subject: row for row in outcomes_of(placement)}
    who, when = by.strip() or record.actor.name, on or record.clock.today()
    changes: list[tuple[Row, dict[str, object]]] = []
    for one in judged:
        if one.objective not in objectives:
            raise Problem("objective.unknown", "This objective is no longer in the desk. Look again at the placement.")
        if one.judgement and one.judgement not in JUDGEMENTS:
            raise Problem("objective.judgement", f"An objective is {', '.join(JUDGEMENTS)}.", one.objective)
        objective = objectives[one.objective]
        said = {"judgement": one.judgement or None, "evidence": one.evidence.strip() or None}
        if said != {"judgement": objective.judgement, "evidence": objective.evidence}:
            changes.append((objective, {**said, "judged_on": when, "judged_by": who}))
    for each in standings:
        if each.subject not in outcomes:
            text = f"Nothing is expected in {each.subject}. Add it to the placement first."
            raise Problem("outcome.unknown", text, each.subject)
        outcome = outcomes[each.subject]
        told = {"now": each.now.strip() or None, "comment": each.comment.strip() or None}
        if told != {"now": outcome.now, "comment": outcome.comment}:
            changes.append((outcome, {**told}))
    if not changes:
        raise Problem("objective.nothing", "Nothing is other than before. Change something, or go back.")
    with record.work("Judged how far a placement has come") as work:
        for row, values in changes:
            work.update(row, **values)
    return work.changes
