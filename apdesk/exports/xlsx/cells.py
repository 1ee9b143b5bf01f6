"""Putting text and numbers into cells: quickly, and so that no text can ever become a formula."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from apdesk.exports.words import clean

_LONGEST_TEXT, _LONGEST_PART = 32_767, 100      # letters in a cell; in one part of a foot
_FORMULA_STARTS = ("=", "+", "-", "@", "'", "\t")


@dataclass(frozen=True)
class Look:
    """How a cell looks, complete; equal looks share one stored style."""

    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: str = "16211C"
    fill: str | None = None             # solid colour
    hatch: str | None = None            # colour of the lines
    left: str | None = None             # border style: hair, thin, medium
    right: str | None = None
    top: str | None = None
    bottom: str | None = None
    across: str = "left"                # left, center, right
    down: str = "center"
    wrap: bool = False
    indent: int = 0
    number: str = "General"
    edge: str | None = None             # colour of the borders, where not the usual
    open: bool = False                  # may be filled in while the sheet is protected


class Pen:
    """Writes into the cells of one workbook. A style is made once and copied, four times as fast."""

    def __init__(self, book: Workbook) -> None:
        self._made: dict[tuple[Look, bool], Any] = {}
        self._scratch: Worksheet = book.worksheets[0]

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: Look) -> Cell:
        """The cell holds exactly this text, whatever it begins with."""
        words = ILLEGAL_CHARACTERS_RE.sub("", clean(text))[:_LONGEST_TEXT]
        cell = self._cell(sheet, row, column, look, words.startswith(_FORMULA_STARTS))
        cell.value = words
        cell.data_type = "s"            # also "=1+1" and "#N/A", which openpyxl would take for more
        return cell

    def value(self, sheet: Worksheet, row: int, column: int, value: float | date | None, look: Look) -> Cell:
        """A number, a date or nothing."""
        cell = self._cell(sheet, row, column, look, False)
        cell.value = value
        return cell

    def formula(self, sheet: Worksheet, row: int, column: int, formula: str, look: Look) -> Cell:
        """A formula of ours; never built from text of the record."""
        cell = self._cell(sheet, row, column, look, False)
        cell.value = formula
        return cell

    def _cell(self, sheet: Worksheet, row: int, column: int, look: Look, quoted: bool) -> Cell:
        cell: Any = sheet.cell(row, column)
        style = self._made.get((look, quoted))
        if style is None:
            style = self._made[look, quoted] = self._style(look, quoted)
        cell._style = copy(style)       # a style is a mutable array: never share one between cells
        return cast(Cell, cell)

    def _style(self, look: Look, quoted: bool) -> Any:
        cell: Any = Cell(self._scratch, row=1, column=1)
        cell.font = Font(name="Calibri", size=look.size, bold=look.bold, italic=look.italic, color=look.colour)
        if look.fill is not None:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        elif look.hatch is not None:
            cell.fill = PatternFill("lightUp", fgColor=look.hatch, bgColor="FFFFFF")
        cell.border = _border(look)
        cell.alignment = Alignment(look.across, look.down, wrap_text=look.wrap, indent=look.indent)
        cell.number_format = look.number
        cell.protection = Protection(locked=not look.open)
        cell._style.quotePrefix = int(quoted)
        return cell._style


def _border(look: Look) -> Border:
    def side(style: str | None) -> Side:
        colour = look.edge or ("7F8B82" if style == "medium" else "B9C3B7")
        return Side(style=style, color=colour)      # type: ignore[arg-type]

    return Border(left=side(look.left), right=side(look.right), top=side(look.top), bottom=side(look.bottom))


def page_words(text: str) -> str:
    """Text for a sheet's head or foot, where & would begin a command and all three parts share 255 letters."""
    words = ILLEGAL_CHARACTERS_RE.sub("", clean(text)).replace("\n", " ")
    while len(words) + words.count("&") > _LONGEST_PART:
        words = words[:-2].rstrip() + "…"
    return words.replace("&", "&&")
