"""Who can open the desk, and the log, as tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from apdesk.domain.permissions import PERSON_ROLES, may_words
from apdesk.services.journal_log import LogRow
from apdesk.services.unlock import Person
from ui.common.dates import clock_time, short_day
from ui.common.tables.columns import Column


class OpenerRow(NamedTuple):
    """A person who can open the desk, and when they last did."""

    person: Person
    last: datetime | None
    me: bool


def opener_columns(today: date) -> tuple[Column, ...]:
    """Name, role and when the desk was last opened."""
    return (
        Column("name", "Person", lambda row: f"{row.person.name} (you)" if row.me else row.person.name, kind="strong",
               width=170, stretch=2),
        Column("role", "Role", lambda row: PERSON_ROLES.get(row.person.role, row.person.role), width=170, stretch=1,
               tip=lambda row: may_words(row.person.role)),
        Column("last", "Last opened the desk", lambda row: moment_words(row.last, today) or "Never yet",
               sort=lambda row: row.last, width=170, stretch=1),
    )  # fmt: skip


def log_columns(today: date) -> tuple[Column, ...]:
    """When, who, what and why."""
    return (
        Column("when", "When", lambda row: moment_words(row.moment, today), lambda row: f"Entry {row.number:,}",
               kind="two-line", sort=lambda row: row.number, width=136),
        Column("who", "Who", lambda row: row.who, lambda row: row.role, kind="two-line", width=140, stretch=1,
               drop=560),
        Column("what", "What", lambda row: row.what, lambda row: row.why, kind="strong-two-line", width=250,
               stretch=4),
        Column("rows", "Rows", lambda row: f"{row.changes:,}" if row.changes else "–", sort=lambda row: row.changes,
               width=72, right=True, drop=720),
    )  # fmt: skip


def moment_words(moment: datetime | None, today: date) -> str:
    """"Tue 10 Nov, 10:42"."""
    if moment is None:
        return ""
    here = moment.astimezone()
    return f"{short_day(here.date(), today)}, {clock_time(here)}"


def log_words(row: LogRow) -> str:
    """An entry as the title of its details."""
    return f"Entry {row.number:,}: {row.what}"
