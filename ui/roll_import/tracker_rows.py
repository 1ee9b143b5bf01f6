"""How the rows of a tracker stand in the table that checks them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from apdesk.services.tracker_rows import HERE, LEFT_OUT, PLACE, PROPOSE, TO_FIX, TrackerEntry
from ui.common.dates import short_day
from ui.common.tables.columns import Column
from ui.common.widgets.count_tiles import Counted

KINDS: tuple[Counted, ...] = (
    Counted(TO_FIX, "to fix", "ph.warning-octagon-fill", "overdue"),
    Counted(PLACE, "will be placed", "ph.flag", "soon"),
    Counted(PROPOSE, "will be proposed", "ph.flag-banner", "waiting"),
    Counted(HERE, "here already", "ph.check-circle-fill", "done"),
)
_SHOWN = {kind.key: kind for kind in KINDS}


class TrackerRow(NamedTuple):
    """A row of the table: one row of the file."""

    id: str
    kind: str
    line: int
    entry: TrackerEntry


def row_of(entry: TrackerEntry) -> TrackerRow:
    """The entry as a row of the table."""
    return TrackerRow(f"row {entry.line}", entry.kind, entry.line, entry)


def found_words(entry: TrackerEntry) -> str:
    """Everything that was found, in sentences."""
    return " ".join(entry.reasons)


def tracker_columns(today: date) -> tuple[Column, ...]:
    """Row, who, where and on what pathway, from when, and what was found."""

    def days(row: TrackerRow) -> str:
        return short_day(row.entry.start, today) if row.entry.start else "No first day"

    def until(row: TrackerRow) -> str:
        return f"to {short_day(row.entry.end, today)}" if row.entry.end else ""

    return (
        Column("row", "Row", lambda row: f"{row.line:,}", sort=lambda row: row.line, width=60,
               said=lambda row: f"Row {row.line}"),
        Column("pupil", "Pupil", lambda row: row.entry.name, lambda row: row.entry.form, kind="two-line", width=150,
               stretch=2, whole=True),
        Column("where", "Placement", lambda row: row.entry.provider or "In school", lambda row: row.entry.pathway,
               kind="two-line", width=150, stretch=2, whole=True),
        Column("from", "From", days, until, kind="two-line", sort=lambda row: row.entry.start, width=126, drop=640),
        Column("found", "What we found", lambda row: found_words(row.entry).removeprefix("Column "), kind="said",
               sort=lambda row: (row.kind != TO_FIX, row.line), width=200, stretch=4,
               status=lambda row: _SHOWN[row.kind].status if row.kind in _SHOWN else "",
               value=lambda row: _SHOWN[row.kind].icon if row.kind in _SHOWN else "ph.minus-circle",
               tip=lambda row: found_words(row.entry), whole=True),
        Column("do", "", lambda row: {TO_FIX: "Fix", LEFT_OUT: "Take in"}.get(row.kind, "View"), kind="button",
               width=78, said=lambda row: ""),  # noqa: ARG005
    )  # fmt: skip
