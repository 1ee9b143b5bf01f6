"""The base of a step: one question, shown from the flow and answered into it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.services.placement_flow import PlacementFlow
from ui.common.context import Context
from ui.theme.current import theme


class StepPane(QWidget):
    """One step in the middle of the page. `answered` follows every change, after the draft was saved.

    `policy_changed` asks for other words past the margin; `next_asked` goes on (a double click on a row).
    """

    key: ClassVar[str] = ""
    heading: ClassVar[str] = ""
    below: ClassVar[str] = ""

    answered = Signal()
    policy_changed = Signal()
    next_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.flow: PlacementFlow | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme().length("space-gap"))

    def minimumSizeHint(self) -> QSize:
        """As wide as there is room: what finds none is arranged otherwise, and nothing is scrolled sideways."""
        return QSize(1, super().minimumSizeHint().height())

    def show_flow(self, flow: PlacementFlow) -> None:
        """Shows the answers so far; nothing is taken for typing."""
        self.flow = flow
        self.fill(flow)

    def fill(self, flow: PlacementFlow) -> None:
        """Overridden by each step."""

    def question(self) -> tuple[str, str]:
        """The heading of the step and the line below it."""
        return self.heading, self.below

    def change(self, **values: object) -> None:
        """Answers into the flow, where anything differs."""
        if self.flow is not None and self.flow.change(**values):
            self.answered.emit()

    def commit(self) -> None:
        """Takes over what is half typed, before the step is left."""

    def focus_start(self) -> QWidget | None:
        """Where focus stands when the step is opened."""
        return None

    def place_of(self, answer: str) -> QWidget | None:
        """Where an answer that is missing is given, to put focus there; None leaves it where it is."""
        return None

    def quotes(self) -> list[tuple[str, str, str]]:
        """What stands past the margin: head, quotation, how it applies."""
        return [tuple(one) for one in self.flow.quotes(self.key)] if self.flow else []
