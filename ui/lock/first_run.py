"""The first morning: a new desk, or one that is already somewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.jobs import Jobs
from ui.common.widgets.button import Button
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.key_bar import Hint
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.passphrases import NewPassphrase
from ui.common.widgets.progress import JobBar
from ui.lock.lock_form import LockForm, note_line
from ui.theme.current import theme


class StartForm(LockForm):
    """Two ways in: `new_asked` and `open_asked`; `restore_asked` for a desk that is lost, `practice_asked` for the
    made-up school."""

    new_asked = Signal()
    open_asked = Signal()
    practice_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Welcome to AP Desk",
            "The day book of your alternative provision office. A desk is one encrypted folder on this computer or "
            "on the school’s drive.",
            parent,
        )
        self.new = Button("Make a new desk", "primary", "ph.plus-bold", large=True)
        self.open = Button("Open a desk you have", "plain", "ph.folder-open", large=True)
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(self.new)
        line.addWidget(self.open)
        line.addStretch(1)
        self.column.addLayout(line)
        practice = Link("Look round a practice school first", icon="ph.eye")
        self.column.addWidget(practice)
        restore = Link("Restore a desk from a copy", icon="ph.arrow-counter-clockwise")
        practice.lead = restore.lead = 0
        self.column.addWidget(restore)
        restore.clicked.connect(self.restore_asked)
        self.column.addSpacing(theme().px(8))
        self.column.addWidget(note_line("ph.shield-check", "Nothing leaves this computer unless you send it."))
        self.new.clicked.connect(self.new_asked)
        self.open.clicked.connect(self.open_asked)
        practice.clicked.connect(self.practice_asked)

    def start(self) -> QWidget | None:
        return self.new


class MakingForm(LockForm):
    """Shows how far the made-up school is."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            "A made-up school",
            "Larkmoor High School, with pupils, providers and placements that nobody has. Change what you like: it "
            "goes when you close the program.",
            parent,
        )
        self.bar = JobBar(jobs)
        self.column.addWidget(self.bar)

    def hints(self) -> list[Hint]:
        return [(("Alt F4",), "close")]

    def start(self) -> QWidget | None:
        return self.bar.cancel


class NewDeskForm(LockForm):
    """`made_asked` carries folder, person, passphrase and school; `folder_asked` opens the picker."""

    made_asked = Signal(str, str, str, str)
    folder_asked = Signal()
    back_asked = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("Make a new desk", "A few things now; the rest can wait and is easy to find later.", parent)
        self._folder = folder
        self.school = TextField("Larkmoor High School", large=True)
        self.person = TextField("J Pemberton", large=True)
        self.passphrase = NewPassphrase()
        self._school_field = Field("Name of the school", self.school, check=self._school_missing)
        self._person_field = Field("Your name", self.person, check=self._person_missing)
        self.column.addWidget(self._school_field)
        self.column.addWidget(self._person_field)
        self.column.addWidget(self.passphrase)
        where = QHBoxLayout()
        self._where = note_line("ph.folder", "")
        change = Link("Put it elsewhere")
        change.clicked.connect(self.folder_asked)
        where.addWidget(self._where, 1, Qt.AlignmentFlag.AlignVCenter)
        where.addWidget(change)
        self.column.addLayout(where)
        self.make = Button("Make the desk", "primary", "ph.lock-simple", large=True)
        self.back = Button("Back", "quiet", large=True)
        self.add_buttons(self.make, self.back)
        self.make.clicked.connect(self._on_make)
        self.school.returnPressed.connect(self.person.setFocus)
        self.person.returnPressed.connect(self.passphrase.first.edit.setFocus)
        self.passphrase.again.entered.connect(self._on_make)
        self.back.clicked.connect(self.back_asked)
        self.set_folder(folder)

    def set_folder(self, folder: Path) -> None:
        """Where the desk will stand."""
        self._folder = folder
        for label in self._where.findChildren(DataLabel):
            label.set_text(f"It will be kept in {folder}")

    def hints(self) -> list[Hint]:
        return [(("Enter",), "next field, then make it"), (("Esc",), "back"), (("Alt F4",), "close")]

    def start(self) -> QWidget | None:
        return self.school

    def show_problem(self, problem: Problem) -> None:
        place = self.passphrase.first.field if problem.code == "keys.short" else self._person_field
        place.set_trouble(problem.text)

    def _school_missing(self) -> str | None:
        return None if self.school.text().strip() else "The name is printed on every letter."

    def _person_missing(self) -> str | None:
        return None if self.person.text().strip() else "Everything you do is kept under your name."

    def _on_make(self) -> None:
        fields = [field for field in (self._school_field, self._person_field) if not field.verify()]
        if fields:
            fields[0].go_to()
        elif self.passphrase.verify():
            self.made_asked.emit(str(self._folder), self.person.text().strip(), self.passphrase.text(),
                                 self.school.text().strip())
