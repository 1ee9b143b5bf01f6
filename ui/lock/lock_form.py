"""What the forms of the lock share: a large heading, a sentence, fields in one column, buttons, and a busy state."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.fields import PassphraseField
from ui.common.widgets.key_bar import Hint
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme

WIDTH = 500
INSET, BAR = 4, 16                     # design pixels beside the fields: for the ring, for a scroll bar


class _Fields(Scroller):
    """As tall as what is in it where there is room, so that the buttons follow it; never taller."""

    def _fit(self) -> None:
        super()._fit()
        self.setMaximumHeight(self.widget().minimumHeight())


class LockForm(QWidget):
    """One form of the lock: its fields scroll where there is no room, the buttons of `add_buttons` stay in view.

    `hints_changed` follows a change of what the key bar says.
    """

    hints_changed = Signal()
    back: Button | None = None
    """The button that Esc presses, where there is a way back."""

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        fields = QWidget()
        self.column = QVBoxLayout(fields)
        self.column.setContentsMargins(now.px(INSET), 0, now.px(BAR), 0)
        self.column.setSpacing(now.px(14))
        self.heading = DataLabel(title, "display", wrap=True)
        self.words = DataLabel(words, "body", ink="ink2", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self.heading)
        head.addWidget(self.words)
        self.column.addLayout(head)
        self.column.addSpacing(now.px(8))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(now.px(14))
        self._layout.addStretch(1)
        self._layout.addWidget(_Fields(fields), 1000)
        self._layout.addStretch(1)
        self.setMaximumWidth(now.px(INSET + WIDTH + BAR))
        self.setAccessibleName(title)

    def add_buttons(self, *buttons: Button) -> None:
        """What the form ends with; in view however little room there is."""
        line = QHBoxLayout()
        line.setContentsMargins(theme().px(INSET), 0, 0, 0)
        line.setSpacing(theme().px(12))
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self._layout.insertLayout(self._layout.count() - 1, line)

    def hints(self) -> list[Hint]:
        """The keys that work here."""
        return [(("Enter",), "go on"), (("Alt F4",), "close")]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back is not None:
            self.back.click()
            return
        super().keyPressEvent(event)

    def state(self) -> tuple[str, str]:
        """Icon and words at the right of the key bar."""
        return "", ""

    def start(self) -> QWidget | None:
        """Where focus stands."""
        return None

    def set_busy(self, busy: bool) -> None:
        """While the passphrase is being tried nothing can be changed."""
        for each in self.findChildren(QWidget):
            if isinstance(each, PassphraseField | Button):
                each.setEnabled(not busy)

    def show_problem(self, problem: Problem) -> None:
        """Says what is wrong at the field it belongs to."""


def note_line(icon: str, text: str) -> QWidget:
    """A small icon and a sentence."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme().px(10))
    across.addWidget(Icon(icon, "ink2", 18), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(DataLabel(text, "small", ink="ink", wrap=True), 1)
    return line
