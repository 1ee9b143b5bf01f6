"""The overview of a pupil: placements as ribbons, and what is next and what has been done in one list, future first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.duty_lists import DutyRow
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.pupil_page import PupilPage
from apdesk.services.pupil_timeline import DUTY
from ui.common.duties.duty_list import DutyList
from ui.common.duties.lines import DutyGroup
from ui.common.duties.rows import duty_line, in_order
from ui.common.widgets.card import Divider
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.pupil.ribbon_card import RibbonCard
from ui.pupil.timeline import done_line, entry_line
from ui.theme.current import theme

MOST_NEXT = 6
PRESSING = ("overdue", "today")


class Overview(QWidget):
    """`do_asked` with the id of a duty; `show_all` for the full list; `place_asked` where there is no placement.

    `limits_asked` with a placement whose clause was pressed.
    """

    do_asked = Signal(str)
    why_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    limits_asked = Signal(str)
    show_all = Signal()
    place_asked = Signal()

    def __init__(self, may_place: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self._holder = QWidget()
        self._cards = QVBoxLayout(self._holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(now.length("space-gap"))
        self._ribbons: list[RibbonCard] = []
        self._area = Scroller(self._holder)
        layout.addWidget(self._area)
        self.duties = DutyList(name="What’s next and what’s been done")
        self._empty = EmptyState(
            "ph.flag", "No placement, and nothing due.", "Duties come once a placement is planned.",
            "New placement" if may_place else "",
        )
        self._frame = TableFrame(self._with_head(), self._empty)
        layout.addWidget(self._frame, 1)
        self._empty.asked.connect(self.place_asked)
        self._all.clicked.connect(self.show_all)
        self.duties.do_asked.connect(self.do_asked)
        self.duties.clause_asked.connect(self.why_asked)
        self.duties.menu_asked.connect(self.menu_asked)

    def _with_head(self) -> QWidget:
        """The list under its heading, in one frame."""
        now = theme()
        inside = QWidget()
        inside.setObjectName("surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(now.px(17), now.px(6), now.px(14), now.px(6))
        head.addWidget(DataLabel("What’s next and what’s been done", "h2"), 1)
        self._all = Link("Show all")
        head.addWidget(self._all, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(head)
        column.addWidget(Divider())
        column.addWidget(self.duties, 1)
        return inside

    def show_page(self, page: PupilPage, today: date, me: str) -> None:
        """Shows this pupil."""
        self._ribbons.clear()
        while self._cards.count():
            old = self._cards.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for card in _shown(page.placements):
            made = RibbonCard(card, today)
            made.opened.connect(self.do_asked)
            made.why_asked.connect(self.limits_asked)
            self._cards.addWidget(made)
            self._ribbons.append(made)
        self._area.setVisible(bool(self._cards.count()))
        self._fit()
        groups = groups_of(page, today, me)
        self.duties.set_groups(groups)
        self._frame.show_empty(not groups)
        done = sum(row.state == "done" for row in page.done)
        self._all.setText(f"All {len(page.duties):,} to do{f', {done:,} done' if done else ''}")
        self._all.setVisible(bool(page.duties or page.done))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The ribbons show as much as leaves the list two fifths of the height; several give up the same lines."""
        if not self._ribbons:
            return
        most, between = self.height() * 3 // 5, (len(self._ribbons) - 1) * self._cards.spacing()
        height = 0
        for low in range(3):
            for card in self._ribbons:
                card.set_low(low)
            height = between + sum(card.height_for(self.width()) for card in self._ribbons)
            if height <= most:
                break
        self._cards.invalidate()
        self._area.setFixedHeight(min(height, most))
        self._holder.setMinimumHeight(height)


def _shown(cards: Iterable[PlacementCard]) -> list[PlacementCard]:
    """Those that are not over; where all are, the one that ended last."""
    held = list(cards)
    return [card for card in held if card.is_current] or held[:1]


def _waiting(page: PupilPage, today: date, me: str) -> list[DutyGroup]:
    """Of a placement that has no dates yet: what waits for them."""
    undated = in_order([row for row in page.duties if row.day is None])
    lines = tuple(duty_line(row, today, me, with_pupil=False) for row in undated[:MOST_NEXT])
    return [DutyGroup("waiting", "Waiting for a date", "waiting", lines, len(undated))] if lines else []


def groups_of(page: PupilPage, today: date, me: str) -> list[DutyGroup]:
    """What is next, most pressing first, then what has been done, newest first."""
    opened = in_order([row for row in page.duties if row.day is not None])
    pressing = [row for row in opened if row.state in PRESSING]
    first_of_rule: dict[tuple[str, str | None], DutyRow] = {}
    for row in opened:
        if row.state not in PRESSING:
            first_of_rule.setdefault((row.rule, row.placement), row)
    shown = [*pressing, *list(first_of_rule.values())[: max(2, MOST_NEXT - len(pressing))]]
    lines = tuple(duty_line(row, today, me, with_pupil=False) for row in shown)
    found = [DutyGroup("next", "", "", lines, len(opened))] if lines else _waiting(page, today, me)
    done = tuple(
        line for _, line in sorted(
            [*((row.done_on, done_line(row, today, me)) for row in page.done if row.done_on is not None),
             *((entry.on, entry_line(entry, today)) for entry in page.timeline if entry.kind != DUTY)],
            key=lambda one: one[0], reverse=True,
        )
    )  # fmt: skip
    if done:
        found.append(DutyGroup("done", "Done", "", done))
    before = in_order([row for row in page.done if row.state == "before-desk"])
    if before:
        earlier = tuple(
            replace(duty_line(row, today, me, with_pupil=False), clause="", under="", detail="") for row in before
        )
        found.append(DutyGroup("earlier", "Before AP Desk, not known", "", earlier))
    return found
