"""The journal as it stands in its two tables, entry by entry, whatever somebody has put there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import apsw

_ENTRIES = "SELECT * FROM journal_entry ORDER BY number"
_CHANGES = "SELECT * FROM journal_change ORDER BY entry, position"

Row = tuple[Any, ...]


class Written(NamedTuple):
    """One entry with its value rows, in the order of the numbers.

    `entry` is None for values without an entry and empty where it cannot be read; `number` is None for values whose
    entry is no number.
    """

    number: int | None
    entry: Row | None
    changes: list[Row]


def streamed(connection: apsw.Connection) -> Iterator[Written]:
    """Everything in two passes side by side; UnicodeDecodeError where a text is none."""
    values = _Values(connection.execute(_CHANGES))
    for row in connection.execute(_ENTRIES):
        yield from values.strays_before(row[0])
        yield Written(row[0], row, values.of(row[0]))
    yield from values.strays_before(None)


def one_by_one(connection: apsw.Connection) -> Iterator[Written]:
    """As `streamed`, a question an entry; what cannot be read is an empty entry."""
    held = [row[0] for row in connection.execute("SELECT number FROM journal_entry ORDER BY number")]
    named = [row[0] for row in connection.execute("SELECT DISTINCT CAST(entry AS BLOB) FROM journal_change")]
    for number in held:
        yield _one(connection, number)
    known = {str(number).encode() for number in held}
    for entry in named:
        if entry not in known:
            yield Written(int(entry) if entry.lstrip(b"-").isdigit() else None, None, [])


def _one(connection: apsw.Connection, number: int) -> Written:
    try:
        entry = next(connection.execute("SELECT * FROM journal_entry WHERE number = ?", (number,)))
        sql = "SELECT * FROM journal_change WHERE entry = ? ORDER BY position"
        return Written(number, entry, list(connection.execute(sql, (number,))))
    except UnicodeDecodeError:
        return Written(number, (), [])


class _Values:
    """The value rows, read once beside the entries."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = self._advance()

    def strays_before(self, number: int | None) -> Iterator[Written]:
        """Value rows below `number` (None: all that are left) that nobody asked for, a group each."""
        while self._next is not None and (number is None or not _is_from(self._next[0], number)):
            entry = self._next[0]
            yield Written(entry if isinstance(entry, int) else None, None, [])
            self._next = self._advance()

    def of(self, number: int) -> list[Row]:
        """The value rows of one entry."""
        if self._next is None or self._next[0] != number:
            return []
        rows = self._next[1]
        self._next = self._advance()
        return rows

    def _advance(self) -> tuple[Any, list[Row]] | None:
        group = next(self._groups, None)
        return None if group is None else (group[0], list(group[1]))


def _is_from(entry: object, number: int) -> bool:
    """True for an entry that comes at this number or later; what is no number is sorted last by the engine."""
    return not isinstance(entry, (int, float)) or entry >= number
