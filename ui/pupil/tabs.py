"""The tabs of placement, needs and documents."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.pupil_page import Header, PlacementCard, PupilPage
from apdesk.services.pupils import PupilForm
from ui.common.dates import clock_time, long_day, short_day
from ui.common.dialogs.record_form import money
from ui.common.duties.duty_list import DutyList
from ui.common.duties.lines import DutyGroup
from ui.common.duties.rows import duty_line, in_order
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.choices import ChoiceBox
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.pupil.overview import week_words
from ui.theme.current import theme


class PlacementTab(QWidget):
    """One placement at a time: its facts, what it is for, and every one of its duties."""

    do_asked = Signal(str)
    why_asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        self.which = ChoiceBox(name="Which placement")
        self.facts = Facts("Placement", columns=2)
        self.card = Card()
        self.card.add(self.facts)
        layout.addWidget(self.which)
        layout.addWidget(self.card)
        self.duties = DutyList(name="All duties of the placement")
        self._frame = TableFrame(self.duties, EmptyState("ph.flag", "No placement yet.", "Start one with Ctrl+N."))
        layout.addWidget(self._frame, 1)
        self.which.changed.connect(self._show)
        self.duties.do_asked.connect(self.do_asked)
        self.duties.clause_asked.connect(self.why_asked)
        self.duties.menu_asked.connect(self.menu_asked)
        self._page: PupilPage | None = None
        self._today = date.min
        self._me = ""

    def show_page(self, page: PupilPage, today: date, me: str) -> None:
        """Shows this pupil's placements."""
        self._page, self._today, self._me = page, today, me
        self.which.set_options([(card.id, _named(card, today)) for card in page.placements])
        if not self.which.key() and page.placements:
            self.which.set_key(page.placements[0].id)
        self.which.setVisible(len(page.placements) > 1)
        self._show()

    def _show(self) -> None:
        page = self._page
        card = next((one for one in page.placements if one.id == self.which.key()), None) if page else None
        self.card.setVisible(card is not None)
        self._frame.show_empty(card is None)
        if page is None or card is None:
            return
        self.facts.set_lines(_facts(card, self._today))
        own = [row for row in (*page.duties, *page.done) if row.placement == card.id]
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


def _named(card: PlacementCard, today: date) -> str:
    when = short_day(card.start, today) if card.start else "no dates yet"
    return f"{card.title}, {when} ({card.state_words.lower()})"


def _facts(card: PlacementCard, today: date) -> list[tuple[str, ...]]:
    days = f", {card.days} school days" if card.days else ""
    until = f" to {short_day(card.end, today)}{days}" if card.end else ", no end date"
    objectives = "; ".join(
        f"{one.text}{f' ({one.measure})' if one.measure else ''}{f': {one.judgement}' if one.judgement else ''}"
        for one in card.objectives
    )
    lines = (
        ("Placement", card.title), ("Reference", card.reference), ("State", card.state_words),
        ("When", f"{short_day(card.start, today)}{until}" if card.start else "No dates yet"),
        ("Week", week_words(card.sessions)), ("Code", ", ".join(card.codes)), ("Policy", card.policy),
        ("Reasons", "; ".join(card.reasons)), ("Cost a day", money(card.price_day) if card.price_day else ""),
        ("Objectives", objectives), ("Back in school by", short_day(card.return_by, today) if card.return_by else ""),
    )
    return [line for line in lines if line[1]]


class NeedsTab(QWidget):
    """SEN, what helps, medical and the rest, as a person may see it."""

    edit_asked = Signal()

    def __init__(self, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.edit_button = Button("Edit details", "plain", "ph.pencil-simple")
        self.edit_button.setVisible(may_change)
        card = Card("Needs", aside=self.edit_button)
        self.facts = Facts("Needs")
        card.add(self.facts)
        card.add(DataLabel(
            "Safeguarding is held by the DSL, outside AP Desk. Here stands only that something exists.", "meta",
            wrap=True,
        ))
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(card)
        inner.addStretch(1)
        layout.addWidget(Scroller(holder))
        self.edit_button.clicked.connect(self.edit_asked)

    def show_needs(self, header: Header, form: PupilForm) -> None:
        """Shows this pupil; what is not known is said to be so."""
        sen = {"K": "SEN support", "E": "Education, health and care plan", "N": "No special provision"}
        yes = {True: "Yes", False: "No", None: "Not known"}
        lines = [
            ("SEN", sen.get(form.sen or "", "Not known")), ("Need", header.sen_need), ("What helps", header.support),
            ("Medical", header.medical), ("Looked after", yes[form.looked_after]),
            ("Annual review", long_day(form.ehcp_review_on) if form.ehcp_review_on else ""),
            ("Pupil premium", yes[form.pupil_premium]), ("Free school meals", yes[form.fsm]),
            ("English additional", yes[form.eal]), ("First language", form.first_language or ""),
            ("Young carer", yes[form.young_carer]),
        ]
        if any(flag.confidential for flag in header.flags):
            lines.append(("Confidential", ", ".join(flag.words for flag in header.flags if flag.confidential)))
        self.facts.set_lines([line for line in lines if line[1]])


class DocumentsTab(QWidget):
    """What can be made, and what has been made: for whom, which copy."""

    pack_asked = Signal()
    register_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self.pack = Button("Print pack", "plain", "ph.printer")
        self.register = Button("Register to Excel", "plain", "ph.table")
        self.said = DataLabel("", "small", cut=True)
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self.pack)
        head.addWidget(self.register)
        head.addWidget(self.said, 1)
        layout.addLayout(head)
        columns = (
            Column("what", "Document", lambda row: row.kind[:1].upper() + row.kind[1:],
                   lambda row: f"Copy {row.copy_number}", kind="strong-two-line", width=160, stretch=2),
            Column("for", "For", lambda row: row.recipient or row.reader, width=140, stretch=2),
            Column("made", "Made", lambda row: short_day(row.made_at.astimezone().date()),
                   lambda row: clock_time(row.made_at.astimezone()), kind="two-line",
                   sort=lambda row: row.made_at, width=120),
            Column("by", "By", lambda row: row.made_by, width=140, stretch=1),
        )  # fmt: skip
        self.table = DataTable(columns, lambda row: row.id, "Documents", row_height="two-line-row")
        self._frame = TableFrame(self.table, EmptyState(
            "ph.files", "No documents made yet.", "Packs and registers are listed here with copy number and reader.",
        ))
        layout.addWidget(self._frame, 1)
        self.pack.clicked.connect(self.pack_asked)
        self.register.clicked.connect(self.register_asked)

    def show_documents(self, cards: tuple[PlacementCard, ...]) -> None:
        """Shows the documents of every placement."""
        rows = [row for card in cards for row in card.documents]
        self.table.set_rows(sorted(rows, key=lambda row: row.made_at, reverse=True))
        self._frame.show_empty(not rows)
        why = "" if cards else "There is no placement to print."
        self.pack.set_why(why)
        self.register.set_why(why or ("" if any(card.provider for card in cards) else "No provider is chosen yet."))
