"""Over the calendar while something is moved: the entry under the mouse, and the dark label that says what follows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from apdesk.services.calendar_items import Item
from ui.due_calendar.cells import ROW, paint_item
from ui.due_calendar.mover import Mover
from ui.due_calendar.words import MOST_LINES, spoken_look
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box

WIDEST = 340
TILE = 220


class MoveLayer(QWidget):
    """Covers the page, lets the mouse through. `place(at)` says where the entry hangs; it draws what the mover says."""

    def __init__(self, mover: Mover, parent: QWidget) -> None:
        super().__init__(parent)
        self._mover = mover
        self._tile = QRect()
        self._label = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("What is moved")
        self.hide()
        mover.changed.connect(self._on_changed)

    def follow(self, cursor: QPoint) -> None:
        """The entry hangs at the mouse, in the page's coordinates."""
        now = theme()
        size = QSize(min(now.px(TILE), self.width() // 3), now.px(ROW + 4))
        tile = QRect(cursor - QPoint(now.px(24), size.height() // 2), size)
        tile.moveRight(min(tile.right(), self.width() - now.px(8)))
        self._put(tile)

    def stand(self, area: QRect) -> None:
        """The entry stands in a day that was reached by keys, in the page's coordinates."""
        now = theme()
        height = now.px(ROW + 4)
        top = min(area.top() + now.px(28), area.bottom() - height)
        self._put(QRect(area.left() + now.px(3), top, area.width() - now.px(6), height))

    def words(self) -> list[str]:
        """The lines of the label as they are drawn."""
        return [self._mover.head(), *self._mover.lines(MOST_LINES)] if self._mover.active else []

    def _put(self, tile: QRect) -> None:
        old = self._tile.united(self._label)
        self._tile = tile
        self._label = self._label_place(tile)
        self.update(old.united(self._tile).united(self._label).adjusted(-12, -12, 12, 12))

    def _label_place(self, tile: QRect) -> QRect:
        now = theme()
        lines = self.words()
        widest = (QFontMetrics(self._font(number)).horizontalAdvance(line) for number, line in enumerate(lines))
        width = max(widest, default=0) + now.px(28) + self._inset()
        width = min(max(width, now.px(200)), now.px(WIDEST), self.width() - now.px(16))
        inside = width - now.px(24)
        height = now.px(20) + sum(self._line_height(line, inside, number) for number, line in enumerate(lines))
        left = max(now.px(8), min(tile.left() - now.px(12), self.width() - width - now.px(8)))
        below = tile.bottom() + now.px(14)
        fits = below + height < self.height() - now.px(8)
        top = below if fits else max(now.px(4), tile.top() - height - now.px(14))
        return QRect(left, top, width, height)

    @staticmethod
    def _font(number: int) -> QFont:
        return theme().font("small" if number else "medium")

    def _inset(self) -> int:
        """How far the sign of a refusal moves the first line in."""
        look = self._mover.look
        return theme().px(21) if look is not None and look.refused else 0

    def _line_height(self, line: str, width: int, number: int) -> int:
        room = QRect(0, 0, width - (0 if number else self._inset()), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return QFontMetrics(self._font(number)).boundingRect(room, flags, line).height() + theme().px(2)

    def _on_changed(self) -> None:
        mover = self._mover
        if not mover.active:
            self.hide()
            self._tile, self._label = QRect(), QRect()
            return
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self._put(self._tile)
        assert mover.moving is not None
        assert mover.look is not None
        said = spoken_look(mover.moving, mover.look, mover.today())
        self.setAccessibleName(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def paintEvent(self, event: QPaintEvent) -> None:
        mover = self._mover
        if mover.item is None or mover.look is None or self._tile.isNull():
            return
        painter = QPainter(self)
        self._paint_tile(painter, mover.item, refused=bool(mover.look.refused))
        self._paint_label(painter, refused=bool(mover.look.refused))

    def _paint_tile(self, painter: QPainter, item: Item, *, refused: bool) -> None:
        now = theme()
        shade = QColor(now.colour("shadow"))
        for number, alpha in enumerate((26, 18, 10), 1):
            shade.setAlpha(alpha)
            box(painter, self._tile.adjusted(-number, 0, number, 2 * number), shade, NONE, now.px(4), 0)
        edge = now.colour("overdue/line") if refused else now.colour(f"{item.kind}/kind")
        box(painter, self._tile, now.colour("surface"), edge, now.length("radius-control"), now.px(2))
        inside = self._tile.adjusted(now.px(3), now.px(3), -now.px(3), -now.px(3))
        mover = self._mover
        shown = item
        if mover.look is not None and mover.look.at != item.time and not item.by_then:
            shown = item._replace(time=mover.look.at)
        paint_item(painter, inside, shown._replace(lock=""), frozenset())

    def _paint_label(self, painter: QPainter, *, refused: bool) -> None:
        now = theme()
        area = self._label
        box(painter, area, now.colour("toast"), now.colour("toast-line"), now.length("radius-control"),
            2 if now.tints_have_edges else 1)
        left, top, width = area.left() + now.px(12), area.top() + now.px(10), area.width() - now.px(24)
        flags = int(Qt.TextFlag.TextWordWrap)
        for number, line in enumerate(self.words()):
            painter.setFont(self._font(number))
            painter.setPen(now.colour("toast-text"))
            height = self._line_height(line, width, number)
            room = QRect(left, top, width, height)
            if number == 0 and refused:
                size = now.px(15)
                paint_icon(painter, "ph.prohibit-bold", QRect(left, top + now.px(2), size, size),
                           now.colour("toast-text"))
                room.setLeft(left + self._inset())
            painter.drawText(room, flags, line)
            top += height
