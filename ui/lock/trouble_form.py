"""The desk cannot be opened: why, and the ways on; the first of them is a copy of it where there is one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.widgets.button import Button
from ui.common.widgets.label import Link
from ui.lock.lock_form import LockForm, note_line
from ui.theme.current import theme


class TroubleForm(LockForm):
    """`keys_asked` and `restore_asked` lead to a copy, `again_asked` tries once more, `other_asked` goes elsewhere."""

    keys_asked = Signal()
    restore_asked = Signal()
    again_asked = Signal()
    other_asked = Signal()

    def __init__(self, problem: Problem, copies: int, *, keys: bool = False, parent: QWidget | None = None) -> None:
        there = "A part of the desk that opens it is missing or damaged. A copy has it; no work is lost."
        super().__init__("This desk cannot be opened", there if keys and copies else problem.text, parent)
        if problem.where:
            self.column.addWidget(note_line("ph.folder", problem.where))
        found = "1 copy of this desk was found" if copies == 1 else f"{copies} copies of this desk were found"
        self.column.addWidget(note_line("ph.archive", f"{found}." if copies else
                                        "No copy of this desk was found in the places that are known. Another drive "
                                        "may have one: choose its file."))
        word = "Take it from a copy" if keys else "Restore from a copy"
        self.first = Button(word, "primary", "ph.arrow-counter-clockwise", large=True)
        self.again = Button("Try again", "plain", large=True)
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(self.first)
        line.addWidget(self.again)
        line.addStretch(1)
        self.column.addLayout(line)
        self.whole = Link("Restore the whole copy instead")
        self.whole.setVisible(keys)
        other = Link("Open another desk, or begin a new one")
        self.whole.lead = other.lead = 0
        self.column.addWidget(self.whole)
        self.column.addWidget(other)
        self.first.clicked.connect(self.keys_asked if keys else self.restore_asked)
        self.again.clicked.connect(self.again_asked)
        self.whole.clicked.connect(self.restore_asked)
        other.clicked.connect(self.other_asked)

    def start(self) -> QWidget | None:
        return self.first
