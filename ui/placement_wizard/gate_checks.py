"""Gates as checks that can be answered on the spot: it is so, it is not, or a named senior overrides it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from apdesk.domain.plan import Gate
from apdesk.services import placement_summary
from apdesk.services.gate_steps import OBJECTIVES, asks_decision, step_of_gate
from apdesk.services.placement_answers import GateSaid
from apdesk.services.placement_dates import Overrun, overrun
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.placement_guide import Asked, gate_question
from apdesk.services.placement_words import return_plan_gaps
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.duties.rows import spelled
from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.placement_wizard.decision_dialog import DecisionDialog
from ui.placement_wizard.override_dialog import OverrideDialog
from ui.theme.current import theme

_LOOKS = {
    "ok": ("ph.check-circle-fill", "done/icon", "Settled"),
    "warn": ("ph.warning-fill", "today/icon", "Not said yet"),
    "begun": ("ph.warning-fill", "today/icon", "Not yet complete"),
    "stop": ("ph.prohibit-bold", "overdue/icon", "In the way"),
}


class Shown(NamedTuple):
    """A gate as its line shows it: who may lift it, whether somebody answered, how it is asked, how to keep to it.

    `stops`: the placement cannot be created before it is settled; `decision`: it takes a day and a name, not a yes;
    `gaps`: what the plan that it asks for does not say yet; `leads`: that plan is written in another step.
    """

    gate: Gate
    holder: str
    said: bool
    asked: Asked
    overrun: Overrun | None
    stops: bool
    decision: bool
    gaps: str = ""
    leads: bool = False

    @property
    def words(self) -> str:
        """A question while nobody has said, what is wrong with the dates where they are, else how it stands."""
        if self.overrun is not None:
            return self.overrun.text
        if self.gaps:
            return "The return plan is not yet complete."
        return self.asked.asks if self.gate.met is None and not self.gate.overridden else self.gate.stands


class GateLine(QWidget):
    """One gate: what must be so, where it stands, and the buttons that settle it."""

    def __init__(self, shown: Shown, host: GateChecks) -> None:
        super().__init__()
        gate, said = shown.gate, shown.said
        self._gate, self._shown, self._host = gate, shown, host
        self.rule, self.waits = gate.rule, not (gate.met or gate.overridden or said)
        level = "begun" if shown.gaps else "ok" if gate.met or gate.overridden else "stop" if shown.stops else "warn"
        shape, role, word = _LOOKS[level]
        now = theme()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(now.px(8))
        grid.setVerticalSpacing(0)
        grid.addWidget(Icon(shape, role, 18), 0, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(DataLabel(shown.words, "medium", wrap=True))
        texts.addWidget(DataLabel(self._below(), "meta", wrap=True))
        grid.addLayout(texts, 0, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(now.px(6))
        self.buttons = self._buttons(said)
        for button in self.buttons:
            buttons.addWidget(button)
        grid.addLayout(buttons, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        self.setAccessibleName(f"{word}: {shown.words} {self._below()}")

    def _below(self) -> str:
        gate, holder, clause = self._gate, self._shown.holder, spelled(self._gate.policy)
        if self._shown.gaps:
            return f"{self._shown.gaps} {clause}"
        if self._shown.decision and not (gate.met or gate.overridden):
            return f"Until it is approved, it can be created as proposed. {clause}"
        if gate.overridden:
            return f"Overridden: {gate.overridden}. {clause}"
        lifts = f"{holder}, may override with a reason. " if gate.level == "override" and holder else ""
        nobody = "Nobody can override this. " if gate.level == "block" else ""
        return f"{lifts}{nobody}{clause}" if not gate.met else clause

    def _buttons(self, said: bool) -> Sequence[Button]:
        gate = self._gate
        if gate.met or gate.overridden:
            lead = [self._button("Write the plan", "plain", self._host.plan_asked)] if self._shown.leads else []
            return [*lead, *([self._button("Take back", "quiet", self._forget)] if said else [])]
        found = []
        if gate.met is None:
            yes = self._shown.asked.yes
            found.append(self._button(f"{yes}…", "plain", self._decide) if self._shown.decision
                         else self._button(yes, "plain", self._so))
            found.append(self._button(self._shown.asked.no, "plain", self._not_so))
        elif said:
            found.append(self._button("Take back", "quiet", self._forget))
        if self._shown.overrun is not None:
            found.append(self._button(f"Use {short_day(self._shown.overrun.last_day)}", "soft", self._keep_to))
        if self._shown.leads:
            found.append(self._button("Write the plan", "plain", self._host.plan_asked))
        if gate.level == "override" and gate.met is False and not self._shown.decision:
            found.append(self._button("Override", "plain", self._override))
        return found

    def _button(self, text: str, variant: str, do: object) -> Button:
        button = Button(text, variant, small=True, name=f"{text}: {self._shown.words}")
        button.clicked.connect(do)  # type: ignore[arg-type]
        return button

    def _so(self) -> None:
        self._host.say(GateSaid(self._gate.rule, met=True))

    def _decide(self) -> None:
        self._host.decide(self._gate)

    def _not_so(self) -> None:
        self._host.say(GateSaid(self._gate.rule, met=False))

    def _keep_to(self) -> None:
        if self._shown.overrun is not None:
            self._host.end_on(self._shown.overrun.last_day)

    def _forget(self) -> None:
        self._host.forget(self._gate.rule)

    def _override(self) -> None:
        self._host.override(self._gate)


def _gaps(flow: PlacementFlow, gate: Gate) -> str:
    """What the plan that the gate asks for does not say yet."""
    asked = gate.met and step_of_gate(flow.protocol, gate.rule) == OBJECTIVES
    return return_plan_gaps(flow.answers) if asked else ""


def _is_open_plan(flow: PlacementFlow, gate: Gate) -> bool:
    """True where the gate asks for the return plan, and that says nothing yet or not everything."""
    asked = step_of_gate(flow.protocol, gate.rule) == OBJECTIVES and not gate.overridden
    return asked and (not gate.met or bool(_gaps(flow, gate)))


class GateChecks(QWidget):
    """The gates of a step, each answered where it stands; `answered` after the draft was saved.

    `leads`: away from the step in which the return plan is written, `plan_asked` leads there.
    """

    answered = Signal()
    plan_asked = Signal()

    def __init__(self, context: Context, *, leads: bool = False) -> None:
        super().__init__()
        self._context, self._leads = context, leads
        self._flow: PlacementFlow | None = None
        self._shown: list[Shown] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(10))
        self.setAccessibleName("Before it can start")

    def show_gates(self, flow: PlacementFlow, gates: Sequence[Gate]) -> None:
        """Shows these gates; focus stays with them, and after an answer goes on to the next that has none."""
        self._flow = flow
        said = {one.rule for one in flow.answers.gates}
        stops = flow.stops()
        shown = [
            Shown(gate, placement_summary.holder(flow, gate.lifted_by), gate.rule in said,
                  gate_question(flow.protocol.id, gate.rule, gate.text), overrun(flow, gate),
                  gate in stops, asks_decision(flow.protocol, gate.rule), _gaps(flow, gate),
                  self._leads and _is_open_plan(flow, gate))
            for gate in gates
        ]
        if shown == self._shown:
            return
        here = next((line.rule for line in self._lines() if line.isAncestorOf(self.focusWidget() or self)), "")
        self._shown = shown
        while self._column.count():
            old = self._column.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in shown:
            line = GateLine(one, self)
            self._column.addWidget(line)
            line.show()  # at once: the layout would show it one turn later, after focus was to stand on it
        if here:
            self._focus_from(here)

    def first_button(self) -> Button | None:
        """What settles the first gate that can be settled here."""
        return next((line.buttons[0] for line in self._lines() if line.buttons), None)

    def _lines(self) -> list[GateLine]:
        items = (self._column.itemAt(place).widget() for place in range(self._column.count()))
        return [each for each in items if isinstance(each, GateLine)]

    def _focus_from(self, rule: str) -> None:
        """Focus on the first line from this one on that is not settled, else on this one."""
        lines = self._lines()
        at = next((number for number, line in enumerate(lines) if line.rule == rule), 0)
        waiting = (line for line in lines[at:] if line.waits and line.buttons)
        target = next(waiting, next((line for line in lines[at:] if line.buttons), None))
        if target is not None:
            target.buttons[0].setFocus()

    def say(self, said: GateSaid) -> None:
        """Keeps what somebody says of a gate."""
        if self._flow is not None:
            self._flow.say_gate(said)
            self.answered.emit()

    def decide(self, gate: Gate) -> None:
        """Asks who took the decision and when, and keeps both."""
        if self._flow is None:
            return
        name = placement_summary.holder_name(self._flow, gate.lifted_by)
        dialog = DecisionDialog(self._shown_of(gate).asked.asks, name, self._context.today())
        if self._context.ask.form(dialog):
            on, by = dialog.values()
            self._flow.decide(on, by)
            self.answered.emit()

    def _shown_of(self, gate: Gate) -> Shown:
        return next(one for one in self._shown if one.gate == gate)

    def end_on(self, day: date) -> None:
        """The last day is this one."""
        if self._flow is not None:
            self._flow.change(end=day)
            self.answered.emit()

    def forget(self, rule: str) -> None:
        """Nobody has said anything of the gate."""
        if self._flow is not None:
            self._flow.forget_gate(rule)
            self.answered.emit()

    def override(self, gate: Gate) -> None:
        """Asks for the reason of the senior who may lift the gate, and keeps it."""
        if self._flow is None:
            return
        dialog = OverrideDialog(gate, placement_summary.holder(self._flow, gate.lifted_by))
        if self._context.ask.form(dialog):
            reason, by = dialog.values()
            placement_summary.override(self._flow, gate, reason, by)
            self.answered.emit()
