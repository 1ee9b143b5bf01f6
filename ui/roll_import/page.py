"""The Import room: choose a file, match its columns, check its rows, confirm. Nothing is changed before the last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStackedWidget, QWidget

from apdesk.problems import Problem
from apdesk.services.import_history import import_history
from apdesk.services.undo import Undone, undo, what_can_be_undone
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.page import Page
from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.frame import FormFoot
from ui.common.widgets.label import DataLabel
from ui.common.widgets.step_line import StepLine
from ui.common.widgets.steps import Step
from ui.roll_import.choose import ChoosePane
from ui.roll_import.done_pane import DonePane
from ui.roll_import.flow import CONFIRM, Ended, ImportFlow
from ui.roll_import.kinds import FLOWS, last_times, offers_for
from ui.theme.current import theme

CHOOSE = "choose"


class ImportPage(Page):
    """The choice of a file, and the one that is on its way in."""

    key = "import"
    areas = frozenset({"pupils", "placements", "imports", "school-year", "settings", "providers"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.flow: ImportFlow | None = None
        self._ended: Ended | None = None
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        self.steps = StepLine()
        self.choose = ChoosePane(self.context, offers_for(self.context.record.actor.role))
        self.done = DonePane()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choose)
        self.stack.addWidget(self.done)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.stack, 1)
        self._cancel = Button("Cancel", "plain")
        self._foot = FormFoot("Back", "Next")
        self._said = DataLabel("", "strong")
        self._beside = DataLabel("", "small", wrap=True)
        self._foot.before_next(Icon("ph.shield-check", "done/icon", 18))
        self._foot.before_next(self._said)
        self._foot.before_next(self._beside)

    def _connect(self) -> None:
        self.choose.asked.connect(self.choose_file)
        self.choose.undo_asked.connect(self.undo_import)
        self.done.undo_asked.connect(self.undo_import)
        self.done.see_asked.connect(self._on_see)
        self.done.again_asked.connect(self._on_again)
        self.steps.asked.connect(self._on_step)
        self._cancel.clicked.connect(self.cancel)
        self._foot.back_asked.connect(self._on_back)
        self._foot.next_asked.connect(self._on_next)

    # What the frame shows.

    def title(self) -> str:
        return self.flow.title if self.flow is not None else "Import"

    def subtitle(self) -> str:
        if self.flow is not None:
            return self.flow.subtitle()
        return "Pupil lists, trackers, term dates and the register of schools"

    def tools(self) -> Sequence[QWidget]:
        return (self._cancel,) if self.flow is not None and self._ended is None else ()

    def foot(self) -> QWidget | None:
        return self._foot if self.flow is not None and self.flow.step and self._ended is None else None

    def state_text(self) -> tuple[str, str] | None:
        return ("ph.info", "A backup is made first") if self.flow is not None and self._ended is None else None

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        own: dict[str, Callable[[], None]] = {}
        if self.flow is not None and self._ended is None:
            own |= {"go-on": self._on_next, **self.flow.handlers()}
        return own

    def hint_names(self) -> Collection[str] | None:
        return self.flow.hints.get(self.flow.step, ()) if self.flow is not None and self._ended is None else ()

    def focus_start(self) -> QWidget | None:
        if self._ended is not None:
            return self.done.see if self._ended.see else self.done.again
        if self.flow is not None and self.flow.step:
            return self.flow.focus_start()
        return self.choose.focus_start()

    # Its life.

    def reload(self) -> None:
        record = self.context.record
        history = import_history(record)
        lasts, first = last_times(self.context, history)
        self.choose.show_state(lasts, history, first)
        if self.flow is not None and not self.flow.over and not self.context.jobs.busy:
            self.flow.renew()
        self._show_undo()
        self._show_frame()

    # Choosing a file.

    def choose_file(self, kind: str) -> None:
        """Asks for a file of that kind and begins to read it."""
        made = FLOWS[kind]
        file = self.context.ask.pick_file(f"Choose a file: {made.title.lower()}", made.filters)
        if file is not None:
            self.open_file(kind, file)

    def open_file(self, kind: str, file: Path) -> None:
        """Begins to read a file; the room shows its first step when that is done, or why it was refused."""
        self.choose.refusal.say("", "")
        flow = FLOWS[kind](self.context, file)
        flow.setParent(self)
        self._take_flow(flow)
        flow.shown.connect(self._on_shown)
        flow.ended.connect(self._on_ended)
        flow.refused.connect(self._on_refused)
        flow.read()

    def _take_flow(self, flow: ImportFlow | None) -> None:
        old, self.flow, self._ended = self.flow, flow, None
        if old is not None:
            for pane in old.panes().values():
                self.stack.removeWidget(pane)
                pane.hide()
                pane.deleteLater()
            old.deleteLater()
        if flow is not None:
            for pane in flow.panes().values():
                self.stack.addWidget(pane)
        self._show_frame()

    def _on_refused(self, problem: Problem) -> None:
        name = self.flow.file.name if self.flow is not None else "The file"
        self._take_flow(None)
        place = problem.where or ""
        text = problem.text if not place or place in problem.text or name == place else f"{place}: {problem.text}"
        self.choose.refusal.say(f"{name} was not taken in. Nothing was changed.", text)
        self._focus()

    # Going from step to step.

    def _on_shown(self) -> None:
        if self.sender() is not self.flow or self.flow is None:
            return
        if not self.flow.step and not self.context.jobs.busy:    # reading was cancelled
            self._take_flow(None)
            return
        before = self.stack.currentWidget()
        self._show_frame()
        if self.stack.currentWidget() is not before:
            self._focus()

    def _show_frame(self) -> None:
        flow = self.flow
        step = flow.step if flow is not None and flow.step else CHOOSE
        self.stack.setCurrentWidget(self._pane())
        names = ((CHOOSE, "Choose file"), *(flow.steps if flow is not None else ()))
        here = CONFIRM if flow is not None and flow.asking else step
        at = len(names) if self._ended is not None else [key for key, _ in names].index(here)
        self.steps.set_steps([
            Step(key, title, state="now" if place == at else "done" if place < at else "todo")
            for place, (key, title) in enumerate(names)
        ])
        self.steps.setVisible(flow is not None)
        if flow is not None and flow.step:
            foot = flow.foot()
            self._foot.set_back(foot.back)
            self._foot.set_next(foot.next, not foot.why_not, foot.why_not)
            self._foot.say("")
            self._said.set_text(foot.said)
            self._say_beside(foot.why_not or foot.beside)
            self._beside.setVisible(bool(foot.why_not or foot.beside))
        self.frame_changed.emit()

    def _say_beside(self, words: str) -> None:
        """On one line where that is short, or else on two."""
        wide = QFontMetrics(theme().font("small")).horizontalAdvance(words)
        self._beside.setMinimumWidth(min(wide + 2, theme().px(250)))
        self._beside.set_text(words)

    def _pane(self) -> QWidget:
        if self.flow is None or not self.flow.step:
            return self.choose
        return self.done if self._ended is not None else self.flow.panes()[self.flow.step]

    def _focus(self) -> None:
        start = self.focus_start()
        if start is not None and self.isVisible():
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_step(self, key: str) -> None:
        if self.flow is None or self._ended is not None:
            return
        if key == CHOOSE:
            self.cancel()
        else:
            self.flow.open_step(key)

    def _on_back(self) -> None:
        if self.flow is not None:
            self._on_step(self.flow.previous() or CHOOSE)

    def _on_next(self) -> None:
        if self.flow is not None and not self.context.jobs.busy:
            self.flow.go_next()

    def cancel(self) -> None:
        """Gives the file up; nothing of it was taken in."""
        flow = self.flow
        if flow is None:
            return
        question = Question(
            f"Stop using {flow.file.name}?", "What you matched and put right here is gone. Nothing was changed in the "
            "desk.", do="Stop using it", keep="Go on with it", danger=True,
        )
        if self._ended is None and flow.has_content() and not self.context.ask.confirm(question):
            return
        self.context.jobs.cancel()
        self._take_flow(None)
        self._focus()

    # The end, and the way back.

    def show_ended(self, ended: Ended) -> None:
        """Shows what was done, and whether it can be taken back."""
        self._ended = ended
        if self.flow is not None:
            self.flow.over = True
        self.done.show_ended(ended)
        self.stale = True
        self.freshen()
        self._show_undo()
        self._show_frame()
        self._focus()

    def _on_ended(self, ended: Ended) -> None:
        self.show_ended(ended)
        self.context.say(ended.title, self.undo_import if ended.operation else None)

    def _show_undo(self) -> None:
        if self._ended is None or not self._ended.operation:
            return
        newest = what_can_be_undone(self.context.record)
        fits = newest is not None and newest.operation == self._ended.operation
        self.done.may_undo("" if fits else "Something was changed since, so this import stays. Correct it instead.")

    def undo_import(self) -> None:
        """The newest import is taken back as a whole."""
        record = self.context.record
        self.context.jobs.run("Taking the import back", lambda progress: undo(record, progress), self._on_undone,
                              "Cancelled, nothing is taken back.")

    def _on_undone(self, outcome: Any) -> None:
        self.settle(outcome, self._say_undone)

    def _say_undone(self, undone: Undone) -> None:
        self._take_flow(None)
        self.context.publish(undone.changes)
        self.context.say(f"Undone: {undone.operation}.")
        self._focus()

    def _on_see(self) -> None:
        if self._ended is not None:
            ended = self._ended
            self._take_flow(None)
            self.go(ended.page, **({"part": ended.part} if ended.part else {}))

    def _on_again(self) -> None:
        self._take_flow(None)
        self._focus()


