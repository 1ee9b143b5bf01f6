"""How many statements a reading takes, whatever it reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import peewee
import pytest


@contextmanager
def counted(record) -> Iterator[list[str]]:
    """The statements that are executed inside the block."""
    asked: list[str] = []
    original = peewee.Database.execute_sql

    def count(database, sql, *values, **named):
        asked.append(sql)
        return original(database, sql, *values, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(record.database), "execute_sql", count)
        yield asked
