"""Left of the month: the number of each school week, on the ground of the page."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme.current import theme
from ui.theme.paint import rule, words

WIDE = 46


class Corner(QWidget):
    """Above the numbers of the weeks, in the words of the days beside it."""

    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(0, 0, theme().px(WIDE), theme().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        painter.fillRect(self.rect(), now.colour("sunk"))
        rule(painter, 0, self.height() - 1, self.width(), 1, now.colour("line"))
        rule(painter, self.width() - 1, 0, 1, self.height(), now.colour("hair"))
        words(painter, self.rect().adjusted(now.px(8), 0, 0, 0), "Week", now.font("head"), now.colour("ink2"))


class MonthHead(QHeaderView):
    """The weeks; "Week" stands above them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setFixedWidth(theme().px(WIDE))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDE), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        now = theme()
        painter.save()
        painter.fillRect(rect, now.colour("surface"))
        rule(painter, rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
        rule(painter, rect.right(), rect.top(), 1, rect.height(), now.colour("hair"))
        number = self.model().headerData(logicalIndex, Qt.Orientation.Vertical)
        place = QRect(rect.left() + now.px(9), rect.top() + now.px(4), rect.width() - now.px(12), now.px(20))
        words(painter, place, str(number or ""), now.font("label"), now.colour("ink2"))
        painter.restore()
