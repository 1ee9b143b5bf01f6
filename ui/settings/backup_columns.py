"""The copies of the desk as a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from apdesk.services.backup_copies import BESIDE, ELSEWHERE, SECOND, Copy
from ui.common.dates import clock_time, long_day, short_day
from ui.common.tables.columns import Column

PLACES = {BESIDE: "Beside the desk", SECOND: "Second place", ELSEWHERE: "Another folder"}


class CopyRow(NamedTuple):
    """A copy with what is known of it: `trouble` None where it was not read again since it was proved."""

    copy: Copy
    trouble: str | None
    newest: bool


def copy_columns(today: date, *, may_restore: bool) -> tuple[Column, ...]:
    """When, where, how large, whether it is whole, and the button that restores it."""
    restore = Column("restore", "", lambda _row: "Restore…", kind="button", width=112)
    return (
        Column("taken", "Taken", lambda row: taken_words(row.copy, today),
               lambda row: "The newest" if row.newest else "", kind="strong-two-line", sort=lambda row: row.copy.taken,
               width=170, stretch=2),
        Column("place", "Where", lambda row: PLACES[row.copy.place], width=140, stretch=1, drop=604,
               tip=lambda row: str(row.copy.file)),
        Column("size", "Size", lambda row: size_words(row.copy.size), sort=lambda row: row.copy.size, width=90,
               right=True, drop=694),
        Column("state", "State", state_words, kind="chip", value=state_chip, width=178),
        *((restore,) if may_restore else ()),
    )  # fmt: skip


def taken_words(copy: Copy, today: date) -> str:
    """"Tue 10 Nov, 08:15"; the file's name where that tells no time."""
    if copy.taken is None:
        return copy.file.name
    return f"{short_day(copy.taken.date(), today)}, {clock_time(copy.taken)}"


def long_words(copy: Copy) -> str:
    """"Tuesday 10 November 2026, 08:15", for titles."""
    if copy.taken is None:
        return copy.file.name
    return f"{long_day(copy.taken.date())}, {clock_time(copy.taken)}"


def size_words(size: int) -> str:
    """"12.4 MB"."""
    return f"{size / 1_000_000:,.1f} MB"


def state_words(row: CopyRow) -> str:
    """"Proved when taken", "Whole, just read", "Damaged"."""
    if row.trouble is None:
        return "Proved when taken"
    return "Damaged" if row.trouble else "Whole, just read"


def state_chip(row: CopyRow) -> tuple[str, str, str | None]:
    """The same as a chip."""
    status = "later" if row.trouble is None else "overdue" if row.trouble else "done"
    return state_words(row), status, "ph.check" if row.trouble is None else None


def key_of(file: Path) -> str:
    """What names a copy in the table."""
    return str(file)
