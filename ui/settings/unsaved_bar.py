"""The line at the foot of a part that has something unsaved: what, discard it, or go on to saving it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme


class UnsavedBar(QFrame):
    """Hidden while there is nothing to save. `go_on_asked` and `discard_asked` are its two buttons."""

    go_on_asked = Signal()
    discard_asked = Signal()

    def __init__(self, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._icon = Icon("ph.note-pencil", "ink2", 18)
        self._said = DataLabel("", "medium", wrap=True)
        self.discard = Button("Discard changes", "quiet")
        self.go_on = Button(go_on, "primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, now.px(4), 0, 0)
        layout.setSpacing(now.px(10))
        layout.addWidget(self._icon)
        layout.addWidget(self._said, 1)
        layout.addWidget(self.discard)
        layout.addWidget(self.go_on)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.discard.clicked.connect(self.discard_asked)
        self.go_on.clicked.connect(self.go_on_asked)
        self.hide()

    def show_state(self, said: str, trouble: str = "") -> None:
        """Says what is unsaved, or hides; `trouble` is why it cannot be saved yet."""
        self.setVisible(bool(said or trouble))
        self._said.set_text(trouble or said)
        self._said.set_ink("overdue/surface" if trouble else None)
        self._icon.set(*(("ph.warning-octagon-fill", "overdue/icon") if trouble else ("ph.note-pencil", "ink2")))
        self.go_on.set_why(trouble)
