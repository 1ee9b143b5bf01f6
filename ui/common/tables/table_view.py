"""A table as a widget: arrows or J and K move, Enter opens, Space peeks, X marks, Ctrl+C copies."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from ui.common.memory import Memory
from ui.common.tables.columns import Column
from ui.common.tables.delegates import CellDelegate, is_cut
from ui.common.tables.header import TableHeader
from ui.common.tables.row_heights import RowHeights
from ui.common.tables.sort_filter import SortFilter
from ui.common.tables.table_model import TableModel
from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.paint import ring

_BAR = 16       # design pixels, a scroll bar and a little more


class DataTable(QTableView):
    """Rows through columns. `opened(row)`, `peeked(row)`, `focused(row or None)`, `menu_asked(row, point)`.

    `row_height` is "row" (37 px), "two-line-row" (45) or "compact-row" (27); a row with a long name is taller, and
    `heights_changed` tells when one has become so. Widths are remembered under `name`.
    """

    opened = Signal(object)
    peeked = Signal(object)
    focused = Signal(object)
    menu_asked = Signal(object, QPoint)
    marks_changed = Signal(int)
    shown_changed = Signal(int)
    heights_changed = Signal()

    def __init__(
        self, columns: Sequence[Column], row_id: Callable[[Any], str], name: str, *, memory: Memory | None = None,
        row_height: str = "row", marking: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._name, self._memory, self._marking = name, memory, marking
        self._left_out: frozenset[str] = frozenset()
        self.table = TableModel(columns, row_id)
        self.shown = SortFilter(self.table)
        self._heights = RowHeights(self, self.table, self.shown, theme().length(row_height))
        self._delegate = CellDelegate(self)
        self._head = TableHeader(self)
        self.setHorizontalHeader(self._head)
        self.setModel(self.shown)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self._settle(row_height)
        self._head.sectionResized.connect(self._on_resized)
        self._head.sortIndicatorChanged.connect(self._on_sorted)

    def _settle(self, row_height: str) -> None:
        now = theme()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(now.length(row_height))
        self.verticalScrollBar().setSingleStep(now.px(24))
        self.setSortingEnabled(True)
        self._head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        for number, column in enumerate(self.table.columns):
            self.setColumnWidth(number, now.px(column.width))
        self._remembered = bool(self._memory and self._memory.restore_columns(self._name, self._head))

    # What it holds.

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows; the ring and the scroll stay where they were."""
        before = self.focused_id()
        place = self.currentIndex().row()
        scroll = self.verticalScrollBar().value()
        self.table.set_rows(rows)
        self._settle_heights(self._heights.measure())
        if before and not self.focus_id(before) and self.shown.rowCount():
            self._go(min(max(place, 0), self.shown.rowCount() - 1))
        elif not before and self.hasFocus() and self.shown.rowCount():
            self._go(0)
        self.verticalScrollBar().setValue(scroll)
        self.shown_changed.emit(self.shown.rowCount())

    def set_filter(self, let_through: Callable[[Any], bool] | None) -> None:
        """Shows only rows for which it is true; the ring goes to the first where its row went."""
        before = self.focused_id()
        self.shown.set_filter(let_through)
        self._settle_heights(self._heights.give())
        if self.shown.rowCount() and not (before and self.focus_id(before)):
            self._go(0)
        self.shown_changed.emit(self.shown.rowCount())

    def sort_by(self, key: str, descending: bool = False) -> None:
        """Sorts by a column."""
        number = [column.key for column in self.table.columns].index(key)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(number, order)

    def keep_order(self) -> None:
        """The rows stand as they are given, with no arrow over them, until somebody sorts."""
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def focused_row(self) -> Any:
        """The row with the ring, or None."""
        return self.shown.row_of(self.currentIndex())

    def focused_id(self) -> str:
        """The identity of the row with the ring, or ""."""
        row = self.focused_row()
        return "" if row is None else self.table.id_of(row)

    def focus_id(self, row_id: str) -> bool:
        """Puts the ring on a row; False where it is not shown."""
        number = self.table.number_of(row_id)
        index = self.shown.mapFromSource(self.table.index(number, 0)) if number >= 0 else QModelIndex()
        if not index.isValid():
            return False
        self._go(index.row())
        return True

    def shown_rows(self) -> list[Any]:
        """The rows that are let through, in their order."""
        return self.shown.shown_rows()

    def marked_rows(self) -> list[Any]:
        """The marked rows, in their order; the one with the ring where none is marked."""
        rows = [row for row in self.shown_rows() if self.table.id_of(row) in self.table.marked]
        here = self.focused_row()
        return rows or ([here] if here is not None else [])

    # Moving and doing.

    def _go(self, number: int) -> None:
        column = max(0, self.currentIndex().column())
        self.setCurrentIndex(self.shown.index(number, column))
        self.selectRow(number)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row() or not previous.isValid():
            self.focused.emit(self.shown.row_of(current))
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        here, last = self.currentIndex().row(), self.shown.rowCount() - 1
        jumps = {Qt.Key.Key_J: here + 1, Qt.Key.Key_Down: here + 1, Qt.Key.Key_K: here - 1, Qt.Key.Key_Up: here - 1,
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}  # fmt: skip
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif plain and key in jumps and last >= 0:
            self._go(min(max(jumps[key], 0), last))
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focused_row() is not None:
            self.opened.emit(self.focused_row())
        elif plain and key == Qt.Key.Key_Space and self.focused_row() is not None:
            self.peeked.emit(self.focused_row())
        elif plain and key == Qt.Key.Key_X and self._marking and self.focused_row() is not None:
            self.table.toggle_marked(self.focused_row())
            self.marks_changed.emit(len(self.table.marked))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not a search."""

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().focusInEvent(event)  # Qt gives the first row the ring here, but does not select it
        if not self.selectionModel().hasSelection() and self.shown.rowCount():
            self._go(max(0, self.currentIndex().row()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.table.columns[index.column()].kind != "button":
            self.opened.emit(self.focused_row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            column = self.table.columns[index.column()]
            row = self.shown.row_of(index)
            if column.kind == "button" and column.text(row):
                self.opened.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        row = self.shown.row_of(index)
        if row is not None:
            centre = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(row, event.globalPos() if by_mouse else centre)

    def copy(self) -> None:
        """The marked rows, or all that are shown, as a table for Excel; never what is private."""
        rows = self.marked_rows() if self.table.marked else self.shown_rows()
        put_in_clipboard(self.table.columns, rows)

    # Looking.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, number: int) -> None:
        if number != self._delegate.hovered_row:
            self._delegate.hovered_row = number
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            area = self.visualRect(self.currentIndex())
            width = min(self.viewport().width(), self._head.length())
            ring(QPainter(self.viewport()), QRect(0, area.top(), width, area.height()).adjusted(1, 1, -1, -1))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_at(index)), self)
            return True
        return bool(super().viewportEvent(event))

    def tip_at(self, index: QModelIndex) -> str:
        """The tooltip of a cell: its own, or its words where they are cut."""
        row = self.shown.row_of(index)
        if row is None:
            return ""
        column = self.table.columns[index.column()]
        if column.tip is not None:
            return column.tip(row)
        cut = is_cut(column, row, self.columnWidth(index.column()))
        return column.words(row) if cut or column.kind in ("flags", "code") else ""

    # Widths.

    def leave_out(self, keys: frozenset[str]) -> None:
        """The columns with these keys do not show, whatever room there is; all others do where they fit."""
        if keys != self._left_out:
            self._left_out = keys
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if event.size().height() < event.oldSize().height() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())      # what grows beside the list never hides the row with the ring

    def _fit(self) -> None:
        """Columns that may go do so on narrow tables; what is left over goes to those that stretch.

        One that went comes back only where there is room for a scroll bar too: without it the rows may be lower, the
        bar of the page be gone, and the column with its taller rows would call for that bar again, without end.
        """
        room = self.viewport().width()
        for number, column in enumerate(self.table.columns):
            least = column.drop + (_BAR if self.isColumnHidden(number) else 0)
            narrow = bool(column.drop) and room / theme().scale < least
            self.setColumnHidden(number, narrow or column.key in self._left_out)
        if self._remembered:
            self._settle_heights(self._heights.measure())
            return
        shown = [n for n in range(len(self.table.columns)) if not self.isColumnHidden(n)]
        least = {n: theme().px(self.table.columns[n].width) for n in shown}
        shares = {n: self.table.columns[n].stretch for n in shown}
        left = max(0, room - sum(least.values()))
        total = sum(shares.values()) or 1
        widths = {n: least[n] + left * shares[n] // total for n in shown}
        if shown and left:  # what division leaves over, so that rows end where the frame does
            widths[max(shown, key=lambda n: shares[n])] += room - sum(widths.values())
        self._head.blockSignals(True)
        for number in shown:
            self.setColumnWidth(number, widths[number])
        self._head.blockSignals(False)
        self.updateGeometries()
        if self.viewport().width() < room:     # a bar has appeared meanwhile and taken some of it
            self._fit()
            return
        self._settle_heights(self._heights.measure())

    def _settle_heights(self, changed: bool) -> None:
        """The bar at the side knows of rows that have become taller, and so does whoever asks."""
        if changed:
            self.updateGeometries()
            self.heights_changed.emit()

    def _on_resized(self, number: int, old: int, new: int) -> None:
        if self._memory is not None and self._head.dragging:
            self._settle_heights(self._heights.measure())
            self._remembered = True
            self._memory.keep_columns(self._name, self._head)

    def _on_sorted(self) -> None:
        self._settle_heights(self._heights.give())
        self.viewport().update()


def put_in_clipboard(columns: Sequence[Column], rows: Sequence[Any]) -> None:
    """The rows as text and as a table, to be pasted elsewhere."""
    text, markup = as_table(columns, rows)
    data = QMimeData()
    data.setText(text)
    data.setHtml(markup)
    QGuiApplication.clipboard().setMimeData(data)


def as_table(columns: Sequence[Column], rows: Sequence[Any]) -> tuple[str, str]:
    """The rows as tab-separated text and as an HTML table; two lines of a cell stand beside each other.

    Text that a spreadsheet would take for a formula is preceded by an apostrophe.
    """
    kept = [column for column in columns if not column.private]
    lines = [[column.title for column in kept]]
    lines += [[_harmless((column.copied or column.words)(row)) for column in kept] for row in rows]
    text = "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
    cells = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return text, f"<table>{cells}</table>"


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
