"""Rows as tall as the names in them need; every other row keeps the height of its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QTableView

from ui.common.tables.columns import Column
from ui.common.tables.sort_filter import SortFilter
from ui.common.tables.table_model import TableModel
from ui.theme.current import theme
from ui.theme.names import Whole, name_lines, paint_lines

FIRST, SECOND, AROUND = 20, 17, 8
"""Design pixels of a line of a cell, of a small line beneath it, and of the room above and below them together."""
_FONTS = {"said": ("label", "condensed-medium"), "due": ("label", "condensed-medium"),
          "strong-two-line": ("strong", "condensed-line"), "strong": ("strong", "condensed-line"),
          "two-line": ("label", "condensed-medium"), "text": ("body", "condensed-medium")}  # fmt: skip
_SMALL = ("meta", "condensed")


class RowHeights:
    """Which rows of a table are taller than its others, by their identity: few, so that a filter looks at few."""

    def __init__(self, view: QTableView, table: TableModel, shown: SortFilter, height: int) -> None:
        self._view, self._table, self._shown, self._height = view, table, shown, height
        self._tall: dict[str, int] = {}
        self._wide: dict[str, dict[str, int]] = {}
        """The widths of words by their font, measured once: a school's names are many, and seldom change."""

    def measure(self) -> bool:
        """After other rows or other widths: every row is as tall as it needs. True where a height has changed."""
        before, self._tall = bool(self._tall), {}
        for number, column in enumerate(self._table.columns):
            if column.whole and not self._view.isColumnHidden(number):
                self._measure(column, room_in(self._view.columnWidth(number), column))
        if not before and not self._tall:
            return False
        shown = map(self._table.id_of, self._shown.shown_rows())   # a place keeps its height, whichever row comes there
        return self._give((place, self._tall.get(key, self._height)) for place, key in enumerate(shown))

    def give(self) -> bool:
        """After a filter or another order: rows that have come are as tall as they need."""
        numbers = ((self._table.index(self._table.number_of(key), 0), high) for key, high in self._tall.items())
        return self._give((self._shown.mapFromSource(index).row(), high) for index, high in numbers)

    def _measure(self, column: Column, room: int) -> None:
        first, second = self._one_line(_FONTS[column.kind][-1], room), self._one_line(_SMALL[-1], room)
        for row in self._table.rows():
            if first(column.text(row)) and (column.second is None or second(column.second(row))):
                continue
            needed = height_in(column, row, room)
            if needed > self._height:
                key = self._table.id_of(row)
                self._tall[key] = max(needed, self._tall.get(key, 0))

    def _one_line(self, font: str, room: int) -> Callable[[str], bool]:
        """Whether a text fits on one line; most are so short that they need no measuring."""
        known, metrics = self._wide.setdefault(font, {}), QFontMetrics(theme().font(font))
        short = room // max(map(metrics.horizontalAdvance, "W@%"))

        def fits(text: str) -> bool:
            if len(text) <= short and text.isascii():
                return True
            found = known.get(text)
            if found is None:
                found = known[text] = metrics.horizontalAdvance(text)
            return found <= room

        return fits

    def _give(self, heights: Iterable[tuple[int, int]]) -> bool:
        changed = False
        for place, height in heights:
            if place >= 0 and self._view.rowHeight(place) != height:
                self._view.setRowHeight(place, height)
                changed = True
        return changed


def room_in(width: int, column: Column) -> int:
    """The pixels that the words of a cell have."""
    return width - theme().px(24 if column.right else 18) - sign_in(column)


def sign_in(column: Column) -> int:
    """The pixels that the shape before the words of a cell takes."""
    return theme().px({"due": 21, "said": 25}.get(column.kind, 0))


def lines_in(column: Column, row: Any, room: int) -> tuple[Whole, Whole | None]:
    """Both lines of a cell that names stand in, whole."""
    now = theme()
    second = column.second(row) if column.second else ""
    return (name_lines(column.text(row), room, *map(now.font, _FONTS[column.kind])),
            name_lines(second, room, *map(now.font, _SMALL)) if second else None)  # fmt: skip


def height_in(column: Column, row: Any, room: int) -> int:
    """The height that a cell needs for all of its names."""
    first, second = lines_in(column, row, room)
    return theme().px(len(first.lines) * FIRST + len(second.lines if second else ()) * SECOND + AROUND)


def paint_names(painter: QPainter, area: QRect, column: Column, row: Any, inks: tuple[QColor, QColor]) -> int:
    """Draws both lines of such a cell, in the middle of the row; answers where they begin."""
    now = theme()
    area = area.adjusted(sign_in(column), 0, 0, 0)
    first, second = lines_in(column, row, area.width())
    align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    upper = len(first.lines) * now.px(FIRST)
    lower = len(second.lines) * now.px(SECOND) if second else 0
    top = area.top() + (area.height() - upper - lower) // 2
    paint_lines(painter, QRect(area.left(), top, area.width(), upper), first, inks[0], now.px(FIRST), align)
    if second:
        below = QRect(area.left(), top + upper - now.px(1), area.width(), lower)
        paint_lines(painter, below, second, inks[1], now.px(SECOND), align)
    return top
