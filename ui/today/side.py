"""Beside today's list: who is placed now, this week by day, and what is coming up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.duty_lists import DutyRow
from apdesk.services.pupil_list import PupilRow
from ui.common.dates import DAYS, short_day, spoken_day
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import box, ring


class PlacedCard(Card):
    """How many are placed today, by pathway; the names are one button away."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Placed today", parent=parent)
        self._facts = Facts("Placed today by pathway")
        self._button = Button("Open pupils", "plain", "ph.student")
        self.add(self._facts)
        self.add(self._button)
        self._button.clicked.connect(self.opened)

    def show_rows(self, rows: Iterable[PupilRow]) -> None:
        """Counts those whose placement runs."""
        live = [row for row in rows if row.status in ("live", "ends-soon", "hosted-here")]
        away = sum(bool(row.provider_name) for row in live)
        self.set_note(f"Away at a provider {away}  ·  In school or at home {len(live) - away}" if live else "")
        counted = Counter(row.pathway_short for row in live)
        self._facts.set_lines([(name, str(count)) for name, count in counted.most_common()] or [("", "Nobody yet")])


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
        self.setAccessibleName(f"{spoken_day(day)}, {words}")
        self.setToolTip(closed or f"{spoken_day(day)}: {words}")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(38), theme().px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        fill = "select" if self._now else "sunk" if self._closed else "surface"
        edge = now.colour("accent" if self._now else "hair" if now.edge == 1 else "line")
        box(painter, self.rect(), now.colour(fill), edge, now.length("radius-control"), 1)
        middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        lines = (
            (DAYS[self.day.weekday()][:3], "meta", now.colour("ink2"), 4, 18),
            (str(self.day.day), "h2", now.colour("ink"), 22, 22),
            (self._words, "condensed-medium",
             now.on_surface("overdue", fill) if self._late else now.colour("link"), 46, 18),
        )  # fmt: skip
        for text, font, ink, top, height in lines:
            painter.setFont(now.font(font))
            painter.setPen(ink)
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


def _closed(calendar: SchoolCalendar | None, day: date) -> str:
    try:
        return (calendar.label(day) or "") if calendar is not None else ""
    except Problem:
        return ""


class ComingCard(Card):
    """The next closures, panels, starts and the end of term."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Coming up", parent=parent)
        self._facts = Facts("Coming up")
        self._nothing = DataLabel("Nothing in the next six weeks.", "small", wrap=True)
        self.add(self._facts)
        self.add(self._nothing)

    def show_coming(self, lines: Sequence[tuple[date, str]], today: date) -> None:
        """Shows the nearest of them."""
        self._facts.set_lines([(short_day(day, today), words) for day, words in sorted(set(lines))[:6]])
        self._nothing.setVisible(not lines)


def coming_up(rows: Iterable[PupilRow], calendar: SchoolCalendar | None, today: date) -> list[tuple[date, str]]:
    """INSET and other closures, the end of the half-term, panels and first days within six weeks."""
    until = today + timedelta(days=42)
    found: list[tuple[date, str]] = []
    if calendar is not None:
        found += [(one.start, one.label) for one in calendar.closures if today < one.start <= until]
        block = calendar.half_term_of(today) if calendar.covers(today) else None
        if block is not None and today <= block.end <= until:
            last = any(term.end == block.end for term in calendar.terms)
            found.append((block.end, "Term ends" if last else "Half-term begins after school"))
    for row in rows:
        if row.status == "panel" and row.panel_on and today <= row.panel_on <= until:
            found.append((row.panel_on, "Panel meets"))
        if row.status == "agreed" and row.start and today < row.start <= until:
            found.append((row.start, f"{row.name} starts"))
    return found
