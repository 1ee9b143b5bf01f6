"""Taking a backup that is proved before it counts."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from apdesk.problems import Cancelled, Problem
from apdesk.progress import Progress, Silent
from apdesk.store import backup_file, rotation
from apdesk.store.backup_places import demand_outside, first_place, second_place
from apdesk.store.database import connect, connect_still, settled
from apdesk.store.door import RECORD, demand_encrypted
from apdesk.store.health import Health, check_and_read, count_rows
from apdesk.store.key_file import sync_file, sync_folder
from apdesk.store.keys import Head, Keys, Secrets
from apdesk.store.surroundings import demand_speakable
from apdesk.store.trouble import problem_of

_PAGES_AT_ONCE = 2000
_FORGOTTEN_AFTER = 3600  # seconds without a write, after which an unfinished file was left by a process that ended


@dataclass(frozen=True)
class Taken:
    """A backup that was opened and checked: the file, what it holds, and what happened in the second place."""

    file: Path
    health: Health
    second: Path | None = None
    second_problem: Problem | None = None


def take(
    desk: Path, keys: Keys, secrets: Secrets, now: datetime, progress: Progress | None = None, *, alone: bool = False
) -> Taken:
    """A proved backup beside the desk and in the second place; older ones are thinned out.

    A second place that fails does not undo the first; its problem is in the answer. `alone`: nobody has the desk open.
    """
    taken = take_into(first_place(desk), desk, keys, secrets, now, progress, alone=alone)
    elsewhere = second_place(desk)
    if elsewhere is None:
        return taken
    try:
        copy = _copy_proved(taken.file, elsewhere, desk, now)
    except Problem as problem:
        return Taken(taken.file, taken.health, None, problem)
    thin_out(elsewhere, desk, keys.desk, copy)
    return Taken(taken.file, taken.health, copy)


def take_into(
    folder: Path,
    desk: Path,
    keys: Keys,
    secrets: Secrets,
    now: datetime,
    progress: Progress | None = None,
    *,
    alone: bool = False,
) -> Taken:
    """A proved backup in this folder, which is thinned out; `Problem` where it could not be made or proved."""
    progress = progress or Silent()
    demand_speakable(folder)
    demand_outside(desk, folder)
    partial = unfinished(folder, desk, "partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(partial, desk)
        head, counts = copy_record(desk / RECORD, partial, secrets, progress, alone=alone)
        demand_encrypted(partial)
        health, pages = check_and_read(partial, secrets, head, None, progress)
        sound = health.copied and health.counts == counts
        if not sound and not health.whole:
            raise _not_proved(health, None)
        backup_file.seal(partial, keys.as_bytes(), pages.checksum)
        backup_file.read(partial, just_sealed=True)
        if not sound:
            raise _not_proved(health, _kept_aside(partial, folder, desk))
        target = backup_file.put_in_place(partial, desk, now, folder)
        sync_folder(folder)
    except BaseException as error:
        raise _failed(error, now, folder) from error
    finally:
        _drop(partial)
    thin_out(folder, desk, keys.desk, target)
    return Taken(target, health)


def thin_out(folder: Path, desk: Path, identity: str, just_taken: Path) -> list[Path]:
    """Remove the backups of this very desk that the rotation no longer keeps; what was removed.

    The one just taken always stays: a clock that was wrong once must not cost the newest state.
    """
    files = backup_file.listed(folder, desk, identity)
    dated = {file: moment for file in files if (moment := backup_file.taken_at(file))}
    kept = rotation.to_keep(dated.values()) if dated else set()
    gone = [file for file, moment in dated.items() if moment not in kept and file != just_taken]
    for file in gone:
        with contextlib.suppress(OSError):
            file.unlink()
    return gone


def unfinished(folder: Path, desk: Path, kind: str) -> Path:
    """A name for what is not a backup yet, hidden, and of this process alone."""
    return folder / f".{backup_file.desk_name(desk)}-{os.getpid()}-{time.monotonic_ns()}.{kind}"


def sweep(present: Path, desk: Path) -> None:
    """Remove what processes that were killed long ago left unfinished beside `present`, which exists afterwards.

    Ages are told by the drive's own clock, on which `present` has just been made.
    """
    present.touch(mode=0o600)
    now = present.stat().st_mtime
    for each in present.parent.glob(f".{backup_file.desk_name(desk)}-*-*.*"):
        with contextlib.suppress(OSError):
            if now - each.stat().st_mtime > _FORGOTTEN_AFTER:
                shutil.rmtree(each) if each.is_dir() else each.unlink()


def copy_record(
    record: Path, target: Path, secrets: Secrets, progress: Progress, *, alone: bool = False
) -> tuple[Head, dict[str, int]]:
    """Afterwards `target` is a copy of the record at one moment; its newest journal entry, and what was counted."""
    target.unlink(missing_ok=True)
    with _source(record, secrets, alone=alone) as source:
        # One read transaction: what is counted is exactly what is copied, whoever writes meanwhile.
        source.execute("BEGIN")
        newest = list(source.execute("SELECT number, chain FROM journal_entry ORDER BY number DESC LIMIT 1"))
        counts = count_rows(source)
        copy_pages(source, target, secrets.data, progress)
        source.execute("ROLLBACK")
    return Head(*newest[0]) if newest else Head(0, ""), counts


@contextlib.contextmanager
def _source(record: Path, secrets: Secrets, *, alone: bool) -> Iterator[apsw.Connection]:
    """A record that nobody has open is read without side files, for which a full or read-only disk has no room."""
    with settled(record, secrets.data) if alone else contextlib.nullcontext(record) as file:
        source = connect_still(file, secrets.data) if alone else connect(file, secrets.data)
        try:
            yield source
        finally:
            source.close()


def copy_pages(source: apsw.Connection, target: Path, key: bytes | bytearray, progress: Progress) -> None:
    """Afterwards `target` is a copy of the whole source, encrypted with `key` and free of side files.

    The engine's backup runs from the argument into the receiver; this is the one place that calls it.
    """
    target.touch(mode=0o600)
    copy = connect(target, key, create=True)
    try:
        # Nothing of an unfinished copy is of use after a crash; whoever asked for it brings the whole to the disk.
        copy.pragma("journal_mode", "off")
        copy.pragma("synchronous", "off")
        with copy.backup("main", source, "main") as running:
            while not running.done:
                running.step(_PAGES_AT_ONCE)
                progress.step(running.page_count - running.remaining, running.page_count, "Copying the record")
        copy.pragma("journal_mode", "delete")
    finally:
        copy.close()


def _copy_proved(file: Path, folder: Path, desk: Path, now: datetime) -> Path:
    # The folder was made when the place was chosen: where it is missing its drive is, and nothing must take its place.
    partial = unfinished(folder, desk, "partial")
    try:
        sweep(partial, desk)
        shutil.copyfile(file, partial)
        sync_file(partial)
        backup_file.read(partial)
        target = backup_file.put_in_place(partial, desk, now, folder)
        sync_folder(folder)
        return target
    except (OSError, Problem) as error:
        problem = problem_of(error, str(folder))
        why = "the drive is full" if problem and problem.code == "record.disk-full" else "it cannot be written"
        raise Problem(
            "backup.second-place",
            f"The backup beside the desk is good, but not the one in the second place: {why}. "
            "Connect that drive, or choose another.",
            str(folder),
        ) from error
    finally:
        _drop(partial)


def _kept_aside(partial: Path, folder: Path, desk: Path) -> Path:
    """The copy that does not count, under a name that says so and that no rotation touches."""
    aside = folder / f"{backup_file.desk_name(desk)} not sound{backup_file.SUFFIX}"
    partial.replace(aside)
    return aside


def _drop(partial: Path) -> None:
    for each in (partial, *(partial.with_name(partial.name + end) for end in ("-journal", "-wal", "-shm"))):
        with contextlib.suppress(OSError):
            each.unlink(missing_ok=True)


def _failed(error: BaseException, now: datetime, folder: Path) -> BaseException:
    if isinstance(error, Cancelled) or not isinstance(error, Exception):
        return error
    problem = problem_of(error, str(folder))
    if problem is None or problem.code.startswith("backup."):
        return problem or error
    why = {
        "record.disk-full": "the drive is full",
        "record.read-only": "nothing can be written there",
        "record.gone": "the folder cannot be reached",
        "record.damaged": "part of the record is damaged",
        "record.not-readable": "the record cannot be read with its keys",
    }.get(problem.code, "the disk reported an error")
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        why = "there is a file where the folder should be"
    text = f"Backup failed at {now.astimezone():%H:%M}: {why}. Your work is safe on this PC. Choose another place."
    if problem.code in ("record.damaged", "record.not-readable"):
        text = f"Backup failed at {now.astimezone():%H:%M}: {why}. Keep the older backups, and run a check of the desk."
    return Problem("backup.failed", text, str(folder))


def _not_proved(health: Health, aside: Path | None) -> Problem:
    found = health.damage[0] if health.damage else "The copy does not hold as many rows as the record."
    kept = f" What was copied is kept as “{aside.name}”." if aside else ""
    return Problem(
        "backup.not-proved",
        f"The backup was made but is not sound, so it does not count. {found}{kept} Run a check of the desk.",
    )
