"""The forms of who can open the desk: one's own passphrase, somebody new, somebody who forgot theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.domain.permissions import PERSON_ROLES, READ_ONLY, may_words
from apdesk.problems import Problem
from ui.common.jobs import Jobs
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.passphrases import NewPassphrase, PassphraseRow
from ui.settings.job_form import JobForm

Save = Callable[[Any], Any]


@dataclass(frozen=True)
class Access:
    """Somebody who is to open the desk: id among the staff, the name they unlock under, role and passphrase."""

    staff: str
    name: str
    role: str
    passphrase: str


class _Fitting(JobForm):
    """Grows and shrinks with what is said at its passphrases."""

    def _watch(self, *rows: PassphraseRow) -> None:
        for row in rows:
            row.field.grown.connect(self.fit)


class PassphraseForm(_Fitting):
    """One's own passphrase: the present one, then a new one twice. `save` gets (present, wanted)."""

    def __init__(self, save: Save, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            "Change your passphrase", "The record is not rewritten; only the new passphrase opens it for you.",
            jobs=jobs, what="Changing", save=save, do="Change passphrase", parent=parent,
        )  # fmt: skip
        self.present = PassphraseRow("Present passphrase")
        self.wanted = NewPassphrase()
        self.middle.addWidget(self.present)
        self.middle.addWidget(self.wanted)
        self._watch(self.present, self.wanted.first, self.wanted.again)
        self.present.edit.setFocus()

    def values(self) -> tuple[str, str]:
        return self.present.text(), self.wanted.text()

    def ready(self) -> bool:
        self.present.field.set_trouble(None if self.present.text() else "Type your present passphrase first.")
        if not self.present.text():
            self.present.edit.setFocus()
        return bool(self.present.text()) and self.wanted.verify()

    def refused(self, problem: Problem) -> None:
        place = self.wanted.first if problem.code == "keys.short" else self.present
        place.field.set_trouble(problem.text)
        place.clear()
        place.edit.setFocus()


class ConfirmForm(_Fitting):
    """Something that needs one's passphrase once more before it is done."""

    def __init__(self, title: str, body: str, do: str, what: str, save: Save, jobs: Jobs,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(title, body, jobs=jobs, what=what, save=save, do=do, parent=parent)
        self.passphrase = PassphraseRow("Your passphrase")
        self.middle.addWidget(self.passphrase)
        self._watch(self.passphrase)
        self.passphrase.edit.setFocus()

    def values(self) -> str:
        return self.passphrase.text()

    def ready(self) -> bool:
        self.passphrase.field.set_trouble(None if self.passphrase.text() else "Type your passphrase first.")
        if not self.passphrase.text():
            self.passphrase.edit.setFocus()
        return bool(self.passphrase.text())

    def refused(self, problem: Problem) -> None:
        self.passphrase.field.set_trouble(problem.text)
        self.passphrase.clear()
        self.passphrase.edit.setFocus()


class AccessForm(_Fitting):
    """Somebody new: who on the staff, under which name, in which role, with a passphrase that they type."""

    def __init__(
        self, people: Sequence[tuple[str, str, str]], save: Save, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Let somebody open the desk",
            "They type their passphrase here themselves. Everything they do is kept under their name.",
            jobs=jobs, what="Giving access", save=save, do="Give access", width=560, parent=parent,
        )  # fmt: skip
        self._names = {key: name for key, _, name in people}
        self.who = ChoiceBox([(key, label) for key, label, _ in people], name="Who")
        self.name = TextField(most=80)
        self.role = RoleChoice()
        self.passphrase = NewPassphrase()
        self.add_field(Field("Who", self.who, help="Somebody among the staff"))
        self.add_field(Field("Name they unlock under", self.name, check=self._no_name))
        self.middle.addWidget(self.role)
        self.middle.addWidget(self.passphrase)
        self._watch(self.passphrase.first, self.passphrase.again)
        self.role.changed(self.fit)
        self.who.changed.connect(self._on_who)
        self._on_who(self.who.key())
        self.who.setFocus()

    def values(self) -> Access:
        return Access(self.who.key(), self.name.text().strip(), self.role.key(), self.passphrase.text())

    def ready(self) -> bool:
        return self.passphrase.verify()

    def refused(self, problem: Problem) -> None:
        place = self.passphrase.first.field if problem.code == "keys.short" else self.fields[1]
        place.set_trouble(problem.text)
        place.go_to()

    def _on_who(self, key: str) -> None:
        self.name.setText(self._names.get(key, ""))

    def _no_name(self) -> str | None:
        return None if self.name.text().strip() else "They choose this name when they unlock."


class ResetForm(_Fitting):
    """A new passphrase for somebody who forgot theirs, typed by them. `save` gets it."""

    def __init__(self, name: str, save: Save, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            f"New passphrase for {name}", "They type it here themselves; the one before opens nothing any more.",
            jobs=jobs, what="Setting", save=save, do="Set passphrase", parent=parent,
        )  # fmt: skip
        self.wanted = NewPassphrase()
        self.middle.addWidget(self.wanted)
        self._watch(self.wanted.first, self.wanted.again)
        self.wanted.first.edit.setFocus()

    def values(self) -> str:
        return self.wanted.text()

    def ready(self) -> bool:
        return self.wanted.verify()


class RoleChoice(QWidget):
    """A role with what it may do said below."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = ChoiceBox(list(PERSON_ROLES.items()), name="Role")
        self._box.set_key(role or READ_ONLY)
        self._may = DataLabel("", "meta", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Field("Role", self._box))
        column.addWidget(self._may)
        self._box.changed.connect(self._say)
        self._say()
        self.setFocusProxy(self._box)

    def key(self) -> str:
        """The role chosen."""
        return self._box.key()

    def set_key(self, role: str) -> None:
        """Chooses a role."""
        self._box.set_key(role)
        self._say()

    def changed(self, told: Callable[[], None]) -> None:
        """`told` is called when another role is chosen."""
        self._box.changed.connect(lambda _key: told())

    def _say(self, _key: str = "") -> None:
        self._may.set_text(may_words(self.key()))
