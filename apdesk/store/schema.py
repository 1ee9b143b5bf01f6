"""The shape of the record: its tables, its number, and how an older file is brought to it."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import peewee
from playhouse.migrations import Runner

from apdesk.problems import Problem
from apdesk.store.database import APPLICATION_ID, RecordDatabase
from apdesk.store.identity import Account, Device
from apdesk.store.journal import JournalChange, JournalEntry
from apdesk.store.tables import ALL_TABLES

STEPS = Path(__file__).parent / "migrations"
COLUMNS = "SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'"


class Number(NamedTuple):
    """A schema's number: another major cannot be read by older programs, another minor can."""

    major: int
    minor: int

    @staticmethod
    def of(stored: int) -> Number:
        """From the file's `user_version`."""
        return Number(*divmod(stored, 1000))

    @property
    def stored(self) -> int:
        """As `user_version`."""
        return self.major * 1000 + self.minor


def tables() -> tuple[type[peewee.Model], ...]:
    """Every table of the record, in creation order."""
    return (Device, JournalEntry, JournalChange, Account, *ALL_TABLES)


def current() -> Number:
    """The number this program writes: that of its last step."""
    return step_number(max(STEPS.glob("[0-9]*.py")))


def step_number(step: Path) -> Number:
    """The number that a file has after this step."""
    return Number(*_load(step).SCHEMA)


def bind(database: RecordDatabase) -> None:
    """From now on the tables of this process stand for those of this file."""
    database.bind(tables())


def create(database: RecordDatabase) -> None:
    """A fresh record, with every step noted as done; one transaction."""
    with database.transaction("IMMEDIATE"):
        database.create_tables(tables(), safe=False)
        Steps(database).fake()
        database.pragma("application_id", APPLICATION_ID)
        database.pragma("user_version", current().stored)


def pending(database: RecordDatabase) -> list[str]:
    """The names of steps that this file has not had; `Problem` "record.newer" for a newer major number."""
    number, ours = Number.of(database.pragma("user_version")), current()
    if number.major < 1:
        raise Problem(
            "record.damaged",
            "This file holds no record of AP Desk: it was emptied or made by something else. "
            "Nothing was changed. Restore the newest backup.",
        )
    if number.major > ours.major:
        raise Problem(
            "record.newer",
            f"This desk was last used with a newer AP Desk (format {number.major}.{number.minor}; this one reads "
            f"{ours.major}.{ours.minor}). Nothing was changed. Update AP Desk on this computer.",
        )
    return [step.name for step in Steps(database).status() if not step.applied]


def missing(database: RecordDatabase) -> list[str]:
    """The tables and columns of this program that the file lacks, as "duty" or "duty.due"; one question."""
    return missing_among(database.rows(COLUMNS))


def missing_among(there: Iterable[tuple[Any, ...]]) -> list[str]:
    """What this program's tables have and (table, column) of a file do not."""
    columns = {(str(table), str(column)) for table, column in there}
    held = {table for table, _column in columns}
    found = []
    for table in tables():
        meta: Any = table._meta
        if meta.table_name not in held:
            found.append(str(meta.table_name))
            continue
        names = (str(field.column_name) for field in meta.sorted_fields)
        found += [f"{meta.table_name}.{name}" for name in names if (meta.table_name, name) not in columns]
    return found


def is_newer_minor(database: RecordDatabase) -> bool:
    """True for a file that a newer program of the same major number has written."""
    return Number.of(database.pragma("user_version")) > current()


def upgrade(database: RecordDatabase) -> list[str]:
    """Bring the file to the present number, each step with its record in one transaction; the names of the steps."""
    done: list[str] = Steps(database).up()
    return done


def described(database: RecordDatabase) -> list[str]:
    """The tables and indexes of a file as SQL, in the order they were made, each on one line.

    The runner's own list of steps is left out; two files of the same schema answer the same.
    """
    sql = (
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "AND tbl_name <> 'schema_migration' ORDER BY rowid"
    )
    return [_tight(str(row[0])) for row in database.rows(sql)]


def _tight(sql: str) -> str:
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.split()))


class Steps(Runner):  # type: ignore[misc]  # playhouse has no types
    """Peewee's runner on our folder, which also moves the file's number in each step's transaction."""

    def __init__(self, database: RecordDatabase) -> None:
        super().__init__(database, str(STEPS))

    def _run(self, name: str, module: Any, direction: str, fake: bool = False) -> None:
        def up(migrator: Any, database: RecordDatabase) -> None:
            module.up(migrator, database)
            database.pragma("user_version", Number(*module.SCHEMA).stored)

        super()._run(name, SimpleNamespace(up=up), direction, fake=fake)


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
