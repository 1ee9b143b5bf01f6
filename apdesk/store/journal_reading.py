"""The journal as a list to look through: newest first, page by page, and what one entry touched."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from apdesk.store.database import RecordDatabase
from apdesk.store.fields import FlagField, moment_of, moment_text

_COLUMNS = "number, moment, person, person_name, role, kind, operation, reason, corrects, changes"
_CHANGES = "SELECT table_name, row, action, content FROM journal_change WHERE entry = ? ORDER BY position"


class EntryRow(NamedTuple):
    """One entry without its values."""

    number: int
    moment: datetime            # UTC
    person: str
    person_name: str
    role: str
    kind: str                   # work, view, undo, service
    operation: str
    reason: str | None
    corrects: int | None
    changes: int


class ChangeRow(NamedTuple):
    """One row that an entry touched; no content where it was erased lawfully."""

    table: str
    row: str
    action: str                 # create, update, remove, erase
    content: dict[str, Any]     # {field: value} where created, {field: [before, after]} where changed


def entries(
    database: RecordDatabase, *, limit: int, before: int | None = None, person: str | None = None,
    kinds: Sequence[str] = (), since: datetime | None = None, words: Sequence[str] = (),
) -> list[EntryRow]:  # fmt: skip
    """The newest entries that fit, below number `before`; every one of `words` stands in what, who or why."""
    fitting, values = _fitting(before, person, kinds, since, words)
    sql = f"SELECT {_COLUMNS} FROM journal_entry WHERE {fitting} ORDER BY number DESC LIMIT {limit:d}"
    return [EntryRow(row[0], moment_of(row[1]), *row[2:]) for row in database.rows(sql, *values)]


def count(
    database: RecordDatabase, *, person: str | None = None, kinds: Sequence[str] = (), since: datetime | None = None,
    words: Sequence[str] = (),
) -> int:  # fmt: skip
    """How many entries fit in all."""
    fitting, values = _fitting(None, person, kinds, since, words)
    return int(database.rows(f"SELECT count(*) FROM journal_entry WHERE {fitting}", *values)[0][0])


def holds(database: RecordDatabase, number: int, chain: str) -> bool:
    """True where the journal has this entry with this link of its chain: a copy that names it is one of this desk."""
    return bool(database.rows("SELECT 1 FROM journal_entry WHERE number = ? AND chain = ?", number, chain))


def work_after(database: RecordDatabase, number: int) -> tuple[int, datetime | None]:
    """How many entries of work follow an entry, and the moment of the last."""
    sql = "SELECT count(*), max(moment) FROM journal_entry WHERE kind IN ('work', 'undo') AND number > ?"
    many, last = database.rows(sql, number)[0]
    return many, moment_of(last) if last else None


def _fitting(
    before: int | None, person: str | None, kinds: Sequence[str], since: datetime | None, words: Sequence[str]
) -> tuple[str, list[Any]]:
    conditions = ["number < ?"]
    values: list[Any] = [before if before is not None else 2**62]
    if person:
        conditions.append("person = ?")
        values.append(person)
    if kinds:
        conditions.append(f"kind IN ({', '.join('?' * len(kinds))})")
        values += kinds
    if since is not None:
        conditions.append("moment >= ?")
        values.append(moment_text(since))
    for word in words:
        conditions.append("(operation || ' ' || person_name || ' ' || coalesce(reason, '')) LIKE ? ESCAPE '\\'")
        values.append(f"%{_literal(word)}%")
    return " AND ".join(conditions), values


def entry(database: RecordDatabase, number: int) -> EntryRow | None:
    """One entry, or None."""
    rows = entries(database, limit=1, before=number + 1)
    return rows[0] if rows and rows[0].number == number else None


def changes_of(database: RecordDatabase, number: int) -> list[ChangeRow]:
    """The rows that an entry touched, in their order."""
    return [
        ChangeRow(row[0], row[1], row[2], json.loads(row[3]) if row[3] else {})
        for row in database.rows(_CHANGES, number)
    ]


def people(database: RecordDatabase) -> list[tuple[str, str]]:
    """Everybody who ever wrote an entry: id and the name they had last."""
    sql = "SELECT person, person_name, max(number) FROM journal_entry GROUP BY person ORDER BY person_name"
    return [(row[0], row[1]) for row in database.rows(sql)]


def newest_of(database: RecordDatabase, operation: str) -> dict[str, datetime]:
    """When each person last did what begins with these words, by id."""
    sql = "SELECT person, max(moment) FROM journal_entry WHERE operation LIKE ? ESCAPE '\\' GROUP BY person"
    return {row[0]: moment_of(row[1]) for row in database.rows(sql, f"{_literal(operation)}%")}


@cache
def flag_columns() -> frozenset[tuple[str, str]]:
    """Table and column of everything that is kept as 0 or 1 and means no or yes."""
    from apdesk.store.tables import ALL_TABLES

    tables: Any = ALL_TABLES
    return frozenset(
        (str(table._meta.table_name), str(field.column_name))
        for table in tables for field in table._meta.sorted_fields if isinstance(field, FlagField)
    )


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
