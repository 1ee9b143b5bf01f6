"""Attendance at the provider, from the provider's own marks: a strip of squares, and the absences in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from apdesk.services.attendance import Attendance, AttendanceWeek
from ui.common.dates import day_month, short_day
from ui.common.widgets.card import Card
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import NONE, box

_CELL, _STEP, _WEEK_GAP = 11, 13, 3
_PRESENT = ("/", "\\", "P", "B", "D", "K")


class AttendanceStrip(QWidget):
    """AM over PM, five squares a week; letters only where somebody was not simply present. Said in words beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[AttendanceWeek, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_weeks(self, weeks: tuple[AttendanceWeek, ...]) -> None:
        """Shows these weeks; the newest where there is no room for all."""
        self._weeks = weeks
        self.setAccessibleName(f"Attendance of {len(weeks)} weeks, in words below")
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        return QSize(now.px(200), 2 * now.px(_STEP) + now.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        left, week_width = now.px(26), 5 * now.px(_STEP) + now.px(_WEEK_GAP)
        fits = max(1, (self.width() - left) // week_width)
        painter.setFont(now.font("condensed"))
        painter.setPen(now.colour("ink2"))
        for line, word in enumerate(("am", "pm")):
            area = QRect(0, line * now.px(_STEP) - now.px(2), left, now.px(_STEP) + now.px(2))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), word)
        for number, week in enumerate(self._weeks[-fits:]):
            start = left + number * week_width
            for place, mark in enumerate(week.marks):
                day, half = divmod(place, 2)
                area = QRect(start + day * now.px(_STEP), half * now.px(_STEP), now.px(_CELL), now.px(_CELL))
                self._paint_mark(painter, area, mark)
            painter.setFont(now.font("condensed"))
            painter.setPen(now.colour("ink2"))
            below = QRect(start, 2 * now.px(_STEP) + now.px(2), week_width, now.px(16))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), day_month(week.monday))

    def _paint_mark(self, painter: QPainter, area: QRect, mark: str | None) -> None:
        now = theme()
        if mark is None:
            return
        if not mark:
            box(painter, area, now.colour("surface"), now.colour("ctl"), 1, 1)
            return
        if mark in _PRESENT:
            box(painter, area, now.colour("accent"), NONE, 1, 0)
            return
        status = "overdue" if mark in ("N", "O") else "today"
        box(painter, area, now.colour(f"{status}/fill"), now.colour(f"{status}/line"), 1, 1)
        painter.setFont(now.font("condensed-strong"))
        painter.setPen(now.colour(f"{status}/text"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), mark[:1])


class AttendanceCard(Card):
    """How much of it, whose marks, and the strip."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._figure = DataLabel("", "figure")
        self._words = DataLabel("", "small", wrap=True)
        self._strip = AttendanceStrip()
        for widget in (self._figure, self._words, self._strip):
            self.add(widget)

    def show_attendance(self, found: Attendance, provider: str) -> None:
        """Shows it, or says that nothing is known yet."""
        share = found.counts.share
        self._figure.setVisible(share is not None)
        self._strip.setVisible(bool(found.weeks) and share is not None)
        if share is None:
            self._words.set_text("No marks from the provider yet.")
            return
        self._figure.set_text(f"{share:.1%}".replace("%", " %"))
        self._words.set_text(f"{found.counts.attended} of {found.counts.possible} sessions, marks of {provider}")
        self._strip.set_weeks(found.weeks)


class AttendancePage(QWidget):
    """The tab: the strip over its whole width, and every absence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().length("space-gap"))
        self._layout.addStretch(1)

    def show_placements(self, cards: list[tuple[str, str, Attendance]]) -> None:
        """One card a placement: its title, the provider, what is known."""
        while self._layout.count() > 1:
            old = self._layout.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, (title, provider, found) in enumerate(cards):
            card = AttendanceCard(title)
            card.show_attendance(found, provider)
            for absence in found.absences[-20:]:
                why = f": {absence.reason}" if absence.reason else ""
                words = f"{short_day(absence.day)} {absence.session}  {absence.code}  {absence.label}{why}"
                card.add(DataLabel(words, "small", wrap=True))
            self._layout.insertWidget(number, card)
