"""What the journal says of one pupil and everything that belongs to the pupil: who changed what, when and why."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

from apdesk.store.database import RecordDatabase
from apdesk.store.fields import moment_of

_MINE = """
mine AS MATERIALIZED (
    SELECT ?1 AS id
    UNION SELECT id FROM contact WHERE pupil_id = ?1
    UNION SELECT id FROM pupil_note WHERE pupil_id = ?1
    UNION SELECT id FROM placement WHERE pupil_id = ?1
    UNION SELECT id FROM duty WHERE pupil_id = ?1
    UNION SELECT id FROM register_mark WHERE pupil_id = ?1
    UNION SELECT x.id FROM placement_event x JOIN placement p ON p.id = x.placement_id WHERE p.pupil_id = ?1
    UNION SELECT x.id FROM extra_provider x JOIN placement p ON p.id = x.placement_id WHERE p.pupil_id = ?1
    UNION SELECT x.id FROM objective x JOIN placement p ON p.id = x.placement_id WHERE p.pupil_id = ?1
    UNION SELECT x.id FROM expected_outcome x JOIN placement p ON p.id = x.placement_id WHERE p.pupil_id = ?1
    UNION SELECT x.id FROM document_copy x JOIN placement p ON p.id = x.placement_id WHERE p.pupil_id = ?1
),
newest AS MATERIALIZED (
    SELECT number FROM (
        SELECT entry AS number FROM journal_change WHERE row IN (SELECT id FROM mine)
        UNION SELECT number FROM journal_entry WHERE about IN (SELECT id FROM mine)
    ) ORDER BY number DESC LIMIT ?2
)
"""
_MANY = "c.action = 'create' AND c.table_name IN ('duty', 'register_mark')"
_CHANGES = f"""
WITH {_MINE}
SELECT e.number, e.moment, e.person_name, e.kind, e.operation, e.reason, c.table_name, c.row, c.action, c.content
FROM newest n JOIN journal_entry e ON e.number = n.number
LEFT JOIN journal_change c ON c.entry = e.number AND c.row IN (SELECT id FROM mine) AND NOT ({_MANY})
ORDER BY e.number DESC, c.position
"""
_COUNTS = f"""
WITH {_MINE}
SELECT c.entry, c.table_name, COUNT(*) FROM newest n JOIN journal_change c ON c.entry = n.number
WHERE {_MANY} AND c.row IN (SELECT id FROM mine)
GROUP BY c.entry, c.table_name
"""


class HistoryRecord(NamedTuple):
    """One touched row of one journal entry, or an entry that only looked (then `table` and what follows are None)."""

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


def history_of(database: RecordDatabase, pupil: str, limit: int) -> list[HistoryRecord]:
    """The newest entries about the pupil, newest first; what was erased lawfully has no content.

    Duties and marks that an entry made are left to `made_in`: they come by the hundred.
    """
    return [
        HistoryRecord(
            one[0], moment_of(one[1]), one[2], one[3], one[4], one[5], one[6], one[7], one[8],
            json.loads(one[9]) if one[9] else {},
        )
        for one in database.rows(_CHANGES, pupil, limit)
    ]


def made_in(database: RecordDatabase, pupil: str, limit: int) -> dict[int, dict[str, int]]:
    """How many duties and marks each of those entries made: entry -> table -> number."""
    found: dict[int, dict[str, int]] = {}
    for entry, table, count in database.rows(_COUNTS, pupil, limit):
        found.setdefault(entry, {})[table] = count
    return found
