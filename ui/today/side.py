"""Beside today's list: who is off site by code, this week by day, and what is coming up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.coming_up import Coming
from apdesk.services.duty_lists import DutyRow
from apdesk.services.whereabouts import Whereabouts
from ui.common.dates import DAYS, short_day, spoken_day
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.codes import CodeRow
from ui.common.widgets.facts import KeyLink
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import box, fitting, ring

MOST_COMING = 6
NO_CODE = "?"


class OffSiteCard(Card):
    """How many pupils our register expects under each code today; `opened` asks for the names by site."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Off site today", note=" ", parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme().px(2))
        self.differences = DataLabel("", "small", wrap=True)
        self.add(self.differences)
        self.add_layout(self._rows)
        self.button = Button("Where is everyone now", "plain", "ph.map-pin-line")
        self.add(self.button)
        self.button.clicked.connect(self.opened)

    def show_now(self, now: Whereabouts | None, why_not: str = "") -> None:
        """Counts by code; without term dates it says what is missing."""
        while self._rows.count():
            old = self._rows.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.button.setEnabled(now is not None)
        self.differences.set_text("")
        if now is None:
            self.set_note(why_not)
            return
        closed = f"Our school is closed: {now.closed}." if now.closed else ""
        numbers = f"Off site {now.off_site}  ·  Part-time or flexi {now.part_time}"
        counts = numbers if now.codes else "Nobody is off site."
        self.set_note(closed if closed and not now.codes else counts)
        for one in now.codes:
            row = CodeRow(one.code or NO_CODE, one.label, str(one.pupils), ink="" if one.code else "today/surface")
            row.setAccessibleName(f"{one.label}: {one.pupils}")
            self._rows.addWidget(row)
            row.show()
        if now.differences:
            number = f"{now.differences} difference{'' if now.differences == 1 else 's'}"
            self.differences.set_text(f"{number} to sort out this week")
        self.differences.setVisible(bool(now.differences))


class DayButton(QAbstractButton):
    """One day of the week with what is due then."""

    def __init__(self, day: date, late: int, due: int, today: date, closed: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self._late, self._due, self._closed = day, late, due, closed
        self._now = day == today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = f"{late} late" if late else f"{due} due" if due else closed or "nothing due"
        self._words = words if late or due else ""
        both = f"{late} late, {due} due" if late and due else words
        self.setAccessibleName(f"{spoken_day(day)}, {both}")
        self.setToolTip(closed or f"{spoken_day(day)}: {both}")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(38), theme().px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        fill = "select" if self._now else "sunk" if self._closed else "surface"
        edge = now.colour("accent" if self._now else "hair" if now.edge == 1 else "line")
        box(painter, self.rect(), now.colour(fill), edge, now.length("radius-control"), 1)
        middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        faces = (now.font("meta"), now.font("condensed-medium"), now.font("condensed"))
        room = self.width() - now.px(4)
        small = fitting(self._words, room, *faces)
        if QFontMetrics(small).horizontalAdvance(self._words) > room:
            self._words = self._words.partition(" ")[0]
        ink = now.on_surface("overdue", fill) if self._late else now.colour("link")
        lines = (
            (DAYS[self.day.weekday()][:3], now.font("meta"), now.colour("ink2"), 4, 18),
            (str(self.day.day), now.font("h2"), now.colour("ink"), 22, 22), (self._words, small, ink, 46, 18),
        )  # fmt: skip
        for text, font, colour, top, height in lines:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QRect(0, now.px(top), self.width(), now.px(height)), middle, text)
        if self.hasFocus():
            ring(painter, self.rect())


class WeekCard(Card):
    """Five days; `day_asked` opens one in the calendar."""

    day_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("This week", parent=parent)
        self._days = QHBoxLayout()
        self._days.setSpacing(theme().px(4))
        self.add_layout(self._days)

    def show_week(self, rows: Sequence[DutyRow], today: date, calendar: SchoolCalendar | None) -> None:
        """Counts what is due on each day; what is late stands on the day it was due, if that was this week."""
        while self._days.count():
            old = self._days.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        monday = today - timedelta(days=today.weekday())
        for number in range(5):
            day = monday + timedelta(days=number)
            own = [row for row in rows if row.day == day or (day == today and row.state == "today")]
            late = sum(row.state == "overdue" for row in own)
            button = DayButton(day, late, len(own) - late, today, _closed(calendar, day))
            button.clicked.connect(lambda _=False, day=day: self.day_asked.emit(day))
            self._days.addWidget(button)
            button.show()


def _closed(calendar: SchoolCalendar | None, day: date) -> str:
    try:
        return (calendar.label(day) or "") if calendar is not None else ""
    except Problem:
        return ""


class ComingCard(Card):
    """The next weeks: closed days, panels, first and last days, checks that run out. Each leads somewhere."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Coming up", parent=parent)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._nothing = DataLabel("Nothing in the next six weeks.", "small", wrap=True)
        self.add_layout(self._grid)
        self.add(self._nothing)

    def show_coming(self, lines: Sequence[Coming], today: date, most: int = MOST_COMING) -> None:
        """Shows the nearest of them; the date leads there, the words are never cut."""
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        inset = theme().px(3)
        for number, one in enumerate(lines[:most]):
            day = KeyLink(short_day(one.day, today), f"{one.page}/{one.about}")
            day.lead = 0
            day.setAccessibleName(f"{spoken_day(one.day)}: {one.words}")
            day.pressed_key.connect(self._on_asked)
            words = DataLabel(one.words, "small", wrap=True)
            words.setContentsMargins(0, inset, 0, inset)
            self._grid.addWidget(day, number, 0, top)
            self._grid.addWidget(words, number, 1)
            day.show()
            words.show()
        self._nothing.setVisible(not lines)

    def _on_asked(self, key: str) -> None:
        page, _, about = key.partition("/")
        self.asked.emit(page, about)
