"""A passphrase to type, and a new one to choose: twice the same, long enough."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.field import Field
from ui.common.widgets.fields import PassphraseField
from ui.theme.current import theme

SHORTEST = 12
"""Characters of a passphrase; the desk itself refuses fewer."""


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


class NewPassphrase(QWidget):
    """Two fields that have to agree; `trouble` shows what is wrong at the field it belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PassphraseRow(
            "New passphrase", f"At least {SHORTEST} characters. Three or four unrelated words are easy to keep."
        )
        self.again = PassphraseRow("The same again")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(12))
        layout.addWidget(self.first)
        layout.addWidget(self.again)
        self.first.entered.connect(self.again.edit.setFocus)

    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def verify(self) -> bool:
        """True where it is long enough and the same twice; else it is said at the field and focus goes there."""
        short = len(self.text().strip()) < SHORTEST
        differs = self.text() != self.again.text()
        self.first.field.set_trouble(f"A passphrase needs at least {SHORTEST} characters." if short else None)
        self.again.field.set_trouble("The two are not the same." if differs and not short else None)
        if short:
            self.first.edit.setFocus()
        elif differs:
            self.again.edit.setFocus()
        return not short and not differs
