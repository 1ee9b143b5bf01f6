"""What the forms of the lock share: a large heading, a sentence, fields in one column, and a busy state."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.field import Field
from ui.common.widgets.fields import PassphraseField
from ui.common.widgets.key_bar import Hint
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme

WIDTH = 500
SHORTEST = 12
"""Characters of a passphrase; the desk itself refuses fewer."""


class LockForm(QWidget):
    """One form of the lock. `hints_changed` follows a change of what the key bar says."""

    hints_changed = Signal()

    def __init__(self, title: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(now.px(14))
        self.heading = DataLabel(title, "display", wrap=True)
        self.words = DataLabel(words, "body", ink="ink2", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self.heading)
        head.addWidget(self.words)
        self.column.addLayout(head)
        self.column.addSpacing(now.px(8))
        self.setMaximumWidth(now.px(WIDTH))
        self.setAccessibleName(title)

    def hints(self) -> list[Hint]:
        """The keys that work here."""
        return [(("Enter",), "go on"), (("Alt F4",), "close")]

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


class PassphraseRow(QWidget):
    """A passphrase with Show beside it, and a word about Caps Lock below."""

    entered = Signal()

    def __init__(self, label: str = "Passphrase", help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self.edit = PassphraseField(name=label)
        self.show_button = Button("Show", "plain", "ph.eye", large=True, name=f"Show {label.lower()}")
        self.show_button.setCheckable(False)
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(now.px(8))
        across.addWidget(self.edit, 1)
        across.addWidget(self.show_button)
        line.setFocusProxy(self.edit)
        line.setAccessibleName(label)
        self.field = Field(label, line, help=help)
        self.field.control = self.edit
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        self.show_button.clicked.connect(self._on_show)
        self.edit.returnPressed.connect(self.entered)
        self._shown = False

    def text(self) -> str:
        """The words typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forgets the words and hides what comes next."""
        self.edit.clear()
        if self._shown:
            self._on_show()

    def _on_show(self) -> None:
        self._shown = not self._shown
        self.edit.set_shown(self._shown)
        self.show_button.setText("Hide" if self._shown else "Show")
        self.show_button.set_icon("ph.eye-slash" if self._shown else "ph.eye")
        self.edit.setFocus()


def note_line(icon: str, text: str) -> QWidget:
    """A small icon and a sentence."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme().px(10))
    across.addWidget(Icon(icon, "ink2", 18), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(DataLabel(text, "small", ink="ink", wrap=True), 1)
    return line
