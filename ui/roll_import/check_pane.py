"""The step that checks rows: five counts that filter, the rows with what was found, and the columns at the left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.context import Context
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.card import Card
from ui.common.widgets.count_tiles import Counted, CountTiles
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import Link
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.roll_import.columns_panel import ColumnsPanel, Matched
from ui.theme.current import theme

COLUMNS_FROM = 1000     # logical pixels of the pane below which the columns stand in their own step only
OUT = "out"


class CheckPane(QWidget):
    """Rows have `id` and `kind`; those of `quiet_kind` are seen only when its count is pressed.

    `opened(row)` to put a row right or look at it, `changed(heading, field)` from the columns at the left,
    `columns_asked` for the step that shows them whole.
    """

    opened = Signal(object)
    changed = Signal(str, str)
    columns_asked = Signal()

    def __init__(
        self, context: Context, kinds: Sequence[Counted], columns: Sequence[Column], name: str, *, to_fix: str,
        quiet_kind: str, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._to_fix, self._quiet = to_fix, quiet_kind
        self._labels = {kind.key: kind.label for kind in kinds}
        self.rows: Sequence[Any] = ()
        self._build(context, kinds, columns, name)
        self.tiles.changed.connect(self._apply)
        self.table.opened.connect(self.opened)
        self.table.shown_changed.connect(self._on_shown)
        self.panel.changed.connect(self.changed)
        self._link.clicked.connect(self.columns_asked)
        self.empty.asked.connect(self._on_show_all)

    def _build(self, context: Context, kinds: Sequence[Counted], columns: Sequence[Column], name: str) -> None:
        now = theme()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(now.px(16))
        self._link = Link("Change")
        self.card = Card("Columns", aside=self._link)
        self.card.setFixedWidth(now.px(336))
        self.panel = ColumnsPanel()
        self.card.add(Scroller(self.panel), 1)
        right = QVBoxLayout()
        right.setSpacing(now.px(10))
        self.tiles = CountTiles(kinds, self._to_fix, name="Which rows")
        self.empty = EmptyState("ph.check-circle", "Nothing stands here.")
        self.table = DataTable(columns, lambda row: row.id, name, memory=context.memory)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.frame_of_table = TableFrame(self.table, self.empty)
        right.addWidget(self.tiles)
        right.addWidget(self.frame_of_table, 1)
        across.addWidget(self.card)
        across.addLayout(right, 1)

    # What it shows.

    def show_rows(self, rows: Sequence[Any], counts: Callable[[str], int]) -> None:
        """Shows these rows and how many there are of each kind."""
        self.rows = rows
        for key in self._labels:
            self.tiles.set_count(key, counts(key))
        self.table.set_rows(rows)
        self._apply()

    def show_columns(self, columns: Sequence[Matched], options: Sequence[tuple[str, str]], note: str) -> None:
        """Shows what the columns were taken for."""
        self.card.set_note(note)
        self.panel.show_columns(columns, options)

    def only_to_fix(self) -> None:
        """Shows only what is to be put right, or everything again."""
        self.tiles.toggle(self._to_fix)

    def _apply(self) -> None:
        chosen = self.tiles.key()
        shown = {chosen} if chosen else set(self._labels) - {self._quiet} | {OUT}
        if chosen == self._to_fix:
            shown.add(OUT)      # so that a row does not jump away when it is left out
        self.table.set_filter(lambda row: row.kind in shown)

    def _on_shown(self, count: int) -> None:
        self.frame_of_table.show_empty(count == 0)
        if count:
            return
        chosen = self.tiles.key()
        if chosen:
            self.empty.set(f"0 {self._labels[chosen]}.", "", "Show all rows")
        else:
            quiet = self.tiles.tiles[self._quiet].count
            self.empty.set("The desk says what this file says.", f"{quiet:,} rows with {self._labels[self._quiet]}.",
                           "Show them" if quiet else "")

    def _on_show_all(self) -> None:
        self.tiles.set_key("" if self.tiles.key() else self._quiet)
        self._apply()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.setVisible(self.width() / theme().scale >= COLUMNS_FROM)

    def focus_start(self) -> QWidget:
        """The rows, where there are any to see."""
        return self.table if self.table.shown.rowCount() else self.empty.button
