"""Backups as the office meets them: taken by themselves, proved, rehearsed, restored."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from apdesk.clock import Clock
from apdesk.domain.day_words import whole_date
from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services.acting import require
from apdesk.services.verifying import standing_still, unlocked
from apdesk.store import backup, backup_file, backup_places
from apdesk.store import restore as restoring
from apdesk.store.backup_places import Place
from apdesk.store.health import Health
from apdesk.store.journal_reading import holds
from apdesk.store.keys import Keys
from apdesk.store.record import Record
from apdesk.store.restore import Restored

__all__ = ["Place", "Rehearsed", "Restored", "Status", "Taken"]


@dataclass(frozen=True)
class Taken:
    """A backup that counts, and what the person should know about the second place."""

    file: Path
    second: Path | None
    warning: str | None


@dataclass(frozen=True)
class Status:
    """What the status bar says: the places, the newest backup and its age in calendar days (None: never)."""

    places: tuple[Place, ...]
    newest: datetime | None
    age_days: int | None


@dataclass(frozen=True)
class Rehearsed:
    """What a rehearsal found, in sentences for a person."""

    ok: bool
    file: Path | None
    sentences: tuple[str, ...]


def take(record: Record, progress: Progress | None = None) -> Taken:
    """A proved backup of the open desk in its places; `Problem` "backup.failed" where it could not be made."""
    record.note_head()
    taken = backup.take(record.folder, record.keys, record.secrets, record.clock.now(), progress)
    with contextlib.suppress(Problem):  # the backup stands, whether or not that can be noted
        record.noted("Took a backup", about=taken.file.name)
    warning = taken.second_problem.text if taken.second_problem else None
    return Taken(taken.file, taken.second, warning)


def take_if_needed(record: Record, progress: Progress | None = None) -> Taken | None:
    """A backup where something changed since the newest in a place that can be reached: for closing, and once a day.

    None where nothing did. Journal entries are compared, not clocks: a clock that was wrong once puts nothing off.
    """
    reached = [_reached(record, place.folder) for place in _places(record) if place.reachable]
    last = record.database.rows("SELECT max(number) FROM journal_entry WHERE kind IN ('work', 'undo')")[0][0] or 0
    if reached and min(reached) >= last:
        return None
    return take(record, progress)


def before(record: Record, progress: Progress | None = None) -> Taken | None:
    """A proved backup to go back to, before something large: an import, a merge, an erasure.

    None where nothing has changed since the newest. `Problem` "backup.failed" where none could be made: what was
    to follow should not begin then.
    """
    return take_if_needed(record, progress)


def _places(record: Record) -> list[Place]:
    return backup_places.places(record.folder, record.keys.desk)


def _reached(record: Record, folder: Path) -> int:
    """The newest journal entry that a backup in this folder holds; 0 where none is of this journal."""
    files = backup_file.listed(folder, record.folder, record.keys.desk)
    told = sorted(filter(None, map(backup_file.told_by, files)), key=lambda one: one.entry, reverse=True)
    return next((one.entry for one in told if holds(record.database, one.entry, one.chain)), 0)


def take_of(
    desk: Path, to: Path | None, person: str | None, passphrase: str, clock: Clock, progress: Progress | None = None
) -> Taken:
    """A proved backup of a desk that need not be open here, into `to` or its own places; for the command line."""
    keys, opened = unlocked(desk, person, passphrase, clock)
    try:
        with standing_still(desk, opened.holder.name, clock) as alone:
            if to is None:
                taken = backup.take(desk, keys, opened.secrets, clock.now(), progress, alone=alone)
            else:
                taken = backup.take_into(to, desk, keys, opened.secrets, clock.now(), progress, alone=alone)
                backup_places.remember(desk, to)
        return Taken(taken.file, taken.second, taken.second_problem.text if taken.second_problem else None)
    finally:
        opened.secrets.wipe()


def status(record: Record) -> Status:
    """Where the backups are and how old the newest is."""
    places = tuple(_places(record))
    newest = max((place.newest for place in places if place.newest is not None), default=None)
    age = (record.clock.now().astimezone().date() - newest.date()).days if newest else None
    return Status(places, newest, age)


def choose_second_place(record: Record, folder: Path | None) -> None:
    """Backups also go there from now on (None: no longer); `Problem` where nothing can be written there."""
    require(record, Deed.CHOOSE_BACKUPS)
    backup_places.choose_second_place(record.folder, folder)
    record.noted("Chose the second place for backups" if folder else "Gave up the second place for backups")


def listed(desk: Path) -> tuple[tuple[Path, datetime | None], ...]:
    """Every backup of a desk with when it was taken, newest first; also for a desk that cannot be opened."""
    return tuple((file, backup_file.taken_at(file)) for file in backup_places.all_backups(desk))


def people_in(file: Path) -> tuple[str, ...]:
    """Who can open a backup; `Problem` where it is not whole."""
    return tuple(holder.name for holder in Keys.inside(backup_file.read(file).keys).people)


def restore(
    file: Path, desk: Path, person: str | None, passphrase: str, clock: Clock, progress: Progress | None = None
) -> Restored:
    """The desk stands as it was when the backup was taken; the one that stood there is kept aside."""
    return restoring.restore(file, desk, person, passphrase, clock, progress)


def restore_keys(file: Path, desk: Path, person: str | None, passphrase: str, clock: Clock) -> None:
    """The desk has the keys of the backup again; nothing of its record is lost. For keys that are missing or damaged.

    People and passphrases are those of that time. `Problem` "backup.other-desk" where they do not open this record.
    """
    restoring.restore_keys(file, desk, person, passphrase, clock)


def rehearse(record: Record, file: Path | None = None, progress: Progress | None = None) -> Rehearsed:
    """Everything a restore would do with the newest backup (or this one), without touching the desk."""
    progress = progress or Silent()
    chosen = file or next(iter(backup_places.all_backups(record.folder)), None)
    if chosen is None:
        return Rehearsed(False, None, ("There is no backup yet. Take one now, then rehearse again.",))
    try:
        found = restoring.rehearse(chosen, record.folder, record.secrets, progress)
    except Problem as problem:
        return Rehearsed(False, chosen, (f"{chosen.name} could not be restored. {problem.text}",))
    record.noted("Rehearsed restoring a backup", about=chosen.name)
    return Rehearsed(found.ok, chosen, tuple(_in_words(record, chosen, found)))


def _in_words(record: Record, file: Path, found: Health) -> list[str]:
    if not found.ok:
        return [f"{file.name} is not sound and would not be restored.", *found.damage]
    taken = backup_file.taken_at(file)
    when = f" of {taken:%A} {whole_date(taken)}, {taken:%H:%M}" if taken else ""
    now = record.database.rows("SELECT count(*) FROM journal_entry")[0][0]
    later = now - found.journal.entries
    held = ", ".join(
        f"{found.counts[table]:,} {one if found.counts[table] == 1 else many}"
        for table, one, many in _NAMED if table in found.counts
    )
    return [
        f"The backup{when} was restored into a folder of its own, opened, and removed again.",
        f"All {found.pages:,} pages could be read, and all {found.journal.entries:,} journal entries are as written.",
        f"It holds {held}.",
        _since(later),
    ]


def _since(later: int) -> str:
    if later == 0:
        return "Nothing has been written since."
    if later == 1:
        return "1 journal entry written since is not in it."
    return f"{later:,} journal entries written since are not in it."


_NAMED = (
    ("pupil", "pupil", "pupils"),
    ("provider", "provider", "providers"),
    ("staff_member", "member of staff", "staff"),
    ("placement", "placement", "placements"),
    ("duty", "duty", "duties"),
    ("register_mark", "register mark", "register marks"),
)
