"""The two grounds of the week on which entries stand: the "Due" band, and the hours below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.due_calendar.cells import FREE, light_of
from ui.due_calendar.hours import EARLIEST, LATEST, clock
from ui.theme.current import theme
from ui.theme.paint import NONE, box, hatch, rule, words

GUTTER, HOUR = 56, 45


class Columns(QWidget):
    """A ground with a gutter at the left and a column a day; today tinted, closed days hatched, the target lit."""

    label = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 5
        self.today = -1
        self.closed: Sequence[bool] = ()
        self.lit: tuple[int, str] = (-1, "")
        self.reserve = 0        # pixels at the right that the scroll bar of the hours takes

    def column(self, number: int) -> QRect:
        """A day's column, over the whole height."""
        left = theme().px(GUTTER)
        room = self.width() - left - self.reserve
        begins, ends = left + room * number // self.count, left + room * (number + 1) // self.count
        return QRect(begins, 0, ends - begins, self.height())

    def column_at(self, x: int) -> int:
        """The day under a place across; -1 left and right of them."""
        return next((n for n in range(self.count) if self.column(n).left() <= x <= self.column(n).right()), -1)

    def light(self, number: int, how: str) -> None:
        """A day lights up while something is moved over it; -1: none."""
        if self.lit != (number, how):
            self.lit = (number, how)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        painter.fillRect(self.rect(), now.colour("surface"))
        for number in range(self.count):
            area = self.column(number)
            closed = number < len(self.closed) and self.closed[number]
            if number == self.today:
                painter.fillRect(area, now.colour("select"))
            if closed:
                painter.fillRect(area, now.colour("canvas"))
                hatch(painter, area, now.colour("hatch"))
            lit, how = self.lit
            if number == lit and how:
                painter.fillRect(area, light_of(how))
        self.paint_between(painter)
        for number in range(self.count):
            area = self.column(number)
            rule(painter, area.left(), 0, 1, self.height(), now.colour("hair"))
            if number == self.today and now.tints_have_edges:
                box(painter, area, NONE, now.colour("accent"), 0, now.edge)
            lit, how = self.lit
            if number == lit and how:
                edge = now.colour("accent" if how == FREE else "overdue/line")
                box(painter, area.adjusted(1, 1, -1, -1), NONE, edge, 0, now.px(2))
        if self.label:
            place = QRect(now.px(10), now.px(7), now.px(GUTTER - 12), now.px(20))
            words(painter, place, self.label, now.font("label"), now.colour("ink"))
        self.paint_over(painter)

    def paint_between(self, painter: QPainter) -> None:
        """What lies over the ground and under the rules of the days."""

    def paint_over(self, painter: QPainter) -> None:
        """What lies over everything."""


class Heads(Columns):
    """The names of the days."""

    def paint_between(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), theme().colour("sunk"))


class Band(Columns):
    """What is due on a day at any time of it."""

    label = "Due"

    def paint_over(self, painter: QPainter) -> None:
        rule(painter, 0, self.height() - 1, self.width(), 1, theme().colour("line"))


class Hours(Columns):
    """The hours, with a red line at now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = EARLIEST, LATEST
        self.now = -1           # minutes of the day, -1 where today is not shown
        self._least = LATEST

    def set_span(self, first: int, last: int) -> None:
        """Shows at least these minutes of the day; the height follows."""
        self.first = first
        self._least = last
        self.fill(0)

    def fill(self, room: int) -> None:
        """Goes on with the evening as far as there is room for it, so that no bare ground is left below."""
        foot = theme().px(10)
        self.last = self._least
        while self.last < 24 * 60 and self.y_of(self.last + 60) + foot <= room:
            self.last += 60
        self.setFixedHeight(max(room, self.y_of(self.last) + foot))

    def y_of(self, minute: int) -> int:
        """Where a minute of the day stands."""
        return theme().px(7) + theme().px(HOUR) * (minute - self.first) // 60

    def minute_at(self, y: int) -> float:
        """The minute of the day at a height."""
        return self.first + (y - theme().px(7)) * 60 / theme().px(HOUR)

    def paint_between(self, painter: QPainter) -> None:
        now = theme()
        for minute in range(self.first, self.last + 1, 60):
            y = self.y_of(minute)
            rule(painter, now.px(GUTTER), y, self.width() - now.px(GUTTER), 1, now.colour("hair"))
            place = QRect(now.px(6), y - now.px(9), now.px(GUTTER - 12), now.px(18))
            words(painter, place, clock(minute), now.font("small"), now.colour("ink2"),
                  Qt.AlignmentFlag.AlignHCenter)

    def paint_over(self, painter: QPainter) -> None:
        if self.now < 0 or self.today < 0 or not self.first <= self.now <= self.last:
            return
        now, area, y = theme(), self.column(self.today), self.y_of(self.now)
        red = now.colour("overdue/icon")
        rule(painter, area.left(), y, area.width(), now.px(2), red)
        side = now.px(9)
        box(painter, QRect(area.left() - side // 2, y - side // 2 + 1, side, side), red, NONE, side / 2, 0)
