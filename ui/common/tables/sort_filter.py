"""Filters by a predicate over rows; the rows themselves are put in order once, so that a keystroke only filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from ui.common.tables.table_model import TableModel

Index = QModelIndex | QPersistentModelIndex


class SortFilter(QSortFilterProxyModel):
    """The rows that are let through, in the order of the table beneath."""

    def __init__(self, source: TableModel) -> None:
        super().__init__()
        self._table = source
        self._let_through: Callable[[Any], bool] | None = None
        self.setSourceModel(source)

    def set_filter(self, let_through: Callable[[Any], bool] | None) -> None:
        """Shows only rows for which it is true; None shows all."""
        self.beginFilterChange()
        self._let_through = let_through
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self._let_through is None or self._let_through(self._table.rows()[source_row])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by the real values of a column; a column below 0 leaves the rows in the order they were given in."""
        self._table.set_order(column, order == Qt.SortOrder.DescendingOrder)

    def row_of(self, index: Index) -> Any:
        """The row behind an index of this model."""
        return self._table.row_at(self.mapToSource(index))

    def shown_rows(self) -> list[Any]:
        """The rows that are let through, in their order."""
        return [self.row_of(self.index(number, 0)) for number in range(self.rowCount())]
