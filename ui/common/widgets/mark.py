"""The mark: a page with the ruled margin and a tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.paint import NONE, box


def paint_mark(painter: QPainter, area: QRectF, page: QColor, rule: QColor, tick: QColor) -> None:
    """Draws the mark into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = area.width()
    box(painter, area, page, NONE, size * 0.16, 0)
    painter.setPen(QPen(rule, max(1.0, size * 0.045)))
    x = area.left() + size * 0.3
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    pen = QPen(tick, size * 0.105)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    points = [(0.45, 0.56), (0.57, 0.7), (0.84, 0.34)]
    painter.drawPolyline([QPointF(area.left() + x * size, area.top() + y * size) for x, y in points])
    painter.restore()


def mark_pixmap(size: int) -> QPixmap:
    """The mark as a picture, in the light theme's colours wherever it is shown."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    now = theme()
    paint_mark(painter, QRectF(0, 0, size, size), now.colour("page"), now.colour("page-rule"), now.colour("rail"))
    painter.end()
    return pixmap


def mark_icon() -> QIcon:
    """The mark as the window's icon."""
    return QIcon(mark_pixmap(64))


class Mark(QWidget):
    """The mark at a size in design pixels."""

    def __init__(self, size: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("AP Desk")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), now.colour("page"), now.colour("page-rule"), now.colour("rail"))
