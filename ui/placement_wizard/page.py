"""The page of a new placement: steps at the left, one question in the middle, the policy past the margin."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from apdesk.problems import Problem
from apdesk.services.gate_steps import OBJECTIVES
from apdesk.services.placement_flow import KEYS, PlacementFlow, begin
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.dates import clock_time
from ui.common.page import Crumb, Page
from ui.common.taking_back import said_with_undo
from ui.common.widgets.button import Button
from ui.common.widgets.chip import NeedsFlags
from ui.common.widgets.frame import FormFoot
from ui.common.widgets.label import DataLabel
from ui.placement_wizard.check_step import CheckStep
from ui.placement_wizard.dates_step import DatesStep
from ui.placement_wizard.needs_step import NeedsStep
from ui.placement_wizard.objectives_step import ObjectivesStep
from ui.placement_wizard.pathway_step import PathwayStep
from ui.placement_wizard.progress import CHECK, going_on, keys_taught, steps_shown
from ui.placement_wizard.provider_step import ProviderStep
from ui.placement_wizard.pupil_step import PupilStep
from ui.placement_wizard.reason_step import ReasonStep
from ui.placement_wizard.spread import Spread
from ui.placement_wizard.step import StepPane
from ui.theme.current import theme


class WizardPage(Page):
    """Seven steps; what was answered is a draft at every moment, and nothing is created before the last."""

    key = "wizard"
    areas = frozenset({"providers", "staff", "school-year", "protocols", "pupils"})
    full_page = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.flow: PlacementFlow | None = None
        self.step = KEYS[0]
        self._values: Mapping[str, str] = {}
        self._build()
        self._connect()

    # Making it.

    def _build(self) -> None:
        now = theme()
        self.pupil_step = PupilStep(self.context)
        self.reason_step, self.check_step = ReasonStep(self.context), CheckStep(self.context)
        self.panes: dict[str, StepPane] = {
            pane.key: pane for pane in (
                self.reason_step, PathwayStep(self.context), ProviderStep(self.context),
                DatesStep(self.context), NeedsStep(self.context), ObjectivesStep(self.context),
                self.check_step,
            )
        }
        self.spread = Spread((self.pupil_step, *self.panes.values()))
        self.body.addWidget(self.spread, 1)
        self._form = DataLabel("", "body", ink="ink2")
        self._flags = NeedsFlags(())
        self._heading = QWidget()
        heading = QHBoxLayout(self._heading)
        heading.setContentsMargins(0, 0, 0, 0)
        heading.setSpacing(now.px(8))
        heading.addWidget(self._form)
        heading.addWidget(self._flags)
        self._saved = DataLabel("", "small")
        self._leave_button = Button("Save and close", "plain", "ph.floppy-disk")
        self._discard_button = Button("Discard", "quiet")
        self._foot = FormFoot("Back", "Next")
        self.propose_button = Button("Create as proposed", "plain")
        self.policy_button = Button("The policy says", "quiet", "ph.book-open")
        self._foot.add(self.propose_button)
        self._foot.add(self.policy_button)

    def _connect(self) -> None:
        self.spread.steps.asked.connect(self.open_step)
        self.reason_step.other_asked.connect(self._ask_again_for_whom)
        self.pupil_step.pupil_taken.connect(self._on_pupil)
        self.pupil_step.draft_taken.connect(partial(self._on_pupil, ""))
        for pane in self.panes.values():
            pane.answered.connect(self._on_answered)
            pane.policy_changed.connect(self._show_policy)
            pane.next_asked.connect(self.go_on)
        self.check_step.gates.plan_asked.connect(partial(self.open_step, OBJECTIVES))
        self._foot.back_asked.connect(self._on_back)
        self._foot.next_asked.connect(self.go_on)
        self._leave_button.clicked.connect(self.leave)
        self._discard_button.clicked.connect(self._on_discard)
        self.propose_button.clicked.connect(self._on_propose)
        self.policy_button.clicked.connect(self._tell_policy)

    # What the frame shows.

    def title(self) -> str:
        return self.flow.pupil.name if self.flow and self.flow.pupil else "New placement"

    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb("New placement"),) if self.flow and self.flow.pupil else ()

    def heading(self) -> QWidget | None:
        return self._heading

    def tools(self) -> Sequence[QWidget]:
        return (self._saved, self._leave_button, self._discard_button)

    def foot(self) -> QWidget | None:
        return self._foot

    def state_text(self) -> tuple[str, str] | None:
        return ("ph.info", "Nothing is created until step 7")

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        found: dict[str, Callable[[], None]] = {
            "go-on": self._on_enter, "leave": self.leave, "save": self._on_save, "create": self._on_create,
            "policy": self._tell_policy,
        }
        for number, key in enumerate(KEYS, 1):
            found[f"step-{number}"] = partial(self.open_step, key)
        return found

    def hint_names(self) -> Collection[str]:
        return keys_taught(self.flow, self.step)

    def focus_start(self) -> QWidget | None:
        return self.pane().focus_start()

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        if self.flow is None or (values and dict(values) != dict(self._values)):
            self._values = values
            self.flow = None
            self.stale = True

    def reload(self) -> None:
        if self.flow is None:
            try:
                self.flow = begin(self.context.record, self._values.get("pupil"), self._values.get("draft"))
            except Problem as problem:
                self.context.ask.refuse(problem)
                self.flow = begin(self.context.record)
            self.step = KEYS[min(self.flow.furthest, len(KEYS) - 1)]
        self.open_step(self.step)

    def may_leave(self) -> bool:
        if self.flow is not None:
            self.pane().commit()
        return True

    # Going from step to step.

    def pane(self) -> StepPane:
        """The step in the middle; before step 1, the choice of the pupil."""
        if self.flow is None or self.flow.answers.pupil is None:
            return self.pupil_step
        return self.panes[self.step]

    def open_step(self, key: str) -> None:
        """Shows a step that was reached before; others stay where they are."""
        flow = self.flow
        if flow is None or KEYS.index(key) > flow.furthest:
            return
        self.pane().commit()
        self.step = key
        pane = self.pane()
        pane.show_flow(flow)
        self.spread.open(pane)
        self._show_frame()
        self._arrange()
        if self.isVisible():
            start = pane.focus_start()
            if start is not None:
                start.setFocus(Qt.FocusReason.OtherFocusReason)
        self.titles_changed.emit()

    def go_on(self) -> None:
        """To the next step where nothing blocks; in the last, creates the placement."""
        flow = self.flow
        if flow is None:
            return
        if self.pane() is self.pupil_step:
            self.pupil_step.take_current()
            return
        self.pane().commit()
        if self.step == CHECK:
            self._on_create()
            return
        missing = flow.missing(self.step)
        if missing is not None:
            self._refuse(missing.text, missing.field)
            return
        following = KEYS[KEYS.index(self.step) + 1]
        flow.reach(following)
        flow.save()
        self.open_step(following)

    def _refuse(self, why: str, answer: str) -> None:
        """Says what keeps the step from being left, with focus where it can be put right."""
        self._foot.say(why, "overdue/surface")
        if (place := self.pane().place_of(answer)) is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Saves the draft and goes back to where the person came from."""
        if self.flow is not None:
            self.pane().commit()
            self.flow.save()
            if self.flow.draft is not None:
                self.context.say("Draft saved. It waits under New placement.")
        self.flow = None
        self.back()

    def _on_back(self) -> None:
        at = KEYS.index(self.step)
        if self.flow is None or self.flow.answers.pupil is None:
            self.leave()
        elif at == 0:
            self._ask_again_for_whom()
        else:
            self.open_step(KEYS[at - 1])

    def _ask_again_for_whom(self) -> None:
        """Before the reasons stands the pupil: another may be chosen, and what was typed for this one is kept."""
        if self.flow is not None:
            self.pane().commit()    # keeps the draft of whatever was answered
        self._values, self.flow = {}, begin(self.context.record)
        self.open_step(self.step)

    def _on_pupil(self, pupil: str, draft: str | None = None) -> None:
        self.flow = self.attempt(lambda: begin(self.context.record, pupil or None, draft)) or self.flow
        if self.flow is not None:
            self.step = KEYS[min(self.flow.furthest, len(KEYS) - 1)]
            self.open_step(self.step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain \
                and not isinstance(self.focusWidget(), QPlainTextEdit):
            self._on_enter()
            return
        super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """To the next step; what is created takes its button, or the key that names it."""
        if self.step != CHECK or self.pane() is self.pupil_step:
            self.go_on()

    # What the frame says.

    def _show_frame(self) -> None:
        flow = self.flow
        if flow is None:
            return
        self.spread.ask(self.pane())
        pupil = flow.pupil
        self._form.set_text(pupil.form if pupil else "")
        self._flags.set_flags(tuple(flag.letters for flag in pupil.flags) if pupil else ())
        self._on_answered()

    def _show_foot(self, flow: PlacementFlow) -> None:
        choosing = flow.answers.pupil is None
        at = KEYS.index(self.step)
        self._saved.set_text(f"Draft saved {clock_time(flow.saved_at.astimezone())}" if flow.draft else "")
        self._discard_button.set_why("" if flow.draft is not None else "Nothing is kept yet")
        self._foot.set_back("Back", shown=True)
        self.propose_button.setVisible(not choosing and at >= 1 and flow.may_propose())
        going = going_on(flow, self.step)
        self._foot.set_next(going.words, not going.why, going.why)
        self._foot.say(going.why or going.promise)

    def _show_policy(self) -> None:
        self.spread.quote(self.pane())

    def _tell_policy(self) -> None:
        parts = []
        for head, quote, applies in self.pane().quotes():
            parts.append("\n".join(part for part in (head, f"“{quote}”" if quote else "", applies) if part))
        self.context.ask.tell("The policy says", "\n\n".join(parts) or "The policy says nothing more here.")

    def _on_answered(self) -> None:
        if self.flow is not None:
            self.spread.steps.set_steps(steps_shown(self.flow, self.step))
            self._show_foot(self.flow)
            self._show_policy()

    # Arranging for the width.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        quoted = self.step != CHECK
        beside = self.spread.arrange(self.width() / theme().scale, quoted=quoted)
        self.policy_button.setVisible(quoted and not beside)

    # Ending it.

    def _on_save(self) -> None:
        if self.flow is not None:
            self.pane().commit()
            self.flow.save()
            self._on_answered()

    def _on_discard(self) -> None:
        flow = self.flow
        if flow is None:
            return
        who = flow.pupil.name if flow.pupil else "nobody yet"
        question = Question(
            f"Throw away the new placement for {who}?", "What was typed in its steps is gone for good.",
            do="Throw away", keep="Keep the draft", danger=True,
        )
        if self.context.ask.confirm(question):
            flow.discard()
            self.flow = None
            self.back()

    def _on_propose(self) -> None:
        self._finish(proposed=True)

    def _on_create(self) -> None:
        if self.flow is None:
            return
        if self.step != CHECK or self.pane() is self.pupil_step:
            self.go_on()    # the key that finishes a form elsewhere goes on here, also from several lines of words
            return
        why = self.flow.in_the_way()
        if why:
            self._refuse(why, "gates")
            return
        self._finish(proposed=False)

    def _finish(self, *, proposed: bool) -> None:
        flow = self.flow
        if flow is None:
            return
        self.pane().commit()
        pupil = flow.answers.pupil
        started = self.attempt(lambda: flow.create(proposed=proposed))
        if started is None:
            return
        self.flow = None
        verb = "proposed" if proposed else "created"
        said_with_undo(
            self.context, started.changes, f"Placement {started.reference} {verb}: {started.duties} duties."
        )
        self._values = {}
        QTimer.singleShot(0, lambda: self.go("pupil", pupil=pupil or ""))
