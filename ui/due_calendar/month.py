"""The month: a table whose cells are days, a row a week, so that each is a row of words for a screen reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
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

from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day
from ui.common.widgets.label import plain_tip
from ui.due_calendar.brief import shared_initials
from ui.due_calendar.cells import (
    FREE,
    GAP,
    HEAD,
    REFUSED,
    ROW,
    Look,
    day_sentence,
    fit_count,
    item_places,
    more_place,
    paint_day,
)
from ui.due_calendar.month_head import Corner, MonthHead
from ui.due_calendar.month_model import DayModel, Index
from ui.due_calendar.mover import DragSense, Mover
from ui.due_calendar.words import tip_of
from ui.theme.current import theme

WEEKEND, EMPTY_WEEKEND = 58, 44      # the width of a Saturday on which something stands, and of an empty one
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -5, Qt.Key.Key_Down: 5}     # weekdays


class DayDelegate(QStyledItemDelegate):
    """Draws the days."""

    def __init__(self, view: MonthGrid) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day: Day = index.data(DayModel.DayRole)
        view, model = self._view, self._view.days
        mover = view.mover
        over = mover.active and mover.look is not None and mover.look.to == day.day
        lit = "" if not over or mover.look is None else REFUSED if mover.look.refused else FREE
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        look = Look(
            day.day == model.today, bool(model.month) and day.day.month != model.month, chosen,
            view.hasFocus() and not mover.active, view.entry() if chosen else -1, lit,
            mover.active and not over and mover.barred(day.day), mover.item.id if mover.item else "", view.shared,
        )
        painter.save()
        painter.setClipRect(option.rect)
        paint_day(painter, QRect(option.rect), day, look)
        painter.restore()


class MonthGrid(QTableView):
    """Days by arrows, the entries of a day by J and K. It tells what was asked for and does nothing by itself:

    `item_asked(item)`, `day_asked(day)` for Enter on a day and "4 more", `menu_asked(item, place)`, `turned(day)` for
    a day that is not shown, `dragged(place)` and `dropped()` while the mouse moves an entry.
    """

    item_asked = Signal(object)
    day_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    turned = Signal(object)
    drag_asked = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, mover: Mover, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mover = mover
        self.days = DayModel(self)
        self.shared: frozenset[str] = frozenset()   # initials that more than one pupil in view has
        self._entry = -1
        self._sense = DragSense()
        self._dragging = False
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
        self.setAccessibleDescription("Arrows go from day to day, J and K through the entries of a day.")
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(1)
        across.setFixedHeight(theme().px(28))
        self.setVerticalHeader(MonthHead(self))
        self.setCornerButtonEnabled(False)
        self.corner = Corner(self)
        least = theme().px(HEAD + 2) + 3 * theme().px(ROW + GAP)     # two entries and "4 more"
        self.verticalHeader().setMinimumSectionSize(least - theme().px(GAP))
        mover.changed.connect(self.viewport().update)

    # What it shows.

    def show_days(
        self, days: Mapping[date, Day], first: date, weeks: Sequence[str], today: date, chosen: date, month: int,
        keep: str = "",
    ) -> None:  # fmt: skip
        """Shows the weeks, with the ring on a day, or on the entry `keep` of it."""
        self.days.set_days(days, first, weeks, today, month)
        self.shared = shared_initials(item for day in days.values() for item in day.items)
        self._choose(chosen, keep)
        self._share_width()

    def _choose(self, day: date, keep: str = "") -> None:
        index = self.days.index_of(day)
        self.setCurrentIndex(index)
        found = [number for number, one in enumerate(self._items(day)) if keep and keep in (one.id, *one.duties)]
        self._set_entry(found[0] if found else -1)

    def chosen_day(self) -> date | None:
        """The day with the ring."""
        index = self.currentIndex()
        return self.days.day(index).day if index.isValid() else None

    def entry(self) -> int:
        """The place of the entry with the ring among those of its day; -1 where the day itself has it."""
        return self._entry

    def focused(self) -> Item | None:
        """The entry with the ring."""
        day = self.chosen_day()
        items = self._items(day) if day else ()
        return items[self._entry] if 0 <= self._entry < len(items) else None

    def _items(self, day: date) -> tuple[Item, ...]:
        found = self.days.days.get(day)
        return found.items if found else ()

    def _set_entry(self, entry: int) -> None:
        self._entry = entry
        day = self.chosen_day()
        self.days.entry = (day or date.min, entry)
        self.viewport().update()
        item = self.focused()
        if item is not None and self.hasFocus() and day is not None:
            said = day_sentence(self.days.day(self.currentIndex()), self.days.today, entry)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current != previous:
            self._set_entry(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        width, rows = self.viewport().width(), max(1, self.days.rowCount())
        ends = [min(theme().px(WEEKEND if self._stands_on(n) else EMPTY_WEEKEND), width // 9) for n in (5, 6)]
        wide = (width - sum(ends)) // 5
        for column, across in enumerate((wide, wide, wide, wide, width - 4 * wide - sum(ends), *ends)):
            self.setColumnWidth(column, across)
        height = self.viewport().height()
        least = self.verticalHeader().minimumSectionSize()
        for row in range(self.days.rowCount()):
            share = height // rows + (1 if row < height % rows else 0)
            self.setRowHeight(row, max(least, share))

    def _stands_on(self, weekday: int) -> bool:
        """True where a Saturday or Sunday that is shown holds an entry."""
        return any(day.items for day in self.days.days.values() if day.day.weekday() == weekday)

    def area_of(self, day: date) -> QRect:
        """Where a day stands, in the viewport; null where it is not shown."""
        index = self.days.index_of(day)
        return self.visualRect(index) if index.isValid() else QRect()

    def day_at(self, place: QPoint) -> date | None:
        """The day under a point of the viewport."""
        index = self.indexAt(place)
        return self.days.day(index).day if index.isValid() and self.viewport().rect().contains(place) else None

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

    # By keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        day, key = self.chosen_day(), Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        if self.mover.active:
            self._key_of_move(event, key)
        elif day is None:
            super().keyPressEvent(event)
        elif control and key in MOVES:
            self._take_up(MOVES[key])
        elif held:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self.focused()
            self.item_asked.emit(item) if item is not None and self._is_drawn() else self.day_asked.emit(day)
        elif key in ARROWS:
            self._go(day + timedelta(days=ARROWS[key]))
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._walk(1 if key == Qt.Key.Key_J else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(day - timedelta(days=day.weekday() - (0 if key == Qt.Key.Key_Home else 4)))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(day + timedelta(days=-28 if key == Qt.Key.Key_PageUp else 28))
        else:
            event.ignore()

    def _key_of_move(self, event: QKeyEvent, key: Qt.Key) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.mover.drop()
        elif key == Qt.Key.Key_Escape:
            self.mover.cancel()
        elif key in MOVES:
            self.mover.step(MOVES[key])
        else:
            event.ignore()

    def _is_drawn(self) -> bool:
        """False where the ring is on an entry that "4 more" stands for."""
        index = self.currentIndex()
        count = len(self.days.day(index).items)
        return self._entry < fit_count(self.visualRect(index).height(), count)

    def _take_up(self, step: int) -> None:
        """The entry with the ring is moved; on a day itself, its only entry that can be."""
        item = self.focused()
        if item is None:
            day = self.chosen_day()
            able = [one for one in (self._items(day) if day else ()) if self.mover.may_begin(one)]
            item = able[0] if len(able) == 1 else None
        if item is None:
            self._walk(1)
        elif self.mover.begin(item):
            self.mover.step(step)

    def _go(self, day: date) -> None:
        index = self.days.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.turned.emit(day)

    def _walk(self, step: int) -> None:
        """The next entry of the day, then of the days after it."""
        day = self.chosen_day()
        if day is None:
            return
        entry = self._entry + step
        if -1 <= entry < len(self._items(day)) and (entry >= 0 or step < 0 <= self._entry):
            self._set_entry(entry)
            return
        last = self.days.first + timedelta(days=7 * len(self.days.weeks) - 1)
        day += timedelta(days=step)
        while self.days.first <= day <= last and not self._items(day):
            day += timedelta(days=step)
        if self.days.first <= day <= last:
            self.setCurrentIndex(self.days.index_of(day))
            self._set_entry(0 if step > 0 else len(self._items(day)) - 1)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands, not a search."""

    # By mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        _day, item, _more = self.item_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and not self.mover.active:
            self._sense.press(event.position().toPoint(), item)
        if item is not None:
            self._set_entry(self._items(item.day).index(item) if item in self._items(item.day) else -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._sense.begins(place) and self._sense.item is not None:
            self._dragging = True
            self.drag_asked.emit(self._sense.item)
        if self._dragging:
            self.dragged.emit(event.globalPosition().toPoint())
            return
        if not event.buttons():
            _day, item, more = self.item_at(place)
            hand = item is not None or more
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._sense.release()
        if self._dragging:
            self._dragging = False
            self.dropped.emit()
            return
        day, item, more = self.item_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or day is None or self.mover.active:
            return
        if item is not None:
            self.item_asked.emit(item)
        elif more:
            self.day_asked.emit(day.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day, item, _more = self.item_at(event.position().toPoint())
        if day is not None and item is None:
            self.day_asked.emit(day.day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of an entry by mouse, or by the menu key of the one with the ring."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            _day, item, _more = self.item_at(self.viewport().mapFrom(self, event.pos()))
            place = event.globalPos()
        else:
            item = self.focused()
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if item is not None:
            self.menu_asked.emit(item, place)

    def viewportEvent(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if isinstance(event, QHelpEvent):
            day, item, _more = self.item_at(event.pos())
            text = tip_of(item) if item else day.closed if day else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
