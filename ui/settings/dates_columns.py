"""The lines of the term dates as a table, and the form of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from apdesk.services.school_year import Entry
from apdesk.services.term_draft import ADDED, CHANGED, REMOVED, TermLine
from ui.common.dates import short_day
from ui.common.dialogs.record_form import CHOICE, DAY, Part, RecordForm
from ui.common.tables.columns import Column

KINDS: dict[str, str] = {
    "half_term": "Teaching block", "inset": "INSET day", "closure": "Closure", "bank_holiday": "Bank holiday",
}  # fmt: skip
_LABELS = {"half_term": "Half-term", "inset": "INSET", "closure": "Closed", "bank_holiday": "Bank holiday"}
_STATES = {
    ADDED: ("Added", "soon", "ph.plus-circle"), CHANGED: ("Changed", "today", "ph.pencil-simple"),
    REMOVED: ("Removed", "waiting", "ph.minus-circle"),
}  # fmt: skip


class DateRow(NamedTuple):
    """A line of the draft, or a bank holiday that the program knows by itself (`line` None)."""

    key: str
    entry: Entry
    line: TermLine | None
    days: int | None            # school days of a block


def date_columns(today: date) -> tuple[Column, ...]:
    """Kind, name, days, and what was done to the line."""
    order = tuple(KINDS)
    return (
        Column("first", "First day", lambda row: short_day(row.entry.start, today), kind="strong", whole=True,
               sort=lambda row: (row.entry.start, order.index(row.entry.type), row.key), width=112, stretch=1),
        Column("last", "Last day", lambda row: last_words(row, today), sort=lambda row: row.entry.end, width=104,
               stretch=1, whole=True),
        Column("kind", "Kind", lambda row: KINDS[row.entry.type], sort=lambda row: order.index(row.entry.type),
               width=100, stretch=1, whole=True),
        Column("label", "Name", lambda row: row.entry.label, width=120, stretch=3, whole=True),
        Column("days", "School days", days_words, sort=lambda row: row.days or 0, width=100, right=True, drop=660),
        Column("state", "", state_words, kind="chip", value=state_chip, width=116),
    )  # fmt: skip


def last_words(row: DateRow, today: date) -> str:
    """The last day; nothing for a line of one day."""
    return "" if row.entry.end == row.entry.start else short_day(row.entry.end, today)


def days_words(row: DateRow) -> str:
    """"36"; nothing for what is closed."""
    return "" if row.days is None else str(row.days)


def state_words(row: DateRow) -> str:
    """"Added", "Changed", "Removed"; or that it is on the national list that comes with the program."""
    if row.line is None:
        return "National list"
    return _STATES[row.line.state][0] if row.line.state else ""


def state_chip(row: DateRow) -> tuple[str, str, str | None] | None:
    """The same as a chip."""
    if row.line is None:
        return ("National list", "later", "")
    return _STATES[row.line.state] if row.line.state else None


@dataclass(frozen=True)
class LineForm:
    """One line as it is typed; `end` empty: one day."""

    type: str | None = "inset"
    label: str | None = None
    start: date | None = None
    end: date | None = None

    def entry(self) -> Entry:
        """The line; `Problem` by the service where it cannot stand."""
        assert self.start is not None
        kind = self.type or "inset"
        return Entry(kind, self.start, self.end or self.start, (self.label or _LABELS[kind]).strip())


PARTS: Sequence[Part] = (
    Part("type", "Kind", CHOICE, options=tuple(KINDS.items())),
    Part("label", "Name", if_known=True, beside=True, help="Autumn 1, INSET, Snow …"),
    Part("start", "First day", DAY),
    Part("end", "Last day", DAY, if_known=True, beside=True, help="Leave empty for one day"),
)


def line_form(title: str, shown: LineForm, save: Callable[[LineForm], Any], today: date) -> RecordForm:
    """One teaching block, INSET day, closure or bank holiday."""
    return RecordForm(title, PARTS, shown, save=save, today=today, do="Add line", width=540)


def shown_of(entry: Entry) -> LineForm:
    """The form of a line that stands there."""
    return LineForm(entry.type, entry.label, entry.start, None if entry.end == entry.start else entry.end)
