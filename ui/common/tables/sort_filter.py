"""Sorts by real values and filters by a predicate over rows; the rows themselves stay where they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from ui.common.tables.table_model import TableModel

Index = QModelIndex | QPersistentModelIndex


class SortFilter(QSortFilterProxyModel):
    """Equal values keep the order of the row's first column, so that a list never jumps about."""

    def __init__(self, source: TableModel) -> None:
        super().__init__()
        self._table = source
        self._let_through: Callable[[Any], bool] | None = None
        self.setSourceModel(source)
        self.setDynamicSortFilter(True)
        self.setSortRole(TableModel.SortRole)

    def set_filter(self, let_through: Callable[[Any], bool] | None) -> None:
        """Shows only rows for which it is true; None shows all."""
        self.beginFilterChange()
        self._let_through = let_through
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self._let_through is None or self._let_through(self._table.rows()[source_row])

    def lessThan(self, left: Index, right: Index) -> bool:
        first, second = self._table.row_at(left), self._table.row_at(right)
        column = self._table.columns[left.column()]
        mine, other = column.sort_value(first), column.sort_value(second)
        if mine != other:
            # what is empty comes last in both directions
            if mine[0] != other[0]:
                return (mine[0] < other[0]) == (self.sortOrder() == Qt.SortOrder.AscendingOrder)
            return bool(mine < other)
        lead = self._table.columns[0]
        tied = lead.sort_value(first) < lead.sort_value(second)
        return tied == (self.sortOrder() == Qt.SortOrder.AscendingOrder)

    def row_of(self, index: Index) -> Any:
        """The row behind an index of this model."""
        return self._table.row_at(self.mapToSource(index))

    def shown_rows(self) -> list[Any]:
        """The rows that are let through, in their order."""
        return [self.row_of(self.index(number, 0)) for number in range(self.rowCount())]
