"""The steps of a long form at its left: what was chosen under each, and which can be reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.names import Whole, name_lines, paint_lines
from ui.theme.paint import NONE, box, cut, ring

_SAID = {"done": "done", "now": "this step", "todo": "to do", "open": "can be opened", "blocked": "not yet"}
_LEFT, _WIDTH, _LINE = 48, 214, 17


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, now, todo, open (reached, with nothing to do there) or blocked.

    `chosen` says what was chosen there.
    """

    key: str
    title: str
    chosen: str = ""
    state: str = "todo"


def paint_step(painter: QPainter, place: QRect, number: int, state: str) -> None:
    """The circle of a step: its number, a tick where it is done, a lock where it cannot be reached yet."""
    now = theme()
    radius = place.width() / 2
    if state == "done":
        box(painter, QRectF(place), now.colour("accent"), NONE, radius, 0)
        inset = now.px(6)
        paint_icon(painter, "ph.check-bold", place.adjusted(inset, inset, -inset, -inset), now.colour("on-accent"))
        return
    edge = now.colour("accent" if state == "now" else "ctl")
    box(painter, QRectF(place), now.colour("surface"), edge, radius, 2 if state == "now" else 1)
    if state == "blocked":
        inset = now.px(5)
        paint_icon(painter, "ph.lock-simple", place.adjusted(inset, inset, -inset, -inset), now.colour("ink2"))
        return
    painter.setFont(now.font("label"))
    painter.setPen(now.colour("link" if state == "now" else "ink2"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), str(number))


class _StepButton(QAbstractButton):
    def __init__(self, number: int, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self.step = number, step
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        self.step = step
        open_now = step.state in ("done", "now", "open")
        self.setEnabled(open_now)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if open_now else Qt.FocusPolicy.NoFocus)
        said = f"Step {self._number}, {step.title}, {_SAID[step.state]}"
        self.setAccessibleName(f"{said}: {step.chosen}" if step.chosen else said)
        self.setToolTip(step.chosen)
        self.updateGeometry()
        self.update()

    def _chosen(self) -> Whole:
        """What was chosen, whole: on more lines where it is long."""
        now = theme()
        return name_lines(self.step.chosen, now.px(_WIDTH - _LEFT - 6), now.font("meta"))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), theme().px(52 + _LINE * (len(self._chosen().lines) - 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        here = self.step.state == "now"
        if here:
            edge = now.colour("hair" if now.edge == 1 else "accent")
            box(painter, self.rect(), now.colour("surface"), edge, now.length("radius-control"), now.edge)
        elif self.underMouse() and self.isEnabled():
            box(painter, self.rect(), now.colour("hover"), NONE, now.length("radius-control"), 0)
        side = now.px(24)
        paint_step(painter, QRect(now.px(12), (self.height() - side) // 2, side, side), self._number, self.step.state)
        left = now.px(_LEFT)
        width = self.width() - left - now.px(6)
        title = now.font("strong" if here else "medium" if self.step.state == "done" else "body")
        chosen = self._chosen() if self.step.chosen else Whole(title, ())
        painter.setFont(title)
        painter.setPen(now.colour("ink" if self.isEnabled() else "ink2"))
        height = now.px(20) + len(chosen.lines) * now.px(_LINE)
        at = QRect(left, (self.height() - height) // 2, width, now.px(20))
        painter.drawText(at, int(Qt.AlignmentFlag.AlignVCenter), cut(self.step.title, title, width))
        paint_lines(painter, at.translated(0, at.height()), chosen, now.colour("ink2"), now.px(_LINE))
        if self.hasFocus():
            ring(painter, self.rect())


class StepList(QWidget):
    """Steps under each other; `asked(key)` when one that is done is to be reopened."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(4))
        self._buttons: list[_StepButton] = []
        self._layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Steps")

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Shows these steps."""
        if [button.step.key for button in self._buttons] != [step.key for step in steps]:
            self._make(steps)
        for button, step in zip(self._buttons, steps, strict=True):
            button.show_step(step)

    def _make(self, steps: Sequence[Step]) -> None:
        for old in self._buttons:
            self._layout.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        for number, step in enumerate(steps, 1):
            button = _StepButton(number, step)
            button.clicked.connect(self._on_clicked)
            self._buttons.append(button)
            self._layout.insertWidget(number - 1, button)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _StepButton):
            self.asked.emit(button.step.key)
