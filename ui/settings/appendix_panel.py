"""The policy's pathways as a table: what it asks for on each, and below it how its words are read and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.services.appendix import AppendixRow, Cell
from apdesk.services.readings import Point
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.card import Card
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import Link
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.settings.following import follow
from ui.settings.reading_card import ReadingCard
from ui.settings.two_columns import TwoColumns
from ui.theme.current import theme

FEWEST = 5
"""Rows of two lines that the list shows at least before the page scrolls in its place."""


class AppendixPanel(QWidget):
    """`readings_asked(pathway)` to see every open point of a row, "" for all of them."""

    readings_asked = Signal(str)

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[Point] = ()
        self.table = DataTable(appendix_columns(), lambda row: row.pathway, "The pathways", row_height="two-line-row")
        self.frame = TableFrame(self.table)
        self.reading = ReadingCard(may_change=may_change)
        self.change = Link("Change" if may_change else "See all")
        self.days_card = Card("How days are counted", aside=self.change)
        self.days = Facts("How days are counted")
        self.days_card.add(self.days)
        self.days_card.fill_rest()
        self.cards = TwoColumns()
        self.cards.left.addWidget(self.reading)
        self.cards.right.addWidget(self.days_card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().length("space-gap"))
        column.addWidget(self.frame, 1)
        column.addWidget(self.cards)
        self.table.focused.connect(self._on_focused)
        self.change.clicked.connect(lambda: self.readings_asked.emit(""))
        self.reading.more_asked.connect(self._on_more)

    def show_rows(
        self, rows: Sequence[AppendixRow], points: Sequence[Point], days: Sequence[tuple[str, str]]
    ) -> None:
        """The policy as it is in force."""
        self._points = points
        self.days.set_lines(days)
        self.days_card.setVisible(bool(days))
        self.table.set_rows(rows)
        if self.table.focused_row() is None and rows:
            self.table.focus_id(rows[0].pathway)
        self._on_focused(self.table.focused_row())

    def fit(self, room: int, width: int) -> None:
        """The list fills what the cards leave; where that is only a few rows it shows all, and the page scrolls."""
        now = theme()
        inside = self.cards.layout()
        assert inside is not None
        cards = inside.totalHeightForWidth(width) if inside.hasHeightForWidth() else self.cards.sizeHint().height()
        rows = sum(map(self.table.rowHeight, range(self.table.shown.rowCount())))
        whole = now.length("table-head") + rows + 2 * now.edge + 1
        few = now.length("table-head") + FEWEST * now.length("two-line-row")
        least = whole if room - cards - now.length("space-gap") < min(few, whole) else few
        if self.frame.minimumHeight() != least:
            self.frame.setMinimumHeight(least)

    def points_of(self, row: AppendixRow) -> list[Point]:
        """The open points that touch a row: those that are chosen here first, then those of each placement."""
        mine = [one for one in self._points if not row.rules.isdisjoint(one.rules)]
        deciding = [one for one in mine if not row.rules.isdisjoint(one.decides)]
        own = sorted(deciding, key=lambda one: len(one.where))
        return [*own, *(one for one in mine if one not in own and one.asked),
                *(one for one in mine if one not in own and not one.asked)]  # fmt: skip

    def _on_focused(self, row: AppendixRow | None) -> None:
        if row is None:
            return
        mine = self.points_of(row)
        more = len(mine) - 1
        said = f"{more} more {'point' if more == 1 else 'points'} about this row" if more > 0 else ""
        heading = f"{f'Row {row.row}' if row.row else row.short}: how it is read"
        self.reading.show_point(mine[0] if mine else None, heading, said)

    def _on_more(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self.readings_asked.emit(row.pathway)


class AppendixScroller(Scroller):
    """The panel in a part of the page that scrolls only where the list in it does not."""

    def __init__(self, panel: AppendixPanel, parent: QWidget | None = None) -> None:
        self._panel = panel
        super().__init__(panel, parent)
        panel.table.heights_changed.connect(self._fit)
        follow(panel.table)

    def _fit(self) -> None:
        self._panel.fit(self.viewport().height(), self.viewport().width())
        super()._fit()


def appendix_columns() -> tuple[Column, ...]:
    """The columns of the policy's own table."""
    return (
        Column("row", "Pathway", _name, lambda row: row.length, kind="strong-two-line",
               sort=lambda row: row.number, width=128, stretch=6, whole=True,
               tip=lambda row: row.title),
        Column("code", "Code", lambda row: row.code, kind="code", width=52),
        _column("visits", "Visits", lambda row: row.visits, 98, 2),
        _column("reviews", "Formal review", lambda row: row.reviews, 106),
        _column("check-ins", "Check-ins", lambda row: row.check_ins, 104, 6),
        _column("attendance", "Attendance", lambda row: row.attendance, 84),
    )  # fmt: skip


def _column(key: str, title: str, cell: Callable[[AppendixRow], Cell], width: int, stretch: int = 0) -> Column:
    def words(row: AppendixRow) -> str:
        found: Cell = cell(row)
        return found.words

    return Column(key, title, words, lambda row: cell(row).more, kind="two-line", width=width, stretch=stretch,
                  whole=True, tip=lambda row: ", ".join(cell(row).titles))  # fmt: skip


def _name(row: AppendixRow) -> str:
    return f"{row.row}  {row.short}" if row.row else row.short
