"""Dated lines about a pupil: contacts, removals and commendations, actions agreed. Never safeguarding content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Added, Changes, values_of
from apdesk.services.pupils import the_pupil
from apdesk.store.placements import ExpectedOutcome, Objective, PupilNote, objectives_of, outcomes_of
from apdesk.store.record import Record

KINDS = {"note": "Note", "contact": "Contact", "behaviour": "Behaviour", "action": "Action agreed"}
JUDGEMENTS = ("Met", "Mostly", "Partly", "Not yet")


@dataclass(frozen=True, kw_only=True)
class NoteForm:
    """A note. `by` and `done` are for actions; `with_whom` for contacts; `outcome` for behaviour."""

    on: date
    text: str
    kind: str = "note"
    placement: str | None = None
    with_whom: str = ""
    outcome: str = ""
    by: date | None = None
    done: bool = False


def add_note(record: Record, pupil: str, form: NoteForm) -> Added:
    """The note stands in the pupil's timeline. Raises `Problem` "note.text" or "note.kind"."""
    require(record, Deed.COMPLETE_DUTIES)
    row = the_pupil(pupil)
    if not form.text.strip():
        raise Problem("note.text", "Write what the note says.", "text")
    if form.kind not in KINDS:
        raise Problem("note.kind", f"A note is one of: {', '.join(KINDS.values())}.", "kind")
    with record.work("Added a note about a pupil") as work:
        note = work.create(PupilNote, pupil=row.id, entered_by=record.actor.name, **values_of(form))
    return Added(note.id, work.changes)


def judge_objective(
    record: Record, placement: str, objective: str, judgement: str, evidence: str, by: str, on: date
) -> Changes:
    """The objective is judged Met, Mostly, Partly or Not yet, with evidence and by whom."""
    require(record, Deed.CHANGE_PLACEMENTS)
    if judgement not in JUDGEMENTS:
        raise Problem("objective.judgement", f"An objective is {', '.join(JUDGEMENTS)}.", "judgement")
    row: Objective | None = next((one for one in objectives_of(placement) if one.id == objective), None)
    if row is None:
        raise Problem("objective.unknown", "This objective is no longer in the desk.")
    with record.work("Judged an objective of a placement") as work:
        work.update(row, judgement=judgement, evidence=evidence.strip() or None, judged_on=on, judged_by=by.strip())
    return work.changes


def note_progress(record: Record, placement: str, subject: str, now: str, comment: str = "") -> Changes:
    """Where a subject stands against what it expected."""
    require(record, Deed.CHANGE_PLACEMENTS)
    row: ExpectedOutcome | None = next((one for one in outcomes_of(placement) if one.subject == subject), None)
    if row is None:
        raise Problem("outcome.unknown", f"Nothing is expected in {subject}. Add it to the placement first.", subject)
    with record.work("Noted progress in a placement") as work:
        work.update(row, now=now.strip() or None, comment=comment.strip() or None)
    return work.changes
