"""Putting a backup in the place of a desk; what stood there is kept aside."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import apsw

from apdesk.clock import Clock
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.store import backup_file, key_file
from apdesk.store.database import connect
from apdesk.store.health import Health, check_file
from apdesk.store.key_wrap import Cost
from apdesk.store.keys import Keys, Secrets
from apdesk.store.occupancy import Occupancy
from apdesk.store.opening import become, close_desk, demand_nothing_open, open_unlocked
from apdesk.store.record import RECORD
from apdesk.store.trouble import in_plain_words


@dataclass(frozen=True)
class Restored:
    """The desk that stands again, where the earlier one was put, and what the record holds."""

    folder: Path
    aside: Path | None
    health: Health


def restore(
    file: Path,
    desk: Path,
    person: str | None,
    passphrase: str,
    clock: Clock,
    progress: Progress | None = None,
    cost: Cost | None = None,
) -> Restored:
    """Afterwards the desk is as it was when the backup was taken, as a copy with a new identity.

    The people and passphrases are those of that time. The desk that stood there is moved aside, whole.
    `Problem` where the backup is not sound, the passphrase is wrong, or the desk is open; nothing is changed then.
    """
    demand_nothing_open()
    progress = progress or Silent()
    backup = backup_file.read(file)
    staged = desk.parent / f"{desk.name}.restoring"
    with in_plain_words(desk):
        _demand_free(desk, clock)
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700, parents=True)
        try:
            health = _stage(backup, staged, person, passphrase, clock, progress, cost)
            aside = _change_places(staged, desk, clock)
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
    return Restored(desk, aside, health)


def restore_keys(
    file: Path, desk: Path, person: str | None, passphrase: str, clock: Clock, cost: Cost | None = None
) -> None:
    """Afterwards the desk has the keys of the backup and the record it had; nothing of the record is lost.

    `Problem` "backup.other-desk" where those keys do not open this record; nothing is changed then.
    """
    backup = backup_file.read(file)
    unlocked = Keys.inside(backup.keys, cost).unlock(person, passphrase, clock.now())
    with in_plain_words(desk):
        occupancy = Occupancy(desk, unlocked.holder.name, clock.now())
        try:
            connect(desk / RECORD, unlocked.secrets.data).close()
            key_file.write(desk, backup.keys)
        except apsw.NotADBError:
            text = "This backup is of another desk: its keys do not open this record. Choose a backup of this desk."
            raise Problem("backup.other-desk", text, str(file)) from None
        finally:
            occupancy.release()
            unlocked.secrets.wipe()


def rehearse(file: Path, desk: Path, secrets: Secrets, progress: Progress | None = None) -> Health:
    """Everything a restore does, in a folder beside the backup that is removed again; what the check found."""
    backup = backup_file.read(file)
    staged = file.parent / f".{desk.stem}.rehearsal"
    with in_plain_words(staged):
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700)
        try:
            key_file.write(staged, backup.keys)
            backup_file.copy_record(backup, staged / RECORD)
            keys = Keys.read(staged)
            keys.demand_seal(secrets)
            return check_file(staged / RECORD, secrets, keys.head, None, progress)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def _stage(
    backup: backup_file.BackupFile,
    staged: Path,
    person: str | None,
    passphrase: str,
    clock: Clock,
    progress: Progress,
    cost: Cost | None,
) -> Health:
    key_file.write(staged, backup.keys)
    keys = Keys.read(staged, cost)
    unlocked = keys.unlock(person, passphrase, clock.now())
    progress.step(0, 0, "Copying the record")
    backup_file.copy_record(backup, staged / RECORD)
    health = check_file(staged / RECORD, unlocked.secrets, keys.head, None, progress)
    if not health.ok:
        raise Problem(
            "backup.not-sound", f"This backup is not sound: {health.damage[0]} Use an older one.", str(backup.file)
        )
    record = open_unlocked(staged, keys, unlocked, Occupancy(staged, unlocked.holder.name, clock.now()), clock)
    try:
        record.device = become(record.database, clock, f"restored from {backup.file.name}")
        record.noted("Restored the desk from a backup", about=backup.file.name)
    finally:
        close_desk(record)
    return health


def _change_places(staged: Path, desk: Path, clock: Clock) -> Path | None:
    aside = None
    if desk.exists():
        _demand_free(desk, clock)
        aside = _free_name(desk, f"{clock.now().astimezone():%Y-%m-%d-%H%M%S}")
        desk.rename(aside)
    try:
        staged.rename(desk)
    except OSError:
        if aside is not None:
            aside.rename(desk)
        raise
    key_file.sync_folder(desk.parent)
    return aside


def _demand_free(desk: Path, clock: Clock) -> None:
    if desk.is_dir():
        Occupancy(desk, "", clock.now()).release()  # refuses while somebody has it open


def _free_name(desk: Path, stamp: str) -> Path:
    name = f"{desk.stem} before restore {stamp}"
    choices = [
        desk.parent / f"{name}{extra}{desk.suffix}" for extra in ("", *(f" {number}" for number in range(2, 100)))
    ]
    return next(choice for choice in choices if not choice.exists())
