"""One row naming another: by its id, checked by the engine, never loaded behind one's back."""

from __future__ import annotations

from typing import Any

import peewee

from apdesk.store.base import Row


def refers_to(table: type[Row], *, null: bool = False) -> Any:
    """A column holding the id of a row of `table`; reading it gives the id, not the row."""
    field: Any = peewee.ForeignKeyField
    return field(table, lazy_load=False, backref="+", null=null)
