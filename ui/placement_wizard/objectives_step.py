"""Step 6: what the placement is for, how that is measured, and how the pupil comes back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.placement_answers import ObjectiveAnswer, OutcomeAnswer
from apdesk.services.placement_flow import MOST_OBJECTIVES, PlacementFlow
from ui.common.context import Context
from ui.common.quiet import quiet
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea, TextField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField
from ui.placement_wizard.gate_checks import GateChecks
from ui.placement_wizard.step import StepPane
from ui.theme.current import theme

MOST_SUBJECTS = 12


class PairRow(QWidget):
    """Two texts that belong together: an objective and its measure, a subject and what is expected."""

    def __init__(self, first: str, second: str, number: int, *, stretch: tuple[int, int], most: int) -> None:
        super().__init__()
        now = theme()
        self.one = TextField(most=most)
        self.two = TextField(most=most)
        self.one.setAccessibleName(f"{first}, line {number}")
        self.two.setAccessibleName(f"{second}, line {number}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.px(8))
        layout.addWidget(self.one, stretch[0])
        layout.addWidget(self.two, stretch[1])

    def values(self) -> tuple[str, str]:
        """Both texts."""
        return self.one.text().strip(), self.two.text().strip()


class Pairs(QWidget):
    """Rows of pairs that grow by a button."""

    def __init__(self, first: str, second: str, add: str, *, begin: int, most: int, stretch: tuple[int, int]) -> None:
        super().__init__()
        self._words = (first, second)
        self._most, self._stretch, self._begin = most, stretch, begin
        self.rows: list[PairRow] = []
        self._step: ObjectivesStep | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))
        titles = QHBoxLayout()
        titles.setSpacing(theme().px(8))
        for words, share in zip(self._words, stretch, strict=True):
            titles.addWidget(DataLabel(words, "label"), share)
        self._column.addLayout(titles)
        self.add = Button(add, "quiet", "ph.plus-bold", small=True)
        self.add.clicked.connect(self._on_add)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self._column.addLayout(line)

    def bind(self, step: ObjectivesStep) -> None:
        """Tells the step whenever a text was left."""
        self._step = step

    def set_values(self, values: list[tuple[str, str]]) -> None:
        """Shows these pairs, and empty ones up to the usual number."""
        wanted = max(self._begin, len(values))
        while len(self.rows) < wanted:
            self._add_row()
        for number, row in enumerate(self.rows):
            one, two = values[number] if number < len(values) else ("", "")
            if row.values() != (one, two):
                row.one.setText(one)
                row.two.setText(two)
        self.add.setVisible(len(self.rows) < self._most)

    def values(self) -> list[tuple[str, str]]:
        """The pairs in which something stands."""
        return [row.values() for row in self.rows if any(row.values())]

    def _add_row(self) -> PairRow:
        row = PairRow(*self._words, len(self.rows) + 1, stretch=self._stretch, most=300)
        for field in (row.one, row.two):
            field.left.connect(self._on_left)
        self.rows.append(row)
        self._column.insertWidget(len(self.rows), row)
        self.add.setVisible(len(self.rows) < self._most)
        return row

    def _on_add(self) -> None:
        self._add_row().one.setFocus()

    def _on_left(self) -> None:
        if self._step is not None:
            self._step.commit()


class ObjectivesStep(StepPane):
    """Objectives with measures, outcomes by subject, and the plan to come back."""

    key = "objectives"
    heading = "Objectives and return"
    below = "Up to five objectives, each with a measure that the provider can report on at the reviews."

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._build()
        self.pairs.bind(self)
        self.outcomes.bind(self)
        for area in (self.steps, self.support):
            area.left.connect(self.commit)
        for field in (self.lead, self.destination):
            field.left.connect(self.commit)
        self.by.changed.connect(self._on_by)
        self.gates.answered.connect(self._on_gates)

    def _build(self) -> None:
        now = theme()
        self.pairs = Pairs("Objective", "How it is measured", "Add an objective", begin=3, most=MOST_OBJECTIVES,
                           stretch=(3, 2))
        self.measure_words = DataLabel("", "small", ink="today/surface", wrap=True)
        first = Card("Objectives")
        first.add(self.pairs)
        first.add(self.measure_words)
        self.outcomes = Pairs("Subject", "Expected outcome", "Add a subject", begin=2, most=MOST_SUBJECTS,
                              stretch=(1, 2))
        second = Card("Expected academic outcomes", note="The provider gets these with the objectives.")
        second.add(self.outcomes)
        self.by = SchoolDateField(self.context.today(), required=False)
        self.lead = TextField(most=120)
        self.steps = TextArea(lines=2)
        self.support = TextArea(lines=2)
        self.destination = TextField(most=200)
        third = Card("Coming back")
        upper = QHBoxLayout()
        upper.setSpacing(now.px(12))
        upper.addWidget(Field("Back by", self.by, check=self.by.trouble), 1)
        upper.addWidget(Field("Who leads it", self.lead, if_known=True), 2)
        third.add_layout(upper)
        lower = QHBoxLayout()
        lower.setSpacing(now.px(12))
        top = Qt.AlignmentFlag.AlignTop
        lower.addWidget(Field("First steps", self.steps), 1, top)
        lower.addWidget(Field("Support on return", self.support, if_known=True), 1, top)
        third.add_layout(lower)
        self.destination_field = Field("Destination after Year 11", self.destination, if_known=True)
        third.add(self.destination_field)
        self.gates = GateChecks(self.context)
        third.add(self.gates)
        for card in (first, third, second):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def fill(self, flow: PlacementFlow) -> None:
        one = flow.answers
        with quiet(self):
            self.pairs.set_values([(each.text, each.measure) for each in one.objectives])
            self.outcomes.set_values([(each.subject, each.expected) for each in one.outcomes])
            self.by.set_calendar(flow.calendar)
            self.by.set_date(one.return_by)
            for field, text in (
                (self.lead, one.return_lead), (self.steps, one.return_steps), (self.support, one.return_support),
                (self.destination, one.destination),
            ):
                if field.text() != text:
                    field.setText(text)
        self.destination_field.setVisible(bool(flow.pupil and "year-11" in flow.pupil.needs))
        self._show_rest(flow)

    def _show_rest(self, flow: PlacementFlow) -> None:
        without = sum(bool(each.text) and not each.measure for each in flow.answers.objectives)
        many = "1 objective has" if without == 1 else f"{without} objectives have"
        self.measure_words.set_text(f"{many} no measure yet: nobody can say whether it is met." if without else "")
        self.measure_words.setVisible(bool(without))
        self.gates.show_gates(flow, flow.gates_of(self.key))

    def focus_start(self) -> QWidget | None:
        return self.pairs.rows[0].one if self.pairs.rows else None

    def commit(self) -> None:
        if self.flow is None:
            return
        self.change(
            objectives=tuple(ObjectiveAnswer(*pair) for pair in self.pairs.values()),
            outcomes=tuple(OutcomeAnswer(*pair) for pair in self.outcomes.values()),
            return_lead=self.lead.text().strip(), return_steps=self.steps.text().strip(),
            return_support=self.support.text().strip(), destination=self.destination.text().strip(),
        )
        self._show_rest(self.flow)

    def _on_by(self, day: date | None) -> None:
        self.change(return_by=day)
        if self.flow is not None:
            self._show_rest(self.flow)

    def _on_gates(self) -> None:
        if self.flow is not None:
            self._show_rest(self.flow)
            self.answered.emit()
