"""What can be done with several marked duties, over the list while any is marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import box

DEEDS = (("complete", "Mark as done…"), ("put-off", "Put off…"), ("give", "Give…"), ("wait", "Waiting…"),
         ("chase", "Chase…"))  # fmt: skip
CLEAR = "clear"


class MarkedBar(QWidget):
    """"3 marked" with a button each; `asked` with the name of the deed, "clear" to take the marks away."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._said = DataLabel("", "strong")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(now.px(16), now.px(4), now.px(10), now.px(4))
        layout.setSpacing(now.px(6))
        layout.addWidget(self._said)
        layout.addStretch(1)
        self.buttons: dict[str, Button] = {}
        for name, words in (*DEEDS, (CLEAR, "Clear")):
            button = Button(words, "quiet" if name == CLEAR else "plain", small=True)
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            self.buttons[name] = button
            layout.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Marked duties")
        self.hide()

    def show_marks(self, number: int) -> None:
        """Says how many are marked; hidden where none is."""
        self._said.set_text(f"{number} marked")
        self.setVisible(number > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        box(QPainter(self), self.rect(), now.colour("tint"), now.colour("accent"), now.length("radius-card"), now.edge)
