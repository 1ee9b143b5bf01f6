"""Cards beside each other where there is room, under each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.theme.current import theme

ROOM_FOR_TWO = 720
"""Design pixels of width from which two columns stand beside each other."""


class TwoColumns(QWidget):
    """`left` and `right` take widgets; the left column comes first where they are stacked."""

    def __init__(self, left: int = 1, right: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        gap = theme().length("space-gap")
        self._across = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(gap)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for side, share in ((self.left, left), (self.right, right)):
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(gap)
            self._across.addLayout(side, share)

    def fill_rest(self) -> None:
        """Keeps the cards at the top of their columns; after the last was added."""
        for side in (self.left, self.right):
            side.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider column: it stacks before it squeezes."""
        least = super().minimumSizeHint()
        return QSize(max(self.left.minimumSize().width(), self.right.minimumSize().width()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two = self.width() >= theme().px(ROOM_FOR_TWO)
        wanted = QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom
        if self._across.direction() != wanted:
            self._across.setDirection(wanted)
