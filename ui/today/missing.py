"""Pupils of whom nobody knows where they are: red at the top of Today until they are accounted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from apdesk.services.absences import AbsenceRow
from ui.common.dates import short_day
from ui.common.widgets.banner import BannerButton
from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel, Link
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box

MOST = 3
"""So many stand under each other; the rest are one line away."""
STATUS = "overdue"


def missing_words(row: AbsenceRow, today: date, ring: str = "") -> tuple[str, str]:
    """Who is missing, and what is known; while home is not rung, whom to `ring` ("Mrs F Okonjo, mother: 020 …")."""
    half = "this morning" if row.session == "AM" else "this afternoon"
    when = half if row.day == today else f"on {short_day(row.day)}, {'morning' if row.session == 'AM' else 'afternoon'}"
    first = f"{row.name} {row.form} did not arrive at {row.provider_name} {when}.".replace("  ", " ")
    home = f"Home rung: {row.home_said}" if row.home_said else "Home rung" if row.home_rung else \
        f"Home not rung yet, ring {ring}" if ring else "Home not rung yet"
    where = f"Thought to be: {row.whereabouts}" if row.whereabouts else "Whereabouts not known"
    return first, f"Told {row.told_at} by {row.told_by}. {home}. {where}. Code {row.code}."


class MissingBar(QWidget):
    """One pupil; `accounted` and `change` with the id of the report."""

    accounted = Signal(str)
    change = Signal(str)

    def __init__(
        self, row: AbsenceRow, today: date, allowed: bool, ring: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        now = theme()
        ink = f"{STATUS}/text"
        first, second = missing_words(row, today, ring)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(DataLabel(first, "strong", ink=ink, wrap=True))
        words.addWidget(DataLabel(second, "small", ink=ink, wrap=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(now.px(40), now.px(7), now.px(8), now.px(7))
        layout.setSpacing(now.px(8))
        layout.addLayout(words, 1)
        self.accounted_button = Button(f"Say where {row.name.partition(' ')[0]} is", "plain", small=True)
        self.change_button = BannerButton("Change", STATUS)
        self.accounted_button.setAccessibleName(f"Say where {row.name} is")
        self.change_button.setAccessibleName(f"{row.name}: change the report")
        for button in (self.accounted_button, self.change_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.setVisible(allowed)
        self.accounted_button.clicked.connect(lambda: self.accounted.emit(row.id))
        self.change_button.clicked.connect(lambda: self.change.emit(row.id))
        self.setAccessibleName(f"Not accounted for. {first} {second}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour(f"{STATUS}/fill"), now.colour(f"{STATUS}/line"),
            now.length("radius-control"), now.edge)
        size = now.px(18)
        place = QRect(now.px(13), (self.height() - size) // 2, size, size)
        paint_icon(painter, now.status(STATUS).icon, place, now.colour(f"{STATUS}/icon-on-fill"))


class MissingBars(QWidget):
    """All of them, at most three under each other; hidden where everybody is accounted for."""

    accounted = Signal(str)
    change = Signal(str)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(6))
        self.bars: list[MissingBar] = []
        self._shown: tuple[tuple[tuple[AbsenceRow, str], ...], int] = ((), 0)
        self.hide()

    def show_rows(
        self, rows: Sequence[AbsenceRow], today: date, allowed: bool, whom: Callable[[AbsenceRow], str] = lambda _: ""
    ) -> None:
        """Shows these reports, and `whom` to ring; nothing is built again where nothing changed."""
        shown = tuple((row, "" if row.home_rung else whom(row)) for row in rows[:MOST])
        if (shown, len(rows)) == self._shown and bool(rows) == self.isVisibleTo(self.parentWidget()):
            return
        self._shown = (shown, len(rows))
        while self._layout.count():
            old = self._layout.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.bars = []
        for row, ring in shown:
            bar = MissingBar(row, today, allowed, ring)
            bar.accounted.connect(self.accounted)
            bar.change.connect(self.change)
            self.bars.append(bar)
            self._layout.addWidget(bar)
        if len(rows) > MOST:
            more = Link(f"{len(rows) - MOST} more not accounted for")
            more.clicked.connect(self.all_asked)
            self._layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(rows))
