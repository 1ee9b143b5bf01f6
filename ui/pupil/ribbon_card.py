"""One placement as a card: where, how far, how the week is and how long it may last, over its ribbon."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from apdesk.domain.placement import LIVE
from apdesk.services.pupil_page import PlacementCard
from ui.common.dates import short_day
from ui.common.dialogs.record_form import money
from ui.common.widgets.card import Card
from ui.common.widgets.chip import Chip
from ui.common.widgets.label import DataLabel, plain_tip
from ui.common.widgets.ribbon import PlacementRibbon
from ui.common.widgets.title import TitleLabel, stand
from ui.pupil.ribbons import ribbon_of
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import ring, words

GAP = "     "


class ClauseButton(QAbstractButton):
    """The policy clause with its book: pressed, it says why."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(f"Policy: {text}")
        self.setToolTip(plain_tip(f"{text}. Press for how long the placement may last, and why"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = theme()
        return QSize(QFontMetrics(now.font("meta")).horizontalAdvance(self.text()) + now.px(26), now.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        size = now.px(14)
        place = self.rect().adjusted(now.px(2), (self.height() - size) // 2, 0, 0)
        place.setSize(QSize(size, size))
        paint_icon(painter, "ph.book-open", place, now.colour("ink2"))
        room = self.rect().adjusted(now.px(22), 0, 0, 0)
        used = words(painter, room, self.text(), now.font("meta"), now.colour("ink" if self.underMouse() else "ink2"))
        painter.setPen(QPen(now.colour("ink3"), 1, Qt.PenStyle.DotLine))
        base = room.center().y() + now.px(9)
        painter.drawLine(room.left(), base, room.left() + used, base)
        if self.hasFocus():
            ring(painter, self.rect())


class RibbonCard(Card):
    """`opened` with the id of a duty on the ribbon, `why_asked` with the placement."""

    opened = Signal(str)
    why_asked = Signal(str)

    def __init__(self, card: PlacementCard, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._card = card
        self.setAccessibleName(f"{card.title}, {when_words(card, today)}")
        now = theme()
        faint = None if card.is_current else "ink2"
        self._title = TitleLabel(card.title, "h2", ink=faint)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(now.px(10))
        for text, status, icon in chips(card):
            self._beside.addWidget(Chip(text, status, icon))
        self._beside.addStretch(1)
        self._beside.addWidget(DataLabel(when_words(card, today), "h3", ink=faint))
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(now.px(10))
        self._head.addWidget(self._title)
        self._head.addLayout(self._beside, 1)
        self.add_layout(self._head)
        self._arrangement = QWidget()
        line = QHBoxLayout(self._arrangement)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(now.px(8))
        line.addWidget(DataLabel(GAP.join(arrangement(card)), "small", wrap=True), 1)
        clause = ClauseButton(clause_words(_clause(card)))
        clause.clicked.connect(self._on_why)
        line.addWidget(clause)
        self.add(self._arrangement)
        self._bar = PlacementRibbon() if card.ribbon.weeks else None
        if self._bar is not None:
            self._bar.set_ribbon(ribbon_of(card, today))
            self._bar.opened.connect(self.opened)
            self.add(self._bar)

    def set_low(self, low: int) -> None:
        """Where height is short: 0 shows all of it, 1 no week and clause, 2 no ribbon either."""
        self._arrangement.setVisible(low < 1)
        if self._bar is not None:
            self._bar.setVisible(low < 2)
        self.body.invalidate()
        self.updateGeometry()

    def height_for(self, width: int) -> int:
        """What it needs at a width, with its words wrapped as they then are."""
        needed = self.body.totalHeightForWidth(width) if self.body.hasHeightForWidth() else -1
        return max(needed, self.body.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self._beside.sizeHint().width() + theme().px(10)
        stand(self._head, above=self._head.geometry().width() - beside < self._title.least())

    def _on_why(self) -> None:
        self.why_asked.emit(self._card.id)


def chips(card: PlacementCard) -> list[tuple[str, str, str | None]]:
    """Day n of m and what its limit says; of a placement that does not run, how it stands."""
    if card.state != LIVE:
        return [(card.state_words, "later" if not card.is_current else "waiting", None)]
    found: list[tuple[str, str, str | None]] = []
    if card.day is not None:
        found.append((f"Day {card.day} of {card.days}" if card.days else f"Day {card.day}", "soon", ""))
    if card.weeks and card.week:
        found.append((f"Week {card.week} of {card.weeks}", "later", ""))
    over = next((limit for limit in card.limits if limit.kept is False), None)
    near = next((limit for limit in card.limits if limit.near and limit.until is not None), None)
    if over is not None:
        found.append(("Over its limit", "overdue", None))
    elif near is not None:
        found.append(("Near its limit", "today", None))
    return found


def _clause(card: PlacementCard) -> str:
    """The clause that says how long; a plan in school is told of under the heading of something else."""
    last = card.policy.split("; ")[-1]
    return last.split(" ")[0] if card.is_stage else last


def clause_words(policy: str) -> str:
    """"§5 Respite; App. A row 1" as every row writes it: "Section 5 Respite; App. A row 1"."""
    return policy.replace("§", "Section ")


def state_words(card: PlacementCard) -> str:
    """"Placed", "Agreed"; a plan in school is running instead."""
    return "Running" if card.is_stage and card.state == LIVE else card.state_words


def when_words(card: PlacementCard, today: date) -> str:
    """"Mon 28 Sep to Fri 18 Dec 2026": up to the last school day."""
    if card.start is None:
        return "No dates yet"
    last = card.last_school_day or card.end
    if last is None:
        return f"{short_day(card.start, today)}, no end date"
    return f"{short_day(card.start, today)} to {short_day(last, today)}"


def arrangement(card: PlacementCard) -> list[str]:
    """"Code D here, Fairholt marks", "Full time, 08:35 to 15:05", "£110 a day": one line of facts."""
    codes = " and ".join(card.codes[:3])
    marks = f", {card.provider_short} marks" if card.registers else ""
    week = week_words(card.sessions)
    times = f", {card.times}" if week and card.times else ""
    second = f"also at {', '.join(card.second)}" if card.second else ""
    price = "No cost (reciprocal)" if card.reciprocal else f"{money(card.price_day)} a day" if card.price_day else ""
    found = (f"Code {codes} here{marks}" if codes else "", f"{week}{times}", second, price, card.reference)
    return [part for part in found if part]


def week_words(sessions: str) -> str:
    """"Full time", "Mon, Tue: 4 of 10 sessions a week"."""
    there = sum(letter in "PR" for letter in sessions)
    if not there:
        return ""
    if there == len(sessions):
        return "Full time"
    days = [day for day, at in zip(("Mon", "Tue", "Wed", "Thu", "Fri"), range(0, 10, 2), strict=True)
            if set(sessions[at:at + 2]) & {"P", "R"}]  # fmt: skip
    return f"{', '.join(days)}: {there} of 10 sessions a week"
