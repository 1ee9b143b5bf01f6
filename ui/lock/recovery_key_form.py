"""The recovery key, shown once: print it, copy two groups back, put it in the safe."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.key_bar import Hint
from ui.common.widgets.recovery_key import KeyProof
from ui.lock.lock_form import LockForm, note_line


class RecoveryKeyForm(LockForm):
    """Goes on only after two groups were copied back and the box about the safe is ticked.

    `print_asked` asks for the sheet; `kept` follows when all is done.
    """

    print_asked = Signal()
    kept = Signal()

    def __init__(self, key: str, asked: tuple[int, int] = (2, 7), parent: QWidget | None = None) -> None:
        super().__init__(
            "Your recovery key",
            "It opens the desk when a passphrase is forgotten. It is shown this once and kept nowhere: without it "
            "and without a passphrase nobody can ever read the desk.",
            parent,
        )
        self.proof = KeyProof(key, asked)
        self.copies, self.safe, self.print = self.proof.copies, self.proof.safe, self.proof.print
        self.column.addWidget(self.proof)
        self.go_on = Button("Open the desk", "primary", "ph.lock-simple-open", large=True)
        foot = QHBoxLayout()
        foot.addWidget(self.go_on)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.column.addWidget(note_line("ph.info", "The sheet names the school and the day, and no pupil."))
        self.proof.print_asked.connect(self.print_asked)
        self.proof.entered.connect(self._on_go_on)
        self.go_on.clicked.connect(self._on_go_on)

    def hints(self) -> list[Hint]:
        return [(("Enter",), "next field, go on"), (("Space",), "tick"), (("Alt F4",), "close")]

    def start(self) -> QWidget | None:
        return self.print

    def say_printed(self) -> None:
        """The sheet went to the printer: what is to be done with it, and where the cursor goes for that."""
        self.words.set_text(
            "The sheet is printed. Type two of its groups to be sure that it can be read, then put it in the safe."
        )
        self.copies[0].setFocus()

    def _on_go_on(self) -> None:
        if not self.proof.copied():
            return
        if not self.proof.in_safe():
            self.words.set_text("Tick that the sheet is in the safe, then go on.")
        else:
            self.kept.emit()
