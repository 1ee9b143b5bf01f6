"""The cover of the day book: the school, what happened to the desk, and no pupil."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.widgets.mark import paint_mark
from ui.theme.current import theme
from ui.theme.names import name_lines, paint_lines
from ui.theme.paint import rule, words

_RULE, _FIRST, _MARGIN = 36, 150, 92


class BookCover(QWidget):
    """Ruled lines, the margin, the mark and a few events with their time."""

    def __init__(self, school: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._school = school
        self._events: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._describe()

    def set_school(self, school: str) -> None:
        """The name under the program's."""
        self._school = school
        self._describe()

    def set_events(self, events: Sequence[tuple[str, str]]) -> None:
        """What happened to the desk, each with its time ("10:14", "Locked after 10 minutes")."""
        self._events = tuple(events)
        self._describe()

    def _describe(self) -> None:
        told = "; ".join(f"{when} {what}" for when, what in self._events)
        self.setAccessibleName(f"AP Desk {self._school}".strip())
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(520), theme().px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        px = now.px
        painter.fillRect(self.rect(), now.colour("rail"))
        narrow = self.width() < px(420)
        margin = px(48 if narrow else _MARGIN)
        left = margin + px(28)
        side = px(44)
        mark = QRectF(left, px(66), side, side)
        paint_mark(painter, mark, now.colour("page"), now.colour("page-rule"), now.colour("rail"))
        words_left = left + side + px(16)
        width = self.width() - words_left - px(12)
        top = px(62 if self._school else 72)
        words(painter, QRect(words_left, top, width, px(32)), "AP Desk", now.font("display"),
              now.colour("rail-text"))
        words(painter, QRect(words_left, px(92), width, px(20)), self._school, now.font("body"),
              now.colour("rail-mute"))
        top = px(_FIRST)
        while top < self.height():
            rule(painter, 0, top, self.width(), 1, now.colour("rail-line" if now.edge == 1 else "hair"))
            top += px(_RULE)
        self._paint_events(painter, margin, left)
        rule(painter, margin, 0, 1, self.height(), now.colour("margin"))
        if now.edge > 1:        # in contrast page and cover have one ground: an edge parts them
            rule(painter, self.width() - now.edge, 0, now.edge, self.height(), now.colour("line"))
        if now.colour("margin-faint").alpha():
            painter.setOpacity(0.45)
            rule(painter, margin + 3, 0, 1, self.height(), now.colour("margin"))
            painter.setOpacity(1)

    def _paint_events(self, painter: QPainter, margin: int, left: int) -> None:
        now = theme()
        px = now.px
        right = Qt.AlignmentFlag.AlignRight
        rows = max(0, (self.height() - px(_FIRST)) // px(_RULE) - 2)
        for number, (when, what) in enumerate(self._events[:rows]):
            top = px(_FIRST) + number * px(_RULE)
            time = QRect(0, top, margin - px(6), px(_RULE))
            words(painter, time, when, now.font("label"), now.colour("rail-mute"), right)
            line = QRect(left, top, self.width() - left - px(12), px(_RULE))
            words(painter, line, what, now.font("body"), now.colour("rail-text"))
        width = self.width() - left - px(12)
        note = name_lines("No pupil information is shown on this screen.", width, now.font("small"))
        last = px(_FIRST) + max(rows + 1 - len(note.lines), len(self._events[:rows]) + 1) * px(_RULE)
        if last + len(note.lines) * px(_RULE) <= self.height():
            place = QRect(left, last, width, px(_RULE))
            paint_lines(painter, place, note, now.colour("rail-mute"), px(_RULE))
