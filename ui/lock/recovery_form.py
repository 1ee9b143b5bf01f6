"""In by the recovery key from the safe, with a new passphrase at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from ui.common.widgets.button import Button
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.key_bar import Hint
from ui.common.widgets.passphrases import NewPassphrase
from ui.lock.lock_form import LockForm


class RecoveryForm(LockForm):
    """`recover_asked` carries key, person and new passphrase; `back_asked` returns to the passphrase."""

    recover_asked = Signal(str, str, str)
    back_asked = Signal()

    def __init__(self, people: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            "Use the recovery key",
            "It is on the sheet in the safe, in groups of five. Afterwards you print a new one; the old sheet "
            "opens nothing any more.",
            parent,
        )
        self.key = TextArea(lines=2, placeholder="ABCDE-FGHJK-…")
        self.key.setAccessibleName("Recovery key")
        self._field = Field("Recovery key", self.key, help="Capitals, spaces and dashes do not matter.")
        self.who = ChoiceBox([(name, name) for name in people], name="Who you are", large=True)
        self.passphrase = NewPassphrase()
        self.column.addWidget(self._field)
        self.column.addWidget(Field("Who you are", self.who))
        self.column.addWidget(self.passphrase)
        self.go_on = Button("Open with the recovery key", "primary", "ph.key", large=True)
        self.back = Button("Back", "quiet", large=True)
        self.add_buttons(self.go_on, self.back)
        self.go_on.clicked.connect(self._on_go_on)
        self.passphrase.again.entered.connect(self._on_go_on)
        self.back.clicked.connect(self.back_asked)

    def hints(self) -> list[Hint]:
        return [(("Tab",), "next field"), (("Enter",), "go on"), (("Esc",), "back"), (("Alt F4",), "close")]

    def start(self) -> QWidget | None:
        return self.key

    def show_problem(self, problem: Problem) -> None:
        place = self.passphrase.first.field if problem.code == "keys.short" else self._field
        place.set_trouble(problem.text)
        place.go_to()

    def _on_go_on(self) -> None:
        self._field.set_trouble(None if self.key.text().strip() else "Type the recovery key first.")
        if not self.key.text().strip():
            self.key.setFocus()
        elif self.passphrase.verify():
            self.recover_asked.emit(self.key.text(), self.who.key(), self.passphrase.text())
