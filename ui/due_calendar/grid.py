"""The month and the week: a table whose cells are days, so that each is a row of words for a screen reader."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from apdesk.services.calendar_view import Day, Item, View
from ui.common.dates import DAYS
from ui.common.widgets.label import plain_tip
from ui.due_calendar.cells import GAP, HEAD, ROW, Look, day_sentence, item_places, more_place, paint_day
from ui.theme.current import theme

Index = QModelIndex | QPersistentModelIndex
WEEKEND = 58


class DayModel(QAbstractTableModel):
    """Seven columns, a row a week; `DayRole` answers the day itself."""

    DayRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = date.min
        self.view = View({}, (), ())
        self.weeks: list[str] = []
        self.today = date.min
        self.month = 0          # 0: no day counts as outside

    def set_view(self, view: View, first: date, weeks: list[str], today: date, month: int) -> None:
        """Shows the weeks from `first`, a Monday."""
        self.beginResetModel()
        self.view, self.first, self.weeks, self.today, self.month = view, first, weeks, today, month
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 7

    def day(self, index: Index) -> Day:
        """The day of a cell."""
        when = self.first + timedelta(days=7 * index.row() + index.column())
        return self.view.days.get(when, Day(when, (), "", False))

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; invalid where it is not shown."""
        week, column = divmod((day - self.first).days, 7)
        return self.index(week, column) if 0 <= week < len(self.weeks) else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == self.DayRole:
            return self.day(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return day_sentence(self.day(index), self.today)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.day(index).day.day)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if way == Qt.Orientation.Vertical:
            return self.weeks[section]
        return DAYS[section] if section < 5 else DAYS[section][:3]


class DayDelegate(QStyledItemDelegate):
    """Draws the days."""

    def __init__(self, view: DayGrid) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day: Day = index.data(DayModel.DayRole)
        model = self._view.days
        painter.save()
        painter.setClipRect(option.rect)
        look = Look(
            day.day == model.today, bool(model.month) and day.day.month != model.month,
            bool(option.state & QStyle.StateFlag.State_Selected), self._view.hasFocus(),
        )
        paint_day(painter, QRect(option.rect), day, look)
        painter.restore()


class DayGrid(QTableView):
    """`item_asked(item)` for a click on an entry, `day_asked(day)` for Enter and "4 more",
    `move_asked(day, step)` for Ctrl with an arrow, `turned(step)` for moving off either end."""

    item_asked = Signal(object)
    day_asked = Signal(object)
    move_asked = Signal(object, int)
    turned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = DayModel(self)
        self.setModel(self.days)
        self.setItemDelegate(DayDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Calendar")
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(1)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setHighlightSections(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        down.setMinimumSectionSize(theme().px(HEAD + 4 + 2 * (ROW + GAP)))     # an entry and "4 more" always fit

    def show_days(self, view: View, first: date, weeks: list[str], today: date, chosen: date, month: int = 0) -> None:
        """Shows the weeks, with the ring on a day."""
        self.days.set_view(view, first, weeks, today, month)
        self.setCurrentIndex(self.days.index_of(chosen))
        self._share_width()

    def chosen_day(self) -> date | None:
        """The day with the ring."""
        index = self.currentIndex()
        return self.days.day(index).day if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        width = self.viewport().width()
        narrow = min(theme().px(WEEKEND), width // 9)
        wide = (width - 2 * narrow) // 5
        for column in range(7):
            self.setColumnWidth(column, wide if column < 5 else narrow)
        self.setColumnWidth(4, width - 4 * wide - 2 * narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day = self.chosen_day()
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}.get(key)
        if day is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_asked.emit(day)
        elif step in (-1, 1) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_asked.emit(day, step)
        elif step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(day + timedelta(days=step))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(day + timedelta(days=-28 if key == Qt.Key.Key_PageUp else 28))
        else:
            event.ignore()

    def _go(self, day: date) -> None:
        index = self.days.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.turned.emit(day)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands, not a search."""

    def item_at(self, place: QPoint) -> tuple[Day | None, Item | None, bool]:
        """The day under a point, the entry there, and whether it is "4 more"."""
        index = self.indexAt(place)
        if not index.isValid():
            return None, None, False
        day = self.days.day(index)
        area = self.visualRect(index)
        for spot, item in zip(item_places(area, len(day.items)), day.items, strict=False):
            if spot.contains(place):
                return day, item, False
        rest = more_place(area, len(day.items))
        return day, None, rest is not None and rest.contains(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        day, item, more = self.item_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or day is None:
            return
        if item is not None:
            self.item_asked.emit(item)
        elif more:
            self.day_asked.emit(day.day)

    def viewportEvent(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if isinstance(event, QHelpEvent):
            day, item, _more = self.item_at(event.pos())
            text = f"{item.title}. {item.about}. {item.why} {item.policy}" if item else day.closed if day else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().focusInEvent(event)
        self.viewport().update()
