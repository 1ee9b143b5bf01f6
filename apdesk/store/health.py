"""Whether a record is sound: every page, the engine's own check, references, the journal; and how much it holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import apsw

from apdesk.progress import Progress, Silent
from apdesk.store.database import unlock_connection
from apdesk.store.journal_check import JournalReport, check_journal
from apdesk.store.keys import Head, Secrets
from apdesk.store.pages import unsound_pages

_MOST_NAMED = 20
_CACHE = 262144  # KiB, taken only as far as the file is large


@dataclass(frozen=True)
class Health:
    """What a full check of one record file found."""

    pages: int
    bad_pages: tuple[int, ...]
    integrity: tuple[str, ...]
    foreign_keys: tuple[str, ...]
    journal: JournalReport
    counts: dict[str, int]

    @property
    def ok(self) -> bool:
        """True where nothing at all was found."""
        return not self.damage

    @property
    def damage(self) -> tuple[str, ...]:
        """Everything that is wrong, a sentence each."""
        pages = tuple(f"Page {number} of the record is damaged." for number in self.bad_pages[:_MOST_NAMED])
        more = len(self.bad_pages) - _MOST_NAMED
        if more > 0:
            pages += (f"{more} further pages are damaged.",)
        return pages + self.integrity + self.foreign_keys + tuple(self.journal.sentences)


def check_file(
    file: Path, secrets: Secrets, head: Head | None, length: int | None = None, progress: Progress | None = None
) -> Health:
    """Check a record file that nobody is writing, or the first `length` bytes of a backup; nothing is changed."""
    with ThreadPoolExecutor(1) as beside:
        # Hashing leaves the other core to the engine; together they take as long as the longer of them.
        reading = beside.submit(unsound_pages, file, secrets.data, length)
        found = _check_by_engine(file, secrets, head, progress or Silent())
        pages, bad = reading.result()
    return replace(found, pages=pages, bad_pages=tuple(bad))


def _check_by_engine(file: Path, secrets: Secrets, head: Head | None, progress: Progress) -> Health:
    connection = apsw.Connection(
        f"{file.absolute().as_uri()}?immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )
    try:
        unlock_connection(connection, secrets.data)
        connection.pragma("cache_size", -_CACHE)  # each page is asked for several times and deciphered each time
        return check_connection(connection, secrets, head, progress)
    except apsw.Error as error:
        unread = f"The record could not be read to its end ({type(error).__name__})."
        return Health(0, (), (unread,), (), JournalReport(0), {})
    finally:
        connection.close()


def check_connection(
    connection: apsw.Connection,
    secrets: Secrets,
    head: Head | None,
    progress: Progress,
) -> Health:
    """The checks that need the engine, on an open connection."""
    progress.step(0, 0, "Checking the record")
    integrity = tuple(
        f"The record is damaged: {row[0]}." for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"
    )
    progress.step(0, 0, "Checking references")
    references = tuple(
        f"A row of {row[0]} refers to a row of {row[2]} that does not exist."
        for row in connection.execute("PRAGMA foreign_key_check")
    )
    journal = check_journal(connection, secrets.journal, head, progress)
    return Health(0, (), integrity, references, journal, count_rows(connection))


def count_rows(connection: apsw.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [str(row[0]) for row in connection.execute(sql)]
    return {name: int(next(connection.execute(f'SELECT count(*) FROM "{name}"'))[0]) for name in names}
