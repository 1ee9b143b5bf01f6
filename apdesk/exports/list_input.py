"""What a list is made from, on a sheet or on paper: columns, rows, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from apdesk.exports.paper_input import Printing

Cell = str | int | float | date | None
"""What may stand in a list. A date prints as "Tue 10 Nov 2026", None as an empty cell."""

ColumnKind = Literal["text", "long", "number", "percent", "date", "code"]
"""`long` wraps, `percent` is a share of 1, `code` is centred and bold."""


@dataclass(frozen=True)
class Column:
    """One column: its head, what it holds, and its width in letters."""

    head: str
    kind: ColumnKind = "text"
    width: int = 14


@dataclass(frozen=True)
class Row:
    """One line. `gap` marks columns (by number) whose cell is missing or late: grey and bold."""

    cells: tuple[Cell, ...]
    gaps: frozenset[int] = frozenset()
    group: str = ""                     # rows of one group stand together under its name


@dataclass(frozen=True)
class ListDocument:
    """A list for the tracker book, the inspection list, or any other table."""

    printing: Printing
    title: str                          # "Tracker for the weekly meeting"
    subtitle: str                       # "32 pupils, as at Tuesday 10 November 2026"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()         # below the table
    empty: str = "Nothing to list."
    heading: str = ""                   # of this table where a document has several, and of its sheet
