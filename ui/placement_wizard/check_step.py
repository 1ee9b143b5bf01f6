"""Step 7: exactly the plan that will be carried out, before anything is created."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services import placement_dates, placement_summary
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.placement_summary import PastDuty, PlannedRow, SummaryGroup
from apdesk.services.placement_words import chosen_words, return_plan_gaps
from ui.common.context import Context
from ui.common.dates import day_month, short_day
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.common.widgets.ribbon import PlacementRibbon, Ribbon, RibbonMark, RibbonWeek
from ui.placement_wizard.framed import framed, tighten
from ui.placement_wizard.gate_checks import GateChecks
from ui.placement_wizard.past_dialog import PastDialog
from ui.placement_wizard.step import StepPane
from ui.placement_wizard.summary_list import SummaryHead, SummaryList, when_words
from ui.theme.current import theme

MOST_WEEKS = 30
_SHORT = {
    placement_summary.BEFORE: "Before", placement_summary.WEEKLY: "Weekly", placement_summary.VISITS: "Reviews",
    placement_summary.AT_END: "At the end",
}


class CheckStep(StepPane):
    """Ribbon, what stands in the way, every duty in four groups; beside them what is worth knowing and the letters."""

    key = "check"
    heading = "Check and create"
    below = "This is everything the policy will ask of you. Go back to change any of it."

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._every = False
        now = theme()
        self.dates = DataLabel("", "small")
        self.ribbon_card = Card(" ", aside=self.dates)
        self.ribbon = PlacementRibbon()
        self.ribbon_card.add(self.ribbon)
        tighten(self.ribbon_card, below=4)
        self.gates = GateChecks(context, leads=True)
        self.past_line = PastLine()
        self.settle_card = Card("To settle first")
        for part in (self.gates, self.past_line):
            self.settle_card.add(part)
        tighten(self.settle_card, below=10)
        self.warnings = Checks()
        self.know_card = Card("Worth knowing")
        self.know_card.add(self.warnings)
        self.count = DataLabel("", "h2")
        self.every = Button("Show each", "quiet", small=True)
        self.jumps = [Button("", "quiet", small=True) for _group in placement_summary.GROUPS]
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for jump in self.jumps:
            tools.addWidget(jump)
            jump.clicked.connect(self._on_jump)
        tools.addStretch(1)
        tools.addWidget(self.every)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(now.px(4))
        head.addWidget(self.count)
        head.addLayout(tools, 1)
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
        self.beside = QVBoxLayout()
        self.beside.setSpacing(now.length("space-gap"))
        self.beside.addWidget(self.know_card)
        self.beside.addWidget(self.letters_card, 1)
        self.lower.addLayout(left, 3)
        self.lower.addLayout(self.beside, 1)
        for part in (self.ribbon_card, self.settle_card):
            self.body.addWidget(part)
        self.body.addLayout(self.lower)
        self.body.addStretch(1)
        self.gates.answered.connect(self._on_gates)
        self.past_line.button.clicked.connect(self._on_past)
        self.every.clicked.connect(self._on_every)

    def fill(self, flow: PlacementFlow) -> None:
        plan = flow.plan
        title = flow.pathway.title if flow.pathway else "Placement"
        where = chosen_words(flow, "provider")
        self.ribbon_card.set_title(f"{title}, {where}" if where else title)
        self._arrange()
        ribbon = _ribbon(flow, self.context.today())
        self.ribbon.setVisible(ribbon is not None)
        if ribbon is not None:
            self.ribbon.set_ribbon(ribbon)
        self._show_worth_knowing(flow)
        duties, _letters, done = placement_summary.counts(flow)
        many = f"{duties} duties, {done} done already" if done else f"{duties} duties"
        self.count.set_text(many if plan else flow.problem.text if flow.problem else "No plan yet")
        self.every.setText("Fold the same ones" if self._every else f"Show all {duties}")
        groups = placement_summary.groups(flow, every=self._every)
        self.duties.set_groups(groups, self.context.today())
        self._show_jumps(groups)
        self._show_letters(placement_summary.letters(flow))

    def _show_worth_knowing(self, flow: PlacementFlow) -> None:
        """What stands in the way, is not said or is late stands over the plan; what the dates bring, beside it."""
        gates, done = placement_summary.to_settle(flow), placement_summary.overridden(flow)
        stops = len(flow.stops())
        past = placement_summary.past(flow)
        self.settle_card.set_title(_settle_words(stops, len(gates) - stops, late=bool(past)))
        self.gates.setVisible(bool(gates or done))
        self.gates.show_gates(flow, [*gates, *done])
        self.past_line.show_past(past, began=flow.began_before)
        warned = [one for one in placement_dates.checks(flow) if one.level == "warn" and not one.gate]
        items = [Check(one.level, one.text, one.detail) for one in warned]
        if gaps := return_plan_gaps(flow.answers):
            items.insert(0, Check("warn", "The return plan is not yet complete", gaps))
        self.warnings.set_items(items)
        self.settle_card.setVisible(bool(gates or done or past))
        self.know_card.setVisible(bool(items))

    def _show_jumps(self, groups: Sequence[SummaryGroup]) -> None:
        """A button for each group of the plan, with how many duties it has: most of it is below the window."""
        for number, jump in enumerate(self.jumps):
            jump.setVisible(number < len(groups))
            if number < len(groups):
                one = groups[number]
                jump.setText(f"{_SHORT[one.key]} {one.total:,}")
                jump.setAccessibleName(f"Go to {one.title}, {one.total} duties")

    def _on_jump(self) -> None:
        self.duties.go_to_group(next(number for number, jump in enumerate(self.jumps) if jump is self.sender()))

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
        return self.gates.first_button() or self.duties

    def place_of(self, answer: str) -> QWidget | None:
        return self.gates.first_button() if answer == "gates" else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < theme().px(760)
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.lower.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)
        if narrow == (self.body.indexOf(self.know_card) < 0):
            if narrow:      # above the plan: below it, nobody would come upon it
                self.body.insertWidget(self.body.indexOf(self.settle_card) + 1, self.know_card)
            else:
                self.beside.insertWidget(0, self.know_card)
        said = _dates_words(self.flow, self.context.today()) if self.flow is not None else ""
        self.dates.set_text("" if narrow else said)
        self.ribbon_card.set_note(said if narrow else "")

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


class PastLine(QWidget):
    """How many duties were due before today, what becomes of them, and the button that says what was done."""

    def __init__(self) -> None:
        super().__init__()
        now = theme()
        self.words = DataLabel("", "medium", wrap=True)
        self.button = Button("Say what was done", "soft", small=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(now.px(8))
        self._late = Icon("ph.warning-octagon-fill", "overdue/icon", 18)
        self._gone = Icon("ph.info-fill", "soon/icon", 18)
        for icon in (self._late, self._gone):
            line.addWidget(icon)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)

    def show_past(self, past: Sequence[PastDuty], *, began: bool) -> None:
        """Nothing is shown where no duty was due before today."""
        self.setVisible(bool(past))
        self.words.set_text(_past_words(past, began=began))
        self._late.setVisible(not began)
        self._gone.setVisible(began)


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


def _past_words(past: Sequence[PastDuty], *, began: bool) -> str:
    count, left = len(past), sum(one.on is None for one in past)
    many = "1 duty was due before today" if count == 1 else f"{count} duties were due before today"
    if not left:
        return f"{many}. You have said when {'it was' if count == 1 else 'they were'} done."
    one = left == 1
    which = ("it" if one else "they") if left == count else f"{left} of them"
    said = f"{many} and {'is' if one else 'are'} not marked done" if left == count else many
    if began:
        return f"{said}: {which} {'counts' if one else 'count'} as before AP Desk and will never be overdue."
    return f"{said}: {which} will be created as overdue."


def _settle_words(stops: int, rest: int, *, late: bool) -> str:
    first = f"{stops} thing{'' if stops == 1 else 's'} to settle first" if stops else ""
    answers = f"{rest} {'question' if rest == 1 else 'questions'} to answer" if rest else ""
    return ", ".join(part for part in (first, answers) if part) or ("Late already" if late else "Settled")


def _dates_words(flow: PlacementFlow, today: date) -> str:
    start, last = flow.answers.start, placement_dates.last_day(flow)
    if start is None:
        return "No dates yet: it can be created as proposed"
    until = f" to {short_day(last, today)}" if last else ""
    parts = [f"{short_day(start, today)}{until}", placement_dates.length_words(flow)]
    codes = sorted({one.expected for one in flow.plan.sessions if one.expected and one.expected != "#"}) \
        if flow.plan else []
    if codes:
        parts.append(f"code {' and '.join(codes)}")
    cost = placement_summary.cost_pence(flow)
    if cost is not None:
        parts.append(f"£{cost / 100:,.0f} to the end" if cost else "no charge")
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
