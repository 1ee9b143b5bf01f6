"""Long work on screen: what, how many of how many, and Cancel. And thin bars for how far something is in."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleValueChangeEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.jobs import Jobs
from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import NONE, box, rounded


def paint_bar(
    painter: QPainter, area: QRectF, value: int, total: int, role: str = "accent", *, edged: bool = False
) -> None:
    """Draws a thin bar filled as far as `value` of `total`. On a tinted ground it wants an edge (`edged`)."""
    now = theme()
    radius = area.height() / 2
    edge = now.colour("line") if edged or now.tints_have_edges else NONE
    box(painter, area, now.colour("track"), edge, radius, 1)
    if total > 0 and value > 0:
        painter.save()
        painter.setClipPath(rounded(area, radius))
        width = max(area.height(), area.width() * min(1.0, value / total))
        box(painter, QRectF(area.left(), area.top(), width, area.height()), now.colour(role), NONE, radius, 0)
        painter.restore()


class ThinBar(QWidget):
    """A bar with no words; what it says is in its accessible name. `role` is a colour role."""

    def __init__(
        self, value: int = 0, total: int = 0, *, role: str = "accent", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value, self._total, self._role = value, total, role
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(value, total)

    def set(self, value: int, total: int, role: str | None = None) -> None:
        """Fills the bar as far as `value` of `total`; a total of 0 is an empty bar."""
        self._value, self._total, self._role = value, total, role or self._role
        self.setAccessibleName(f"{self._name} {value:,} of {total:,}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(110), theme().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_bar(QPainter(self), QRectF(self.rect()), self._value, self._total, self._role)


class JobBar(QWidget):
    """The running job of the runner it was given: appears with it and goes with it."""

    def __init__(self, jobs: Jobs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._jobs = jobs
        self._what = DataLabel("", "medium", cut=True)
        self._count = DataLabel("", "small")
        self._bar = ThinBar(name="Progress")
        self._kept = DataLabel("", "small", wrap=True)
        self.cancel = Button("Cancel", "plain", small=True)
        head = QHBoxLayout()
        head.addWidget(self._what, 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self._kept, 1)
        foot.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.px(8))
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addLayout(foot)
        if jobs is not None:
            jobs.started.connect(self._on_started)
            jobs.stepped.connect(self._on_stepped)
            jobs.ended.connect(self.hide)
            self.cancel.clicked.connect(self._on_cancel)
            self.hide()

    def show_state(self, what: str, done: int, total: int, kept: str = "") -> None:
        """Shows that `done` of `total` are finished; a total of 0 is not known."""
        self._what.set_text(what)
        self._count.set_text(f"{done:,} of {total:,}" if total else f"{done:,}" if done else "")
        self._bar.set(done, total)
        self._kept.set_text(kept)
        self.setAccessibleName(f"{what}, {done:,} of {total:,}" if total else what)
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, done))

    def _on_started(self, what: str, kept: str) -> None:
        self.cancel.setEnabled(True)
        self.cancel.setText("Cancel")
        self.show_state(what, 0, 0, kept or "Cancel undoes all of it.")
        self.show()

    def _on_stepped(self, done: int, total: int, what: str) -> None:
        self.show_state(what or self._what.whole_text(), done, total, self._kept.whole_text())

    def _on_cancel(self) -> None:
        if self._jobs is not None:
            self.cancel.setText("Stopping")
            self.cancel.setEnabled(False)
            self._jobs.cancel()
