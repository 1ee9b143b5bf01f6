"""Dated lines about a pupil: contacts, removals and commendations, actions agreed. Never safeguarding content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Added, values_of
from apdesk.services.pupils import the_pupil
from apdesk.store.placements import PupilNote
from apdesk.store.record import Record

KINDS = {"note": "Note", "contact": "Contact", "behaviour": "Behaviour", "action": "Action agreed"}


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
