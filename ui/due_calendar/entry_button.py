"""An entry of the week as a control of its own: a screen reader finds it, Enter opens it, the mouse drags it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from apdesk.services.calendar_items import Item
from ui.common.widgets.label import plain_tip
from ui.due_calendar.brief import brief
from ui.due_calendar.cells import paint_item
from ui.due_calendar.mover import DragSense, Mover
from ui.due_calendar.words import tip_of
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, fitting, ring, words


class DayPart(QAbstractButton):
    """What stands in a day: `keyed` hands on the keys that the week answers."""

    keyed = Signal(QKeyEvent)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)     # the week gives one of them the tab stop
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.keyed.emit(event)


class MoreButton(DayPart):
    """"4 more": opens the day."""

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(f"{count} more")
        self.setAccessibleName(f"{count} more entries: open the day")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(70), theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        words(painter, self.rect().adjusted(now.px(6), 0, 0, 0), self.text(), now.font("condensed-medium"),
              now.colour("link"))
        if self.hasFocus():
            ring(painter, self.rect())


class EntryButton(DayPart):
    """An entry; `boxed` draws it as a box of the hours, else as a line of the band."""

    drag_asked = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal()
    menu_asked = Signal(object, QPoint)

    def __init__(
        self, item: Item, mover: Mover, shared: frozenset[str], parent: QWidget, *, boxed: bool = False
    ) -> None:
        super().__init__(parent)
        self.item = item
        self._shared = shared   # initials that more than one pupil in view has
        self._mover = mover
        self._boxed = boxed
        self._sense = DragSense()
        self._dragging = False
        self.setText(item.short)
        self.setAccessibleName(item.said)
        self.setToolTip(plain_tip(tip_of(item)))

    def _is_ghost(self) -> bool:
        return self._mover.item is not None and self._mover.item.id == self.item.id

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._boxed:
            self._paint_box(painter)
        else:
            paint_item(painter, self.rect().adjusted(1, 1, -1, -1), self.item, self._shared,
                       ghost=self._is_ghost())
        if self.hasFocus():
            ring(painter, self.rect())

    def _paint_box(self, painter: QPainter) -> None:
        now = theme()
        area, item = self.rect().adjusted(1, 1, -1, -1), self.item
        if self._is_ghost():
            paint_item(painter, QRect(area.left(), area.top(), area.width(), min(area.height(), now.px(24))), item,
                       self._shared, ghost=True)
            return
        kind = now.colour(f"{item.kind}/kind")
        fill = now.colour("surface" if item.done else f"{item.kind}/tile")
        box(painter, area, fill, kind, now.length("radius-control"), now.edge)
        box(painter, QRect(area.left(), area.top(), now.px(4), area.height()), kind, NONE, now.px(2), 0)
        late = item.state == "overdue"
        tall = area.height() >= now.px(40)
        line = QRect(area.left(), area.top() + (now.px(3) if tall else 0), area.width(),
                     now.px(20) if tall else area.height())
        size = now.px(14)
        icon = "ph.check-bold" if item.done else now.status("overdue").icon if late else now.kind(item.kind).icon
        ink = now.colour("ink2" if item.done else "ink")
        paint_icon(painter, icon, QRect(line.left() + now.px(11), line.center().y() - size // 2, size, size),
                   now.on_surface("overdue") if late else ink if item.done else kind)
        text = line.adjusted(now.px(31), 0, -now.px(4), 0)
        said = now.on_surface("overdue") if late else ink
        lead = QFontMetrics(now.font("condensed-strong")).horizontalAdvance(item.time) + now.px(6)
        whole = brief(item, text.width(), lead, self._shared)
        if not tall:
            if whole.timed:
                words(painter, text, item.time, now.font("condensed-strong"), ink)
                text.setLeft(text.left() + lead)
            words(painter, text, whole.words, whole.font, said)
            return
        words(painter, text, item.time, now.font("condensed-strong"), ink)
        text.setLeft(text.left() + lead)
        below = QRect(line.left() + now.px(31), line.bottom() + 1, line.width() - now.px(35), now.px(17))
        self._paint_two(painter, text, below, said)

    def _paint_two(self, painter: QPainter, beside: QRect, below: QRect, ink: QColor) -> None:
        """Whose it is beside the time and what under it; both under the time where a name is too long for that."""
        now, item = theme(), self.item
        usual, small = now.font("condensed" if item.done else "condensed-medium"), now.font("condensed")
        visit = item.short == f"{item.name}, {item.place}"
        lines = [(item.short, item.place)] if not visit else []
        if item.name and item.short.startswith(item.name):
            lines.append((item.name, item.short.removeprefix(item.name).strip(" ,")))
        for above, under in lines:
            font = fitting(above, beside.width(), usual, small)
            if QFontMetrics(font).horizontalAdvance(above) <= beside.width():
                words(painter, beside, above, font, ink)
                words(painter, below, under, small, now.colour("ink2") if under == item.place else ink)
                return
        below.setLeft(below.left() - now.px(24))
        said = brief(item, below.width(), 0, self._shared)
        words(painter, below, said.words, said.font, ink)

    # By mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self._mover.active:
            self._sense.press(event.position().toPoint(), self.item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._sense.begins(event.position().toPoint()):
            self._dragging = True
            self.drag_asked.emit(self.item)
        if self._dragging:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._sense.release()
        if self._dragging:
            self._dragging = False
            self.setDown(False)
            self.dropped.emit()
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu_asked.emit(self.item, event.globalPos() if by_mouse else self.mapToGlobal(self.rect().center()))


class DayHead(DayPart):
    """The head of a day in the week: its name and date, today marked, why it is closed; opens the day."""

    def __init__(self, said: str, name: str, date_words: str, closed: str, parent: QWidget, *, today: bool) -> None:
        super().__init__(parent)
        self._name, self._date, self._closed, self._today = name, date_words, closed, today
        self.setText(f"{name} {date_words}")
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(f"Open {name} {date_words}"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        area = self.rect()
        left, half = now.px(9), area.height() // 2
        words(painter, QRect(left, now.px(4), area.width() - left, half - now.px(2)), self._name, now.font("label"),
              now.colour("ink2"))
        line = QRect(left, half, area.width() - left, half - now.px(3))
        font = now.font("strong")
        width = QFontMetrics(font).horizontalAdvance(self._date)
        if self._today:
            chip = QRect(left - now.px(4), line.top(), width + now.px(9), line.height())
            box(painter, chip, now.colour("accent"), NONE, now.length("radius-control"), 0)
        words(painter, line, self._date, font, now.colour("on-accent" if self._today else "ink"))
        said = self._closed or ("Today" if self._today else "")
        if said:
            beside = line.adjusted(width + now.px(14), 0, -now.px(2), 0)
            words(painter, beside, said, now.font("condensed-medium"),
                  now.colour("link" if self._today and not self._closed else "ink2"))
        if self.hasFocus():
            ring(painter, area)
