"""Taking back the newest operation, while nothing later stands on it."""

from __future__ import annotations

from dataclasses import dataclass

from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services.changes import Changes
from apdesk.store import undoing
from apdesk.store.record import Record

UNDID = "Undid: "
AGAIN = "Did again: "
LARGE = 200
"""From so many rows on, taking back is worth a bar and a way to stop it."""


@dataclass(frozen=True)
class Undoable:
    """What Ctrl+Z would take back: the sentence for the menu, and the entry for a correction."""

    entry: int
    operation: str


@dataclass(frozen=True)
class Undone:
    """What was taken back and what changed by it."""

    operation: str
    changes: Changes


def what_can_be_undone(record: Record) -> Undoable | None:
    """The newest operation of the acting person, or None where it cannot be taken back any more."""
    newest = undoing.newest_of(record)
    if newest is None or not newest.undoable or newest.role != record.actor.role:
        return None
    if undoing.what_depends(record, newest.entry):
        return None
    return Undoable(newest.entry, newest.operation)


def is_large(record: Record, *, again: bool = False) -> bool:
    """True where what `undo` (or, `again`, `redo`) would take back is an import or another change of many rows."""
    newest = undoing.newest_undone(record) if again else undoing.newest_of(record)
    return newest is not None and newest.rows >= LARGE


def undo(record: Record, progress: Progress | None = None) -> Undone:
    """The newest operation of the acting person is reversed, as a journal entry of its own; cancelled, nothing is.

    `Problem` "permission.refused" for what was done in another role, "undo.nothing", "undo.lasting" for what cannot
    be taken back at all (a document that went out), and "undo.depends" naming the later operation; the way then is a
    correction (`record.work(corrects=…)`).
    """
    newest = undoing.newest_of(record)
    if newest is None:
        raise Problem("undo.nothing", "There is nothing of yours to undo.")
    _demand_same_role(record, newest)
    if not newest.undoable:
        raise Problem("undo.lasting", f"“{newest.operation}” cannot be undone. Correct it instead; both will be kept.")
    later = undoing.what_depends(record, newest.entry)
    if later is not None:
        raise Problem(
            "undo.depends",
            f"“{newest.operation}” cannot be undone: “{later}” came after it and stands on it. "
            "Correct it instead; both will be kept.",
        )
    with record.undoing(f"{UNDID}{newest.operation}", newest.entry) as work:
        undoing.reverse(record, work, newest.entry, progress or Silent())
    return Undone(newest.operation, work.changes)


def redo(record: Record, progress: Progress | None = None) -> Undone:
    """What the acting person undid last is done again, as an entry of its own that can be undone like any other.

    `Problem` "redo.nothing" where nothing was undone, or something else was done since.
    """
    undone = undoing.newest_undone(record)
    if undone is None:
        raise Problem("redo.nothing", "There is nothing to do again.")
    _demand_same_role(record, undone)
    operation = undone.operation.removeprefix(UNDID).removeprefix(AGAIN)
    later = undoing.what_depends(record, undone.entry, again=True)
    if later is not None:
        raise Problem("undo.depends", f"“{operation}” cannot be done again: “{later}” came after it.")
    with record.work(f"{AGAIN}{operation}", corrects=undone.entry) as work:
        undoing.reverse(record, work, undone.entry, progress or Silent())
    return Undone(operation, work.changes)


def _demand_same_role(record: Record, done: undoing.Done) -> None:
    """What somebody did in another role may be beyond their present one."""
    if done.role != record.actor.role:
        raise Problem(
            "permission.refused",
            f"“{done.operation}” was done in another role, so it is not undone from this one. Ask an administrator.",
            "role",
        )
