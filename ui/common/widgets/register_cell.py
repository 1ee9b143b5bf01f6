"""One cell of a register: our mark large, what is expected dotted, what the provider said in a small tag."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.paint import NONE, box, hatch, ring

STATES = ("marked", "expected", "absent", "no-reason", "wrong", "away", "in-school", "closed")


def paint_cell(
    painter: QPainter, area: QRect, state: str, mark: str = "", other: str = "", focused: bool = False
) -> None:
    """Draws a register cell; `other` is the wrong old code, or what the provider reported."""
    now = theme()
    place = QRectF(area).adjusted(1, 1, -1, -1)
    radius = now.px(2)
    middle = int(Qt.AlignmentFlag.AlignCenter)
    painter.setFont(now.font("code"))
    if state in ("in-school", "closed"):
        box(painter, place, now.colour("surface"), now.colour("hair"), radius, 1)
        hatch(painter, place, now.colour("hatch" if not now.tints_have_edges else "ctl"), 6)
        painter.setFont(now.font("body"))
        if mark:    # on plain ground: among the lines a stroke is one of them
            words = painter.boundingRect(place, middle, mark).adjusted(-now.px(4), 0, now.px(4), 0)
            painter.fillRect(words, now.colour("surface"))
        painter.setPen(now.colour("ink3"))
        painter.drawText(place, middle, mark)
    elif state == "expected":
        pen = QPen(now.colour("ctl"), 1, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(now.colour("surface"))
        painter.drawRect(place)
        painter.setFont(now.font("body"))
        painter.setPen(now.colour("ink3"))
        painter.drawText(place, middle, mark)
    elif state in ("absent", "no-reason"):
        status = "today" if state == "absent" else "overdue"
        edge = now.colour(f"{status}/line") if now.tints_have_edges else NONE
        box(painter, place, now.colour(f"{status}/fill"), edge, radius, 1)
        painter.setPen(now.colour(f"{status}/text"))
        painter.drawText(place, middle, mark)
    elif state == "wrong":
        _paint_wrong(painter, place, mark, other)
    elif state == "away":
        _paint_away(painter, place, mark, other)
    else:
        box(painter, place, now.colour("surface"), now.colour("hair"), radius, 1)
        painter.setPen(now.colour("ink"))
        painter.drawText(place, middle, mark)
    if focused:
        ring(painter, area)


def _paint_wrong(painter: QPainter, place: QRectF, mark: str, other: str) -> None:
    now = theme()
    box(painter, place, now.colour("overdue/fill"), now.colour("overdue/line"), now.px(3), 2)
    half = place.width() / 2
    painter.setFont(now.font("body"))
    painter.setPen(now.colour("overdue/text"))
    left = QRectF(place.left(), place.top(), half, place.height())
    painter.drawText(left, int(Qt.AlignmentFlag.AlignCenter), other)
    painter.setFont(now.font("code"))
    painter.drawText(left.translated(half, 0), int(Qt.AlignmentFlag.AlignCenter), mark)
    middle = place.center().x()
    painter.setPen(QPen(now.colour("overdue/icon-on-fill"), 1))
    painter.drawLine(QPointF(middle, place.top() + now.px(5)), QPointF(middle, place.bottom() - now.px(5)))
    _corner(painter, place, "overdue")


def _paint_away(painter: QPainter, place: QRectF, mark: str, other: str) -> None:
    now = theme()
    box(painter, place, now.colour("today/fill"), now.colour("today/line"), now.px(3), 2)
    painter.setPen(now.colour("today/text"))
    side = now.px(14)
    painter.drawText(place.adjusted(0, 0, -side / 2, 0), int(Qt.AlignmentFlag.AlignCenter), mark)
    inside = now.px(3)
    tag = QRectF(place.right() - side - inside, place.bottom() - side - inside, side, side)
    box(painter, tag, now.colour("today/text"), NONE, 2, 0)
    painter.setFont(now.font("condensed-strong"))
    painter.setPen(now.colour("today/fill"))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), other)


def _corner(painter: QPainter, place: QRectF, status: str) -> None:
    size, inside = theme().px(7), theme().px(3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour(f"{status}/icon-on-fill"))
    right, top = place.right() - inside, place.top() + inside
    painter.drawPolygon(QPolygonF([QPointF(right - size, top), QPointF(right, top), QPointF(right, top + size)]))


class RegisterCell(QWidget):
    """A cell by itself, for legends."""

    def __init__(
        self, state: str, mark: str, other: str = "", *, focused: bool = False, name: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._state, self._mark, self._other, self._focused = state, mark, other, focused
        self.setAccessibleName(name or f"{mark} {state}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(46), theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_cell(QPainter(self), self.rect(), self._state, self._mark, self._other, self._focused)
