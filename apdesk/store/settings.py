"""What the office has set, how its pupil lists are read, and which files came in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import JsonField, MomentField


class Setting(Row):
    """One setting; its row id is its name, so that two copies of a desk never hold it twice."""

    area: ClassVar[str] = "settings"

    value = JsonField(null=True)


class ColumnMapping(Row):
    """How the columns of a kind of pupil list were matched last; its row id is the source's name."""

    area: ClassVar[str] = "imports"

    mapping = JsonField(default=dict)                   # heading -> field, "" where it is not imported


class ImportRun(Row):
    """A file that was taken in: what, when, how much."""

    area: ClassVar[str] = "imports"

    what = peewee.TextField()                           # "roll", "tracker"
    file_name = peewee.TextField()
    source = peewee.TextField(null=True)                # "SIMS", "Arbor" …
    digest = peewee.TextField()                         # SHA-256 of the file
    counts = JsonField(default=dict)
    taken_at = MomentField()
    taken_by = peewee.TextField()                       # name


def set_values(names: Iterable[str]) -> dict[str, Any]:
    """Those of the settings named that were ever set: name -> value."""
    query = Setting.select().where(Setting.removed_at.is_null() & Setting.id.in_(list(names)))
    return {row.id: row.value for row in query}


def setting_row(name: str) -> Setting | None:
    """The row of one setting, also one whose first setting was undone, or None."""
    found: Setting | None = Setting.get_or_none(Setting.id == name)
    return found


def mapping_row(source: str) -> ColumnMapping | None:
    """How the columns of this source were matched last, also where that import was undone, or None."""
    found: ColumnMapping | None = ColumnMapping.get_or_none(ColumnMapping.id == source)
    return found


def import_runs(what: str | None, limit: int = 20) -> list[ImportRun]:
    """The newest files of one kind that were taken in, newest first; None: of every kind."""
    query = ImportRun.select().where(ImportRun.removed_at.is_null())
    if what is not None:
        query = query.where(ImportRun.what == what)
    return list(query.order_by(ImportRun.taken_at.desc()).limit(limit))
