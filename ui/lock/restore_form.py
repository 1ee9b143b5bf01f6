"""Putting a copy in the place of a desk: which copy, who you were then, and what becomes of what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.problems import Problem
from apdesk.services.backup_copies import BESIDE, SECOND, Copy
from ui.common.dates import clock_time, long_day
from ui.common.jobs import Jobs
from ui.common.widgets.button import Button
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.field import Field
from ui.common.widgets.key_bar import Hint
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.passphrases import PassphraseRow
from ui.common.widgets.progress import JobBar
from ui.lock.lock_form import LockForm, note_line

_WHERE = {BESIDE: "beside the desk", SECOND: "second place"}


class RestoreForm(LockForm):
    """`restore_asked` carries file, desk folder, person and passphrase; `copy_chosen` the file whose people to show.

    `keys_only`: the record is whole and only its keys are taken from the copy, so that nothing is lost.
    """

    restore_asked = Signal(str, str, str, str)
    copy_chosen = Signal(str)
    file_asked = Signal()
    folder_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, copies: Sequence[Copy], folder: Path, jobs: Jobs, *, keys_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            "Take the missing part from a copy" if keys_only else "Restore from a copy",
            "No work is lost: only the part that opens the desk is taken from a copy." if keys_only
            else "AP Desk will be as it was when the copy was made.",
            parent,
        )  # fmt: skip
        self._folder, self._keys_only = folder, keys_only
        self._files = {str(one.file): copy_words(one) for one in copies}
        self.copy = ChoiceBox(list(self._files.items()), name="Which copy", placeholder="Choose a copy", large=True)
        self.who = ChoiceBox([], name="Who you are", placeholder="Choose the copy first", large=True)
        self.passphrase = PassphraseRow(help="If you have changed it since, the one you had on that day.")
        self._copy_field = Field("Which copy", self.copy)
        self._who_field = Field("Who you are", self.who)
        self.bar = JobBar(jobs)
        word = "Take the missing part" if keys_only else "Restore this copy"
        self.go_on = Button(word, "primary", "ph.arrow-counter-clockwise", large=True)
        self.back = Button("Back", "quiet", large=True)
        self._lay_out()
        self._connect()
        self.set_folder(folder)

    def _lay_out(self) -> None:
        self.column.addWidget(self._copy_field)
        self.other = Link("Choose another file")
        self.other.lead = 0
        line = QHBoxLayout()
        line.addWidget(self.other)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addWidget(self._who_field)
        self.column.addWidget(self.passphrase)
        self._where, self._aside = note_line("ph.folder", ""), note_line("ph.archive", "")
        self.elsewhere = Link("Put it elsewhere")
        place = QHBoxLayout()
        place.addWidget(self._where, 1, Qt.AlignmentFlag.AlignVCenter)
        place.addWidget(self.elsewhere)
        self.column.addLayout(place)
        self.column.addWidget(self._aside)
        self.elsewhere.setVisible(not self._keys_only)
        self._aside.setVisible(not self._keys_only)
        self.column.addWidget(self.bar)
        self.add_buttons(self.go_on, self.back)

    def _connect(self) -> None:
        self.copy.changed.connect(self.copy_chosen)
        self.other.clicked.connect(self.file_asked)
        self.elsewhere.clicked.connect(self.folder_asked)
        self.go_on.clicked.connect(self._on_go_on)
        self.passphrase.entered.connect(self._on_go_on)
        self.back.clicked.connect(self.back_asked)

    def hints(self) -> list[Hint]:
        return [(("Tab",), "next field"), (("Enter",), "restore"), (("Esc",), "back"), (("Alt F4",), "close")]

    def start(self) -> QWidget | None:
        return self.passphrase.edit if self.copy.key() else self.copy

    def folder(self) -> Path:
        """Where the desk will stand."""
        return self._folder

    def set_folder(self, folder: Path) -> None:
        """Where the desk will stand, and what becomes of what stands there."""
        self._folder = folder
        there = folder.exists()
        for label in self._where.findChildren(DataLabel):
            label.set_text(f"{'It goes into' if self._keys_only else 'It will be kept in'} {folder}")
        for label in self._aside.findChildren(DataLabel):
            label.set_text("The desk that is there now is kept beside it, whole, under another name." if there
                           else "There is nothing there now.")

    def choose(self, file: Path) -> None:
        """This copy, whether it is on the list or not."""
        if str(file) not in self._files:
            self._files[str(file)] = file.name
            self.copy.set_options(list(self._files.items()))
        self.copy.set_key(str(file))
        self.copy_chosen.emit(str(file))

    def show_people(self, names: Sequence[str], likely: str = "") -> None:
        """Who can open the chosen copy."""
        self._copy_field.set_trouble(None)
        self.who.set_options([(name, name) for name in names])
        if likely in names:
            self.who.set_key(likely)

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        for each in (self.copy, self.who, self.bar.cancel):
            each.setEnabled(not busy or each is self.bar.cancel)

    def show_problem(self, problem: Problem) -> None:
        """A wrong passphrase is said at its field; what is wrong with the copy, at the copy."""
        if problem.code in ("keys.wrong", "keys.wait", "keys.which-person"):
            self.passphrase.field.set_trouble(problem.text)
            self.passphrase.clear()
            self.passphrase.edit.setFocus()
        else:
            self._copy_field.set_trouble(problem.text)
            self.copy.setFocus()

    def _on_go_on(self) -> None:
        if not self.copy.key():
            self._copy_field.set_trouble("Choose a copy first.")
            self.copy.setFocus()
        elif not self.passphrase.text():
            self.passphrase.field.set_trouble("Type your passphrase first.")
            self.passphrase.edit.setFocus()
        else:
            self._copy_field.set_trouble(None)
            self.passphrase.field.set_trouble(None)
            self.restore_asked.emit(self.copy.key(), str(self._folder), self.who.key(), self.passphrase.text())


class RestoredForm(LockForm):
    """What stands again, and where the desk went that stood there; `open_asked` when it is to be opened."""

    open_asked = Signal()

    def __init__(self, sentences: Sequence[str], *, keys_only: bool = False, parent: QWidget | None = None) -> None:
        words = "The missing part is back in place." if keys_only else "The copy is back in place and has been checked."
        super().__init__("The desk is back", words, parent)
        for sentence in sentences:
            self.column.addWidget(note_line("ph.check-circle", sentence))
        self.open = Button("Open the desk", "primary", "ph.lock-simple-open", large=True)
        line = QHBoxLayout()
        line.addWidget(self.open)
        line.addStretch(1)
        self.column.addLayout(line)
        self.open.clicked.connect(self.open_asked)

    def start(self) -> QWidget | None:
        return self.open


def copy_words(copy: Copy) -> str:
    """"Tuesday 10 November 2026, 08:15, beside the desk"."""
    if copy.taken is None:
        return copy.file.name
    where = _WHERE.get(copy.place, copy.file.parent.name)
    return f"{long_day(copy.taken.date())}, {clock_time(copy.taken)}, {where}"
