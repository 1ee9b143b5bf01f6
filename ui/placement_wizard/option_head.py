"""The head over a list of options: what its columns hold."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.placement_wizard.option_list import OptionList
from ui.theme.current import theme
from ui.theme.paint import rule, words


class OptionHead(QWidget):
    """The titles of the columns above an `OptionList`."""

    def __init__(self, options: OptionList, first: str, last: str) -> None:
        super().__init__()
        self._options, self._first, self._last = options, first, last
        columns = [first, *(column.title for column in options.delegate.columns), last]
        self.setAccessibleName(f"Columns: {', '.join(title for title in columns if title)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(60, theme().px(29))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        painter.fillRect(self.rect(), now.colour("sunk"))
        rule(painter, 0, self.height() - 1, self.width(), 1, now.colour("line"))
        row = QRect(0, 0, self._options.viewport().width(), self.height())
        title, facts, last = self._options.delegate.places(row)
        font, ink = now.font("head"), now.colour("ink2")
        words(painter, title, self._first, font, ink)
        for place, column in zip(facts, self._options.delegate.columns, strict=False):
            words(painter, place, column.title, font, ink)
        words(painter, last, self._last, font, ink)
