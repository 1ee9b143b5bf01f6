"""How a step of a new placement is laid out: the steps at the left, one question, the policy past the margin."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.common.widgets.label import DataLabel
from ui.common.widgets.margin import MarginPanel
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.steps import StepList
from ui.placement_wizard.step import StepPane
from ui.theme.current import theme

MARGIN_FROM, STEPS_FROM = 1040, 760     # logical pixels of the page's width


class Spread(QWidget):
    """One pane in the middle, which alone scrolls; steps and policy give way where the page is narrow."""

    def __init__(self, panes: Iterable[StepPane]) -> None:
        super().__init__()
        now = theme()
        self.steps = StepList()
        self.stack = QStackedWidget()
        self._areas = {pane: Scroller(pane) for pane in panes}
        for area in self._areas.values():
            self.stack.addWidget(area)
        self._question = DataLabel("", "title", wrap=True)
        self._below = DataLabel("", "body", ink="ink2", wrap=True)
        middle = QVBoxLayout()
        middle.setSpacing(now.px(4))
        middle.addWidget(self._question)
        middle.addWidget(self._below)
        middle.addSpacing(now.px(6))
        middle.addWidget(self.stack, 1)
        self.margin = MarginPanel()
        self.margin.setFixedWidth(now.px(292))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(now.px(24))
        across.addWidget(self.steps, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(middle, 1)
        across.addWidget(self.margin)

    def open(self, pane: StepPane) -> None:
        """The pane stands in the middle, from its top."""
        self.stack.setCurrentWidget(self._areas[pane])
        self._areas[pane].verticalScrollBar().setValue(0)

    def ask(self, pane: StepPane) -> None:
        """The question of the pane stands over it."""
        question, below = pane.question()
        self._question.set_text(question)
        self._below.set_text(below)

    def quote(self, pane: StepPane) -> None:
        """What the policy says of the pane stands past the margin."""
        self.margin.clear()
        for head, quote, applies in pane.quotes():
            self.margin.add_quote(head, quote, applies)

    def arrange(self, width: float, *, quoted: bool) -> bool:
        """Shows what a page so wide has room for; True where the policy (if `quoted`) stands beside the step."""
        beside = quoted and width >= MARGIN_FROM
        self.margin.setVisible(beside)
        self.steps.setVisible(width >= STEPS_FROM)
        return beside
