"""Whether a record is sound: every page, the engine's own check, references, the journal; and how much it holds."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import apsw

from apdesk.progress import Progress, Silent
from apdesk.store import schema
from apdesk.store.database import connect_still
from apdesk.store.journal_check import JournalReport, check_journal
from apdesk.store.keys import Head, Secrets
from apdesk.store.pages import unsound_pages
from apdesk.store.row_check import unjournaled_changes

_MOST_NAMED = 20
_CACHE = 262144  # KiB, taken only as far as the file is large

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
    with ThreadPoolExecutor(1) as beside:
        # Hashing leaves the other core to the engine; together they take as long as the longer of them.
        reading = beside.submit(unsound_pages, file, secrets.data, length)
        found = _check_by_engine(file, secrets, head, progress or Silent(), rows=rows)
        pages, bad = reading.result()
    return replace(found, pages=pages, bad_pages=tuple(bad))


def _check_by_engine(file: Path, secrets: Secrets, head: Head | None, progress: Progress, *, rows: bool) -> Health:
    try:
        connection = connect_still(file, secrets.data)
    except apsw.Error as error:
        return Health(0, (), (_unread(error),), (), JournalReport(0, read=False), {}, references_read=False)
    try:
        return _Check(connection, secrets, head, progress).run(rows=rows)
    finally:
        connection.close()


class _Check:
    """The checks that need the engine; one that finds the file unreadable does not keep the others from running."""

    def __init__(self, connection: apsw.Connection, secrets: Secrets, head: Head | None, progress: Progress) -> None:
        self._connection = connection
        self._secrets = secrets
        self._head = head
        self._progress = progress
        self._unread: list[str] = []

    def run(self, *, rows: bool) -> Health:
        """Everything, in one report."""
        self._progress.step(0, 0, "Checking the record")
        # Each page is asked for several times, and deciphered each time that it is not kept.
        self._try(lambda: self._connection.pragma("cache_size", -_CACHE))
        lacking = self._try(self._lacking) or []
        integrity = self._try(self._integrity) or []
        self._progress.step(0, 0, "Checking references")
        references = self._try(self._references)
        journal = self._try(self._journal) or JournalReport(0, read=False)
        counts = self._try(lambda: count_rows(self._connection)) or {}
        changed = (self._try(self._rows) or []) if rows and not lacking else []
        damaged = tuple(lacking + integrity + self._unread)
        found = tuple(references or ())
        return Health(0, (), damaged, found, journal, counts, tuple(changed), references is not None)

    def _lacking(self) -> list[str]:
        number = schema.Number.of(int(str(self._connection.pragma("user_version"))))
        if number.major < 1:
            return ["This file holds no record of AP Desk."]
        if number < schema.current():
            return []
        lost = schema.missing_among(self._connection.execute(schema.COLUMNS))
        return [f"The record lacks {name}." for name in lost]

    def _integrity(self) -> list[str]:
        found = (str(row[0]) for row in self._connection.execute("PRAGMA integrity_check"))
        return [f"The record is damaged: {what}." for what in found if what != "ok"]

    def _references(self) -> list[str]:
        return [
            f"A row of {row[0]} refers to a row of {row[2]} that does not exist."
            for row in self._connection.execute("PRAGMA foreign_key_check")
        ]

    def _journal(self) -> JournalReport:
        return check_journal(self._connection, self._secrets.journal, self._head, self._progress)

    def _rows(self) -> list[str]:
        return unjournaled_changes(self._connection, self._progress)

    def _try(self, check: Callable[[], V]) -> V | None:
        try:
            return check()
        except (apsw.Error, ValueError, TypeError, IndexError) as error:
            # Somebody with the key can have put anything there; that it cannot be read is itself a finding.
            self._unread.append(_unread(error))
            return None


def _unread(error: Exception) -> str:
    return f"The record could not be read to its end ({type(error).__name__})."


def count_rows(connection: apsw.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [str(row[0]) for row in connection.execute(sql)]
    return {name: int(next(connection.execute(f'SELECT count(*) FROM "{name}"'))[0]) for name in names}
