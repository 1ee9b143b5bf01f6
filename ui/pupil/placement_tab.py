"""One placement at a time: its facts, how long it may last, what it is for, and every one of its duties."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.placement_cards import LimitRow, PlacementCard
from apdesk.services.pupil_page import PupilPage
from ui.common.dates import long_day, short_day
from ui.common.dialogs.record_form import money
from ui.common.duties.duty_list import DutyList
from ui.common.duties.lines import DutyGroup
from ui.common.duties.rows import duty_line, in_order
from ui.common.widgets.card import Card
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import Link
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs
from ui.pupil.goals import Goals
from ui.pupil.ribbon_card import clause_words, state_words, week_words, when_words
from ui.theme.current import theme

FACTS, DUTIES = "facts", "duties"
LONG = 46
"""A fact of more letters than this has the whole width of the card."""


class PlacementTab(QWidget):
    """`do_asked`, `why_asked` and `menu_asked` with the id of a duty; `judge_asked` with the placement's card."""

    do_asked = Signal(str)
    why_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    place_asked = Signal()
    judge_asked = Signal(object)

    def __init__(self, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_change = may_change
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self.which = ChoiceBox(name="Which placement")
        self.face = FilterTabs([(FACTS, "Arrangements"), (DUTIES, "Duties")], name="Placement or its duties")
        head = QHBoxLayout()
        head.setSpacing(now.px(12))
        head.addWidget(self.face, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.which, 1)
        layout.addLayout(head)
        self._build_facts()
        layout.addWidget(self._scroller, 1)
        self.duties = DutyList(name="All duties of the placement")
        self._empty = EmptyState("ph.flag", "No placement yet.", "Arrangements and duties come here.", "New placement")
        self._frame = TableFrame(self.duties, self._empty)
        layout.addWidget(self._frame, 1)
        self._page: PupilPage | None = None
        self._today, self._me = date.min, ""
        self.which.changed.connect(self._show)
        self.face.changed.connect(self._show)
        self._empty.asked.connect(self.place_asked)
        self.judge.clicked.connect(lambda: self.judge_asked.emit(self._shown()))
        self.duties.do_asked.connect(self.do_asked)
        self.duties.clause_asked.connect(self.why_asked)
        self.duties.menu_asked.connect(self.menu_asked)

    def _build_facts(self) -> None:
        now = theme()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.length("space-gap"))
        self.facts = Facts("Placement", columns=2)
        self.long_facts = Facts("Reasons and arrangements")
        self.card = Card("Placement")
        self.card.add(self.facts)
        self.card.add(self.long_facts)
        self.limits = Checks()
        self.limit_card = Card("How long and how much")
        self.limit_card.add(self.limits)
        self.goals = Goals()
        self.judge = Link("Record how far it has come")
        self.judge.setVisible(self._may_change)
        self.goal_card = Card("What it is for", aside=self.judge)
        self.goal_card.add(self.goals)
        self.back = Facts("The return")
        self.back_card = Card("The return")
        self.back_card.add(self.back)
        for card in (self.card, self.limit_card, self.goal_card, self.back_card):
            column.addWidget(card)
        column.addStretch(1)
        self._scroller = Scroller(holder)

    def show_page(self, page: PupilPage, today: date, me: str) -> None:
        """Shows this pupil's placements."""
        self._page, self._today, self._me = page, today, me
        before = self.which.key()
        self.which.set_options([(card.id, _named(card, today)) for card in page.placements])
        if page.placements:
            known = before in [card.id for card in page.placements]
            self.which.set_key(before if known else page.placements[0].id)
        self.which.setVisible(len(page.placements) > 1)
        self._show()

    def show_placement(self, placement: str, face: str = FACTS) -> None:
        """Shows one of them."""
        self.which.set_key(placement)
        self.face.set_key(face)
        self._show()

    def _shown(self) -> PlacementCard | None:
        return next((one for one in self._page.placements if one.id == self.which.key()), None) if self._page else None

    def _show(self) -> None:
        page, card = self._page, self._shown()
        self.face.setVisible(card is not None)
        duties = card is None or self.face.key() == DUTIES
        self._frame.setVisible(duties)
        self._scroller.setVisible(not duties)
        self._frame.show_empty(card is None)
        if page is None or card is None:
            return
        own = [row for row in (*page.duties, *page.done) if row.placement == card.id]
        self.face.set_count(DUTIES, len(own))
        self._show_facts(card)
        kinds = (
            ("next", "To do", "soon", [row for row in own if row.is_open and row.day is not None]),
            ("waiting", "Waiting for a date", "waiting", [row for row in own if row.is_open and row.day is None]),
            ("done", "Done", "done", [row for row in own if row.state == "done"]),
            ("earlier", "Before AP Desk, not known", "later", [row for row in own if row.state == "before-desk"]),
        )
        self.duties.set_groups([
            DutyGroup(key, title, status,
                      tuple(duty_line(row, self._today, self._me, with_pupil=False) for row in in_order(rows)))
            for key, title, status, rows in kinds if rows
        ])  # fmt: skip

    def _show_facts(self, card: PlacementCard) -> None:
        self.card.set_title(card.title)
        lines = _facts(card, self._today)
        self.facts.set_lines([line for line in lines if len(line[1]) <= LONG])
        long = [line for line in lines if len(line[1]) > LONG]
        self.long_facts.set_lines(long)
        self.long_facts.setVisible(bool(long))
        self.limits.set_items([_limit(one) for one in card.limits])
        self.limit_card.setVisible(bool(card.limits))
        self.goals.show_goals(card.objectives, card.outcomes)
        self.goal_card.setVisible(bool(card.objectives or card.outcomes))
        back = _return(card, self._today)
        self.back.set_lines(back)
        self.back_card.setVisible(bool(back))


def _named(card: PlacementCard, today: date) -> str:
    when = short_day(card.start, today) if card.start else "no dates yet"
    return f"{card.title}, {when} ({state_words(card).lower()}), {card.reference}"


def _facts(card: PlacementCard, today: date) -> list[tuple[str, ...]]:
    days = f", {card.days} school days" if card.days else ""
    week = week_words(card.sessions)
    lines = (
        ("Reference", card.reference), ("State", state_words(card)),
        ("When", f"{when_words(card, today)}{days}"), ("Week", f"{week}{f', {card.times}' if card.times else ''}"),
        ("Code", ", ".join(card.codes)), ("Also at", ", ".join(card.second)),
        ("Link person", ", ".join(part for part in (card.link, card.link_phone) if part)),
        ("Policy", clause_words(card.policy)),
        ("Reasons", "; ".join(card.reasons)), ("In the office’s words", card.reason_note),
        ("Cost a day", "None, reciprocal" if card.reciprocal else money(card.price_day) if card.price_day else ""),
        *card.facts, ("What followed", card.outcome.capitalize()), ("Why it ended", card.ended_why),
    )
    return [line for line in lines if line[1]]


def _limit(one: LimitRow) -> Check:
    until = f"Until {long_day(one.last_day or one.until)}." if one.until else ""
    days = f" {one.school_days} school days." if one.school_days else ""
    status = "stop" if one.kept is False else "warn" if one.near else "ok"
    return Check(status, one.text, f"{until}{days} {clause_words(one.policy)}".strip())


def _return(card: PlacementCard, today: date) -> list[tuple[str, ...]]:
    plan = card.return_plan
    lines = (
        ("Back in school by", short_day(card.return_by, today) if card.return_by else ""),
        ("First steps", plan.get("steps", "")), ("Led by", plan.get("lead", "")),
        ("Support", plan.get("support", "")),
    )
    return [line for line in lines if line[1]]
