"""A list that is as tall as its rows, in a page that scrolls: its row with the ring is kept in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea

from ui.common.tables.table_view import DataTable
from ui.theme.current import theme


def follow(area: QScrollArea, table: DataTable) -> None:
    """The page scrolls to the row that gets the ring, and to the head of the list with its first."""
    table.focused.connect(lambda row: row is not None and _keep_in_sight(area, table))


def _keep_in_sight(area: QScrollArea, table: DataTable) -> None:
    place = table.visualRect(table.currentIndex())
    if not table.hasFocus() or not place.isValid() or not area.verticalScrollBar().maximum():
        return
    middle = table.viewport().mapTo(area.widget(), place.center()).y()
    area.ensureVisible(0, middle, 0, place.height() // 2 + theme().length("table-head"))
