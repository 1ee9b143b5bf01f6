"""The unit of work: the only way to change the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from peewee import ForeignKeyField

from apdesk.problems import Problem
from apdesk.store.base import Row
from apdesk.store.database import RecordDatabase
from apdesk.store.fields import DayField, MomentField, moment_text
from apdesk.store.journal import CREATED, ERASED, REMOVED, UPDATED, Change

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Actor:
    """The person at the desk: id of their staff row, name, and role of `apdesk.domain.permissions`."""

    id: str
    name: str
    role: str


@dataclass(frozen=True)
class Changes:
    """What a commit touched: areas, row ids by area, and the number of its journal entry (0: nothing changed)."""

    areas: frozenset[str] = frozenset()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    entry: int = 0

    def __or__(self, other: Changes) -> Changes:
        """Both together, under the later entry."""
        areas = self.areas | other.areas
        ids = {area: self.ids.get(area, frozenset()) | other.ids.get(area, frozenset()) for area in areas}
        return Changes(areas, ids, max(self.entry, other.entry))


class _Version(NamedTuple):
    device: str
    counter: int


class Work:
    """Creates, updates and removes rows inside one transaction and remembers before and after of each field."""

    def __init__(
        self, database: RecordDatabase, version: tuple[str, int], now: datetime, new_id: Callable[[], str]
    ) -> None:
        self._database = database
        self._version = _Version(*version)
        self._now = now
        self._new_id = new_id
        self._touched: dict[str, set[str]] = {}
        self.journaled: list[Change] = []
        self._changes: Changes | None = None

    @property
    def moment(self) -> datetime:
        """When this work began; one moment for everything in it."""
        return self._now

    @property
    def entry(self) -> int:
        """The number that the journal entry of this work will have."""
        return self._version.counter

    @property
    def changes(self) -> Changes:
        """What was committed; only after the `with` block has ended."""
        if self._changes is None:
            raise RuntimeError("changes are known when the work is committed")
        return self._changes

    def create(self, table: type[R], **values: Any) -> R:
        """A new row, in the record and in the journal; a fresh random id unless `id` is given."""
        shape = _shape(table)
        shape.demand_known(values)
        row = table(**{"id": self._new_id(), **values})
        row.version_device, row.version_counter = self._version
        stored = shape.stored(row)
        self._database.execute_sql(shape.insert, list(stored.values()))
        content = {name: value for name, value in stored.items() if value is not None and name not in _KEPT_BY_US}
        self._note(table, row.id, CREATED, content)
        _mark_clean(row)
        return row

    def update(self, row: R, **values: Any) -> R:
        """The row with new values; writes and journals only what differs, and nothing where nothing does.

        `Problem` "record.changed-meanwhile" where somebody else wrote the row since it was read, and
        "record.removed" where it is gone.
        """
        table = type(row)
        shape = _shape(table)
        shape.demand_known(values)
        before = self._standing(shape, row)
        for name, value in values.items():
            setattr(row, name, value)
        named = {shape.column(name) for name in values}
        after = {column: value for column, value in shape.stored(row).items() if column in named}
        differing = {column: value for column, value in after.items() if value != before[column]}
        if differing:
            self._write(table, row, differing)
            self._note(table, row.id, UPDATED, {name: [before[name], value] for name, value in differing.items()})
        return row

    def remove(self, row: Row) -> None:
        """Afterwards the row has its tombstone; nothing where it has one already."""
        table = type(row)
        shape = _shape(table)
        before = self._standing(shape, row, also_removed=True)
        if before["removed_at"] is not None:
            return
        row.removed_at = self._now
        self._write(table, row, {"removed_at": shape.stored(row)["removed_at"]})
        self._note(table, row.id, REMOVED, {})

    def bring_back(self, row: Row) -> None:
        """Afterwards the removed row has no tombstone."""
        table = type(row)
        before = self._standing(_shape(table), row, also_removed=True)
        if before["removed_at"] is None:
            return
        row.removed_at = None
        self._write(table, row, {"removed_at": None})
        self._note(table, row.id, UPDATED, {"removed_at": [before["removed_at"], None]})

    def put_back(self, table: type[R], wanted: Sequence[tuple[R, Mapping[str, Any]]]) -> None:
        """Many rows of one table with new values, `removed_at` among them; written and journaled where they differ.

        As `update`, `remove` and `bring_back` row by row, but without asking again for each: the rows must have been
        read within this work, and each once.
        """
        shape = _shape(table)
        writes: list[tuple[tuple[str, ...], tuple[Any, ...]]] = []
        for row, values in wanted:
            before = shape.stored(row)
            for name, value in values.items():
                setattr(row, name, value)
            after = shape.stored(row)
            differing = {column: after[column] for column in after if after[column] != before[column]}
            if differing:
                row.version_device, row.version_counter = self._version
                writes.append((tuple(differing), (*differing.values(), *self._version, row.id)))
                self._note_differing(table, row.id, before, differing)
            _mark_clean(row)
        for columns, same in groupby(writes, key=itemgetter(0)):
            sql = shape.update((*columns, "version_device", "version_counter"))
            self._database.execute_many(sql, [held for _, held in same])

    def discard(self, row: Row) -> None:
        """Delete a row of an unjournaled table (a draft) for good."""
        table = type(row)
        if table.journaled:
            raise RuntimeError(f"{table.__name__} is journaled: remove leaves a tombstone")
        self._database.execute_sql(f'DELETE FROM "{_shape(table).name}" WHERE id = ?', [row.id])
        self._touched.setdefault(table.area, set()).add(row.id)

    def erase_history(self, row: Row) -> None:
        """Empty every value that the journal holds of this row; the chain stays whole and names this erasure.

        The row itself is not touched. Lawful erasure is its use; nothing brings the values back.
        """
        name = _shape(type(row)).name
        sql = "SELECT entry, position FROM journal_change WHERE table_name = ? AND row = ? AND content IS NOT NULL"
        places = self._database.rows(sql, name, row.id)
        self.erase_values(row, [(entry, position) for entry, position in places])

    def erase_values(self, row: Row, places: Sequence[tuple[int, int]]) -> None:
        """Empty these values of the journal (entry, position), all of them about this row or what belongs to it."""
        self._database.pragma("secure_delete", 1)  # what goes is overwritten in the file, not only let go of
        sql = "UPDATE journal_change SET salt = NULL, content = NULL WHERE entry = ? AND position = ?"
        self._database.execute_many(sql, list(places))
        self._touched.setdefault(row.area, set()).add(row.id)
        erased: dict[str, object] = {"erased": [list(place) for place in places]}
        self.journaled.append(Change(_shape(type(row)).name, row.id, ERASED, erased))

    def blank(self, table: type[Row], ids: Sequence[str]) -> None:
        """Every word of these rows is gone and each has its tombstone; the journal gets no value of them.

        What refers to another row, and what makes a row the only one of its kind, stays.
        """
        shape = _shape(table)
        self._database.pragma("secure_delete", 1)
        values = [*shape.blanks.values(), moment_text(self._now), *self._version, json.dumps(list(ids))]
        assigned = "".join(f'"{column}" = ?, ' for column in shape.blanks)
        self._database.execute_sql(
            f'UPDATE "{shape.name}" SET {assigned}removed_at = coalesce(removed_at, ?), version_device = ?, '
            "version_counter = ? WHERE id IN (SELECT value FROM json_each(?))",
            values,
        )
        for each in ids:
            self._note(table, each, REMOVED, {})

    def commit_done(self) -> None:
        """Called by the record once the transaction is on disk."""
        ids = {area: frozenset(rows) for area, rows in self._touched.items()}
        self._changes = Changes(frozenset(ids), ids, self.entry if self.journaled else 0)

    # -- inside -------------------------------------------------------------------------------------------

    def _standing(self, shape: _Shape, row: Row, *, also_removed: bool = False) -> dict[str, Any]:
        found = self._database.rows(shape.select, row.id)
        if not found or (not also_removed and found[0][shape.removed] is not None):
            raise Problem("record.removed", "This was removed meanwhile. Look again before changing it.", shape.name)
        stored = dict(zip(shape.columns, found[0], strict=True))
        version = _Version(stored["version_device"], stored["version_counter"])
        read = row.__data__.get("version_device"), row.__data__.get("version_counter")
        if version not in (read, self._version) and read != (None, None):
            raise Problem(
                "record.changed-meanwhile",
                "Somebody changed this since you opened it. Look again, then save.",
                shape.name,
            )
        return stored

    def _write(self, table: type[Row], row: Row, differing: dict[str, Any]) -> None:
        sql = _shape(table).update((*differing, "version_device", "version_counter"))
        self._database.execute_sql(sql, [*differing.values(), *self._version, row.id])
        row.version_device, row.version_counter = self._version
        _mark_clean(row)

    def _note_differing(self, table: type[Row], row: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        gone = after.get("removed_at") is not None and before["removed_at"] is None
        content: dict[str, object] = {
            name: [before[name], value] for name, value in after.items() if not (gone and name == "removed_at")
        }
        if content:
            self._note(table, row, UPDATED, content)
        if gone:
            self._note(table, row, REMOVED, {})

    def _note(self, table: type[Row], row: str, action: str, content: dict[str, object]) -> None:
        self._touched.setdefault(table.area, set()).add(row)
        if table.journaled:
            self.journaled.append(Change(_shape(table).name, row, action, content))


def _mark_clean(row: Any) -> None:
    row._dirty.clear()


_KEPT_BY_US = frozenset({"id", "version_device", "version_counter"})
_NEVER_BLANK = _KEPT_BY_US | {"removed_at"}


class _Shape:
    """The SQL of one table, built once."""

    def __init__(self, table: type[Row]) -> None:
        meta: Any = table._meta
        self.name = str(meta.table_name)
        self.fields: list[Any] = list(meta.sorted_fields)
        self.columns = [str(each.column_name) for each in self.fields]
        self.removed = self.columns.index("removed_at")
        self._indexes: list[tuple[Sequence[str], bool]] = list(meta.indexes)
        self._known = set(meta.combined)
        self._column_of = {name: str(each.column_name) for name, each in meta.combined.items()}
        listed = ", ".join(f'"{column}"' for column in self.columns)
        self.insert = f'INSERT INTO "{self.name}" ({listed}) VALUES ({", ".join("?" * len(self.columns))})'
        self.select = f'SELECT {listed} FROM "{self.name}" WHERE id = ?'

    @cached_property
    def blanks(self) -> dict[str, Any]:
        """What each column holds in a row whose words are gone; those that stay as they are are left out."""
        alone = {name for columns, unique in self._indexes if unique for name in columns}
        found: dict[str, Any] = {}
        for each in self.fields:
            if each.name in _NEVER_BLANK or each.name in alone or each.unique or isinstance(each, ForeignKeyField):
                continue
            if each.null:
                found[str(each.column_name)] = None
            elif each.field_type == "TEXT" and not isinstance(each, DayField | MomentField):
                found[str(each.column_name)] = each.db_value(each.default() if callable(each.default) else "")
        return found

    def update(self, columns: Sequence[str]) -> str:
        """The statement that writes these columns of one row; its id is the last value."""
        assignments = ", ".join(f'"{column}" = ?' for column in columns)
        return f'UPDATE "{self.name}" SET {assignments} WHERE id = ?'

    def column(self, name: str) -> str:
        return self._column_of[name]

    def demand_known(self, values: Mapping[str, Any]) -> None:
        unknown = set(values) - self._known
        if unknown:
            raise TypeError(f"{self.name} has no {', '.join(sorted(unknown))}")

    def stored(self, row: Row) -> dict[str, Any]:
        data = row.__data__
        return {str(each.column_name): each.db_value(data.get(each.name)) for each in self.fields}


@cache
def _shape(table: type[Row]) -> _Shape:
    return _Shape(table)
