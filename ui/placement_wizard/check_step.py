"""Step 7: exactly the plan that will be carried out, before anything is created."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services import placement_dates, placement_summary
from apdesk.services.placement_flow import PlacementFlow, stops_creation
from apdesk.services.placement_summary import PlannedRow
from apdesk.services.placement_words import chosen_words
from ui.common.context import Context
from ui.common.dates import day_month, short_day
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.common.widgets.ribbon import PlacementRibbon, Ribbon, RibbonMark, RibbonWeek
from ui.placement_wizard.framed import framed
from ui.placement_wizard.gate_checks import GateChecks
from ui.placement_wizard.past_dialog import PastDialog
from ui.placement_wizard.step import StepPane
from ui.placement_wizard.summary_list import SummaryHead, SummaryList, when_words
from ui.theme.current import theme

MOST_WEEKS = 30


class CheckStep(StepPane):
    """Ribbon, what stands in the way, what is worth knowing, every duty in four groups, and the letters."""

    key = "check"
    heading = "Check and create"
    below = "This is everything the policy will ask of you for this placement. Go back to change any of it."

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._every = False
        now = theme()
        self.ribbon_card = Card(" ")
        self.ribbon = PlacementRibbon()
        self.ribbon_card.add(self.ribbon)
        self.gates = GateChecks(context)
        self.gate_card = Card("To settle first")
        self.gate_card.add(self.gates)
        self.warnings = Checks()
        self.warning_card = Card("Worth knowing")
        self.warning_card.add(self.warnings)
        self.past_words = DataLabel("", "body", wrap=True)
        self.past_button = Button("Say what was done", "soft")
        self.past_card = Card("It began before today")
        line = QHBoxLayout()
        line.addWidget(self.past_words, 1)
        line.addWidget(self.past_button)
        self.past_card.add_layout(line)
        self.count = DataLabel("", "h2")
        self.every = Button("Show each", "quiet", small=True)
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.every)
        self.duties = SummaryList()
        left = QVBoxLayout()
        left.setSpacing(now.px(6))
        left.addLayout(head)
        left.addWidget(framed(SummaryHead(), self.duties))
        left.addStretch(1)
        self.letters_card = Card("Letters", note="Listed here; each is written when it is due.")
        self._letters = QVBoxLayout()
        self._letters.setSpacing(now.px(8))
        self.letters_card.add_layout(self._letters)
        self.letters_card.fill_rest()
        self.lower = QHBoxLayout()
        self.lower.setSpacing(now.length("space-gap"))
        self.lower.addLayout(left, 3)
        self.lower.addWidget(self.letters_card, 1)
        for part in (self.ribbon_card, self.gate_card, self.warning_card, self.past_card):
            self.body.addWidget(part)
        self.body.addLayout(self.lower)
        self.body.addStretch(1)
        self.gates.answered.connect(self._on_gates)
        self.past_button.clicked.connect(self._on_past)
        self.every.clicked.connect(self._on_every)

    def fill(self, flow: PlacementFlow) -> None:
        plan = flow.plan
        title = flow.pathway.title if flow.pathway else "Placement"
        where = chosen_words(flow, "provider")
        self.ribbon_card.set_title(f"{title}, {where}" if where else title)
        self.ribbon_card.set_note(_dates_words(flow))
        ribbon = _ribbon(flow, self.context.today())
        self.ribbon.setVisible(ribbon is not None)
        if ribbon is not None:
            self.ribbon.set_ribbon(ribbon)
        gates = placement_summary.to_settle(flow)
        done = placement_summary.overridden(flow)
        stops = sum(stops_creation(gate) for gate in gates)
        self.gate_card.set_title(_gate_words(stops, len(gates) - stops))
        self.gate_card.setVisible(bool(gates or done))
        self.gates.show_gates(flow, [*gates, *done])
        warned = [one for one in placement_dates.checks(flow) if one.level == "warn" and not one.gate]
        self.warning_card.setVisible(bool(warned))
        self.warnings.set_items([Check(one.level, one.text, one.detail) for one in warned])
        self._show_past(flow)
        duties, _letters = placement_summary.counts(flow)
        self.count.set_text(f"{duties} duties" if plan else flow.problem.text if flow.problem else "No plan yet")
        self.every.setText("Fold the same ones" if self._every else f"Show all {duties}")
        self.duties.set_groups(placement_summary.groups(flow, every=self._every), self.context.today())
        self._show_letters(placement_summary.letters(flow))

    def _show_past(self, flow: PlacementFlow) -> None:
        past = placement_summary.past(flow)
        self.past_card.setVisible(bool(past))
        if not past:
            return
        known = sum(one.on is not None for one in past)
        many = "1 duty" if len(past) == 1 else f"{len(past)} duties"
        said = f"{known} of them {'has' if known == 1 else 'have'} a day" if known else "none of them has a day yet"
        if len(past) == 1:
            said = "it has a day" if known else "it has no day yet"
        self.past_card.set_title("It began before today" if flow.began_before else "Some of it is late already")
        without = (
            "count as before AP Desk, not known, and are never overdue" if flow.began_before
            else "stay to be done, and are overdue"
        )
        self.past_words.set_text(f"{many} fell due before today; {said}. Those without a day {without}.")

    def _show_letters(self, rows: tuple[PlannedRow, ...]) -> None:
        while self._letters.count():
            old = self._letters.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.letters_card.set_title("1 letter" if len(rows) == 1 else f"{len(rows)} letters")
        for row in rows:
            self._letters.addWidget(LetterLine(row, self.context.today()))

    def focus_start(self) -> QWidget | None:
        return self.duties

    def place_of(self, answer: str) -> QWidget | None:
        return self.gates.first_button() if answer == "gates" else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(760)
        self.lower.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)

    def _on_gates(self) -> None:
        if self.flow is not None:
            self.fill(self.flow)
            self.answered.emit()

    def _on_past(self) -> None:
        if self.flow is None:
            return
        dialog = PastDialog(placement_summary.past(self.flow), self.context.today(), began=self.flow.began_before)
        if self.context.ask.form(dialog):
            placement_summary.say_past(self.flow, dialog.values())
            self.fill(self.flow)
            self.answered.emit()

    def _on_every(self) -> None:
        self._every = not self._every
        if self.flow is not None:
            self.fill(self.flow)


class LetterLine(QWidget):
    """One letter: what, who writes it, by when."""

    def __init__(self, row: PlannedRow, today: date) -> None:
        super().__init__()
        now = theme()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.px(10))
        layout.addWidget(Icon(now.kind(row.kind).icon, f"{row.kind}/kind", 16))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(DataLabel(row.title, "small-strong", wrap=True))
        words.addWidget(DataLabel(f"{row.who}, {when_words(row, today)}", "meta", wrap=True))
        layout.addLayout(words, 1)


def _gate_words(stops: int, rest: int) -> str:
    if stops:
        return "1 thing stands in the way" if stops == 1 else f"{stops} things stand in the way"
    if rest:
        return "1 thing nobody has said yet" if rest == 1 else f"{rest} things nobody has said yet"
    return "Overridden"


def _dates_words(flow: PlacementFlow) -> str:
    start, last = flow.answers.start, placement_dates.last_day(flow)
    if start is None:
        return "No dates yet: it can be created as proposed"
    until = f" to {short_day(last)} {last.year}" if last else ""
    parts = [f"{short_day(start)} {start.year}{until}", placement_dates.length_words(flow)]
    codes = sorted({one.expected for one in flow.plan.sessions if one.expected and one.expected != "#"}) \
        if flow.plan else []
    if codes:
        parts.append(f"code {' and '.join(codes)}")
    cost = placement_summary.cost_pence(flow)
    if cost:
        parts.append(f"£{cost / 100:,.0f} to the end")
    return ", ".join(part for part in parts if part)


def _ribbon(flow: PlacementFlow, today: date) -> Ribbon | None:
    start, last = flow.answers.start, placement_dates.last_day(flow)
    if start is None or last is None or last <= start:
        return None
    monday = start - timedelta(days=start.weekday())
    total = ((last - monday).days // 7 + 1) * 7
    if total // 7 > MOST_WEEKS:
        return None

    def at(day: date) -> float:
        return min(1.0, max(0.0, ((day - monday).days + 0.5) / total))

    weeks = []
    for number in range(total // 7):
        first = monday + timedelta(days=7 * number)
        friday = first + timedelta(days=4)
        closed = flow.calendar.covers(friday) and flow.calendar.count(first, friday) == 0
        label = day_month(first) if number % max(1, total // 7 // 12) == 0 else ""
        weeks.append(RibbonWeek(label, closed, first <= today <= first + timedelta(days=6)))
    marks = [
        RibbonMark(one.id, at(one.day), one.kind, one.sentence) for one in placement_summary.ribbon_marks(flow)
        if start <= one.day <= last
    ]
    edges = [RibbonMark("first", at(start), "start", "First day"), RibbonMark("last", at(last), "end", "Last day")]
    inside = at(today) if start <= today <= last else None
    return Ribbon("", tuple(weeks), (edges[0], *marks, edges[1]), inside or 0.0, inside)
