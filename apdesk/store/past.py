"""What rows held at an earlier moment, by the journal's before and after of each field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from apdesk.store.database import RecordDatabase
from apdesk.store.fields import moment_text
from apdesk.store.journal import CREATED, UPDATED

_LAST_ENTRY = "SELECT COALESCE(MAX(number), 0) FROM journal_entry WHERE moment < ?"
_SINCE = """
WITH touched AS MATERIALIZED (
    SELECT entry, position, table_name, row, action FROM journal_change
    WHERE entry > ?1 AND action IN (?3, ?4) AND table_name IN (SELECT value FROM json_each(?2))
)
SELECT t.entry, t.position, t.table_name, t.row, f.key, json_extract(f.value, '$[0]')
FROM touched t JOIN journal_change c ON c.entry = t.entry AND c.position = t.position, json_each(c.content) f
WHERE t.action = ?4
UNION ALL
SELECT entry, position, table_name, row, NULL, NULL FROM touched WHERE action = ?3
ORDER BY 1, 2
"""
_IN_CREATION = "SELECT 1 FROM journal_change WHERE table_name = ? AND entry <= ? LIMIT 1"

Values = dict[str, Any]


class Past(NamedTuple):
    """What the journal tells of some tables since one of its entries."""

    before: dict[str, dict[str, Values]]        # table -> row -> column -> what stood there at the entry, as stored
    new: dict[str, frozenset[str]]              # table -> rows that came into the record after it


def entry_before(database: RecordDatabase, moment: datetime) -> int:
    """The number of the last journal entry made before a moment; 0 where the journal begins after it."""
    return int(database.rows(_LAST_ENTRY, moment_text(moment))[0][0])


def past_at(database: RecordDatabase, tables: Iterable[str], entry: int) -> Past:
    """What the rows of these tables held when an entry was the newest; one question. What was erased is not told."""
    wanted = list(tables)
    before: dict[str, dict[str, Values]] = {table: {} for table in wanted}
    new: dict[str, set[str]] = {table: set() for table in wanted}
    for _, _, table, row, column, value in database.rows(_SINCE, entry, json.dumps(wanted), CREATED, UPDATED):
        if column is None:
            new[table].add(row)
        else:
            before[table].setdefault(row, {}).setdefault(column, value)
    return Past(before, {table: frozenset(rows) for table, rows in new.items()})


def had_begun(database: RecordDatabase, table: str, entry: int) -> bool:
    """True where the record held rows of the table by an entry."""
    return bool(database.rows(_IN_CREATION, table, entry))
