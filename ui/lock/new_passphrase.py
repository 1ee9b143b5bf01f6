"""Choosing a passphrase: twice the same, long enough, with a word on what is easy to keep."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.lock.lock_form import SHORTEST, PassphraseRow
from ui.theme.current import theme


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
