"""A shade over the window under a box that floats; a press on it puts the box away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.current import theme

DARK = 96           # of 255


class Shade(QWidget):
    """Covers its parent and lets no press through."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = QColor(theme().colour("shadow"))
        colour.setAlpha(DARK)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour)
        painter.end()
