"""The steps of a short piece of work beside each other, joined by lines; those that are done can be reopened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.common.widgets.steps import Step, paint_step
from ui.theme.current import theme
from ui.theme.paint import ring, rule

_SAID = {"done": "done", "now": "this step", "todo": "to do", "blocked": "not yet"}
_LINE = 30


class _LineStep(QAbstractButton):
    """One step; a short line leads on to the next."""

    def __init__(self, number: int, step: Step, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self._number, self._last = number, last
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        """Shows the state it has now; only what is done can be pressed."""
        self.step = step
        done = step.state == "done"
        self.setEnabled(done)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if done else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"Step {self._number}, {step.title}, {_SAID[step.state]}")
        self.updateGeometry()
        self.update()

    def _words(self) -> int:
        return QFontMetrics(theme().font("strong")).horizontalAdvance(self.step.title)

    def sizeHint(self) -> QSize:
        now = theme()
        tail = 0 if self._last else now.px(_LINE + 24)
        return QSize(now.px(32) + self._words() + tail, now.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        side = now.px(22)
        paint_step(painter, QRect(now.px(1), (self.height() - side) // 2, side, side), self._number, self.step.state)
        here = self.step.state == "now"
        painter.setFont(now.font("strong" if here else "body"))
        painter.setPen(now.colour("ink" if here or self.isEnabled() else "ink2"))
        left = now.px(32)
        place = QRect(left, 0, self._words() + now.px(4), self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.step.title)
        if not self._last:
            rule(painter, left + self._words() + now.px(12), self.height() // 2, now.px(_LINE), 1, now.colour("line"))
        if self.hasFocus():
            ring(painter, QRect(0, 0, left + self._words() + now.px(6), self.height()))


class StepLine(QWidget):
    """Steps from left to right; `asked(key)` when one that is done is to be reopened."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(12))
        self._layout.addStretch(1)
        self._buttons: list[_LineStep] = []
        self.setAccessibleName("Steps")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Shows these steps."""
        if [one.step.key for one in self._buttons] != [step.key for step in steps]:
            for old in self._buttons:
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._buttons = [_LineStep(n, step, n == len(steps)) for n, step in enumerate(steps, 1)]
            for place, button in enumerate(self._buttons):
                button.clicked.connect(self._on_clicked)
                self._layout.insertWidget(place, button)
        for button, step in zip(self._buttons, steps, strict=True):
            button.show_step(step)

    def button(self, key: str) -> QAbstractButton:
        """The button of a step."""
        return next(one for one in self._buttons if one.step.key == key)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _LineStep):
            self.asked.emit(button.step.key)
