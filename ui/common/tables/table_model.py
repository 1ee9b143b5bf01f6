"""Rows in, roles out. The model asks nothing of anybody: rows are pushed into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.common.tables.columns import Column

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class TableModel(QAbstractTableModel):
    """A table of any rows, seen through its columns; `row_id` gives each row the identity that outlives a reload."""

    RowRole = Qt.ItemDataRole.UserRole + 1
    ColumnRole = Qt.ItemDataRole.UserRole + 2
    MarkedRole = Qt.ItemDataRole.UserRole + 3

    def __init__(self, columns: Sequence[Column], row_id: Callable[[Any], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._row_id = row_id
        self._pushed: list[Any] = []
        self._rows: list[Any] = []
        self._places: dict[str, int] = {}
        self._order: tuple[int, bool] | None = None
        self.marked: set[str] = set()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows instead."""
        self.beginResetModel()
        self._pushed = list(rows)
        self._put_in_order()
        self.marked &= {self._row_id(row) for row in self._rows}
        self.endResetModel()

    def rows(self) -> Sequence[Any]:
        """All rows, in their order."""
        return self._rows

    def set_order(self, column: int, down: bool) -> None:
        """Puts the rows in the order of a column's real values, and keeps those pushed in later in it too.

        What is empty comes last in both directions; equal values stand in the order of the first column. A column
        below 0 is the order in which the rows were pushed.
        """
        self._order = (column, down) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [self.id_of(self._rows[index.row()]) for index in old]
        self._put_in_order()
        moved = [self.index(self._places[each], index.column()) for each, index in zip(held, old, strict=True)]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def _put_in_order(self) -> None:
        self._rows = list(self._pushed)
        if self._order is not None:
            column, down = self.columns[self._order[0]], self._order[1]
            self._rows.sort(key=self.columns[0].sort_value)
            self._rows.sort(key=column.sort_value, reverse=down)
            self._rows.sort(key=lambda row: column.sort_value(row)[0])
        self._places = {self._row_id(row): number for number, row in enumerate(self._rows)}

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def row_at(self, index: Index) -> Any:
        """The row of an index, or None."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def id_of(self, row: Any) -> str:
        """The identity of a row."""
        return self._row_id(row)

    def number_of(self, row_id: str) -> int:
        """Where the row with that identity stands, -1 where it does not."""
        return self._places.get(row_id, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.sentence(row) if index.column() == 0 else column.spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == self.RowRole:
            return row
        if role == self.ColumnRole:
            return column
        if role == self.MarkedRole:
            return self._row_id(row) in self.marked
        return None

    def sentence(self, row: Any) -> str:
        """The whole row in words, for a screen reader on its first cell."""
        first, *rest = self.columns
        said = [first.words(row)]
        said += [column.spoken(row) for column in rest]
        return "; ".join(part for part in said if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            column = self.columns[section]
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def toggle_marked(self, row: Any) -> None:
        """Marks a row, or takes the mark away."""
        self.marked.symmetric_difference_update({self._row_id(row)})
        number = self.number_of(self._row_id(row))
        if number >= 0:
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))
