"""The opened day: all that stands on it, over the calendar, until Esc or a click beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.calendar_view import Day
from ui.common.dates import long_day, short_day
from ui.common.widgets.button import Button, IconButton
from ui.common.widgets.label import DataLabel
from ui.due_calendar.agenda import Agenda
from ui.due_calendar.agenda_rows import TWO_LINES
from ui.due_calendar.mover import Mover
from ui.theme.current import theme
from ui.theme.paint import box

WIDE, HIGH = 430, 520


class DayPanel(QFrame):
    """`agenda` holds its entries; `closed` when it goes; `new_asked(day)` for something new on this day."""

    closed = Signal()
    new_asked = Signal(object)

    def __init__(self, mover: Mover, parent: QWidget) -> None:
        super().__init__(parent)
        now = theme()
        self.day: date | None = None
        self.only: tuple[str, ...] = ()         # duties of a group that was opened; empty: the whole day
        self.heading = DataLabel("", "h2")
        self.under = DataLabel("", "small", cut=True)
        self.new_button = Button("New", "plain", "ph.plus", small=True)
        self.close_button = IconButton("ph.x", "Close (Esc)", "quiet", small=True)
        self.agenda = Agenda(mover, narrow=True)
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self.heading, 1)
        head.addWidget(self.new_button)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(now.px(14), now.px(12), now.px(10), now.px(12))
        column.setSpacing(now.px(6))
        column.addLayout(head)
        column.addWidget(self.under)
        column.addWidget(self.agenda, 1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(now.px(24))
        shadow.setOffset(0, now.px(4))
        colour = QColor(now.colour("shadow"))
        colour.setAlpha(90)
        shadow.setColor(colour)
        self.setGraphicsEffect(shadow)
        self.close_button.clicked.connect(self.close_panel)
        self.new_button.clicked.connect(self._on_new)
        self.hide()

    def open_on(self, day: Day, only: tuple[str, ...], today: date, beside: QRect) -> None:
        """Shows the entries of a day, or `only` these duties of it, beside its cell in the page's coordinates."""
        items = [one for one in day.items if not only or (one.duties and one.duties[0] in only)]
        title = f"{len(items)} {items[0].word}s, {short_day(day.day)}" if only and items else long_day(day.day)
        self.day, self.only = day.day, only
        self.heading.set_text(title)
        count = f"{len(items)} entr{'y' if len(items) == 1 else 'ies'}" if items else "Nothing stands on this day."
        self.under.set_text(f"{day.closed}  ·  {count}" if day.closed else count)
        self.agenda.show_days([day._replace(items=tuple(items))], {}, today)
        self.setAccessibleName(f"{title}, {count}")
        self._put(beside, len(items))
        self.show()
        self.raise_()
        self.agenda.setFocus(Qt.FocusReason.PopupFocusReason)

    def _put(self, beside: QRect, count: int) -> None:
        now, page = theme(), self.parentWidget().rect()
        wide = min(now.px(WIDE), page.width() - now.px(16))
        high = min(now.px(88) + now.px(TWO_LINES) * max(1, count), now.px(HIGH), page.height() - now.px(12))
        left = beside.right() + now.px(8)
        if left + wide > page.width() - now.px(8):
            left = beside.left() - wide - now.px(8)
        left = max(now.px(8), min(left, page.width() - wide - now.px(8)))
        top = max(now.px(6), min(beside.top() - now.px(8), page.height() - high - now.px(6)))
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + wide - 1, top + high - 1)))

    def close_panel(self) -> None:
        """Goes, and the keys go back to the calendar."""
        if not self.isHidden():
            self.hide()
            self.day, self.only = None, ()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click beside it, in the same window, closes it; the click does what it would do."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            same = isinstance(watched, QWidget) and watched.window() is self.window()
            if same and not self.rect().contains(place):
                self.close_panel()
        return False

    def _on_new(self) -> None:
        self.new_asked.emit(self.day)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        box(QPainter(self), self.rect(), now.colour("surface"), now.colour("line"), now.length("radius-card"), now.edge)
