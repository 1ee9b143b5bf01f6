"""Step 4: first and last day, the week, and everything the engine says of them at once."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from apdesk.services import placement_dates
from apdesk.services.gate_steps import DATES
from apdesk.services.placement_dates import DateCheck, EndReading
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.providers import provider_form
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.quiet import quiet
from ui.common.widgets.card import Card
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.choices import CardChoice, RadioCard
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField
from ui.common.widgets.timetable import Timetable
from ui.placement_wizard.framed import tighten
from ui.placement_wizard.gate_checks import GateChecks
from ui.placement_wizard.key_to_days import Months
from ui.placement_wizard.step import StepPane
from ui.theme.current import theme

AGREED_FROM, AGREED_UNTIL = "placement.agreed_from", "placement.agreed_until"
THINK_MS = 120
MOST_READINGS = 4
BESIDE = 620        # pixels from which timetable and checks stand beside each other


class DatesStep(StepPane):
    """Dates with the months they fall in, then the timetable and the checks beside each other."""

    key = "dates"
    heading = "Dates and timetable"
    below = "Type a date like “16 nov”, “mon” or “+2w”. School days come from your term dates."

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(THINK_MS)
        self._checks: tuple[DateCheck, ...] = ()
        self._readings: tuple[EndReading, ...] = ()
        self._build_dates()
        self._build_week()
        self._connect()

    def _build_dates(self) -> None:
        now = theme()
        today = self.context.today()
        self.first = SchoolDateField(today, school_days_only=True)
        self.last = SchoolDateField(today, required=False)
        self.first_field = Field("First day", self.first, check=self.first.trouble)
        self.length = DataLabel("", "meta")
        self.last_field = Field("Last day", self.last, check=self._last_trouble, aside=self.length)
        self.cards = CardChoice([(str(number), "", "") for number in range(MOST_READINGS)])
        self.cards.setAccessibleName("Which last day is meant")
        self.cards_words = DataLabel("Which last day does the policy mean?", "label")
        fields = QHBoxLayout()
        fields.setSpacing(now.px(16))
        fields.addWidget(self.first_field, 1)
        fields.addWidget(self.last_field, 1)
        card = Card()
        tighten(card, below=10)
        card.add_layout(fields)
        card.add(self.cards_words)
        card.add(self.cards)
        self.body.addWidget(card)
        self.months = Months(today)
        card.body.addSpacing(now.px(6))
        card.add(self.months)

    def _build_week(self) -> None:
        now = theme()
        self.timetable = Timetable()
        self.week_words = DataLabel("", "small", wrap=True)
        self.report_to = TextField(most=120)
        self.arrive_by = TextField("08:35", most=5)
        self.registered_by = TextField(most=120)
        self.confirmed = SchoolDateField(self.context.today(), required=False)
        self.week_card = Card("Timetable")
        self.week_card.add(self.timetable)
        self.week_card.add(self.week_words)
        self.report_field = Field("Report to", self.report_to, if_known=True)
        self.arrive_field = Field("Arrive by", self.arrive_by, if_known=True)
        self.registered_field = Field("Who there confirmed registration", self.registered_by, if_known=True)
        self.confirmed_field = Field("Confirmed on", self.confirmed, if_known=True, check=self.confirmed.trouble)
        across = QHBoxLayout()
        across.setSpacing(now.px(12))
        across.addWidget(self.report_field, 1)
        across.addWidget(self.arrive_field, 1)
        self.week_card.add_layout(across)
        for field in (self.registered_field, self.confirmed_field):
            self.week_card.add(field)
        self.week_card.fill_rest()
        self.checks = Checks()
        self.gates = GateChecks(self.context)
        self.checks_card = Card("Checks")
        self.checks_card.add(self.checks)
        self.checks_card.fill_rest()
        self.agreed_from = SchoolDateField(self.context.today(), required=False)
        self.agreed_until = SchoolDateField(self.context.today(), required=False)
        self.agreed_card = Card("Agreed with the parent")
        across = QHBoxLayout()
        across.setSpacing(now.px(12))
        across.addWidget(Field("From", self.agreed_from, check=self.agreed_from.trouble))
        across.addWidget(Field("Until, the day of return to full time", self.agreed_until,
                               check=self.agreed_until.trouble))
        self.agreed_card.add_layout(across)
        self.agreed_card.add(self.gates)
        self.lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.lower.setSpacing(now.length("space-gap"))
        self.lower.addWidget(self.week_card, 1)
        self.lower.addWidget(self.checks_card, 1)
        self.body.addWidget(self.agreed_card)
        self.body.addLayout(self.lower)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.first.changed.connect(self._on_first)
        self.last.changed.connect(self._on_last)
        self.cards.changed.connect(self._on_card)
        self.timetable.changed.connect(self._on_week)
        self.checks.asked.connect(self._on_check)
        self.gates.answered.connect(self._on_gates)
        self._pause.timeout.connect(self._show_all)
        for field in (self.report_to, self.arrive_by, self.registered_by):
            field.left.connect(self.commit)
        self.confirmed.changed.connect(self._on_confirmed)
        self.agreed_from.changed.connect(self._on_agreed)
        self.agreed_until.changed.connect(self._on_agreed)

    def fill(self, flow: PlacementFlow) -> None:
        with quiet(self):
            self.first.set_calendar(flow.calendar)
            self.last.set_calendar(flow.calendar)
            self.first.set_date(flow.answers.start)
            self.report_to.setText(flow.answers.report_to or _link(flow))
            self.arrive_by.setText(flow.answers.arrive_by)
            self.registered_by.setText(flow.answers.registered_by)
            self.confirmed.set_date(flow.answers.registered_confirmed_on)
            self.agreed_from.set_date(_fact_day(flow, AGREED_FROM))
            self.agreed_until.set_date(_fact_day(flow, AGREED_UNTIL))
        self._show_all()

    def _show_all(self) -> None:
        """Everything that follows from the dates."""
        flow = self.flow
        if flow is None:
            return
        last = placement_dates.last_day(flow)
        with quiet(self.last, self.cards, self.timetable):
            if not self.last.hasFocus():
                self.last.set_date(last)
            self.last.set_base(flow.answers.start)
            self._show_cards(flow)
            self.timetable.set_week(placement_dates.week_of(flow), _short_name(flow))
        self.length.set_text(placement_dates.length_words(flow))
        self.months.show_flow(flow, self.context.today())
        self.week_words.set_text(placement_dates.hours_words(flow))
        self.week_card.set_title(f"Timetable at {_short_name(flow)}" if flow.answers.provider else "Timetable")
        self._checks = placement_dates.checks(flow)
        self.checks.set_items([_check(one, number, self.context.today()) for number, one in enumerate(self._checks)])
        gates = flow.gates_of(DATES)
        self.agreed_card.setVisible(_asks_agreement(flow))
        self.gates.show_gates(flow, [one for one in gates if one.level in ("block", "override")])
        with_provider = flow.answers.provider is not None
        for field in (self.report_field, self.arrive_field, self.registered_field, self.confirmed_field):
            field.setVisible(with_provider)
        self.policy_changed.emit()

    def _show_cards(self, flow: PlacementFlow) -> None:
        self._readings = readings = placement_dates.end_readings(flow)[:MOST_READINGS]
        shown = len(readings) > 1
        self.cards.setVisible(shown)
        self.cards_words.setVisible(shown)
        if not shown:
            return
        today = self.context.today()
        for number in range(MOST_READINGS):
            card = self.cards.button(str(number))
            card.setVisible(number < len(readings))
            if number < len(readings) and isinstance(card, RadioCard):
                one = readings[number]
                card.set_words(one.name, f"{short_day(one.last_day, today)}, {one.school_days} school days")
        self.cards.set_key(next((str(number) for number, one in enumerate(readings) if one.chosen), ""))
        for number in range(len(readings)):     # where none is chosen yet, Qt takes all of them out of the tab order
            self.cards.button(str(number)).setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focus_start(self) -> QWidget | None:
        return self.first

    def place_of(self, answer: str) -> QWidget | None:
        if self._pause.isActive():
            self._pause.stop()
            self._show_all()  # what the day just typed asks for is not there yet
        if answer == "end":
            return self.cards.button("0") if len(self._readings) > 1 else self.last
        return self.first if answer == "start" else None

    def quotes(self) -> list[tuple[str, str, str]]:
        if self.flow is None:
            return []
        found = super().quotes()
        said = [f"{one.text}. {one.detail}" for one in self._checks if one.text.startswith("Notice")]
        reviews = [one.detail for one in self._checks if "review" in one.text and one.level == "ok"]
        for number, (head, words, _applies) in enumerate(found):
            if "Notice" in head and said:
                found[number] = (head, words, said[0])
            elif "Reviews" in head and reviews:
                found[number] = (head, words, f"Here: {reviews[0]}.")
            elif "Twelve" in head:
                found[number] = (head, words, "The policy does not say which weeks. The notice states the one chosen.")
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme().px(BESIDE)
        up = QBoxLayout.Direction.BottomToTop      # checks over the timetable: a warning is read first
        self.lower.setDirection(QBoxLayout.Direction.LeftToRight if beside else up)
        self.cards.set_down(self.width() < theme().px(460))

    def commit(self) -> None:
        self.change(report_to=self.report_to.text().strip(), arrive_by=self.arrive_by.text().strip(),
                    registered_by=self.registered_by.text().strip())

    def _last_trouble(self) -> object:
        first, last = self.first.date(), self.last.date()
        if first is not None and last is not None and last < first:
            return f"The last day is before the first, {short_day(first)}."
        return self.last.trouble()

    def _on_first(self, day: date | None) -> None:
        if self.flow is None:
            return
        readings = dict(self.flow.answers.readings)
        self.change(start=day, end=None)
        for one in placement_dates.end_readings(self.flow):
            if readings.get(one.rule) == one.name:
                placement_dates.choose_reading(self.flow, one.rule, one.name)
        self._pause.start()

    def _on_last(self, day: date | None) -> None:
        self.change(end=day)
        self._pause.start()

    def _on_card(self, key: str) -> None:
        if self.flow is not None and key:
            one = self._readings[int(key)]
            placement_dates.choose_reading(self.flow, one.rule, one.name)
            self.answered.emit()
            self._pause.start()

    def _on_week(self, week: str) -> None:
        self.change(sessions=week)
        self._pause.start()

    def _on_confirmed(self, day: date | None) -> None:
        self.change(registered_confirmed_on=day)

    def _on_agreed(self) -> None:
        if self.flow is None:
            return
        facts = dict(self.flow.answers.facts)
        for name, field in ((AGREED_FROM, self.agreed_from), (AGREED_UNTIL, self.agreed_until)):
            day = field.date()
            facts.pop(name, None)
            if day is not None:
                facts[name] = day.isoformat()
        self.change(facts=facts)
        self._pause.start()

    def _on_gates(self) -> None:
        self._show_all()
        self.answered.emit()

    def _on_check(self, key: str) -> None:
        use = self._checks[int(key)].use
        if use is not None:
            self.first.set_date(use)
            self._on_first(use)


def _check(one: DateCheck, number: int, today: date) -> Check:
    button = f"Use {short_day(one.use, today)}" if one.use else ""
    return Check(one.level, one.text, one.detail, button, str(number))


def _asks_agreement(flow: PlacementFlow) -> bool:
    """True where a gate of the pathway rests on days agreed with the parent."""
    return any(gate.level == "block" for gate in flow.gates_of(DATES))


def _fact_day(flow: PlacementFlow, name: str) -> date | None:
    held = flow.answers.facts.get(name)
    return date.fromisoformat(held) if isinstance(held, str) else held


def _short_name(flow: PlacementFlow) -> str:
    if flow.answers.provider is None:
        return "Provider"
    form = provider_form(flow.record, flow.answers.provider)
    return form.short_name or form.name


def _link(flow: PlacementFlow) -> str:
    return provider_form(flow.record, flow.answers.provider).link_name or "" if flow.answers.provider else ""
