"""What an empty month or week says, on a card over its days."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.common.widgets.empty import EmptyState
from ui.theme.current import theme
from ui.theme.paint import box


class Note(EmptyState):
    """An empty state on a ground of its own, so that no hatching and no line of an hour runs through its words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("ph.calendar-blank", "", parent=parent)
        self.setObjectName("note")
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        box(QPainter(self), self.rect(), now.colour("surface"), now.colour("line"), now.length("radius-control"), 1)
