"""Who you are and your passphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.widgets.button import Button
from ui.common.widgets.card import Divider
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.field import Field
from ui.common.widgets.key_bar import Hint
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.passphrases import PassphraseRow
from ui.lock.lock_form import LockForm, note_line
from ui.theme.current import theme


class UnlockForm(LockForm):
    """Opens the desk, or takes the cover off one that was locked.

    With one name in `people`, or with `locked`, the person is given; otherwise they choose. `wrong_tries` answers how
    many of a person failed in a row. `unlock_asked` carries
    person and passphrase; `recovery_asked`, `switch_asked`, `other_desk_asked` are requests.
    """

    unlock_asked = Signal(str, str)
    recovery_asked = Signal()
    switch_asked = Signal()
    other_desk_asked = Signal()

    def __init__(
        self, people: Sequence[str], desk: str, *, locked: bool = False, role: str = "", notes: Sequence[str] = (),
        wrong_tries: Callable[[str], int] = lambda _person: 0, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            "Locked" if locked else "Open the desk",
            "Type your passphrase to carry on. Everything is as you left it." if locked
            else "Type your passphrase. What the desk holds is encrypted until then.",
            parent,
        )  # fmt: skip
        self._people = tuple(people)
        self._locked = locked
        self._wrong_tries = wrong_tries
        now = theme()
        self.who: ChoiceBox | None = None
        self._lay_out_person(desk, role)
        self.passphrase = PassphraseRow(help="The words you chose at set-up.")
        self.column.addWidget(self.passphrase)
        self.unlock = Button("Unlock", "primary", "ph.lock-simple-open", large=True)
        self.recovery = Button("Use the recovery key", "quiet", "ph.key", large=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(now.px(12))
        buttons.addWidget(self.unlock)
        buttons.addWidget(self.recovery)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self._lay_out_notes(notes)
        self.unlock.clicked.connect(self._on_unlock)
        self.passphrase.entered.connect(self._on_unlock)
        self.recovery.clicked.connect(self.recovery_asked)

    def _lay_out_person(self, desk: str, role: str) -> None:
        about = QVBoxLayout()
        about.setSpacing(theme().px(2))
        under = QHBoxLayout()
        if self._locked or len(self._people) == 1:
            about.addWidget(DataLabel(self._people[0] if self._people else "", "strong"))
        else:
            self.who = ChoiceBox([(name, name) for name in self._people], name="Who you are", large=True)
            self.who.changed.connect(self.hints_changed)
            about.addWidget(Field("Who you are", self.who))
        under.addWidget(DataLabel(", ".join(part for part in (role, desk) if part), "small"))
        other = Link("Not you? Switch" if self._locked else "Open another desk")
        other.clicked.connect(self.switch_asked if self._locked else self.other_desk_asked)
        under.addSpacing(theme().px(8))
        under.addWidget(other)
        under.addStretch(1)
        about.addLayout(under)
        self.column.addLayout(about)

    def _lay_out_notes(self, notes: Sequence[str]) -> None:
        if not notes:
            return
        self.column.addSpacing(theme().px(4))
        self.column.addWidget(Divider())
        for note in notes:
            icon = "ph.note-pencil" if "form" in note else "ph.shield-check"
            self.column.addWidget(note_line(icon, note))

    def person(self) -> str:
        """Who wants to open it."""
        return self.who.key() if self.who is not None else (self._people[0] if self._people else "")

    def choose_person(self, name: str) -> None:
        """Who it was the last time."""
        if self.who is not None and name in self._people:
            self.who.set_key(name)

    def hints(self) -> list[Hint]:
        return [(("Enter",), "unlock"), (("Alt F4",), "close"), (("F2",), "recovery key")]

    def state(self) -> tuple[str, str]:
        count = self._wrong_tries(self.person())
        if not count:
            return "ph.lock-key", "5 tries, then a one minute wait"
        return "ph.lock-key", f"Wrong tries: {count} of 5" if count <= 5 else f"Wrong tries: {count}"

    def start(self) -> QWidget | None:
        return self.passphrase.edit

    def show_problem(self, problem: Problem) -> None:
        """A wrong passphrase is said at its field, the words stay out of sight and are to be typed again."""
        self.passphrase.field.set_trouble(problem.text)
        if problem.code in ("keys.wrong", "keys.wait"):
            self.passphrase.clear()
            self.hints_changed.emit()
        self.passphrase.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.recovery_asked.emit()
            return
        super().keyPressEvent(event)

    def _on_unlock(self) -> None:
        if not self.passphrase.text():
            self.passphrase.field.set_trouble("Type your passphrase first.")
            self.passphrase.edit.setFocus()
            return
        self.passphrase.field.set_trouble(None)
        self.unlock_asked.emit(self.person(), self.passphrase.text())
