"""How many questions a reading puts to the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def counted(record) -> Iterator[list]:
    """Every statement within it, in order."""
    with record.database.listening() as heard:
        yield heard
