"""A second copy of a record made for measuring: statements are run in it that the record has had already."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from types import TracebackType
from typing import Any

from apdesk.store.database import connect, set_up
from apdesk.store.door import RECORD
from apdesk.store.record import Record
from apdesk.store.ten_years import demand_made_for_measuring


class Replica:
    """The file as it stands, under the same key and settings, within a `with` block."""

    def __init__(self, record: Record) -> None:
        demand_made_for_measuring(record.folder)
        self._file = record.folder.parent / "bench-replica.db"
        record.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(record.folder / RECORD, self._file)
        self._connection = connect(self._file, record.secrets.data)
        set_up(self._connection)

    def __enter__(self) -> Replica:
        return self

    def __exit__(self, *_how: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._connection.close()
        self._file.unlink()

    def replay_as_one(self, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> None:
        """Run them as one transaction that is on disk afterwards, fetching every row."""
        self._connection.execute("BEGIN IMMEDIATE")
        for sql, values in statements:
            self._connection.execute(sql, values).fetchall()
        self._connection.execute("COMMIT")
