"""Whether a desk or a backup is sound, every damage named."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apdesk.store.backup as backups
from apdesk.clock import Clock
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.store import backup_file
from apdesk.store.backup_places import first_place
from apdesk.store.database import settled
from apdesk.store.door import RECORD, demand_desk, read_keys
from apdesk.store.health import Health, check_file
from apdesk.store.keys import Keys, Secrets, Unlocked
from apdesk.store.occupancy import Occupancy, is_here
from apdesk.store.record import Record
from apdesk.store.surroundings import demand_speakable
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


UNREAD = Verdict(False, 0, "unread", "unread", 0, False, None, (), {})
"""The verdict on what could not even be unlocked."""

DAMAGE = frozenset({
    "keys.missing", "keys.damaged", "keys.edited", "backup.damaged", "backup.not-one", "desk.no-record",
    "record.damaged", "record.not-readable", "engine.plain-file",
})
"""The refusals that mean the file itself is not sound, rather than that it was asked for wrongly."""


def verify(path: Path, person: str | None, passphrase: str, clock: Clock, progress: Progress | None = None) -> Verdict:
    """Check a desk or a backup from its first page to its last journal entry; nothing in it is changed.

    `Problem` where it cannot even be unlocked: no desk or backup, damaged keys, a wrong passphrase.
    """
    progress = progress or Silent()
    demand_speakable(path)
    with in_plain_words(path):
        is_desk = path.is_dir()
    if is_desk:
        return verdict_of(_check_desk(path, person, passphrase, clock, progress))
    backup = backup_file.read(path, also_damaged=True)
    keys = Keys.inside(backup.keys)
    secrets = keys.unlock(person, passphrase, clock.now()).secrets
    try:
        with in_plain_words(path):
            health = check_file(path, secrets, keys.head, backup.record_length, progress, rows=True)
    finally:
        secrets.wipe()
    if backup.whole:
        return verdict_of(health)
    return verdict_of(health, "The checksum of this backup does not fit: bytes of it were changed.")


def verify_open(record: Record, progress: Progress | None = None) -> Verdict:
    """Check the desk that is open, as it stands at this moment."""
    return verdict_of(_check_copy(record.folder, record.keys, record.secrets, progress or Silent()))


def check_now(record: Record, progress: Progress | None = None) -> Verdict:
    """As `verify_open`, and it is journaled that the desk was checked and how it was found."""
    verdict = verify_open(record, progress)
    found = "sound" if verdict.ok else f"{len(verdict.damage)} damages found"
    record.noted(f"Checked the desk: {found}")
    return verdict


def in_words(verdict: Verdict) -> tuple[str, ...]:
    """What a check found, in sentences for a person."""
    if not verdict.ok:
        return ("Keep this desk and its backups as they are, and restore the newest sound backup.", *verdict.damage)
    return (
        f"All {verdict.pages:,} pages could be read, and every reference leads somewhere.",
        f"All {verdict.journal_entries:,} journal entries are as they were written, in their order, to the last.",
    )


def verdict_of(health: Health, also: str | None = None) -> Verdict:
    """The findings in the words and shapes of the command line, with one more where there is one."""
    damage = health.damage if also is None else (also, *health.damage)
    return Verdict(
        ok=health.ok and not damage,
        pages=health.pages,
        integrity="ok" if not health.integrity and not health.bad_pages else "damaged",
        foreign_keys=_of_references(health),
        journal_entries=health.journal.entries,
        journal_intact=health.journal.intact,
        first_bad=health.journal.first_bad,
        damage=damage,
        counts=health.counts,
    )


def _of_references(health: Health) -> str:
    if not health.references_read:
        return "unread"
    return "damaged" if health.foreign_keys else "ok"


def unlocked(folder: Path, person: str | None, passphrase: str, clock: Clock) -> tuple[Keys, Unlocked]:
    """The keys and secrets of a desk without opening its record."""
    demand_desk(folder)
    keys = read_keys(folder)
    return keys, keys.unlock(person, passphrase, clock.now())


@contextmanager
def standing_still(folder: Path, name: str, clock: Clock) -> Iterator[bool]:
    """True within it where nobody else has the desk; False where a window on this computer has it, which may go on.

    `Problem` "desk.in-use" where another computer has it. A folder that cannot be written is nobody's: True.
    """
    occupancy = None
    try:
        occupancy = Occupancy(folder, name, clock.now())
    except Problem as problem:
        if problem.code == "desk.in-use" and not is_here(folder):
            raise
        if problem.code not in ("desk.in-use", "record.read-only"):
            raise
        yield problem.code == "record.read-only"
        return
    try:
        yield True
    finally:
        occupancy.release()


def _check_desk(folder: Path, person: str | None, passphrase: str, clock: Clock, progress: Progress) -> Health:
    keys, opened = unlocked(folder, person, passphrase, clock)
    try:
        with standing_still(folder, opened.holder.name, clock) as alone, in_plain_words(folder):
            if not alone:
                return _check_copy(folder, keys, opened.secrets, progress)
            with settled(folder / RECORD, opened.secrets.data) as file:
                return check_file(file, opened.secrets, keys.head, None, progress, rows=True)
    finally:
        opened.secrets.wipe()


def _check_copy(folder: Path, keys: Keys, secrets: Secrets, progress: Progress) -> Health:
    """Of a desk in use: a copy through the engine is checked, so that nobody is kept waiting."""
    copy = backups.unfinished(first_place(folder), folder, "check")
    with in_plain_words(folder):
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            backups.sweep(copy, folder)
            backups.copy_record(folder / RECORD, copy, secrets, progress)
            return check_file(copy, secrets, keys.head, None, progress, rows=True)
        finally:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)
