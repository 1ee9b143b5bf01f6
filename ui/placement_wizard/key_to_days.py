"""What a placement makes of the months it begins in, and what the marks of their days mean."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from apdesk.services import placement_dates
from apdesk.services.placement_flow import PlacementFlow
from ui.common.widgets.month import DayMark, MonthGrid, month_on, paint_mark
from ui.theme.current import theme
from ui.theme.paint import words

_LINES = (
    ("edge", "First and last day"), ("placement", "Placement"), ("review", "Review"), ("letter", "Letter, latest day"),
    ("closed", "School closed"), ("today", "Today"),
)
MOST_MONTHS = 4
_NO_LIMIT = 16_777_215
GAP, KEY = 14, 160     # pixels between the months, and those of their key where it stands beside them


class Months(QWidget):
    """As many months as there is room for, from the first day on, with their key beside them, else below."""

    def __init__(self, today: date) -> None:
        super().__init__()
        now = theme()
        self.grids = [MonthGrid(month_on(today, number)) for number in range(MOST_MONTHS)]
        row = QHBoxLayout()
        row.setSpacing(now.px(GAP))
        for grid in self.grids:
            row.addWidget(grid)
        row.addStretch(1)
        self.key = KeyToDays()
        self._lay = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(now.px(8))
        self._lay.addLayout(row)
        self._lay.addWidget(self.key)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.grids[0].sizeHint().width(), super().minimumSizeHint().height())

    def show_flow(self, flow: PlacementFlow, today: date) -> None:
        """The days of the placement, its letters and its reviews, from the month of the first day or of today."""
        month = min(flow.answers.start or today, today).replace(day=1)
        if flow.answers.start is not None and flow.answers.start > today:
            month = flow.answers.start.replace(day=1)
        marks = placement_dates.preview(flow, month, len(self.grids))
        for number, grid in enumerate(self.grids):
            grid.set_month(month_on(month, number))
            grid.set_days({day: DayMark(mark.state, mark.why) for day, mark in marks.items()})

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap, wide = theme().px(GAP), self.grids[0].sizeHint().width()
        fitting = max(1, min(len(self.grids), (self.width() + gap) // (wide + gap)))
        for number, grid in enumerate(self.grids):
            grid.setVisible(number < fitting)
        left = self.width() - fitting * (wide + gap)
        beside = left >= theme().px(KEY)
        self._lay.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.key.setMaximumWidth(theme().px(KEY) if beside else _NO_LIMIT)


class KeyToDays(QWidget):
    """Every mark with its words, beside each other as far as there is room."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Marks: " + ", ".join(words for _state, words in _LINES))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(KEY), self.heightForWidth(theme().px(640)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(KEY), theme().px(20))

    def heightForWidth(self, width: int) -> int:
        return int(self._places(width)[-1].bottom()) + theme().px(2)

    def _places(self, width: int) -> list[QRectF]:
        """Where each mark with its words stands."""
        now = theme()
        metrics = QFontMetrics(now.font("meta"))
        height, left, top = now.px(20), 0, 0
        found = []
        for _state, said in _LINES:
            wide = now.px(28) + metrics.horizontalAdvance(said) + now.px(4)
            if found and left + wide > width:
                left, top = 0, top + height
            found.append(QRectF(left, top, wide, height))
            left += wide + now.px(12)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        for place, (state, said) in zip(self._places(self.width()), _LINES, strict=True):
            paint_mark(painter, QRectF(place.left() + 1, place.top() + now.px(3), now.px(20), now.px(15)), state)
            beside = place.adjusted(now.px(28), 0, 0, 0)
            words(painter, beside, said, now.font("meta"), now.colour("ink2"))
