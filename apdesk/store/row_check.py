"""Whether every row of the record is as its newest journal entries left it.

What was changed past the program, with the key in hand, agrees with no entry: the row and its columns are named,
never their values. Rows whose history was erased by law are taken as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import apsw

from apdesk.progress import Progress, Silent
from apdesk.store.base import Row
from apdesk.store.journal import CREATED, ERASED, REMOVED, UPDATED
from apdesk.store.schema import tables

_CHANGES = "SELECT row, action, content FROM journal_change WHERE table_name = ? ORDER BY row, entry, position"
_MOST_NAMED = 20
_KEPT_BY_US = frozenset({"id", "version_device", "version_counter"})


def unjournaled_changes(connection: apsw.Connection, progress: Progress | None = None) -> list[str]:
    """A sentence for each row that is not as the journal says, for each that is gone and for each put in."""
    progress = progress or Silent()
    found: list[str] = []
    for table in tables():
        if issubclass(table, Row) and table.journaled:
            progress.step(0, 0, "Comparing rows with the journal")
            found += _Table(connection, str(_meta(table).table_name)).compare()
    found += _changed_documents(connection)
    if len(found) > _MOST_NAMED:
        found[_MOST_NAMED:] = [f"{len(found) - _MOST_NAMED} further rows are not as the journal says."]
    return found


def _changed_documents(connection: apsw.Connection) -> list[str]:
    """Kept documents are not in the journal themselves; the digest of their copy is."""
    if not list(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'document_file'")):
        return []  # a record from before documents were kept
    kept = connection.execute(
        "SELECT file.id, file.data, copy.digest FROM document_file AS file "
        "LEFT JOIN document_copy AS copy ON copy.id = file.id ORDER BY file.id"
    )
    return [
        f"A kept document was changed outside AP Desk: {key}."
        for key, data, digest in kept
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != digest
    ]


class _Table:
    """One table beside its part of the journal, both in the order of the row ids."""

    def __init__(self, connection: apsw.Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        described = list(connection.execute("SELECT name, dflt_value FROM pragma_table_info(?)", (name,)))
        self._columns = [str(column) for column, _default in described]
        self._defaults = {str(column): default for column, default in described}

    def compare(self) -> list[str]:
        """What differs, in the order of the rows."""
        rows = self._rows()
        said: list[str] = []
        row = next(rows, None)
        for key, expected in self._journaled():
            while row is not None and row["id"] < key:
                said.append(self._says(row["id"], "was put in outside AP Desk"))
                row = next(rows, None)
            if row is None or row["id"] != key:
                said.append(self._says(key, "was taken away outside AP Desk"))
                continue
            differing = self._differing(row, expected)
            if differing:
                said.append(self._says(key, f"was changed outside AP Desk ({', '.join(differing)})"))
            row = next(rows, None)
        said += [self._says(left["id"], "was put in outside AP Desk") for left in _rest(row, rows)]
        return said

    def _says(self, key: object, what: str) -> str:
        return f"A row of {self._name} {what}: {key}."

    def _differing(self, row: dict[str, Any], expected: _Expected) -> list[str]:
        return [
            column
            for column in self._columns
            if column not in _KEPT_BY_US and not expected.allows(column, row[column], self._defaults[column])
        ]

    def _rows(self) -> Iterator[dict[str, Any]]:
        listed = ", ".join(f'"{column}"' for column in self._columns)
        for values in self._connection.execute(f'SELECT {listed} FROM "{self._name}" ORDER BY id'):
            yield dict(zip(self._columns, values, strict=True))

    def _journaled(self) -> Iterator[tuple[str, _Expected]]:
        changes = self._connection.execute(_CHANGES, (self._name,))
        for key, group in groupby(changes, key=itemgetter(0)):
            expected = _Expected()
            for _row, action, content in group:
                expected.follow(action, content)
            if expected.made:
                yield key, expected


class _Expected:
    """What a row must hold by its entries, the newest last."""

    def __init__(self) -> None:
        self.made = False
        self._values: dict[str, Any] = {}
        self._removed: bool | None = False  # None: cannot be told
        self._erased = False

    def follow(self, action: str, content: str | None) -> None:
        """One change more."""
        if action == ERASED:
            return
        self.made = True
        if action == REMOVED:
            self._removed = True
        elif content is None:
            self._erased = True
            self._removed = None
            self._values.clear()
        else:
            self._take(action, json.loads(content))

    def _take(self, action: str, content: dict[str, Any]) -> None:
        if action == CREATED:
            self._values.update(content)
        elif action == UPDATED:
            after = {column: both[1] for column, both in content.items()}
            if "removed_at" in after:
                self._removed = after.pop("removed_at") is not None
            self._values.update(after)

    def allows(self, column: str, value: object, default: str | None) -> bool:
        """True where the row may hold this value; a column that came later may hold its default."""
        if column == "removed_at":
            return self._removed is None or self._removed == (value is not None)
        if column in self._values:
            return bool(self._values[column] == value)
        return self._erased or value is None or (default is not None and str(value) == default.strip("'"))


def _rest(row: dict[str, Any] | None, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    if row is not None:
        yield row
        yield from rows


def _meta(table: Any) -> Any:
    return table._meta
