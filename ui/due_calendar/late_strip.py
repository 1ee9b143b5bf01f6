"""On top of the calendar, always: what is overdue. A click does it, a drag puts a new date on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from apdesk.services.calendar_items import Item
from ui.common.dates import days_late
from ui.common.widgets.label import DataLabel, plain_tip
from ui.due_calendar.mover import DragSense
from ui.due_calendar.words import tip_of, upper_first
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, fitting, ring, words

MOST_LATE = 12
WIDEST = 165


class LateButton(QAbstractButton):
    """One overdue entry: what, and by how much."""

    asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    drag_asked = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self._sense = DragSense()
        self._dragging = False
        self.setText(item.short)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{item.said}. Button: do it. The menu moves it to another day")
        late = upper_first(days_late(item.late))
        self.setToolTip(plain_tip(f"{late}\n{tip_of(item)}\nDrag it to a day to put a new date on it."))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def _late(self) -> str:
        n = self.item.late
        return f"{n} day{'' if n == 1 else 's'}" if n else "late"

    def _words(self) -> str:
        item = self.item
        return f"{item.word[:1].upper()}{item.word[1:]}, {item.name}" if item.name else item.short

    def sizeHint(self) -> QSize:
        now = theme()
        text = QFontMetrics(now.font("label")).horizontalAdvance(self._words())
        narrow = QFontMetrics(now.font("condensed-medium")).horizontalAdvance(self._words())
        text = text if text <= now.px(WIDEST) else max(now.px(WIDEST), narrow)
        late = QFontMetrics(now.font("meta")).horizontalAdvance(self._late())
        return QSize(text + late + now.px(54), now.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour("surface"), now.colour("hair"), now.length("radius-control"), 1)
        size = now.px(16)
        spot = QRect(now.px(8), (self.height() - size) // 2, size, size)
        paint_icon(painter, now.kind(self.item.kind).icon, spot, now.colour(f"{self.item.kind}/kind"))
        late = QFontMetrics(now.font("meta")).horizontalAdvance(self._late())
        text = self.rect().adjusted(now.px(32), 0, -(late + now.px(16)), 0)
        font = fitting(self._words(), text.width(), now.font("label"), now.font("condensed-medium"))
        words(painter, text, self._words(), font, now.colour("ink"))
        place = QRect(self.width() - late - now.px(9), 0, late + now.px(4), self.height())
        words(painter, place, self._late(), now.font("meta"), now.on_surface("overdue"))
        if self.hasFocus():
            ring(painter, self.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
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

    def _on_clicked(self) -> None:
        self.asked.emit(self.item)


class RestButton(QAbstractButton):
    """"13 more on Today", in the words of the strip."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, left: int) -> None:
        """So many are not shown; hidden where all are."""
        self.setText(f"{left:,} more on Today")
        self.setAccessibleName(f"{left:,} more overdue: open Today")
        self.setVisible(bool(left))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        now = theme()
        return QSize(QFontMetrics(now.font("link")).horizontalAdvance(self.text()) + now.px(10), now.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme().font("link")
        font.setUnderline(True)
        words(painter, self.rect().adjusted(theme().px(4), 0, 0, 0), self.text(), font, theme().colour("overdue/text"))
        if self.hasFocus():
            ring(painter, self.rect())


class LateStrip(QWidget):
    """Everything overdue, longest first; what does not fit is counted and opens Today. Hidden where nothing is."""

    asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    drag_asked = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal()
    rest_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        now = theme()
        self._total = 0
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(now.px(40), now.px(5), now.px(12), now.px(5))
        self._layout.setSpacing(now.px(8))
        self.count = DataLabel("", "strong", ink="overdue/text")
        self.rest = RestButton()
        self.rest.clicked.connect(self.rest_asked)
        self._layout.addWidget(self.count)
        self._layout.addSpacing(now.px(8))
        self._layout.addStretch(1)
        self._layout.addWidget(self.rest)
        self.buttons: list[LateButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Overdue")
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(100), theme().px(42))

    def set_items(self, items: Sequence[Item]) -> None:
        """Shows these, in their order."""
        if [one.item for one in self.buttons] == list(items[:MOST_LATE]) and self._total == len(items):
            return
        for old in self.buttons:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._total = len(items)
        self.buttons = [LateButton(item) for item in items[:MOST_LATE]]
        for number, button in enumerate(self.buttons):
            button.asked.connect(self.asked)
            button.menu_asked.connect(self.menu_asked)
            button.drag_asked.connect(self.drag_asked)
            button.dragged.connect(self.dragged)
            button.dropped.connect(self.dropped)
            self._layout.insertWidget(number + 2, button)
        self.count.set_text(f"{self._total:,} overdue")
        self.setVisible(bool(items))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        now = theme()
        margins = self._layout.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self.count.sizeHint().width() - now.px(24)
        wanted = sum(one.sizeHint().width() + now.px(8) for one in self.buttons)
        if wanted > room or self._total > len(self.buttons):
            room -= QFontMetrics(now.font("link")).horizontalAdvance("999 more on Today") + now.px(16)
        shown = 0
        for button in self.buttons:
            room -= button.sizeHint().width() + now.px(8)
            button.setVisible(room >= 0)
            shown += room >= 0
        left = self._total - shown
        self.rest.show_count(left)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour("overdue/fill"), now.colour("overdue/line"), now.length("radius-card"), 1)
        size = now.px(16)
        spot = QRect(now.px(14), (self.height() - size) // 2, size, size)
        paint_icon(painter, now.status("overdue").icon, spot, now.colour("overdue/icon-on-fill"))
