"""Attendance at the provider, from the provider's own marks: a strip of squares, and the absences in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from apdesk.services.attendance import Absence, Attendance, AttendanceWeek
from apdesk.services.pupil_page import PlacementCard
from ui.common.dates import day_month, long_day, short_day
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.card import Card
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel, plain_tip
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme
from ui.theme.paint import NONE, box

_SMALL, _LARGE = (9, 10, 4), (15, 17, 6)        # a square, from one to the next, more between weeks
_UNEXPLAINED = ("N", "O")
_LATE = "L"


class AttendanceStrip(QWidget):
    """AM over PM, five squares a week; letters only where somebody was not simply present. Said in words beside."""

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[AttendanceWeek, ...] = ()
        self._present: tuple[str, ...] = ()
        self._cell, self._step, self._gap = _LARGE if large else _SMALL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_attendance(self, found: Attendance) -> None:
        """Shows these weeks; the newest where there is no room for all."""
        self._weeks, self._present = found.weeks, found.present_codes
        self.setAccessibleName(f"Attendance of {len(found.weeks)} weeks. {absence_words(found.absences)}")
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        return QSize(now.px(200), 2 * now.px(self._step) + now.px(20))

    def _places(self) -> list[tuple[AttendanceWeek, int]]:
        """The weeks there is room for, each with where it begins."""
        now = theme()
        left, wide = now.px(26), 5 * now.px(self._step) + now.px(self._gap)
        fits = max(1, (self.width() - left) // wide)
        return [(week, left + number * wide) for number, week in enumerate(self._weeks[-fits:])]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        step, cell = now.px(self._step), now.px(self._cell)
        painter.setFont(now.font("condensed"))
        painter.setPen(now.colour("ink2"))
        for line, word in enumerate(("am", "pm")):
            painter.drawText(QRect(0, line * step - now.px(2), now.px(26), step + now.px(2)),
                             int(Qt.AlignmentFlag.AlignVCenter), word)  # fmt: skip
        for week, start in self._places():
            for place, mark in enumerate(week.marks):
                day, half = divmod(place, 2)
                self._paint_mark(painter, QRect(start + day * step, half * step, cell, cell), mark)
            painter.setFont(now.font("condensed"))
            painter.setPen(now.colour("ink2"))
            below = QRect(start, 2 * step + now.px(2), 5 * step + now.px(self._gap), now.px(16))
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), day_month(week.monday))

    def _paint_mark(self, painter: QPainter, area: QRect, mark: str | None) -> None:
        now = theme()
        if mark is None:
            return
        if not mark:
            box(painter, area, now.colour("surface"), now.colour("ctl"), 1, 1)
            return
        fill, edge, ink = _colours(mark, self._present)
        box(painter, area, now.colour(fill), now.colour(edge) if edge else NONE, 1, 1 if edge else 0)
        if mark in self._present:
            return
        painter.setFont(now.font("condensed-strong"))
        painter.setPen(now.colour(ink))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), mark[:1])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(event.pos())), self)
            return True
        return bool(super().event(event))

    def _tip(self, place: QPoint) -> str:
        step = theme().px(self._step)
        for week, start in self._places():
            day, half = (place.x() - start) // step, place.y() // step
            if 0 <= day < 5 and 0 <= half < 2:
                mark = week.marks[2 * day + half]
                if mark is None:
                    return ""
                said = mark or "no mark from the provider yet"
                return f"{long_day(week.monday + timedelta(days=day))} {('AM', 'PM')[half]}: {said}"
        return ""


def _colours(mark: str, present: Sequence[str]) -> tuple[str, str, str]:
    """Ground, edge and letter of a session: who was there, late or not, is filled; who was not never looks so."""
    if mark in present or mark == _LATE:
        return "accent", "", "on-accent"
    status = "overdue" if mark in _UNEXPLAINED else "today"
    if theme().tints_have_edges:        # there a tint is as strong as a fill: only its edge and letter stay
        return "surface", f"{status}/surface", f"{status}/surface"
    return f"{status}/fill", f"{status}/line", f"{status}/text"


def absence_words(absences: Sequence[Absence], most: int = 6) -> str:
    """"Not simply present: Fri 9 Oct AM I, Illness" for the newest."""
    if not absences:
        return "Present at every session reported."
    told = [f"{short_day(one.day)} {one.session} {one.code}, {one.label}" for one in absences[-most:]]
    more = f", and {len(absences) - most} before" if len(absences) > most else ""
    return f"Not simply present: {'; '.join(told)}{more}."


class AttendanceCard(Card):
    """How much of it, whose marks, and the strip."""

    def __init__(self, title: str, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._figure = DataLabel("", "figure")
        self._words = DataLabel("", "small", wrap=True)
        self._strip = AttendanceStrip(large=large)
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(self._figure)
        line.addWidget(self._words, 1)
        self.add_layout(line)
        self.add(self._strip)

    def show_attendance(self, found: Attendance, provider: str) -> None:
        """Shows it, or says that nothing is known yet."""
        share = found.counts.share
        self._figure.setVisible(share is not None)
        self._strip.setVisible(bool(found.weeks) and share is not None)
        if share is None:
            self._words.set_text("No marks from the provider yet.")
            return
        self._figure.set_text(f"{share:.1%}")
        self._words.set_text(f"{found.counts.attended} of {found.counts.possible}, {owns(provider)} marks")
        self._strip.show_attendance(found)


def owns(name: str) -> str:
    """"Fairholt's", "St Oswin's" of a name that ends in one already."""
    return name if name.endswith(("'s", "’s")) else f"{name}’" if name.endswith("s") else f"{name}’s"


_COLUMNS = (
    Column("day", "Day", lambda row: short_day(row.day), kind="strong", sort=lambda row: (row.day, row.session),
           width=110),
    Column("session", "Session", lambda row: row.session, width=76),
    Column("code", "Mark", lambda row: row.code, kind="code", tip=lambda row: row.label, width=72),
    Column("label", "Which means", lambda row: row.label, width=200, stretch=1, drop=520),
    Column("reason", "What we were told", lambda row: row.reason or "Nothing yet", width=200, stretch=2),
)  # fmt: skip


class AttendanceTab(QWidget):
    """One placement at a time: the strip over its whole width, and every session with another mark than present."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self.which = ChoiceBox(name="Attendance of which placement")
        self.card = AttendanceCard("Attendance", large=True)
        self._note = DataLabel("", "small", wrap=True)
        self.card.add(self._note)
        self.table = DataTable(_COLUMNS, lambda row: f"{row.day}-{row.session}", "Sessions not simply present")
        self._empty = EmptyState("ph.grid-four", "No attendance to show.")
        self._frame = TableFrame(self.table, self._empty)
        layout.addWidget(self.which)
        layout.addWidget(self.card)
        layout.addWidget(self._frame, 1)
        self._cards: tuple[PlacementCard, ...] = ()
        self._today = date.min
        self.which.changed.connect(self._show)

    def show_placements(self, cards: Sequence[PlacementCard], today: date) -> None:
        """Those that are taught elsewhere, current ones first."""
        self._cards, self._today = tuple(card for card in cards if card.provider), today
        before = self.which.key()
        self.which.set_options([
            (card.id, f"{card.title}, {short_day(card.start, today) if card.start else 'no dates yet'}")
            for card in self._cards
        ])
        if self._cards:
            self.which.set_key(before if before in [card.id for card in self._cards] else self._cards[0].id)
        self.which.setVisible(len(self._cards) > 1)
        self._show()

    def _show(self) -> None:
        card = next((one for one in self._cards if one.id == self.which.key()), None)
        self.card.setVisible(card is not None)
        if card is None:
            self._say("No attendance to show.", "Marks from a provider come here once a placement runs.")
            return
        found = card.attendance
        self.card.set_title(f"Attendance at {card.provider_name}")
        self.card.show_attendance(found, card.provider_short)
        self._note.set_text(_note(found, card, self._today))
        self.table.set_rows(found.absences)
        self.table.sort_by("day", descending=True)
        self._frame.show_empty(not found.absences)
        if not found.counts.possible:
            self._say("No marks from the provider yet.", "They come with the weekly return of the register.")
        elif not found.absences:
            self._say("Present at every session reported.", "A late mark or an absence is shown here.")

    def _say(self, what: str, when: str) -> None:
        self._empty.set(what, when)
        self._frame.show_empty(True)


def _note(found: Attendance, card: PlacementCard, today: date) -> str:
    """Until when we were told, and what our own register says."""
    told = f"Told up to {short_day(found.told_until, today)}." if found.told_until else ""
    ours = f"Our own register shows {' and '.join(found.our_codes)}." if found.our_codes else ""
    d = " D does not say whether the pupil was there." if "D" in card.codes else ""
    late = f" {found.counts.late} late." if found.counts.late else ""
    unknown = f" {found.counts.no_reason} without a reason." if found.counts.no_reason else ""
    return f"{told}{late}{unknown} {ours}{d}".strip()
