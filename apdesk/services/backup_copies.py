"""The copies that there are: where, when, how large, and whether each is still whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services.acting import require
from apdesk.store import backup_file, backup_places
from apdesk.store.journal_reading import holds, newest_of, work_after
from apdesk.store.record import Record
from apdesk.store.restore import Restored

BESIDE, SECOND, ELSEWHERE = "beside", "second", "elsewhere"


class Copy(NamedTuple):
    """One backup file of a desk."""

    file: Path
    taken: datetime | None      # local time, by its name
    size: int                   # bytes
    place: str                  # beside, second, elsewhere


class Since(NamedTuple):
    """The changes that a copy does not hold: how many, and when the last of them was made."""

    changes: int
    last: datetime | None


@dataclass(frozen=True)
class Kept:
    """The two places and their copies, newest first; `rehearsed` is when a restore was last tried out."""

    copies: tuple[Copy, ...]
    rehearsed: datetime | None


def kept(record: Record) -> Kept:
    """Every copy that is known of the open desk."""
    rehearsed = newest_of(record.database, "Rehearsed restoring a backup")
    return Kept(copies(record.folder), max(rehearsed.values(), default=None))


def copies(desk: Path) -> tuple[Copy, ...]:
    """Every copy that is known of a desk, newest first; also for one that is gone or cannot be opened."""
    first, second = backup_places.first_place(desk), backup_places.second_place(desk)
    places = {first: BESIDE} | ({second: SECOND} if second is not None else {})
    return tuple(
        Copy(file, backup_file.taken_at(file), _size(file), places.get(file.parent, ELSEWHERE))
        for file in backup_places.all_backups(desk)
    )


def changed_since(record: Record, copy: Copy) -> Since | None:
    """What was changed on the desk after the copy; None where that is not known (a copy of another journal)."""
    require(record, Deed.CHOOSE_BACKUPS)
    told = backup_file.told_by(copy.file)
    if told is None or not holds(record.database, told.entry, told.chain):
        return None
    return Since(*work_after(record.database, told.entry))


def check_copies(
    record: Record, files: Sequence[Path], progress: Progress | None = None
) -> dict[Path, str]:  # fmt: skip
    """Whether each file is as it was when it was proved: "" where it is, else the sentence that says why not.

    Every byte is read. Nothing is opened and nothing is changed.
    """
    require(record, Deed.CHOOSE_BACKUPS)
    found: dict[Path, str] = {}
    for number, file in enumerate(files):
        (progress or Silent()).step(number, len(files), "Reading copies")
        try:
            backup_file.read(file)
            found[file] = ""
        except Problem as problem:
            found[file] = problem.text
    bad = sum(bool(text) for text in found.values())
    record.noted(f"Checked {len(found)} backups: {bad} damaged" if bad else f"Checked {len(found)} backups: all whole")
    return found


def restored_in_words(restored: Restored) -> tuple[str, ...]:
    """What stands again after a restore, and where the desk went that stood there."""
    counts = restored.health.counts
    held = ", ".join(f"{counts.get(table, 0):,} {name}" for table, name in _NAMED if table in counts)
    said = [f"It holds {held}, and {restored.health.journal.entries:,} entries in its log."]
    if not restored.health.ok:
        said += ["Not all of it is sound:", *restored.health.damage[:3]]
    if restored.aside is not None:
        said.append(f"What was there before is kept as\n{restored.aside.name}.")
    return tuple(said)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


_NAMED = (("pupil", "pupils"), ("provider", "providers"), ("placement", "placements"), ("duty", "duties"))
