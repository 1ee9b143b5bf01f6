"""Whether a record is sound: every page, the engine's own check, references, the journal; and how much it holds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import apsw

from apdesk.progress import Progress, Silent
from apdesk.store import schema
from apdesk.store.database import connect_still
from apdesk.store.journal_check import JournalReport, check_journal
from apdesk.store.keys import Head, Secrets
from apdesk.store.pages import Pages, read_pages
from apdesk.store.row_check import unjournaled_changes

_MOST_NAMED = 20
_PAGE_UNREAD = re.compile(r"unable to get the page|failed to get page")
_SMALL_CACHE, _CAREFUL_CACHE = 65536, 524288  # KiB, taken only as far as the file is large

V = TypeVar("V")


@dataclass(frozen=True)
class Health:
    """What a full check of one record file found."""

    pages: int
    bad_pages: tuple[int, ...]
    integrity: tuple[str, ...]
    foreign_keys: tuple[str, ...]
    journal: JournalReport
    counts: dict[str, int]
    rows: tuple[str, ...] = ()
    """Rows that are not as the journal says; only where they were compared."""
    references_read: bool = True
    """False where the references could not be followed because the file cannot be read so far."""

    @property
    def ok(self) -> bool:
        """True where nothing at all was found."""
        return not self.damage and self.journal.intact

    @property
    def whole(self) -> bool:
        """True where everything that was kept can be read: the office's data is all there."""
        return not self.bad_pages and not self.integrity

    @property
    def copied(self) -> bool:
        """True for a copy that counts: whole, its references and every entry as written, though some may be missing."""
        return self.whole and not self.foreign_keys and self.journal.genuine

    @property
    def damage(self) -> tuple[str, ...]:
        """Everything that is wrong, a sentence each."""
        found = self._pages_named() + self.integrity + self.foreign_keys + tuple(self.journal.sentences) + self.rows
        return tuple(dict.fromkeys(found))

    def _pages_named(self) -> tuple[str, ...]:
        if self.bad_pages and len(self.bad_pages) == self.pages:
            return ("No page of the record can be read with these keys.",)
        named = tuple(f"Page {number} of the record is damaged." for number in self.bad_pages[:_MOST_NAMED])
        more = len(self.bad_pages) - _MOST_NAMED
        return (*named, f"{more} further pages are damaged.") if more > 0 else named


def check_file(
    file: Path,
    secrets: Secrets,
    head: Head | None,
    length: int | None = None,
    progress: Progress | None = None,
    *,
    rows: bool = False,
) -> Health:
    """Check a record file that nobody is writing, or the first `length` bytes of a backup; nothing is changed.

    `rows`: each row is compared with what the journal says of it, which takes longer than all the rest.
    """
    return check_and_read(file, secrets, head, length, progress, rows=rows)[0]


def check_and_read(
    file: Path,
    secrets: Secrets,
    head: Head | None,
    length: int | None = None,
    progress: Progress | None = None,
    *,
    rows: bool = False,
) -> tuple[Health, Pages]:
    """As `check_file`, with the pages as they were read: their checksum saves a backup another pass."""
    with ThreadPoolExecutor(1) as other:
        # What needs no other answer goes beside the longest check; together they take as long as that one.
        beside = other.submit(_beside, file, secrets, length)
        try:
            integrity, journal, changed = _checked(file, secrets, head, progress or Silent(), rows=rows)
        finally:
            pages, references, counts, unread = beside.result()
    damaged = tuple(dict.fromkeys((*integrity, *unread)))
    found = tuple(references or ())
    health = Health(
        pages.total, pages.bad, damaged, found, journal, counts, tuple(changed), references_read=references is not None
    )
    return health, pages


def _checked(
    file: Path, secrets: Secrets, head: Head | None, progress: Progress, *, rows: bool
) -> tuple[list[str], JournalReport, list[str]]:
    reading = _Reading(file, secrets, _room(file))
    try:
        progress.step(0, 0, "Checking the record")
        lacking = reading.ask(_lacking) or []
        integrity = reading.ask(_integrity) or []
        key = secrets.journal
        report = reading.ask(lambda connection: check_journal(connection, key, head, progress))
        changed: list[str] = []
        if rows and not lacking:
            changed = reading.ask(lambda connection: unjournaled_changes(connection, progress)) or []
        return lacking + integrity + reading.unread, report or JournalReport(0, read=False), changed
    finally:
        reading.close()


def _beside(
    file: Path, secrets: Secrets, length: int | None
) -> tuple[Pages, list[str] | None, dict[str, int], list[str]]:
    pages = read_pages(file, secrets.data, length)
    reading = _Reading(file, secrets, _SMALL_CACHE)
    try:
        references = reading.ask(_references)
        counts = reading.ask(count_rows) or {}
        return pages, references, counts, reading.unread
    finally:
        reading.close()


class _Reading:
    """One connection to the file; a question that finds it unreadable does not keep the next from being asked."""

    def __init__(self, file: Path, secrets: Secrets, cache: int) -> None:
        self.unread: list[str] = []
        self._connection: apsw.Connection | None = None
        try:
            self._connection = connect_still(file, secrets.data)
            self._connection.pragma("cache_size", -cache)  # KiB; what is not kept is deciphered each time it is asked
        except apsw.Error:
            self._note()

    def ask(self, question: Callable[[apsw.Connection], V]) -> V | None:
        """The answer, or None where the file could not be read so far; that is noted."""
        if self._connection is None:
            return None
        try:
            return question(self._connection)
        except (apsw.Error, ValueError, TypeError, IndexError):
            # Somebody with the key can have put anything there; that it cannot be read is itself a finding.
            self._note()
            return None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def _note(self) -> None:
        self.unread.append("The record could not be read to its end.")


def _room(file: Path) -> int:
    """How much of the file may be kept in memory, in KiB: all of it where half of what is free holds that."""
    whole = file.stat().st_size // 1024 * 9 // 8
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, ValueError, OSError):  # Windows does not say it this way
        return min(whole, _CAREFUL_CACHE)
    return min(whole, max(_SMALL_CACHE, free // 2))


def _lacking(connection: apsw.Connection) -> list[str]:
    number = schema.Number.of(int(str(connection.pragma("user_version"))))
    if number.major < 1:
        return ["This file holds no record of AP Desk."]
    if number < schema.current() or number.major > schema.current().major:
        return []  # what another version holds is not known here
    return [f"The record lacks {name}." for name in schema.missing_among(connection.execute(schema.COLUMNS))]


def _integrity(connection: apsw.Connection) -> list[str]:
    found = [line for row in connection.execute("PRAGMA integrity_check") for line in str(row[0]).splitlines()]
    if found == ["ok"]:
        return []
    # The engine says once for each part of the record that it met an unreadable page; the pages are named elsewhere.
    said = [line.rstrip(".") for line in found if not line.startswith("***") and not _PAGE_UNREAD.search(line)]
    named = [f"The record contradicts itself: {line}." for line in said[:_MOST_NAMED]]
    more = len(said) - _MOST_NAMED
    return [*named, *([f"{more} further contradictions."] if more > 0 else [])] or ["Parts of the record are lost."]


def _references(connection: apsw.Connection) -> list[str]:
    return [
        f"A row of {row[0]} refers to a row of {row[2]} that does not exist."
        for row in connection.execute("PRAGMA foreign_key_check")
    ]


def count_rows(connection: apsw.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [str(row[0]) for row in connection.execute(sql)]
    return {name: int(next(connection.execute(f'SELECT count(*) FROM "{name}"'))[0]) for name in names}
