"""A month as a grid: for choosing a day, and for seeing what a placement makes of two months."""

from __future__ import annotations

import calendar as month_arithmetic
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.common.dates import month_year, spoken_day
from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.paint import NONE, box, hatch, ring, rounded

_CELL, _ROW, _HEAD = 32, 23, 46


@dataclass(frozen=True)
class DayMark:
    """How a day is shown: edge (first and last day), placement, letter, review, closed, today, chosen; why."""

    state: str
    tip: str = ""


def paint_mark(painter: QPainter, place: QRectF, state: str) -> None:
    """The ground of a day in a state, as the grid and the key to it show it; nothing for a plain day."""
    now = theme()
    radius = now.length("radius-control")
    if state in ("edge", "chosen"):
        box(painter, place, now.colour("accent"), NONE, radius, 0)
    elif state == "placement":
        box(painter, place, now.colour("tint"), now.colour("accent") if now.tints_have_edges else NONE, radius, 1)
    elif state in ("letter", "review"):
        box(painter, place, now.colour(f"{state}/tile"), now.colour(f"{state}/kind"), radius, 2)
    elif state == "closed":
        painter.save()
        painter.setClipPath(rounded(place, radius))
        hatch(painter, place, now.colour("hatch" if now.edge == 2 else "line"))
        painter.restore()
        if now.tints_have_edges:
            box(painter, place, NONE, now.colour("hair"), radius, 1)
    elif state == "today":
        box(painter, place, NONE, now.colour("ctl"), radius, max(1, now.edge))


class MonthGrid(QWidget):
    """One month, Monday first. With `choosing` it takes focus: arrows move, Enter answers `picked`."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(self, month: date, *, choosing: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = month.replace(day=1)
        self._days: Mapping[date, DayMark] = {}
        self._choosing = choosing
        self._focus_day = month
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if choosing else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(choosing)
        self._describe()

    def month(self) -> date:
        """The first day of the month shown."""
        return self._month

    def set_month(self, month: date) -> None:
        """Shows another month."""
        self._month = month.replace(day=1)
        self._describe()
        self.updateGeometry()
        self.update()

    def set_days(self, days: Mapping[date, DayMark]) -> None:
        """Marks these days; all others are plain."""
        self._days = dict(days)
        self._describe()
        self.update()

    def focus_day(self) -> date:
        """The day with the ring."""
        return self._focus_day

    def set_focus_day(self, day: date) -> None:
        """Puts the ring on a day, and shows its month."""
        self._focus_day = day
        if day.replace(day=1) != self._month:
            self.set_month(day)
        self._describe()
        self.moved.emit(day)
        self.update()

    def weeks(self) -> int:
        """How many rows the month needs."""
        return len(month_arithmetic.Calendar().monthdatescalendar(self._month.year, self._month.month))

    def sizeHint(self) -> QSize:
        now = theme()
        return QSize(7 * now.px(_CELL) + now.px(2), now.px(_HEAD) + 6 * now.px(_ROW))

    def cell(self, day: date) -> QRect:
        """Where a day of the month stands."""
        now = theme()
        first = self._month - timedelta(days=self._month.weekday())
        week, column = divmod((day - first).days, 7)
        return QRect(column * now.px(_CELL), now.px(_HEAD) + week * now.px(_ROW), now.px(_CELL), now.px(_ROW))

    def day_at(self, place: QPoint) -> date | None:
        """The day under a point, where it is one of this month."""
        return next((day for day in self._all_days() if self.cell(day).contains(place)), None)

    def _all_days(self) -> list[date]:
        count = month_arithmetic.monthrange(self._month.year, self._month.month)[1]
        return [self._month.replace(day=number) for number in range(1, count + 1)]

    def _describe(self) -> None:
        told = [
            f"{spoken_day(day)}, {mark.tip}"
            for day, mark in sorted(self._days.items())
            if mark.tip and day.replace(day=1) == self._month
        ]
        self.setAccessibleName(month_year(self._month))
        if self._choosing:
            mark = self._days.get(self._focus_day)
            here = spoken_day(self._focus_day) + (f", {mark.tip}" if mark and mark.tip else "")
            self.setAccessibleName(f"{here}. Arrows move, Enter chooses")
        self.setAccessibleDescription("; ".join(told))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        width = now.px(_CELL)
        painter.setFont(now.font("small-strong"))
        painter.setPen(now.colour("ink"))
        title = QRect(now.px(1), 0, 7 * width, now.px(22))
        painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter), month_year(self._month))
        painter.setFont(now.font("meta"))
        painter.setPen(now.colour("ink2"))
        for column, letter in enumerate("MTWTFSS"):
            place = QRect(column * width, now.px(22), width, now.px(22))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), letter)
        for day in self._all_days():
            self._paint_day(painter, day)

    def _paint_day(self, painter: QPainter, day: date) -> None:
        now = theme()
        mark = self._days.get(day, DayMark(""))
        place = QRectF(self.cell(day)).adjusted(now.px(2), 1, -now.px(2), -1)
        ink = "ink3" if day.weekday() >= 5 else "ink"
        paint_mark(painter, place, mark.state)
        ink = {"edge": "on-accent", "chosen": "on-accent", "closed": "ink3"}.get(mark.state, ink)
        painter.setFont(now.font("label" if mark.state in ("edge", "letter", "review", "chosen") else "meta"))
        painter.setPen(now.colour(ink))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        if self._choosing and day == self._focus_day and self.hasFocus():
            ring(painter, self.cell(day))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if self._choosing and day is not None:
            self.set_focus_day(day)
            self.picked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if not self._choosing:
            super().keyPressEvent(event)
        elif key in steps:
            self.set_focus_day(self._focus_day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.set_focus_day(month_on(self._focus_day, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._focus_day)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            mark = self._days.get(day) if day else None
            QToolTip.showText(event.globalPos(), plain_tip(mark.tip) if mark else "", self)
            return True
        return super().event(event)


def month_on(day: date, months: int) -> date:
    """The same day of the month that many months on, or the last of that month."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, month_arithmetic.monthrange(year, month)[1]))
