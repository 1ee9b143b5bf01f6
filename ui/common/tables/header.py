"""The head of a table: 32 px on sunk, an arrow on the column that sorts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import rule, words


class TableHeader(QHeaderView):
    """Click sorts, dragging an edge widens; `dragging` is true while a person does that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.dragging = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme().px(48))
        self.setStretchLastSection(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().length("table-head"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.dragging = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.dragging = False

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        now = theme()
        painter.save()
        painter.fillRect(rect, now.colour("sunk"))
        rule(painter, rect.left(), rect.bottom(), rect.width(), 1, now.colour("line"))
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        model = self.model()
        title = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        side = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) or 0
        right = bool(int(side) & int(Qt.AlignmentFlag.AlignRight))
        place = rect.adjusted(now.px(12), 0, -now.px(12 if right else 6), 0)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        ink = now.colour("ink" if sorted_here else "ink2")
        used = words(painter, place, title, now.font("head"), ink, align)
        if sorted_here:
            size = now.px(12)
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            left = place.left() + used + now.px(8) if not right else place.right() - used - size - now.px(6)
            spot = QRect(left, rect.top() + (rect.height() - size) // 2, size, size)
            paint_icon(painter, "ph.arrow-up-bold" if up else "ph.arrow-down-bold", spot, ink)
        painter.restore()
