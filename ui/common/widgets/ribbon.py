"""The placement ribbon: a term as a bar, a cell a week, and the duties standing on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, hatch, ring, rounded, rule

CIRCLE, CLOSEST = 20, 22
_BAR, _HEIGHT = 12, 78


@dataclass(frozen=True)
class RibbonWeek:
    """One cell of the bar: `closed` for a holiday; `label` beneath it ("5 Oct")."""

    label: str
    closed: bool = False
    now: bool = False


@dataclass(frozen=True)
class RibbonMark:
    """One duty on the ribbon: `at` runs from 0 (first day) to 1 (last day)."""

    id: str
    at: float
    kind: str
    sentence: str
    done: bool = False
    late: bool = False


@dataclass(frozen=True)
class Ribbon:
    """A placement as a bar; `done` and `today` run from 0 to 1, `today` is None outside it."""

    title: str
    weeks: tuple[RibbonWeek, ...]
    marks: tuple[RibbonMark, ...] = ()
    done: float = 0.0
    today: float | None = None
    faint: bool = False


class RibbonCircle(QAbstractButton):
    """One circle, or several too close to tell apart drawn as one with their number."""

    def __init__(self, marks: Sequence[RibbonMark], parent: QWidget) -> None:
        super().__init__(parent)
        self.marks = tuple(marks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said = "; ".join(mark.sentence for mark in self.marks)
        self.setAccessibleName(said if len(self.marks) == 1 else f"{len(self.marks)} together: {said}")
        self.resize(theme().px(28), theme().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        side = now.px(CIRCLE)
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        late = any(mark.late for mark in self.marks)
        done = all(mark.done for mark in self.marks)
        first = next((mark for mark in self.marks if mark.late), self.marks[0])
        colour = now.colour(f"{first.kind}/kind")
        fill = colour if done else now.colour("surface")
        edge = now.colour("overdue/line") if late else colour
        box(painter, place, fill, edge, side / 2, 2)
        inset = now.px(5)
        inside = place.adjusted(inset, inset, -inset, -inset)
        if len(self.marks) > 1:
            painter.setFont(now.font("condensed-strong"))
            painter.setPen(now.colour("surface") if done else now.colour("ink"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(len(self.marks)))
        else:
            icon = "ph.check-bold" if done else now.kind(first.kind).icon
            paint_icon(painter, icon, inside, now.colour("surface") if done else colour)
        if late:
            self._paint_late(painter, place)
        if self.hasFocus():
            ring(painter, self.rect(), self.width() / 2)

    def _paint_late(self, painter: QPainter, place: QRect) -> None:
        now = theme()
        small = now.px(10)
        spot = QRectF(place.right() - small * 0.45, place.top() - small * 0.35, small, small)
        ground = now.colour("overdue/line")
        box(painter, spot, ground, NONE, small / 2, 0)
        painter.setFont(now.font("condensed-strong"))
        painter.setPen(now.colour("surface"))
        stroke = QPen(now.colour("surface"), max(1.0, now.scale * 1.4))
        painter.setPen(stroke)
        middle = spot.center().x()
        painter.drawLine(QPointF(middle, spot.top() + small * 0.2), QPointF(middle, spot.top() + small * 0.6))
        painter.drawPoint(QPointF(middle, spot.top() + small * 0.82))

    def event(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if isinstance(event, QHelpEvent):
            tip = "\n".join(mark.sentence for mark in self.marks)
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return bool(super().event(event))


class PlacementRibbon(QWidget):
    """Draws one `Ribbon`; its circles are buttons in a list (arrow keys move); `opened(id)` when one is pressed."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ribbon = Ribbon("", ())
        self._circles: list[RibbonCircle] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_ribbon(self, ribbon: Ribbon) -> None:
        """Shows another placement."""
        self._ribbon = ribbon
        weeks = sum(1 for week in ribbon.weeks if not week.closed)
        self.setAccessibleName(f"{ribbon.title}, {weeks} school weeks, {len(ribbon.marks)} duties")
        self._place_circles()
        self.update()

    def circles(self) -> list[RibbonCircle]:
        """The circles from left to right."""
        return list(self._circles)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(_HEIGHT))

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().resizeEvent(event)
        self._place_circles()

    def _bar(self) -> QRectF:
        now = theme()
        side = now.px(14)
        return QRectF(side, now.px(40), self.width() - 2 * side, now.px(_BAR))

    def _x(self, at: float) -> float:
        bar = self._bar()
        return bar.left() + bar.width() * min(1.0, max(0.0, at))

    def _place_circles(self) -> None:
        for old in self._circles:
            old.hide()
            old.deleteLater()
        self._circles = []
        close = theme().px(CLOSEST)
        groups: list[list[RibbonMark]] = []
        for mark in sorted(self._ribbon.marks, key=lambda each: each.at):
            if groups and self._x(mark.at) - self._x(groups[-1][0].at) < close:
                groups[-1].append(mark)
            else:
                groups.append([mark])
        for group in groups:
            circle = RibbonCircle(group, self)
            middle = sum(self._x(mark.at) for mark in group) / len(group)
            left = round(middle - circle.width() / 2)
            circle.move(min(max(0, left), self.width() - circle.width()), theme().px(6))
            circle.clicked.connect(self._on_clicked)
            circle.show()
            self._circles.append(circle)

    def _on_clicked(self) -> None:
        circle = self.sender()
        if isinstance(circle, RibbonCircle):
            self.opened.emit(circle.marks[0].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        here = next((n for n, circle in enumerate(self._circles) if circle.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        wanted = here + step
        if 0 <= wanted < len(self._circles):
            self._circles[wanted].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._ribbon.weeks:
            return
        painter = QPainter(self)
        now = theme()
        bar = self._bar()
        ink = now.colour("ink3" if self._ribbon.faint else "accent")
        radius = now.px(3)
        box(painter, bar, now.colour("sunk"), now.colour("ctl"), radius, 1)
        painter.save()
        painter.setClipPath(rounded(bar.adjusted(1, 1, -1, -1), radius))
        filled = QRectF(bar.left(), bar.top(), bar.width() * self._ribbon.done, bar.height())
        painter.fillRect(filled, ink)
        count = len(self._ribbon.weeks)
        for number, week in enumerate(self._ribbon.weeks):
            left = bar.left() + bar.width() * number / count
            cell = QRectF(left, bar.top(), bar.width() / count, bar.height())
            if week.closed:
                painter.fillRect(cell, now.colour("surface"))
                hatch(painter, cell, now.colour("ctl"), 5)
            if number:
                passed = number / count < self._ribbon.done
                rule(painter, left, bar.top(), 1, bar.height(), now.colour("surface" if passed else "line"))
        painter.restore()
        self._paint_stems(painter, bar)
        self._paint_labels(painter, bar)
        if self._ribbon.today is not None:
            x = self._x(self._ribbon.today)
            rule(painter, x - 1, bar.top() - now.px(5), 2, bar.height() + now.px(10), now.colour("ink"))

    def _paint_stems(self, painter: QPainter, bar: QRectF) -> None:
        now = theme()
        for circle in self._circles:
            colour: QColor = now.colour("ctl")
            middle = circle.x() + circle.width() / 2
            top = circle.y() + circle.height() - now.px(4)
            rule(painter, middle, top, 1, bar.top() - top, colour)

    def _paint_labels(self, painter: QPainter, bar: QRectF) -> None:
        """Dates under the weeks: every one, or every second, third … so that none touches its neighbour."""
        now = theme()
        width = bar.width() / len(self._ribbon.weeks)
        places = []
        for number, week in enumerate(self._ribbon.weeks):
            font = now.font("head" if week.now else "meta")
            half = QFontMetricsF(font).horizontalAdvance(week.label) / 2 + now.px(3)
            middle = bar.left() + width * (number + 0.5)
            if week.label:
                places.append((week, font, QRectF(middle - half, bar.bottom() + now.px(5), 2 * half, now.px(18))))
        today = next((number for number, (week, *_rest) in enumerate(places) if week.now), 0)
        for step in range(1, len(places) + 1):
            shown = places[today % step::step]
            if all(one[2].right() <= two[2].left() for one, two in pairwise(shown)):
                break
        for week, font, room in shown if places else ():
            painter.setFont(font)
            painter.setPen(now.colour("ink" if week.now else "ink2"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), week.label)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()
