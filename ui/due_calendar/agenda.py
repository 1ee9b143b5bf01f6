"""The agenda: what is coming, day after day, dates left of the margin. The opened day is the same list, narrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip

from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day
from ui.common.widgets.label import plain_tip
from ui.due_calendar.agenda_model import EntryList
from ui.due_calendar.agenda_rows import AgendaDelegate
from ui.due_calendar.mover import DragSense, Mover
from ui.due_calendar.week import later_by
from ui.due_calendar.words import tip_of

ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Agenda(EntryList):
    """J and K or up and down go from entry to entry. Signals as `MonthGrid`, and `pupil_asked(id)` for P.

    `narrow`: the rows of one opened day, on two lines and without dates.
    """

    item_asked = Signal(object)
    pupil_asked = Signal(str)
    menu_asked = Signal(object, QPoint)
    drag_asked = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, mover: Mover, *, narrow: bool = False) -> None:
        super().__init__(mover, narrow=narrow)
        self._sense = DragSense()
        self._dragging = False
        self.setItemDelegate(AgendaDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Entries of the day" if narrow else "Agenda")
        mover.changed.connect(self.viewport().update)

    def show_days(self, days: Sequence[Day], weeks: dict[date, str], today: date, keep: str = "") -> None:
        """Shows these days; the ring stays on the entry it was on, or goes to `keep`."""
        before = keep or (self.focused().id if self.focused() else "")  # type: ignore[union-attr]
        place, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        self.rows.set_days(days, weeks, today)
        rows = self.rows.rows
        found = [n for n, row in enumerate(rows) if row.item and before in (row.item.id, *row.item.duties)]
        at = found[0] if found else min(max(0, place), len(rows) - 1)
        if rows:
            self.setCurrentIndex(self.rows.index(at))
            self.verticalScrollBar().setValue(scroll)
            if keep:
                self.scrollTo(self.rows.index(at))

    def focused(self) -> Item | None:
        """The entry with the ring."""
        row = self.row_of(self.currentIndex())
        return row.item if row else None

    def chosen_day(self) -> date | None:
        """The day of the row with the ring."""
        row = self.row_of(self.currentIndex())
        return row.day.day if row else None

    def day_at(self, place: QPoint) -> date | None:
        """The day under a point of the viewport."""
        row = self.row_of(self.indexAt(place))
        return row.day.day if row and self.viewport().rect().contains(place) else None

    def area_of(self, day: date) -> QRect:
        """Where the first row of a day stands in the viewport; null where it has none."""
        for number, row in enumerate(self.rows.rows):
            if row.day.day >= day:
                self.scrollTo(self.rows.index(number))
                return self.visualRect(self.rows.index(number))
        return QRect()

    # By keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, key = self.focused(), Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.mover.active:
            self._key_of_move(event, key)
        elif control and key in ACROSS | DOWN:
            if item is not None and self.mover.begin(item):
                self._step(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if item is not None:
                self.item_asked.emit(item)
        elif key == Qt.Key.Key_P and item is not None and item.pupil and not control:
            self.pupil_asked.emit(item.pupil)
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K) and not control:
            row = self.currentIndex().row() + (1 if key == Qt.Key.Key_J else -1)
            if 0 <= row < self.rows.rowCount():
                self.setCurrentIndex(self.rows.index(row))
        elif key in ACROSS or key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _key_of_move(self, event: QKeyEvent, key: Qt.Key) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.mover.drop()
        elif key == Qt.Key.Key_Escape:
            self.mover.cancel()
        elif key in ACROSS | DOWN:
            self._step(key)
        else:
            event.ignore()

    def _step(self, key: Qt.Key) -> None:
        if key in ACROSS:
            self.mover.step(ACROSS[key])
        elif self.mover.look is not None:
            self.mover.later(later_by(self.mover.look.at, DOWN[key]))

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands, not a search."""

    # By mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self.row_of(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and not self.mover.active:
            self._sense.press(event.position().toPoint(), row.item if row else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._sense.begins(event.position().toPoint()) and self._sense.item is not None:
            self._dragging = True
            self.drag_asked.emit(self._sense.item)
        if self._dragging:
            self.dragged.emit(event.globalPosition().toPoint())
        elif not event.buttons():
            row = self.row_of(self.indexAt(event.position().toPoint()))
            hand = row is not None and row.item is not None
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._sense.release()
        if self._dragging:
            self._dragging = False
            self.dropped.emit()
            return
        row = self.row_of(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and row and row.item and not self.mover.active:
            self.item_asked.emit(row.item)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of an entry by mouse, or by the menu key of the one with the ring."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(self.viewport().mapFrom(self, event.pos())) if by_mouse else self.currentIndex()
        row = self.row_of(index)
        if row is not None and row.item is not None:
            self.setCurrentIndex(index)
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(row.item, place)

    def viewportEvent(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if isinstance(event, QHelpEvent):
            row = self.row_of(self.indexAt(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(tip_of(row.item) if row and row.item else ""), self)
            return True
        return bool(super().viewportEvent(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
