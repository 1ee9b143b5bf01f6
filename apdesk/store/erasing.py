"""What the record holds of one pupil, found by what refers to what, and where the journal holds values of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from apdesk.store.base import Row
from apdesk.store.database import RecordDatabase
from apdesk.store.documents import DocumentCopy, DocumentFile
from apdesk.store.drafts import Draft
from apdesk.store.placements import Placement
from apdesk.store.pupils import Pupil

Reached = dict[type[Row], list[str]]

_AMONG = "(SELECT value FROM json_each(?))"
_PLACES = f"""
    SELECT entry, position FROM journal_change
    WHERE table_name = ? AND row IN {_AMONG} AND action <> 'erase' AND content <> '{{}}'
"""
_REASONS = f"""
    SELECT DISTINCT number FROM journal_entry WHERE reason IS NOT NULL AND number IN (
        SELECT entry FROM journal_change WHERE table_name = ? AND row IN {_AMONG})
"""


def reached_from(database: RecordDatabase, pupil: str) -> Reached:
    """The pupil's row and every row that refers to it, or to one that does, removed ones too: ids by table."""
    found: Reached = {Pupil: [pupil]}
    waiting: list[type[Row]] = [Pupil]
    while waiting:
        table: Any = waiting.pop(0)
        for field, other in table._meta.backrefs.items():
            sql = f'SELECT id FROM "{other._meta.table_name}" WHERE "{field.column_name}" IN {_AMONG}'
            rows = {row[0] for row in database.rows(sql, json.dumps(found[table]))}
            new = rows - set(found.get(other, ()))
            if new:
                found.setdefault(other, []).extend(sorted(new))
                waiting.append(other)
    return found


def unjournaled_of(reached: Reached) -> list[Row]:
    """The bytes of papers, and half-typed forms about the pupil or a placement; they stand in no journal."""
    about = [*reached[Pupil], *reached.get(Placement, ())]
    files = DocumentFile.select(DocumentFile.id).where(DocumentFile.id.in_(reached.get(DocumentCopy, [])))
    drafts = Draft.select(Draft.id).where(Draft.about.in_(about))
    return [*files, *drafts]


def removed_among(database: RecordDatabase, reached: Reached) -> Reached:
    """Those of the rows that were removed before; their words still stand in their tables."""
    found: Reached = {}
    for table, ids in reached.items():
        sql = f'SELECT id FROM "{table_name(table)}" WHERE removed_at IS NOT NULL AND id IN {_AMONG}'
        rows = [row[0] for row in database.rows(sql, json.dumps(ids))]
        if rows:
            found[table] = rows
    return found


def values_of(database: RecordDatabase, reached: Mapping[type[Row], Collection[str]]) -> list[tuple[int, int]]:
    """Entry and position of everything that the journal holds of these rows."""
    found: set[tuple[int, int]] = set()
    for table, ids in reached.items():
        found.update((row[0], row[1]) for row in database.rows(_PLACES, table_name(table), json.dumps(list(ids))))
    return sorted(found)


def reasons_of(database: RecordDatabase, reached: Reached) -> int:
    """How many entries about these rows carry a reason that somebody typed; the chain covers it, so it stays."""
    found: set[int] = set()
    for table, ids in reached.items():
        found.update(row[0] for row in database.rows(_REASONS, table_name(table), json.dumps(ids)))
    return len(found)


def table_name(table: type[Row]) -> str:
    """What the table is called in the file."""
    meta: Any = table._meta
    return str(meta.table_name)
