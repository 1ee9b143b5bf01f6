"""How the rows of a pupil list stand in the table that checks them."""

from __future__ import annotations

from apdesk.services.roll_check import CHANGE, LEFT_OUT, NEW, NO_CHANGE, NOT_IN_FILE, TO_FIX, CheckRow
from ui.common.tables.columns import Column
from ui.common.widgets.count_tiles import Counted

KINDS: tuple[Counted, ...] = (
    Counted(TO_FIX, "to fix", "ph.warning-octagon-fill", "overdue"),
    Counted(CHANGE, "changes", "ph.pencil-simple", "today"),
    Counted(NEW, "new", "ph.user-plus", "soon"),
    Counted(NOT_IN_FILE, "not in file", "ph.question", "waiting"),
    Counted(NO_CHANGE, "no change", "ph.check-circle-fill", "done"),
)
_SHOWN = {kind.key: kind for kind in KINDS}


def found_words(row: CheckRow) -> str:
    """Everything that was found, in sentences."""
    return " ".join((row.found, *row.more))


def button_words(row: CheckRow) -> str:
    """The verb on a row's button."""
    return {TO_FIX: "Fix", LEFT_OUT: "Take in"}.get(row.kind, "View")


def _status(row: CheckRow) -> str:
    kind = _SHOWN.get(row.kind)
    return kind.status if kind else ""


def _place(row: CheckRow) -> tuple[bool, bool, int]:
    """What is to be fixed comes first, then row by row; who is not in the file comes last."""
    return row.kind != TO_FIX, row.line is None, row.line or 0


def pupil_columns() -> tuple[Column, ...]:
    """Row, who, and what was found."""
    return (
        Column("row", "Row", lambda row: f"{row.line:,}" if row.line else "–", sort=lambda row: row.line, width=60,
               said=lambda row: f"Row {row.line}" if row.line else "Not in the file"),
        Column("pupil", "Pupil", lambda row: row.name, width=160, stretch=2, whole=True),
        Column("form", "Form", lambda row: row.form, width=54, drop=560),
        Column("upn", "UPN", lambda row: row.upn, width=134, drop=700,
               status=lambda row: "overdue" if "upn" in row.wrong else ""),
        Column("found", "What we found", lambda row: found_words(row).removeprefix("Column "), kind="said", sort=_place,
               width=240, stretch=6, status=_status, tip=found_words, whole=True,
               value=lambda row: _SHOWN[row.kind].icon if row.kind in _SHOWN else "ph.minus-circle"),
        Column("do", "", button_words, kind="button", width=78, said=lambda row: ""),  # noqa: ARG005
    )  # fmt: skip
