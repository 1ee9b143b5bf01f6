"""Whether a desk or a backup is sound, every damage named."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apdesk.store.backup as backups
from apdesk.clock import Clock
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.store import backup_file, opening
from apdesk.store.backup_places import first_place
from apdesk.store.database import settle
from apdesk.store.health import Health, check_file
from apdesk.store.keys import Keys, Secrets, Unlocked
from apdesk.store.occupancy import Occupancy, is_here
from apdesk.store.record import RECORD, Record
from apdesk.store.trouble import in_plain_words


@dataclass(frozen=True)
class Verdict:
    """What a full check found; `damage` has a sentence for everything that is wrong."""

    ok: bool
    pages: int
    integrity: str
    foreign_keys: str
    journal_entries: int
    journal_intact: bool
    first_bad: int | None
    damage: tuple[str, ...]
    counts: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The shape of `apdesk verify --json`."""
        return {
            "ok": self.ok,
            "pages": self.pages,
            "integrity": self.integrity,
            "foreign_keys": self.foreign_keys,
            "journal": {
                "entries": self.journal_entries,
                "intact": self.journal_intact,
                "first_bad": self.first_bad,
            },
            "damage": list(self.damage),
        }


def verify(path: Path, person: str | None, passphrase: str, clock: Clock, progress: Progress | None = None) -> Verdict:
    """Check a desk or a backup from its first page to its last journal entry; nothing in it is changed.

    `Problem` where it cannot even be unlocked: no desk or backup, damaged keys, a wrong passphrase.
    """
    progress = progress or Silent()
    if path.is_dir():
        return verdict_of(_check_desk(path, person, passphrase, clock, progress))
    backup = backup_file.read(path)
    keys = Keys.inside(backup.keys)
    secrets = keys.unlock(person, passphrase, clock.now()).secrets
    try:
        return verdict_of(check_file(path, secrets, keys.head, backup.record_length, progress))
    finally:
        secrets.wipe()


def verify_open(record: Record, progress: Progress | None = None) -> Verdict:
    """Check the desk that is open, as it stands at this moment."""
    return verdict_of(_check_copy(record.folder, record.keys, record.secrets, progress or Silent()))


def verdict_of(health: Health) -> Verdict:
    """The findings in the words and shapes of the command line."""
    return Verdict(
        ok=health.ok,
        pages=health.pages,
        integrity="ok" if not health.integrity and not health.bad_pages else "damaged",
        foreign_keys="ok" if not health.foreign_keys else "damaged",
        journal_entries=health.journal.entries,
        journal_intact=health.journal.intact,
        first_bad=health.journal.first_bad,
        damage=health.damage,
        counts=health.counts,
    )


def unlocked(folder: Path, person: str | None, passphrase: str, clock: Clock) -> tuple[Keys, Unlocked]:
    """The keys and secrets of a desk without opening its record."""
    opening.demand_desk(folder)
    keys = opening.read_keys(folder)
    return keys, keys.unlock(person, passphrase, clock.now())


def _check_desk(folder: Path, person: str | None, passphrase: str, clock: Clock, progress: Progress) -> Health:
    keys, opened = unlocked(folder, person, passphrase, clock)
    try:
        occupancy = Occupancy(folder, opened.holder.name, clock.now())
    except Problem:
        if not is_here(folder):
            raise
        return _check_copy(folder, keys, opened.secrets, progress)
    try:
        settle(folder / RECORD, opened.secrets.data)
        return check_file(folder / RECORD, opened.secrets, keys.head, None, progress)
    finally:
        occupancy.release()
        opened.secrets.wipe()


def _check_copy(folder: Path, keys: Keys, secrets: Secrets, progress: Progress) -> Health:
    """Of a desk in use: a copy through the engine is checked, so that nobody is kept waiting."""
    copy = first_place(folder) / f".{folder.stem}.check"
    with in_plain_words(folder):
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            backups.copy_record(folder / RECORD, copy, secrets, progress)
            return check_file(copy, secrets, keys.head, None, progress)
        finally:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)
