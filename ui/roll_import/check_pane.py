"""The step that checks rows: counts that filter, the rows with what was found, and a card that helps at the left."""

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
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme

SIDE = 336              # design pixels of the card at the left
OUT = "out"


class CheckPane(QWidget):
    """Rows have `id` and `kind`; those of `quiet_kind` are seen only when its count is pressed.

    `opened(row)` to put a row right or look at it. `at_left` helps where there is room for it: from `side_from` logical
    pixels of the pane on; where there is not, a link with the words of `fold` asks for what it says (`card_asked`).
    `order` is the column that rows are first sorted by.
    """

    opened = Signal(object)
    card_asked = Signal()

    def __init__(
        self, context: Context, kinds: Sequence[Counted], columns: Sequence[Column], name: str, at_left: Card, *,
        to_fix: str, quiet_kind: str, row_height: str = "row", side_from: int = 1100, order: str = "found",
        fold: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._to_fix, self._quiet, self._side_from = to_fix, quiet_kind, side_from
        self._labels = {kind.key: kind.label for kind in kinds}
        self.nothing = ("The desk says what this file says.", "")
        """What is true, and when that changes, where there is nothing to see."""
        self.rows: Sequence[Any] = ()
        self.card = at_left
        self._build(context, kinds, columns, name, row_height)
        self.table.sort_by(order)
        self.card_link.setText(fold)
        self._folds = bool(fold)
        self.card_link.clicked.connect(self.card_asked)
        self.tiles.changed.connect(self._apply)
        self.table.opened.connect(self.opened)
        self.table.shown_changed.connect(self._on_shown)
        self.empty.asked.connect(self._on_show_all)

    def _build(
        self, context: Context, kinds: Sequence[Counted], columns: Sequence[Column], name: str, row_height: str
    ) -> None:
        now = theme()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(now.px(16))
        self.card.setFixedWidth(now.px(SIDE))
        right = QVBoxLayout()
        right.setSpacing(now.px(10))
        self.tiles = CountTiles(kinds, self._to_fix, name="Which rows")
        self.empty = EmptyState("ph.check-circle", "Nothing stands here.")
        self.table = DataTable(columns, lambda row: row.id, name, memory=context.memory, row_height=row_height)
        self.frame_of_table = TableFrame(self.table, self.empty)
        self.card_link = Link("")
        self.card_link.hide()
        right.addWidget(self.tiles)
        right.addWidget(self.card_link, 0, Qt.AlignmentFlag.AlignLeft)
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
            when = f"{quiet:,} with {self._labels[self._quiet]}." if quiet else self.nothing[1]
            self.empty.set(self.nothing[0], when, "Show them" if quiet else "")

    def _on_show_all(self) -> None:
        self.tiles.set_key("" if self.tiles.key() else self._quiet)
        self._apply()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / theme().scale >= self._side_from
        self.card.setVisible(room)
        self.card_link.setVisible(self._folds and not room)

    def focus_start(self) -> QWidget:
        """The rows, where there are any to see."""
        if self.table.shown.rowCount():
            return self.table
        return self.empty.button if self.empty.button.text() else next(iter(self.tiles.tiles.values()))
