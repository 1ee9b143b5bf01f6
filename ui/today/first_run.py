"""Before the first placement: what there is to set up, step by step, each to be put aside and found again."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.label import DataLabel
from ui.common.widgets.margin import MarginRule
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box
from ui.today.set_up import SetUpStep


class StepCircle(QWidget):
    """The number of a step, or a tick."""

    def __init__(
        self, number: int, done: bool, now: bool, skipped: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._number, self._done, self._now = number, done, now
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Step {number}, {'done' if done else 'later' if skipped else 'to do'}")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(24), theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        area = QRectF(self.rect())
        if self._done:
            box(painter, area, now.colour("accent"), NONE, area.width() / 2, 0)
            inset = now.px(6)
            paint_icon(painter, "ph.check-bold", self.rect().adjusted(inset, inset, -inset, -inset),
                       now.colour("on-accent"))
            return
        edge = now.colour("accent" if self._now else "ctl")
        box(painter, area, now.colour("surface"), edge, area.width() / 2, 2 if self._now else 1)
        painter.setFont(now.font("label"))
        painter.setPen(now.colour("link" if self._now else "ink2"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class FirstRun(Card):
    """The steps under the margin; `asked(page, part)` when one is to be done, `skipped(key)` when it is put aside.

    `said` when somebody says that what stands there is right. Arrows move between the steps.
    """

    asked = Signal(str, str)
    skipped = Signal(str)
    said = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        edge = theme().edge
        self._layout = self.body
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(0)
        self.buttons: list[Button] = []
        self.skips: dict[str, Button] = {}

    def first_button(self) -> Button | None:
        """Where focus stands: the step to be done next."""
        return next((one for one in self.buttons if one.variant == "primary"), next(iter(self.buttons), None))

    def set_steps(self, steps: tuple[SetUpStep, ...]) -> None:
        """Shows these steps; the first that is not done has the filled button."""
        while self._layout.count():
            old = self._layout.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons, self.skips = [], {}
        first = next((number for number, step in enumerate(steps) if not step.settled), -1)
        for number, step in enumerate(steps):
            row = self._row(number, step, number == first, number == len(steps) - 1)
            self._layout.addWidget(row)
            row.show()  # at once: the layout would show it one turn later, after focus was to stand on it

    def _row(self, number: int, step: SetUpStep, now: bool, last: bool) -> QWidget:
        px = theme().px
        row = StepRow(now, last)
        across = QHBoxLayout(row)
        across.setContentsMargins(px(20), 0, px(20), 0)
        across.setSpacing(px(16))
        across.addWidget(StepCircle(number + 1, step.done, now, step.skipped))
        across.addSpacing(px(2))
        across.addWidget(MarginRule())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, px(8), 0, px(8))
        words.addWidget(DataLabel(step.title, "h3"))
        words.addWidget(DataLabel(f"Later. {step.detail}" if step.skipped else step.detail, "small", cut=True))
        across.addLayout(words, 1)
        if now:
            self._put_aside(across, step)
        if step.says:
            self._lead(across, step.button, "plain", step).clicked.connect(
                lambda: self.asked.emit(step.page, step.part)
            )
            filled = self._lead(across, step.says, "primary" if now else "plain", step)
            filled.clicked.connect(self.said)
        else:
            filled = self._lead(across, step.button, "primary" if now else "plain", step)
            filled.clicked.connect(lambda: self.asked.emit(step.page, step.part))
        self.buttons.append(filled)
        return row

    def _put_aside(self, across: QHBoxLayout, step: SetUpStep) -> None:
        skip = Button("Later", "quiet", name=f"{step.title}: later")
        skip.clicked.connect(lambda: self.skipped.emit(step.key))
        self.skips[step.key] = skip
        across.addWidget(skip)

    @staticmethod
    def _lead(across: QHBoxLayout, words: str, variant: str, step: SetUpStep) -> Button:
        button = Button(words, variant, name=f"{step.title}: {words}")
        across.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}.get(Qt.Key(event.key()))
        here = next((number for number, one in enumerate(self.buttons) if one.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        else:
            self.buttons[(here + step) % len(self.buttons)].setFocus()


class StepRow(QWidget):
    """57 px with a hairline below, the last without; tinted where it is the next to do."""

    def __init__(self, now: bool, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now, self._last = now, last
        self.setFixedHeight(theme().px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        if self._now:
            card = QPainterPath()
            edge, round = now.edge, now.length("radius-card") - now.edge
            inside = self.parentWidget().rect().adjusted(edge, edge, -edge, -edge).translated(-self.pos())
            card.addRoundedRect(QRectF(inside), round, round)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(card)
            painter.fillRect(self.rect(), now.colour("select"))
        if not self._last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, now.colour("hair"))
