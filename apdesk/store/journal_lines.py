"""The journal as a list, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from apdesk.store.database import RecordDatabase
from apdesk.store.fields import moment_of

_NEWEST = """
SELECT number, moment, person_name, role, kind, operation, reason, changes, corrects FROM journal_entry
WHERE number < ?1 ORDER BY number DESC LIMIT ?2
"""
_BEYOND_ALL = 2**62


class EntryLine(NamedTuple):
    """One entry without its values."""

    number: int
    moment: datetime
    person: str
    role: str
    kind: str
    operation: str
    reason: str | None
    changes: int
    corrects: int | None


def newest_lines(database: RecordDatabase, limit: int, before: int | None = None) -> list[EntryLine]:
    """Entries below a number (None: all), newest first; one query."""
    found = database.rows(_NEWEST, before or _BEYOND_ALL, limit)
    return [EntryLine(row[0], moment_of(row[1]), *row[2:]) for row in found]
