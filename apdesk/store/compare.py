"""Two copies of a record that went apart: what each did since they were one, table by table, field by field.

The engine's own session facility finds the changes after the fact, from the files alone; neither copy has to
have recorded anything. Tables are named one by one, and both files must have the same schema number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from apdesk.problems import Problem
from apdesk.store.database import connect

ADDED, CHANGED, TAKEN_AWAY = "added", "changed", "taken away"
_OURS = frozenset({"version_device", "version_counter"})


@dataclass(frozen=True)
class RowChange:
    """One row that differs: for a changed one each field with its value before and after, as stored."""

    table: str
    row: str
    action: str
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class BothChanged:
    """One row that both copies changed, and the fields in which they disagree (none: they agree)."""

    table: str
    row: str
    disagree: tuple[str, ...]
    here: RowChange
    there: RowChange


@dataclass(frozen=True)
class Divergence:
    """What happened since the copies were one: here only, there only, and on both sides."""

    here: tuple[RowChange, ...]
    there: tuple[RowChange, ...]
    both: tuple[BothChanged, ...]


def changes_between(older: Path, newer: Path, key: bytes | bytearray, tables: Iterable[str]) -> list[RowChange]:
    """Every row of these tables that differs, in the order of the tables. Neither file is changed.

    `Problem` "compare.schema" where the files have different schema numbers.
    """
    connection = connect(newer, key)
    try:
        _attach(connection, older, key)
        found = []
        for table in tables:
            found.extend(_of_table(connection, table))
        return found
    finally:
        connection.close()


def diverged(base: Path, here: Path, there: Path, key: bytes | bytearray, tables: Iterable[str]) -> Divergence:
    """What each of two copies did since `base`, and where both touched the same row."""
    named = list(tables)
    ours = {(each.table, each.row): each for each in changes_between(base, here, key, named)}
    theirs = {(each.table, each.row): each for each in changes_between(base, there, key, named)}
    shared = [place for place in ours if place in theirs]
    return Divergence(
        tuple(change for place, change in ours.items() if place not in theirs),
        tuple(change for place, change in theirs.items() if place not in ours),
        tuple(_both(ours[place], theirs[place]) for place in shared),
    )


def _both(here: RowChange, there: RowChange) -> BothChanged:
    fields = sorted(set(here.fields) & set(there.fields) - _OURS)
    disagree = tuple(name for name in fields if here.fields[name][1] != there.fields[name][1])
    return BothChanged(here.table, here.row, disagree, here, there)


def _attach(connection: apsw.Connection, older: Path, key: bytes | bytearray) -> None:
    connection.execute(f"""ATTACH DATABASE ? AS older KEY "x'{bytes(key).hex()}'" """, (str(older),))
    numbers = [connection.pragma("user_version", schema=name) for name in ("main", "older")]
    if numbers[0] != numbers[1]:
        raise Problem(
            "compare.schema",
            "The two copies were made by different versions of AP Desk. Open both with this one first, then compare.",
        )


def _of_table(connection: apsw.Connection, table: str) -> list[RowChange]:
    columns = [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')]
    session = apsw.Session(connection, "main")
    try:
        session.attach(table)
        session.diff("older", table)
        return [_row_change(change, columns) for change in apsw.Changeset.iter(session.changeset())]
    finally:
        session.close()


def _row_change(change: apsw.TableChange, columns: list[str]) -> RowChange:
    old = change.old or ()
    new = change.new or ()
    key = columns.index("id")
    # What did not change stands as no_change, on either side.
    before = {name: value for name, value in zip(columns, old, strict=False) if value is not apsw.no_change}
    after = {name: value for name, value in zip(columns, new, strict=False) if value is not apsw.no_change}
    action = {"INSERT": ADDED, "DELETE": TAKEN_AWAY}.get(change.op, CHANGED)
    row = str(old[key] if old else new[key])
    names = after if action == CHANGED else {**before, **after}
    return RowChange(
        change.name, row, action, {name: (before.get(name), after.get(name)) for name in names if name != "id"}
    )
