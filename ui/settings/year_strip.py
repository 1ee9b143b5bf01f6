"""A school year as one bar: teaching blocks, what is closed, INSET and bank holidays, and where today stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from apdesk.services.school_year import Entry
from ui.common.dates import MONTHS, short_day
from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.paint import NONE, box, hatch, rule, words

BLOCK, CLOSED = "half_term", ("inset", "closure", "bank_holiday")
_BAR, _TOP = 26, 24


class YearStrip(QWidget):
    """Shows the lines of one school year; `days` gives each block's number of school days by its first day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._last = date(2026, 9, 1), date(2027, 7, 31)
        self._entries: tuple[Entry, ...] = ()
        self._days: dict[date, int] = {}
        self._today: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_year(self, year: int, entries: Sequence[Entry], days: dict[date, int], today: date) -> None:
        """Shows a school year."""
        self._entries = tuple(entries)
        starts = [one.start for one in entries]
        ends = [one.end for one in entries if one.type == BLOCK]
        self._first = min([date(year, 9, 1), *starts])
        self._last = max([date(year + 1, 7, 31), *ends])
        self._days, self._today = days, today if self._first <= today <= self._last else None
        blocks = [f"{one.label}, {short_day(one.start, today)} to {short_day(one.end, today)}, "
                  f"{days.get(one.start, 0)} school days" for one in entries if one.type == BLOCK]  # fmt: skip
        shut = [f"{one.label or one.type} {short_day(one.start, today)}" for one in entries if one.type in CLOSED]
        self.setAccessibleName(f"School year {year}/{(year + 1) % 100:02}")
        self.setAccessibleDescription("; ".join((*blocks, *shut)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().px(76))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(76))

    def _x(self, day: date) -> int:
        span = (self._last - self._first).days + 1
        inset = theme().px(1)
        return inset + round((self.width() - 2 * inset) * (day - self._first).days / span)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        bar = QRect(0, now.px(_TOP), self.width(), now.px(_BAR))
        edge = now.colour("ctl" if now.tints_have_edges else "line")
        box(painter, bar, now.colour("sunk"), NONE, now.length("radius-control"), 0)
        hatch(painter, QRectF(bar), now.colour("hatch"), now.px(6))
        blocks = [one for one in self._entries if one.type == BLOCK]
        closed = sorted((one for one in self._entries if one.type in CLOSED), key=lambda one: one.start)
        for one in blocks:
            self._paint_block(painter, one, bar)
        box(painter, bar, NONE, edge, now.length("radius-control"), 1)
        for one in closed:
            self._shade(painter, one, bar)
        self._paint_marks(painter, closed, bar)
        for one in blocks:
            self._paint_label(painter, one, closed, bar)
        self._paint_months(painter, bar)
        if self._today is not None:
            at = self._x(self._today)
            for top in (bar.top() - now.px(5), bar.bottom() - now.px(2)):    # the name of the block stays readable
                rule(painter, at - 1, top, now.px(3), now.px(8), now.colour("ink"))

    def _paint_block(self, painter: QPainter, one: Entry, bar: QRect) -> None:
        now = theme()
        left, right = self._x(one.start), self._x(one.end + timedelta(days=1))
        place = QRect(left, bar.top(), right - left, bar.height())
        painter.fillRect(place, now.colour("tint"))
        if now.tints_have_edges:
            box(painter, place, NONE, now.colour("accent"), 0, 1)
        rule(painter, left, bar.top(), now.px(2), bar.height(), now.colour("accent"))

    def _paint_label(self, painter: QPainter, block: Entry, closed: Sequence[Entry], bar: QRect) -> None:
        """The name and the school days of a block, where it is free of closed days for longest."""
        now = theme()
        count, label = self._days.get(block.start), block.label.partition(" 20")[0]
        left, best = self._x(block.start) + now.px(2), (0, 0)
        ends = [(self._x(one.start), self._x(one.end + timedelta(days=1))) for one in closed]
        last = self._x(block.end + timedelta(days=1))
        for first, after in (*((a, b) for a, b in ends if left <= b and a < last), (last, last)):
            best = max(best, (first - left, left))
            left = max(left, after)
        room = QRect(best[1] + now.px(3), bar.top(), best[0] - now.px(5), bar.height())
        font = now.font("condensed-medium")
        both = f"{label} · {count}" if count else label
        fits = QFontMetrics(font).horizontalAdvance(both) <= room.width()
        words(painter, room, both if fits else label, font, now.colour("ink"))

    def _shade(self, painter: QPainter, one: Entry, bar: QRect) -> None:
        now = theme()
        left, right = self._x(one.start), self._x(one.end + timedelta(days=1))
        shade = QRect(left, bar.top() + 1, max(now.px(2), right - left), bar.height() - 2)
        painter.fillRect(shade, now.colour("surface"))
        hatch(painter, QRectF(shade), now.colour("ctl"), now.px(4))

    def _paint_marks(self, painter: QPainter, closed: Sequence[Entry], bar: QRect) -> None:
        """Beside each other above the bar: a triangle for INSET, a square for a closure, a round for a bank holiday."""
        now = theme()
        side, free = now.px(8), 0.0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("ink2"))
        for one in closed:
            middle = (self._x(one.start) + self._x(one.end + timedelta(days=1))) / 2
            left = max(free, min(middle - side / 2, self.width() - side))
            free = left + side + 1
            _mark(painter, one.type, QRectF(left, bar.top() - now.px(4) - side, side, side))
        painter.restore()

    def _paint_months(self, painter: QPainter, bar: QRect) -> None:
        now = theme()
        day = self._first.replace(day=1)
        while day <= self._last:
            later = (day + timedelta(days=32)).replace(day=1)
            left, right = self._x(max(day, self._first)), self._x(min(later, self._last))
            rule(painter, left, bar.bottom() + now.px(3), 1, now.px(6), now.colour("line"))
            place = QRect(left + now.px(4), bar.bottom() + now.px(4), right - left - now.px(4), now.px(20))
            words(painter, place, MONTHS[day.month - 1][:3], now.font("meta"), now.colour("ink2"))
            day = later

    def viewportTip(self, at: QPoint) -> str:
        """What stands under a point, in words."""
        span = (self._last - self._first).days + 1
        day = self._first + timedelta(days=int(span * at.x() / max(1, self.width())))
        found = [one for one in self._entries if one.start <= day <= one.end]
        found.sort(key=lambda one: one.type == BLOCK)
        what = found[0].label if found else "Holiday"
        return f"{short_day(day, self._today or day)}: {what}"

    def event(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.viewportTip(event.pos())), self)
            return True
        return bool(super().event(event))


def _mark(painter: QPainter, kind: str, place: QRectF) -> None:
    if kind == "inset":
        foot = QPointF(place.center().x(), place.bottom())
        painter.drawPolygon(QPolygonF([place.topLeft(), place.topRight(), foot]))
    elif kind == "closure":
        painter.drawRect(place)
    else:
        painter.drawEllipse(place)
