"""A table as it came out of a file, before anybody has asked what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta

MAX_ROWS = 50_000           # a school's roll with six contacts a pupil stays under a third of this
MAX_COLUMNS = 500
MAX_CELLS = 3_000_000       # of a rectangle: what a reader must hold in memory at once


@dataclass(frozen=True)
class Sheet:
    """Rows of cells; `first_line` is the number that a spreadsheet shows beside the first of them."""

    rows: Sequence[Sequence[Cell]]
    title: str = ""             # the sheet's name in a workbook
    first_line: int = 1
    remarks: tuple[str, ...] = field(default=())
    hidden: bool = False        # a workbook may keep last year's list where nobody sees it

    def line(self, index: int) -> int:
        """The row number to show for the row at `index`."""
        return self.first_line + index


def text_of(cell: Cell) -> str:
    """A cell as a person would type it: 40 and not 40.0, no guards, no spaces around it.

    Excel guards against itself with ="00123" or a leading apostrophe; both are taken off.
    """
    if not isinstance(cell, str):
        return _said(cell)
    text = cell.strip()
    if not text.isascii():
        text = text.lstrip("\ufeff").replace("\u00a0", " ")
    if text[:1] not in ("=", "'"):
        return text
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].strip()
    if text.startswith("'") and text[1:2].isdigit():
        return text[1:]
    return text


def _said(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def column_letter(index: int) -> str:
    """The letters a spreadsheet shows above a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The inverse of `column_letter`: A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def is_blank(row: Sequence[Cell]) -> bool:
    """True where no cell of the row says anything."""
    return not any(cell != "" and text_of(cell) for cell in row)
