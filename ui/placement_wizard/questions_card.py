"""What the policy asks of its own: one control for each fact that no page of AP Desk holds."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from apdesk.services import policy_questions
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.policy_questions import Question
from ui.common.quiet import quiet
from ui.common.widgets.card import Card
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.school_date import SchoolDateField

NOT_SAID = "Not said"


class QuestionsCard(Card):
    """Hidden where the policy asks nothing of its own on the pathway. `answered` follows each answer."""

    answered = Signal()

    def __init__(self, today: date) -> None:
        super().__init__("What the policy also asks")
        self._today = today
        self._flow: PlacementFlow | None = None
        self._asked: tuple[tuple[str, str, object], ...] = ()
        self.fields: dict[str, Field] = {}

    def show_questions(self, flow: PlacementFlow) -> None:
        """Asks what the policy asks on the chosen pathway, with the answers so far."""
        questions = policy_questions.questions(flow)
        asked = tuple((one.fact, one.label, one.choices) for one in questions)
        if asked != self._asked or flow is not self._flow:
            self._flow, self._asked = flow, asked
            self._make(questions)
        for one in questions:
            self._show(self.fields[one.fact].control, one)
        self.setVisible(bool(questions))

    def _make(self, questions: tuple[Question, ...]) -> None:
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields = {one.fact: self._field(one) for one in questions}
        for field in self.fields.values():
            self.add(field)

    def _field(self, one: Question) -> Field:
        if one.choices:
            said = dict(one.choices).get(one.default)
            unsaid = f"{NOT_SAID} (counts as {said.lower()})" if said else NOT_SAID
            box = ChoiceBox([("", unsaid), *one.choices], name=one.label)
            box.changed.connect(lambda key: self._say(one.fact, key))
            return Field(one.label, box)
        if one.type == "date":
            day = SchoolDateField(self._today, required=False)
            day.changed.connect(lambda on: self._say(one.fact, on.isoformat() if on else ""))
            return Field(one.label, day, if_known=True, check=day.trouble)
        line = TextField(most=200)
        line.left.connect(lambda: self._say(one.fact, line.text()))
        return Field(one.label, line, if_known=True, check=lambda: self._trouble(one.fact, line.text()))

    def _show(self, control: QWidget, one: Question) -> None:
        with quiet(control):
            if isinstance(control, ChoiceBox):
                control.set_key(one.answer)
            elif isinstance(control, SchoolDateField):
                control.set_date(date.fromisoformat(one.answer) if one.answer else None)
            elif isinstance(control, TextField) and one.answer:
                control.setText(one.answer)

    def _say(self, fact: str, said: str) -> None:
        if self._flow is not None and self._trouble(fact, said) is None:
            policy_questions.answer(self._flow, fact, said)
            self.answered.emit()

    def _trouble(self, fact: str, said: str) -> str | None:
        """Why an answer cannot be taken; None where it can."""
        if self._flow is None:
            return None
        try:
            policy_questions.check(self._flow, fact, said)
        except Problem as problem:
            return problem.text
        return None
