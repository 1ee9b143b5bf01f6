"""What every table of the record has: an identity for life, a version and a tombstone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, NoReturn

import peewee

from apdesk.store.fields import MomentField


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise RuntimeError("Every change of the record goes through record.work(): work.create, update or remove.")


class Row(peewee.Model):
    """One thing the office keeps. Read it with `select`; change it only through a `Work`.

    `version_device` and `version_counter` say which copy of the record wrote it last, and in which of that
    copy's journal entries. A removed row keeps its place with `removed_at` set, so that removal can travel.
    """

    area: ClassVar[str]
    """Which part of the program must look again when a row changes ("pupils", "placements"…)."""

    journaled: ClassVar[bool] = True
    """False for tables of half-typed forms: saved each second, never part of the journal or of undo."""

    id = peewee.TextField(primary_key=True)
    version_device = peewee.TextField()
    version_counter = peewee.IntegerField()
    removed_at = MomentField(null=True)

    class Meta:
        legacy_table_names = False

    def put_back(self, values: Mapping[str, Any], _moment: datetime) -> dict[str, Any]:
        """The values that are written where an operation is taken back; a table says here what only ever rises."""
        return dict(values)

    # Peewee's own ways to write would pass by the journal.
    save = delete_instance = _refuse
    insert = insert_many = insert_from = replace = replace_many = classmethod(_refuse)
    update = delete = create = get_or_create = classmethod(_refuse)
    bulk_create = bulk_update = set_by_id = delete_by_id = classmethod(_refuse)
