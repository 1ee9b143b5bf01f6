"""Step 2: which pathway, each with whether this pupil can use it, and why."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from apdesk.services.gate_steps import asks_decision
from apdesk.services.placement_choices import AVAILABLE, BLOCKED, OVERRIDE, PathwayChoice, pathway_choices
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.placement_summary import holder_name
from ui.common.context import Context
from ui.common.quiet import quiet
from ui.common.widgets.card import Card
from ui.common.widgets.field import Field
from ui.common.widgets.school_date import SchoolDateField
from ui.placement_wizard.framed import framed
from ui.placement_wizard.gate_checks import GateChecks
from ui.placement_wizard.option_head import OptionHead
from ui.placement_wizard.option_list import Facts, Option, OptionList
from ui.placement_wizard.questions_card import QuestionsCard
from ui.placement_wizard.step import StepPane


class PathwayStep(StepPane):
    """The pathways of the protocol; blocked ones stay in sight with what is missing."""

    key = "pathway"
    heading = "Choose a pathway"
    below = "What each asks for comes from the policy. The provider confirms the register code in step 4."

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._choices: dict[str, PathwayChoice] = {}
        self._read = ""
        columns = [Facts("How long", 112, most=210), Facts("Policy code", 82, code=True)]
        self.options = OptionList(columns, 276, "Pathways", row=50, narrowest=170)
        self.body.addWidget(framed(OptionHead(self.options, "Pathway", "Can this pupil use it?"), self.options))
        self.gates = GateChecks(context)
        self.decided = SchoolDateField(context.today(), required=False)
        self.gate_card = Card("Before it can start", note="Anything still open is asked again in step 7.")
        self.gate_card.add(Field("Decided by the Headteacher on", self.decided, if_known=True,
                                 check=self.decided.trouble))
        self.gate_card.add(self.gates)
        self.questions = QuestionsCard(context.today())
        self.body.addWidget(self.questions)
        self.body.addWidget(self.gate_card)
        self.body.addStretch(1)
        self.options.chosen.connect(self._on_chosen)
        self.options.read.connect(self._on_read)
        self.options.taken.connect(self._on_taken)
        self.questions.answered.connect(self._on_gates)
        self.gates.answered.connect(self._on_gates)
        self.decided.changed.connect(self._on_decided)

    def fill(self, flow: PlacementFlow) -> None:
        self._choices = {one.id: one for one in pathway_choices(flow)}
        self.options.set_options([_option(one) for one in self._choices.values()], flow.answers.pathway or "")
        self._read = self.options.current_key()
        with quiet(self.decided):
            self.decided.set_date(flow.answers.decided_on)
        self._show_gates(flow)

    def _show_gates(self, flow: PlacementFlow) -> None:
        gates = flow.gates_of(self.key)
        self.questions.show_questions(flow)
        self.gate_card.setVisible(flow.pathway is not None)
        self.gates.show_gates(flow, gates)

    def focus_start(self) -> QWidget | None:
        return self.options

    def quotes(self) -> list[tuple[str, str, str]]:
        one = self._choices.get(self._read) or self._choices.get(self.options.chosen_key())
        if one is None:
            return super().quotes()
        if one.standing == BLOCKED:
            applies = f"Not yet: {one.reason}"
        elif one.standing == OVERRIDE:
            applies = f"Needs an override by a named senior: {one.reason}"
        elif one.chip != AVAILABLE:
            applies = f"To settle before the start: {one.reason}"
        else:
            applies = "Nothing stands in the way for this pupil."
        own = self.flow.protocol.pathways[one.id].policy if self.flow is not None else one.policy
        return [(_clause(own), one.quote, applies), *super().quotes()]

    def _on_chosen(self, key: str) -> None:
        self.change(pathway=key)
        if self.flow is not None:
            self._show_gates(self.flow)

    def _on_read(self, key: str) -> None:
        self._read = key
        self.policy_changed.emit()

    def _on_taken(self, key: str) -> None:
        self._on_chosen(key)
        self.next_asked.emit()

    def _on_gates(self) -> None:
        if self.flow is not None:
            self.fill(self.flow)
            self.answered.emit()

    def _on_decided(self, day: date | None) -> None:
        flow = self.flow
        if flow is None or day == flow.answers.decided_on:
            return
        gates = [gate for gate in flow.gates_of(self.key) if asks_decision(flow.protocol, gate.rule)]
        flow.decide(day, holder_name(flow, gates[0].lifted_by) if gates else "")
        self._show_gates(flow)
        self.answered.emit()


def _clause(policy: str) -> str:
    """The first clause as a heading: "§5 Respite; App. A row 1" is "Section 5, Respite"."""
    place, _, about = policy.partition("; ")[0].replace("App. A", "Appendix A,").partition(" ")
    place = place.replace("§", "Section ")
    return f"{place}, {about}" if place.startswith("Section") and about else f"{place} {about}".strip()


def _option(one: PathwayChoice) -> Option:
    status = {BLOCKED: "later", OVERRIDE: "today"}.get(one.standing, "done" if one.chip == AVAILABLE else "today")
    long = f"{one.how_long[:1].lower()}{one.how_long[1:]}" if one.detail else one.how_long
    code = "" if one.code == "–" else f"code\N{NO-BREAK SPACE}{one.code}"
    folded = ", ".join(part for part in (long, code) if part)
    return Option(
        one.id, one.name, one.detail, (one.how_long, one.code), one.chip, status, one.reason,
        one.standing != BLOCKED, folded=folded, spoken=one.title,
    )
