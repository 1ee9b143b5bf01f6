"""The same made-up rows in plain SQLite: the measure of what encryption and the journal cost.

The same engine runs both, so that nothing but the key makes the difference: an older SQLite of the machine's own
Python would choose other plans for the longer questions. It can be made only of a desk that was made for measuring;
no real record is ever written readable.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import apsw

from apdesk.store.database import set_up
from apdesk.store.door import RECORD
from apdesk.store.fields import bindable
from apdesk.store.record import Record
from apdesk.store.schema import described
from apdesk.store.ten_years import demand_made_for_measuring

Statement = tuple[str, tuple[Any, ...]]


class PlainTwin:
    """A plain SQLite file with the rows of a record, under the settings that the record has."""

    def __init__(self, record: Record) -> None:
        """Afterwards the twin stands beside the record."""
        demand_made_for_measuring(record.folder)
        self.file = record.folder.parent / "plain.db"
        self.encrypted = record.folder / RECORD
        _copy(record, self.file)
        self.connection = self.fresh()
        self.connection.execute("ANALYZE")  # as the record has it: the same plans on both sides

    def fresh(self) -> apsw.Connection:
        """Another connection, with nothing of the file in its cache and the settings that the record has."""
        connection = apsw.Connection(str(self.file))
        set_up(connection)
        return connection

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def replay(self, statements: Iterable[Statement]) -> None:
        """Run what was heard, fetching every row."""
        for sql, values in statements:
            self.connection.execute(sql, values).fetchall()

    def replay_as_one(self, statements: Iterable[Statement]) -> None:
        """Run what was heard as one transaction that is on disk afterwards."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.replay(statements)
        self.connection.execute("COMMIT")

    def back_up(self) -> None:
        """What a plain program would do: copy online, open the copy, check it, count its rows."""
        target = self.file.with_name("plain-backup.db")
        target.unlink(missing_ok=True)
        copy = apsw.Connection(str(target))
        with copy.backup("main", self.connection, "main") as running:
            while not running.done:
                running.step(2000)
        for question in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            copy.execute(question).fetchall()
        for (table,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            copy.execute(f'SELECT count(*) FROM "{table}"').fetchall()
        copy.close()
        target.unlink()


def as_plain(heard: Iterable[Statement]) -> list[Statement]:
    """Statements with their values as any engine takes them; what only sets up a connection is left out."""
    kept = (each for each in heard if not each[0].lstrip().upper().startswith(("PRAGMA", "BEGIN", "COMMIT")))
    return [(sql, tuple(_plain(value) for value in values)) for sql, values in kept]


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (int, float, str, bytes)) else bindable(value)


def _copy(record: Record, target: Path) -> None:
    target.unlink(missing_ok=True)
    twin = apsw.Connection(str(target))
    for statement in described(record.database):
        twin.execute(statement)
    twin.close()
    connection = record.database.connection()
    record.database.allow_writing(True)
    try:
        connection.execute("ATTACH DATABASE ? AS twin KEY ''", (str(target),))
        connection.pragma("foreign_keys", False)
        connection.execute("BEGIN")
        tables = "SELECT name FROM twin.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (table,) in list(connection.execute(tables)):
            connection.execute(f'INSERT INTO twin."{table}" SELECT * FROM main."{table}"')
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE twin")
    finally:
        connection.pragma("foreign_keys", True)
        record.database.allow_writing(False)
