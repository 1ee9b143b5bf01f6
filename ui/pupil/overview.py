"""The overview of a pupil: the placement as a ribbon, and what is next and what has been done in one list."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.duty_lists import DutyRow
from apdesk.services.pupil_page import PlacementCard, PupilPage, TimelineEntry
from ui.common.dates import short_day
from ui.common.dialogs.record_form import money
from ui.common.duties.duty_list import DutyList
from ui.common.duties.lines import DutyGroup, DutyLine
from ui.common.duties.rows import duty_line, in_order
from ui.common.widgets.card import Card
from ui.common.widgets.chip import Chip
from ui.common.widgets.codes import CodeBox
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.ribbon import PlacementRibbon
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.pupil.ribbons import ribbon_of
from ui.theme.current import theme

MOST_NEXT = 6
_ENTRY_KINDS = {"note": "contact", "start": "start", "end": "end", "event": "meeting", "duty": "check"}


class PlacementRibbonCard(Card):
    """One placement: where, day n of m, how the week is, and its ribbon."""

    opened = Signal(str)

    def __init__(self, card: PlacementCard, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(card.title)
        now = theme()
        head = QHBoxLayout()
        head.setSpacing(now.px(10))
        head.addWidget(DataLabel(card.title, "h2", cut=True), 1)
        if card.state == "live" and card.day is not None:
            of = f" of {card.days}" if card.days else ""
            head.addWidget(Chip(f"Day {card.day}{of}", "soon", ""))
        else:
            head.addWidget(Chip(card.state_words, "later" if not card.is_current else "waiting"))
        head.addWidget(DataLabel(_when(card, today), "label"))
        self.add_layout(head)
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        for code in card.codes[:3]:
            line.addWidget(CodeBox(code, "The code expected in our register"))
        line.addWidget(DataLabel("    ".join(_facts(card)), "small", cut=True), 1)
        line.addWidget(DataLabel(card.policy, "meta"))
        self.add_layout(line)
        if card.ribbon.weeks:
            bar = PlacementRibbon()
            bar.set_ribbon(ribbon_of(card, today))
            bar.opened.connect(self.opened)
            self.add(bar)


def _when(card: PlacementCard, today: date) -> str:
    if card.start is None:
        return "No dates yet"
    until = f" to {short_day(card.end, today)}" if card.end else ", no end date"
    return f"{short_day(card.start, today)}{until}"


def _facts(card: PlacementCard) -> list[str]:
    found = [week_words(card.sessions), f"Reference {card.reference}"]
    if card.price_day:
        found.append(f"{money(card.price_day)} a day")
    return [part for part in found if part]


def week_words(sessions: str) -> str:
    """"Full time", "Mon, Tue: 4 of 10 sessions a week"."""
    there = sessions.count("P")
    if not there:
        return ""
    if there == len(sessions):
        return "Full time there"
    days = [day for day, at in zip(("Mon", "Tue", "Wed", "Thu", "Fri"), range(0, 10, 2), strict=True)
            if "P" in sessions[at:at + 2]]  # fmt: skip
    return f"{', '.join(days)}: {there} of 10 sessions a week"


class Overview(QWidget):
    """`do_asked` with the id of a duty; `show_all` for the full list; `place_asked` where there is no placement."""

    do_asked = Signal(str)
    why_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    show_all = Signal()
    place_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(now.length("space-gap"))
        holder = QWidget()
        holder.setLayout(self._cards)
        self._area = Scroller(holder)
        layout.addWidget(self._area)
        head = QHBoxLayout()
        head.addWidget(DataLabel("What’s next and what’s been done", "h2"), 1)
        self._all = Link("Show all")
        self._all.clicked.connect(self.show_all)
        head.addWidget(self._all, 0, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(head)
        self.duties = DutyList(name="What’s next and what’s been done")
        self._empty = EmptyState(
            "ph.flag", "No placement and nothing due.", "Duties stand here once a placement is planned.",
            "New placement",
        )
        self._empty.asked.connect(self.place_asked)
        self._frame = TableFrame(self.duties, self._empty)
        layout.addWidget(self._frame, 1)
        self.duties.do_asked.connect(self.do_asked)
        self.duties.clause_asked.connect(self.why_asked)
        self.duties.menu_asked.connect(self.menu_asked)

    def show_page(self, page: PupilPage, today: date, me: str) -> None:
        """Shows this pupil."""
        while self._cards.count():
            old = self._cards.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        current = [card for card in page.placements if card.is_current]
        for card in current or page.placements[:1]:
            shown = PlacementRibbonCard(card, today)
            shown.opened.connect(self.do_asked)
            self._cards.addWidget(shown)
        shown_cards = self._cards.count()
        self._area.setVisible(bool(shown_cards))
        if shown_cards:
            height = sum(self._cards.itemAt(n).widget().sizeHint().height() for n in range(shown_cards))
            height += (shown_cards - 1) * theme().length("space-gap")
            self._area.setFixedHeight(min(height, theme().px(300 if shown_cards > 1 else 170)))
        groups = groups_of(page, today, me)
        self.duties.set_groups(groups)
        self._frame.show_empty(not groups)
        total = len(page.duties) + len(page.done)
        self._all.setText(f"Show all {total:,}")
        self._all.setVisible(total > 0)


def groups_of(page: PupilPage, today: date, me: str) -> list[DutyGroup]:
    """What is next, most pressing first, then what has been done, newest first."""
    opened = in_order([row for row in page.duties if row.day is not None])
    pressing = [row for row in opened if row.state in ("overdue", "today")]
    first_of_rule: dict[tuple[str, str | None], DutyRow] = {}
    for row in opened:
        if row.state not in ("overdue", "today"):
            first_of_rule.setdefault((row.rule, row.placement), row)
    coming = list(first_of_rule.values())
    shown = [*pressing, *coming[: max(2, MOST_NEXT - len(pressing))]]
    lines = tuple(_line(row, today, me) for row in shown)
    status = lines[0].status if lines else "later"
    found = []
    if lines:
        found.append(DutyGroup("next", "Next", status, lines, len(opened)))
    done = tuple(
        line for _, line in sorted(
            [*((row.done_on, _line(row, today, me)) for row in page.done if row.done_on is not None),
             *((entry.on, entry_line(entry, today)) for entry in page.timeline if entry.kind != "duty")],
            key=lambda one: one[0], reverse=True,
        )
    )  # fmt: skip
    if done:
        found.append(DutyGroup("done", "Done", "done", done))
    return found


def _line(row: DutyRow, today: date, me: str) -> DutyLine:
    return duty_line(row, today, me, with_pupil=False)


def entry_line(entry: TimelineEntry, today: date) -> DutyLine:
    """Something that happened, as a line without a button."""
    return DutyLine(
        f"entry-{entry.id or entry.title}-{entry.on}", short_day(entry.on, today), "", "done",
        _ENTRY_KINDS.get(entry.kind, "check"), entry.title, detail=entry.detail, who=entry.who, done=True,
    )


