"""A list that is as tall as its rows, in a page that scrolls: its row with the ring is kept in sight."""

from __future__ import annotations

from ui.common.tables.table_view import DataTable
from ui.common.widgets.scroller import keep_in_sight
from ui.theme.current import theme


def follow(table: DataTable) -> None:
    """The page scrolls to the row that gets the ring, and to the head of the list with its first."""
    table.focused.connect(lambda row: row is not None and _keep_in_sight(table))


def _keep_in_sight(table: DataTable) -> None:
    place = table.visualRect(table.currentIndex())
    if table.hasFocus() and place.isValid():
        head = theme().length("table-head")
        keep_in_sight(table.viewport(), place.adjusted(0, -head, 0, head))
