"""Which files were taken in, and whether the newest of them can still be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.services.acting import require
from apdesk.services.undo import what_can_be_undone
from apdesk.store.record import Record
from apdesk.store.settings import import_runs

_COUNTED = (
    ("changed", "changed"), ("new", "new"), ("left", "left"), ("placed", "placed"), ("rejected", "left out"),
    ("left_out", "left out"),
)


class TakenIn(NamedTuple):
    """One file that was taken in."""

    id: str
    what: str           # "roll", "tracker"
    file_name: str
    source: str         # "SIMS", "Arbor" …, "" where it does not matter
    at: datetime
    by: str
    counts: Mapping[str, int]
    undoable: bool      # it is the newest operation of the acting person, and nothing stands on it


def import_history(record: Record, limit: int = 20) -> tuple[TakenIn, ...]:
    """The newest files of every kind, newest first; one query, and one more for what can be undone."""
    require(record, Deed.SEE_PUPILS)
    runs = import_runs(None, limit)
    newest = what_can_be_undone(record)
    undoable = newest is not None and newest.operation in OPERATIONS
    return tuple(
        TakenIn(
            run.id, run.what, run.file_name, run.source or "", run.taken_at, run.taken_by, run.counts,
            undoable and place == 0 and newest is not None and newest.operation == OPERATIONS_OF[run.what],
        )
        for place, run in enumerate(runs)
    )


def count_words(taken: TakenIn) -> str:
    """"23 changed, 6 new, 4 left out"."""
    found: dict[str, int] = {}
    for name, words in _COUNTED:
        found[words] = found.get(words, 0) + taken.counts.get(name, 0)
    return ", ".join(f"{count:,} {words}" for words, count in found.items() if count) or "nothing changed"


OPERATIONS_OF: dict[str, str] = {"roll": "Took in a pupil list", "tracker": "Took in a tracker"}
"""The sentence in the journal for each kind of file."""
OPERATIONS = frozenset(OPERATIONS_OF.values())
