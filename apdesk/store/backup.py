"""Taking a backup that is proved before it counts."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from apdesk.problems import Cancelled, Problem
from apdesk.progress import Progress, Silent
from apdesk.store import backup_file, rotation
from apdesk.store.backup_places import first_place, second_place
from apdesk.store.database import connect, demand_encrypted
from apdesk.store.health import Health, check_file, count_rows
from apdesk.store.key_file import sync_folder
from apdesk.store.keys import Head, Keys, Secrets
from apdesk.store.record import RECORD
from apdesk.store.trouble import problem_of

_PAGES_AT_ONCE = 2000


@dataclass(frozen=True)
class Taken:
    """A backup that was opened and checked: the file, what it holds, and what happened in the second place."""

    file: Path
    health: Health
    second: Path | None = None
    second_problem: Problem | None = None


def take(desk: Path, keys: Keys, secrets: Secrets, now: datetime, progress: Progress | None = None) -> Taken:
    """A proved backup beside the desk and in the second place; older ones are thinned out.

    A second place that fails does not undo the first; its problem is in the answer.
    """
    taken = take_into(first_place(desk), desk, keys, secrets, now, progress)
    elsewhere = second_place(desk)
    if elsewhere is None:
        return taken
    try:
        copy = _copy_proved(taken.file, elsewhere)
    except Problem as problem:
        return Taken(taken.file, taken.health, None, problem)
    thin_out(elsewhere, desk)
    return Taken(taken.file, taken.health, copy)


def take_into(
    folder: Path, desk: Path, keys: Keys, secrets: Secrets, now: datetime, progress: Progress | None = None
) -> Taken:
    """A proved backup in this folder, which is thinned out; `Problem` where it could not be made or proved."""
    progress = progress or Silent()
    partial = folder / f".{desk.stem}{backup_file.SUFFIX}.partial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        head, counts = copy_record(desk / RECORD, partial, secrets, progress)
        demand_encrypted(partial)
        health = check_file(partial, secrets, head, None, progress)
        if not health.ok or health.counts != counts:
            raise _not_proved(health)
        backup_file.seal(partial, keys.as_bytes())
        backup_file.read(partial, just_sealed=True)
        target = backup_file.name_for(desk, now, folder)
        partial.replace(target)
        sync_folder(folder)
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise _failed(error, now, folder) from error
    thin_out(folder, desk)
    return Taken(target, health)


def thin_out(folder: Path, desk: Path) -> list[Path]:
    """Remove the backups of this desk that the rotation no longer keeps; what was removed."""
    dated = {file: moment for file in backup_file.listed(folder, desk) if (moment := backup_file.taken_at(file))}
    kept = rotation.to_keep(dated.values()) if dated else set()
    gone = [file for file, moment in dated.items() if moment not in kept]
    for file in gone:
        with contextlib.suppress(OSError):
            file.unlink()
    return gone


def copy_record(record: Path, target: Path, secrets: Secrets, progress: Progress) -> tuple[Head, dict[str, int]]:
    """Afterwards `target` is a copy of the record at one moment; its newest journal entry, and what was counted."""
    # One read transaction on the source: what is counted is exactly what is copied, whoever writes meanwhile.
    target.unlink(missing_ok=True)
    source = connect(record, secrets.data)
    try:
        source.execute("BEGIN")
        newest = list(source.execute("SELECT number, chain FROM journal_entry ORDER BY number DESC LIMIT 1"))
        counts = count_rows(source)
        copy_pages(source, target, secrets.data, progress)
        source.execute("ROLLBACK")
    finally:
        source.close()
    return Head(*newest[0]) if newest else Head(0, ""), counts


def copy_pages(source: apsw.Connection, target: Path, key: bytes | bytearray, progress: Progress) -> None:
    """Afterwards `target` is a copy of the whole source, encrypted with `key`, on disk and free of side files.

    The engine's backup runs from the argument into the receiver; this is the one place that calls it.
    """
    target.touch(mode=0o600)
    copy = connect(target, key, create=True)
    try:
        with copy.backup("main", source, "main") as running:
            while not running.done:
                running.step(_PAGES_AT_ONCE)
                progress.step(running.page_count - running.remaining, running.page_count, "Copying the record")
        copy.pragma("journal_mode", "delete")
    finally:
        copy.close()


def _copy_proved(file: Path, folder: Path) -> Path:
    partial = folder / f".{file.name}.partial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, partial)
        backup_file.read(partial)
        target = folder / file.name
        partial.replace(target)
        return target
    except (OSError, Problem) as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        problem = problem_of(error, str(folder))
        why = "the drive is full" if problem and problem.code == "record.disk-full" else "it cannot be written"
        raise Problem(
            "backup.second-place",
            f"The backup beside the desk is good, but not the one in the second place: {why}. "
            "Connect that drive, or choose another.",
            str(folder),
        ) from error


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
    }.get(problem.code, "the disk reported an error")
    text = f"Backup failed at {now.astimezone():%H:%M}: {why}. Your work is safe on this PC. Choose another place."
    return Problem("backup.failed", text, str(folder))


def _not_proved(health: Health) -> Problem:
    found = health.damage[0] if health.damage else "The copy does not hold as many rows as the record."
    return Problem(
        "backup.not-proved",
        f"The backup was made but is not sound, so it does not count. {found} Run a check of the desk.",
    )
