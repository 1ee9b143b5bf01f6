"""What the journal says of some rows: who changed what, when and why, and who looked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from apdesk.store.database import RecordDatabase
from apdesk.store.fields import moment_of

_SQL = """
SELECT e.number, e.moment, e.person_name, e.kind, e.operation, e.reason, c.table_name, c.row, c.action, c.content
FROM journal_entry e
LEFT JOIN journal_change c ON c.entry = e.number AND c.row IN (SELECT value FROM json_each(?1))
WHERE c.row IS NOT NULL OR e.about IN (SELECT value FROM json_each(?1))
ORDER BY e.number DESC, c.position
LIMIT ?2
"""


class HistoryRecord(NamedTuple):
    """One touched row of one journal entry, or a view (then `table` and what follows are None)."""

    number: int
    moment: datetime
    person: str
    kind: str                   # work, view, undo, service
    operation: str
    reason: str | None
    table: str | None
    row: str | None
    action: str | None          # create, update, remove, erase
    content: dict[str, Any]     # {field: value} where created, {field: [before, after]} where changed


def history_of(database: RecordDatabase, rows: Iterable[str], limit: int = 400) -> list[HistoryRecord]:
    """What happened to these rows, newest first; what was erased lawfully has no content."""
    found = database.rows(_SQL, json.dumps(sorted(rows)), limit)
    return [
        HistoryRecord(
            one[0], moment_of(one[1]), one[2], one[3], one[4], one[5], one[6], one[7], one[8],
            json.loads(one[9]) if one[9] else {},
        )
        for one in found
    ]
