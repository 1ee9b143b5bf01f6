"""The agenda: what is coming, day after day, dates left of the margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from apdesk.services.calendar_view import Day, Item
from ui.common.dates import days_late, short_day, spoken_day, weekday_day
from ui.common.widgets.chip import paint_tile
from ui.theme.current import theme
from ui.theme.paint import margin_rule, ring, rule, words

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class AgendaRow:
    """An entry, or a day on which school is closed; `first` where it is the first of its day."""

    day: Day
    item: Item | None
    first: bool


class AgendaModel(QAbstractListModel):
    """The rows; `RowRole` answers one itself."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.rows: list[AgendaRow] = []
        self.today = date.min

    def set_days(self, days: Sequence[Day], today: date) -> None:
        """Shows the days on which something stands, and the closed weekdays."""
        self.beginResetModel()
        self.today = today
        self.rows = []
        for day in days:
            self.rows.extend(AgendaRow(day, item, number == 0) for number, item in enumerate(day.items))
            if not day.items and day.closed and day.day.weekday() < 5:
                self.rows.append(AgendaRow(day, None, True))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == self.RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.title if row.item else row.day.closed
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{spoken_day(row.day.day)}, {row.item.said if row.item else row.day.closed}"
        if role == Qt.ItemDataRole.ToolTipRole and row.item:
            return f"{row.item.why} {row.item.policy}".strip()
        return None


class AgendaDelegate(QStyledItemDelegate):
    """Rows of 33 px; the date once a day."""

    def __init__(self, view: Agenda) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, theme().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: AgendaRow = index.data(AgendaModel.RowRole)
        now = theme()
        area = QRect(option.rect)
        margin = now.px(132)
        today = row.day.day == self._view.rows.today
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, now.colour("surface"))
        left = QRect(area.left(), area.top(), margin, area.height())
        painter.fillRect(left, now.colour("select" if today else "surface"))
        inside = area.adjusted(margin + now.px(6), 0, 0, 0)
        if selected:
            painter.fillRect(inside, now.colour("select"))
        if row.first:
            rule(painter, area.left(), area.top(), area.width(), 1, now.colour("line"))
            self._paint_date(painter, left, row, today)
        margin_rule(painter, area.left() + margin, area.top(), area.bottom() + 1)
        if row.item is None:
            words(painter, inside.adjusted(now.px(14), 0, 0, 0), row.day.closed, now.font("body"), now.colour("ink2"))
        else:
            self._paint_item(painter, inside, row.item)
        if selected and self._view.hasFocus():
            ring(painter, inside.adjusted(0, 1, -1, -1))
        painter.restore()

    def _paint_date(self, painter: QPainter, area: QRect, row: AgendaRow, today: bool) -> None:
        now = theme()
        place = area.adjusted(now.px(14), 0, 0, 0)
        said = short_day(row.day.day, self._view.rows.today)
        used = words(painter, place, said, now.font("strong"), now.colour("ink"))
        if today:
            beside = place.adjusted(used + now.px(5), 0, 0, 0)
            words(painter, beside, "Today", now.font("meta"), now.colour("link"))

    def _paint_item(self, painter: QPainter, area: QRect, item: Item) -> None:
        now = theme()
        tile = QRect(area.left() + now.px(8), area.top(), now.px(26), area.height())
        paint_tile(painter, tile, item.kind, 24)
        time = QRect(tile.right() + now.px(8), area.top(), now.px(58), area.height())
        words(painter, time, item.time or "Any time", now.font("small"), now.colour("ink" if item.time else "ink3"))
        who = 0 if area.width() < now.px(640) else now.px(160)
        about = min(now.px(200), area.width() * 3 // 10)
        at_who = QRect(area.right() - who, area.top(), who - now.px(10), area.height())
        at_about = QRect(at_who.left() - about, area.top(), about - now.px(10), area.height())
        text = QRect(time.right() + now.px(6), area.top(), at_about.left() - time.right() - now.px(16), area.height())
        late = item.state == "overdue"
        ink = now.on_surface("overdue") if late else now.colour("ink2" if item.done else "ink")
        state = f", {days_late(item.late)}" if late else ", done" if item.done else ""
        latest = f", latest {weekday_day(item.latest)}" if item.latest and not item.done and not late else ""
        words(painter, text, f"{item.title}{state}{latest}", now.font("medium"), ink)
        words(painter, at_about, item.about, now.font("link"), now.colour("link" if item.pupil else "ink2"))
        words(painter, at_who, item.who, now.font("small"), now.colour("ink2"))


class Agenda(QListView):
    """`item_asked(item)` for Enter and a click; `pupil_asked(id)` for P; `move_asked(item, step)`."""

    item_asked = Signal(object)
    pupil_asked = Signal(str)
    move_asked = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.rows = AgendaModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(AgendaDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Agenda")
        self.clicked.connect(self._on_clicked)

    def show_days(self, days: Sequence[Day], today: date) -> None:
        """Shows these days; the ring stays on the entry it was on."""
        before = self.focused()
        self.rows.set_days(days, today)
        ids = [row.item.id if row.item else "" for row in self.rows.rows]
        at = ids.index(before.id) if before and before.id in ids else 0
        if ids:
            self.setCurrentIndex(self.rows.index(at))

    def focused(self) -> Item | None:
        """The entry with the ring."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].item if index.isValid() and index.row() < len(self.rows.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.focused()
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(key)
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.item_asked.emit(item)
        elif key == Qt.Key.Key_P and item is not None and item.pupil:
            self.pupil_asked.emit(item.pupil)
        elif across and item is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_asked.emit(item, across)
        elif step is not None:
            row = self.currentIndex().row() + step
            if 0 <= row < self.rows.rowCount():
                self.setCurrentIndex(self.rows.index(row))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands, not a search."""

    def _on_clicked(self, index: QModelIndex) -> None:
        item = self.rows.rows[index.row()].item
        if item is not None:
            self.item_asked.emit(item)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().focusInEvent(event)
        self.viewport().update()
