"""Lawful erasure: what is seen first, a proved backup, then one operation that nothing brings back.

Two kinds. The history of a pupil: what was corrected or removed, on a lawful request, while the present record stays.
The whole record: of a pupil who left, once the school's schedule no longer keeps it. The chain of the journal stays
whole either way, and its entry says who erased how much of what, when and why, and nothing of what it was.
"""

from __future__ import annotations

from typing import NamedTuple

from apdesk.domain.day_words import whole_date
from apdesk.domain.permissions import Deed
from apdesk.domain.retention import Keeping, Kept, kept_until
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services import backups
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.pupils import the_pupil
from apdesk.services.settings import settings
from apdesk.store.erasing import (
    Reached,
    reached_from,
    reasons_of,
    removed_among,
    table_name,
    unjournaled_of,
    values_of,
)
from apdesk.store.placements import pupils_placed
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record
from apdesk.store.registers import RegisterMark, last_mark_of

HISTORY = "Erased the history of a pupil"
WHOLE = "Erased the record of a pupil"

_WORDS = {
    "contact": ("contact", "contacts"), "pupil_note": ("note", "notes"), "placement": ("placement", "placements"),
    "duty": ("duty", "duties"), "register_mark": ("register mark", "register marks"),
    "document_copy": ("paper", "papers"), "placement_event": ("event", "events"),
}  # fmt: skip


class Erasable(NamedTuple):
    """What an erasure would do today; nothing is written."""

    history: int                # values of the journal: what was corrected, and words of what was removed
    whole: str                  # what the whole record holds: "2 contacts, 1 placement, 37 duties"
    kept: Kept | None           # until when, and by what; None where neither birth nor leaving is known
    why_not_whole: str          # a sentence; "" where the whole record may be erased today
    reasons: int                # entries with a reason that somebody typed: those words stay


def what_may_be_erased(record: Record, pupil: str) -> Erasable:
    """What is held of the pupil, and what of it may go today."""
    require(record, Deed.ERASE_RECORDS)
    row = the_pupil(pupil)
    reached = reached_from(record.database, pupil)
    past = values_of(record.database, _without_registers(reached))
    kept = _kept(record, row)
    return Erasable(
        len(past), _counted(reached), kept, _why_not(record, row, kept), reasons_of(record.database, reached)
    )


def erase_history(record: Record, pupil: str, reason: str, progress: Progress | None = None) -> Changes:
    """What was corrected or removed of the pupil can no longer be read; the present record stays as it is.

    Registers are left: what a mark was before it was changed is kept by law. Raises `Problem` "erase.reason" without
    a reason, "erase.nothing" where nothing is left to erase, and "backup.failed" where no backup could be made to go
    back to. Nothing undoes it.
    """
    require(record, Deed.ERASE_RECORDS)
    row, why = the_pupil(pupil), _reason(reason)
    backups.before(record, progress)
    (progress or Silent()).step(0, 0, "Erasing")
    with record.work(HISTORY, reason=why, undoable=False) as work:
        reached = _without_registers(reached_from(record.database, pupil))
        places = values_of(record.database, reached)
        if not places:
            raise Problem("erase.nothing", "Nothing of this pupil’s history is left to erase.")
        work.erase_values(row, places)
        for table, ids in removed_among(record.database, reached).items():
            work.blank(table, ids)
    return work.changes


def erase_pupil(record: Record, pupil: str, reason: str, progress: Progress | None = None) -> Changes:
    """Nothing of the pupil can be read any more: no name, no contact, no placement, no mark, no paper, no history.

    Each row keeps its place as a tombstone without words. Raises `Problem` "erase.kept" while the pupil is on roll,
    has a placement that runs, or the schedule keeps the record, and as `erase_history` does.
    """
    require(record, Deed.ERASE_RECORDS)
    row, why = the_pupil(pupil), _reason(reason)
    refusal = _why_not(record, row, _kept(record, row))
    if refusal:
        raise Problem("erase.kept", refusal)
    backups.before(record, progress)
    (progress or Silent()).step(0, 0, "Erasing")
    with record.work(WHOLE, reason=why, undoable=False) as work:
        reached = reached_from(record.database, pupil)
        work.erase_values(row, values_of(record.database, reached))
        for each in unjournaled_of(reached):
            work.discard(each)
        for table, ids in reached.items():
            work.blank(table, ids)
    return work.changes


def _reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise Problem("erase.reason", "Say why, and who asked: it is kept with the erasure.", "reason")
    return said


def _without_registers(reached: Reached) -> Reached:
    return {table: ids for table, ids in reached.items() if table is not RegisterMark}


def _kept(record: Record, row: Pupil) -> Kept | None:
    held = settings(record)
    # the school may keep longer than the law asks, never shorter
    registers = max(held["records.registers"], Keeping.registers)
    keeping = Keeping(held["records.to_age"], held["records.plan_to_age"], registers)
    return kept_until(
        keeping, born=row.born, has_plan=row.sen == "E", hosted=row.hosted_here, left_on=row.left_on,
        last_mark=last_mark_of(row.id),
    )


def _why_not(record: Record, row: Pupil, kept: Kept | None) -> str:
    today = record.clock.today()
    if row.on_roll:
        return "The pupil is on roll. Only the record of a pupil who has left is erased as a whole."
    if row.id in pupils_placed(today):
        return "A placement of the pupil is still open. End it first."
    if kept is None:
        return "Neither a date of birth nor a day of leaving is known, so nothing tells how long the record is kept."
    if today < kept.until:
        return f"The record is kept until {whole_date(kept.until)}: {kept.why}."
    return ""


def _counted(reached: Reached) -> str:
    numbers = {table_name(table): len(ids) for table, ids in reached.items()}
    told = [
        f"{numbers[name]:,} {one if numbers[name] == 1 else many}"
        for name, (one, many) in _WORDS.items() if name in numbers
    ]
    return ", ".join(told)
