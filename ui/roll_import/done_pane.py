"""What taking a file in did, and the way back while nothing later stands on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.roll_import.flow import Ended
from ui.theme.current import theme


class DonePane(QWidget):
    """`undo_asked`, `see_asked` and `again_asked` are its three buttons."""

    undo_asked = Signal()
    see_asked = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        centre = Qt.AlignmentFlag.AlignHCenter
        body = QVBoxLayout(self)
        body.setSpacing(now.px(6))
        body.addStretch(2)
        self._icon = Icon("ph.check-circle-fill", "done/icon", 36)
        self.head = DataLabel("", "title", wrap=True)
        self.words = DataLabel("", "body", wrap=True)
        self.kept = DataLabel("", "small", wrap=True)
        body.addWidget(self._icon, 0, centre)
        for label in (self.head, self.words, self.kept):
            label.setAlignment(centre)
            body.addWidget(label)
        self.undo = Button("Undo import", "plain", "ph.arrow-counter-clockwise")
        self.see = Button("", "primary")
        self.again = Button("Import another file", "plain")
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        line.addStretch(1)
        for button in (self.undo, self.again, self.see):
            line.addWidget(button)
        line.addStretch(1)
        body.addSpacing(now.px(10))
        body.addLayout(line)
        body.addStretch(3)
        self.undo.clicked.connect(self.undo_asked)
        self.see.clicked.connect(self.see_asked)
        self.again.clicked.connect(self.again_asked)

    def show_ended(self, ended: Ended) -> None:
        """Says what was done."""
        self.head.set_text(ended.title)
        self.words.set_text("\n".join(ended.lines))
        self.see.setText(ended.see)
        self.see.setVisible(bool(ended.see))
        self.undo.setVisible(bool(ended.operation))

    def may_undo(self, why_not: str) -> None:
        """The import can be taken back, or why it cannot."""
        self.undo.set_why(why_not)
        self.kept.set_text(why_not or "Undo import takes all of it back, until the next change.")
        self.kept.setVisible(self.undo.isVisibleTo(self))
