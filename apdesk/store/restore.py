"""Putting a backup in the place of a desk; what stood there is kept aside."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import apsw

from apdesk.clock import Clock
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.store import backup, backup_file, key_file
from apdesk.store.database import connect
from apdesk.store.door import RECORD
from apdesk.store.health import Health, check_file
from apdesk.store.key_wrap import Cost
from apdesk.store.keys import Keys, Secrets, Unlocked
from apdesk.store.occupancy import NAME as IN_USE
from apdesk.store.occupancy import Occupancy
from apdesk.store.opening import become, close_desk, demand_nothing_open, open_unlocked
from apdesk.store.surroundings import demand_speakable
from apdesk.store.trouble import in_plain_words

_OF_A_DESK = frozenset({RECORD, f"{RECORD}-wal", f"{RECORD}-shm", key_file.NAME, key_file.PREVIOUS, IN_USE})


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
    `Problem` where the record in it cannot be read whole, the passphrase is wrong, the desk is open, or something
    else than a desk stands there; nothing is changed then. A journal with faults is restored as it is.
    """
    demand_nothing_open()
    demand_speakable(desk)
    demand_speakable(file)
    progress = progress or Silent()
    read = backup_file.read(file)
    place = Path(os.path.realpath(desk))
    staged = place.with_name(f"{place.name}.restoring")
    with in_plain_words(desk):
        _demand_room(place, clock)
        unlocked = Keys.inside(read.keys, cost).unlock(person, passphrase, clock.now())
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700, parents=True)
        try:
            health = _stage(read, staged, unlocked, clock, progress, cost)
            aside = _change_places(staged, place, clock)
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
    read = backup_file.read(file)
    if not (desk / RECORD).is_file():
        text = "There is no record here that keys could belong to. Restore the whole backup instead."
        raise Problem("desk.no-record", text, str(desk))
    unlocked = Keys.inside(read.keys, cost).unlock(person, passphrase, clock.now())
    with in_plain_words(desk):
        occupancy = Occupancy(desk, unlocked.holder.name, clock.now())
        try:
            connect(desk / RECORD, unlocked.secrets.data).close()
            key_file.write(desk, read.keys)
        except apsw.NotADBError:
            text = "This backup is of another desk: its keys do not open this record. Choose a backup of this desk."
            raise Problem("backup.other-desk", text, str(file)) from None
        finally:
            occupancy.release()
            unlocked.secrets.wipe()


def rehearse(file: Path, desk: Path, secrets: Secrets, progress: Progress | None = None) -> Health:
    """Everything a restore does, in a folder beside the backup that is removed again; what the check found."""
    read = backup_file.read(file)
    staged = backup.unfinished(file.parent, desk, "rehearsal")
    with in_plain_words(staged):
        staged.mkdir(mode=0o700)
        try:
            key_file.write(staged, read.keys)
            backup_file.copy_record(read, staged / RECORD)
            keys = Keys.read(staged)
            keys.demand_seal(secrets)
            return check_file(staged / RECORD, secrets, keys.head, None, progress, rows=True)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def _stage(
    read: backup_file.BackupFile,
    staged: Path,
    unlocked: Unlocked,
    clock: Clock,
    progress: Progress,
    cost: Cost | None,
) -> Health:
    key_file.write(staged, read.keys)
    keys = Keys.read(staged, cost)
    progress.step(0, 0, "Copying the record")
    backup_file.copy_record(read, staged / RECORD)
    health = check_file(staged / RECORD, unlocked.secrets, keys.head, None, progress)
    if not health.whole:
        raise Problem(
            "backup.not-sound", f"This backup is not sound: {health.damage[0]} Use an older one.", str(read.file)
        )
    occupancy = Occupancy(staged, unlocked.holder.name, clock.now())
    record = open_unlocked(staged, keys, unlocked, occupancy, clock, backup_first=False)
    try:
        record.device = become(record.database, clock, f"restored from {read.file.name}")
        record.noted("Restored the desk from a backup", about=read.file.name)
    finally:
        close_desk(record)
    return health


def _change_places(staged: Path, desk: Path, clock: Clock) -> Path | None:
    aside = None
    if desk.exists():
        _demand_room(desk, clock)
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


def _demand_room(desk: Path, clock: Clock) -> None:
    """Nothing happens where a desk may be put: nothing there, an empty folder, or a desk that nobody has open."""
    if not desk.exists():
        return
    if not desk.is_dir():
        raise Problem("restore.not-a-desk", "There is a file here. Name a folder instead, NAME.apdesk.", str(desk))
    held = {each.name for each in desk.iterdir()}
    if held and not held & _OF_A_DESK:
        text = "This folder holds something else than a desk, and that stays as it is. Choose a name not taken yet."
        raise Problem("restore.not-a-desk", text, str(desk))
    Occupancy(desk, "", clock.now()).release()  # refuses while somebody has it open


def _free_name(desk: Path, stamp: str) -> Path:
    name = f"{backup_file.desk_name(desk)} before restore {stamp}"
    suffix = desk.name.removeprefix(backup_file.desk_name(desk))
    choices = [desk.parent / f"{name}{extra}{suffix}" for extra in ("", *(f" {number}" for number in range(2, 100)))]
    return next(choice for choice in choices if not choice.exists())
