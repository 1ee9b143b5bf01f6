"""Which operation can be undone, and the rows of its reversal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import peewee

from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.store.base import Row
from apdesk.store.journal import CREATED, ERASED, REMOVED, WORK
from apdesk.store.record import Record
from apdesk.store.schema import tables
from apdesk.store.work import Work

_AT_ONCE = 250  # rows read and written in one go; between them a person can stop it

_NEWEST = """
    SELECT number, operation, undoable, role, changes FROM journal_entry
    WHERE person = ? AND kind = ? AND device = ?
      AND number NOT IN (SELECT corrects FROM journal_entry WHERE kind = 'undo')
    ORDER BY number DESC LIMIT 1
"""

_UNDONE = """
    SELECT number, operation, 1, role, changes FROM journal_entry AS undone
    WHERE person = ? AND device = ? AND kind = 'undo'
      AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE kind = 'work' AND corrects = undone.number)
      AND NOT EXISTS (
        SELECT 1 FROM journal_entry AS later
        WHERE later.person = undone.person AND later.device = undone.device AND later.kind = 'work'
          AND later.number > undone.number
          AND (later.corrects IS NULL
               OR later.corrects NOT IN (SELECT number FROM journal_entry WHERE kind = 'undo')))
    ORDER BY number DESC LIMIT 1
"""


@dataclass(frozen=True)
class Done:
    """An operation that stands in the journal."""

    entry: int
    operation: str
    undoable: bool
    role: str
    rows: int                   # that it changed


def newest_of(record: Record) -> Done | None:
    """The newest operation of the acting person on this copy that has not been undone."""
    rows = record.database.rows(_NEWEST, record.actor.id, WORK, record.device)
    return _done(rows)


def newest_undone(record: Record) -> Done | None:
    """The newest undoing of the acting person on this copy that was not done again, while they did nothing new."""
    rows = record.database.rows(_UNDONE, record.actor.id, record.device)
    return _done(rows)


def _done(rows: list[tuple[Any, ...]]) -> Done | None:
    if not rows:
        return None
    entry, operation, undoable, role, changes = rows[0]
    return Done(entry, operation, bool(undoable), role, changes)


def what_depends(record: Record, entry: int, *, again: bool = False) -> str | None:
    """The operation that was done later on what this entry touched, or None. A few questions, however large it was.

    `again` asks for an undoing that is to be done again: what was itself done again does not stand in its way.
    """
    stands = _NEW if again else _STANDS
    touched = "SELECT DISTINCT table_name FROM journal_change WHERE entry = ?"
    for (table,) in record.database.rows(touched, entry):
        later = _rewritten(record, table, entry, stands) or _referred_to(record, _named()[table], entry, stands)
        if later is not None:
            return later
    return None


def reverse(record: Record, work: Work, entry: int, progress: Progress) -> None:
    """Afterwards every row that the entry touched is as it was before it; a few questions, however many those are."""
    touched = _touched(record, entry)
    total, done = sum(len(rows) for rows in touched.values()), 0
    for table, changes in touched.items():
        model = _named()[table]
        for ids in peewee.chunked(changes, _AT_ONCE):
            progress.step(done, total, "Taking back")
            held = {row.id: row for row in model.select().where(model.id.in_(ids))}
            work.put_back(model, [(held[each], _before(held[each], changes[each], work.moment)) for each in ids])
            done += len(ids)
    progress.step(total, total, "Taking back")


def _before(row: Row, changes: list[_Touched], moment: datetime) -> dict[str, Any]:
    """What the row held before these changes of it, the newest of which comes first."""
    meta: Any = type(row)._meta
    values: dict[str, Any] = {}
    removed = row.removed_at
    for action, content in changes:
        if action == CREATED:
            removed = removed or moment
        elif action == REMOVED:
            values["removed_at"] = removed = None
        elif action == ERASED or content is None:
            raise Problem("undo.erased", "What was erased cannot be brought back.")
        else:
            held = {meta.columns[column]: before for column, (before, _after) in content.items()}
            values |= {field.name: field.python_value(before) for field, before in held.items()}
            removed = moment if "removed_at" in content else removed
    return {**(row.put_back(values, moment) if values else {}), "removed_at": removed}


class _Touched(NamedTuple):
    action: str
    content: Any


def _touched(record: Record, entry: int) -> dict[str, dict[str, list[_Touched]]]:
    """The changes of an entry by table and row, the newest first."""
    sql = "SELECT table_name, row, action, content FROM journal_change WHERE entry = ? ORDER BY position DESC"
    found: dict[str, dict[str, list[_Touched]]] = {}
    for table, row, action, content in record.database.rows(sql, entry):
        change = _Touched(action, json.loads(content) if content else None)
        found.setdefault(table, {}).setdefault(row, []).append(change)
    return found


_STANDS = "kind <> 'undo' AND number NOT IN (SELECT corrects FROM journal_entry WHERE kind = 'undo')"
_NEW = f"{_STANDS} AND (corrects IS NULL OR corrects NOT IN (SELECT number FROM journal_entry WHERE kind = 'undo'))"
_TOUCHED = "SELECT row FROM journal_change WHERE entry = ? AND table_name = ?"
_WRITER = """
    SELECT operation FROM journal_entry
    WHERE {stands} AND number IN (SELECT entry FROM journal_change WHERE table_name = ? AND row {rows} AND entry > ?)
    ORDER BY number LIMIT 1
"""


def _rewritten(record: Record, table: str, entry: int, stands: str) -> str | None:
    """The operation that wrote a row of this entry once more and still stands."""
    sql = _WRITER.format(stands=stands, rows=f"IN ({_TOUCHED})")
    found = record.database.rows(sql, table, entry, table, entry)
    return str(found[0][0]) if found else None


def _referred_to(record: Record, model: type[Row], entry: int, stands: str) -> str | None:
    """The operation that made a living row, not of this entry, which refers to one that this entry created."""
    meta: Any = model._meta
    for field, other in meta.backrefs.items():
        name = other._meta.table_name
        sql = (
            f'SELECT id FROM "{name}" WHERE "{field.column_name}" IN ({_TOUCHED} AND action = ?) '
            f"AND removed_at IS NULL AND id NOT IN ({_TOUCHED}) LIMIT 1"
        )
        found = record.database.rows(sql, entry, meta.table_name, CREATED, entry, name)
        if found:
            writer = record.database.rows(_WRITER.format(stands=stands, rows="= ?"), name, found[0][0], entry)
            return str(writer[0][0]) if writer else "a change on another copy"
    return None


def _named() -> dict[str, type[Row]]:
    named: dict[str, type[Row]] = {}
    for table in tables():
        meta: peewee.Metadata = table._meta
        if issubclass(table, Row):
            named[str(meta.table_name)] = table
    return named
