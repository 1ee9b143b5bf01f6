"""The recovery key, shown once: print it, copy two groups back, put it in the safe."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.key_bar import Hint
from ui.lock.lock_form import LockForm, note_line
from ui.theme.current import theme
from ui.theme.paint import box


class KeyGroups(QWidget):
    """The groups of the key, numbered, in two rows of four."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = key.split("-")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = "; ".join(f"group {n}: {' '.join(group)}" for n, group in enumerate(self.groups, 1))
        self.setAccessibleName(f"Recovery key, {said}")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(420), theme().px(54) * -(-len(self.groups) // 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        width, gap = (self.width() - 3 * now.px(8)) // 4, now.px(8)
        for number, group in enumerate(self.groups):
            place = QRect((number % 4) * (width + gap), (number // 4) * now.px(54), width, now.px(46))
            box(painter, place, now.colour("surface"), now.colour("ctl"), now.length("radius-control"), now.edge)
            painter.setFont(now.font("meta"))
            painter.setPen(now.colour("ink3"))
            painter.drawText(place.adjusted(now.px(6), now.px(3), 0, 0), int(Qt.AlignmentFlag.AlignLeft),
                             str(number + 1))
            painter.setFont(now.font("h2"))
            painter.setPen(now.colour("ink"))
            painter.drawText(place.adjusted(0, now.px(6), 0, 0), int(Qt.AlignmentFlag.AlignCenter), group)


class RecoveryKeyForm(LockForm):
    """Goes on only after two groups were copied back and the box about the safe is ticked.

    `print_asked` asks for the sheet; `kept` follows when all is done. `asked` are the groups to copy, from 1.
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
        self._groups = key.split("-")
        self._asked = tuple(number for number in asked if number <= len(self._groups))
        self.column.addWidget(KeyGroups(key))
        self.print = Button("Print the sheet for the safe", "plain", "ph.printer", large=True)
        line = QHBoxLayout()
        line.addWidget(self.print)
        line.addStretch(1)
        self.column.addLayout(line)
        self.copies = [TextField(most=12, large=True) for _ in self._asked]
        self._fields = [
            Field(f"Copy group {number}", copy) for number, copy in zip(self._asked, self.copies, strict=True)
        ]
        across = QHBoxLayout()
        across.setSpacing(theme().px(12))
        for field in self._fields:
            across.addWidget(field)
        self.column.addLayout(across)
        self.safe = CheckBox("I have put it in the safe")
        self.column.addWidget(self.safe)
        self.go_on = Button("Open the desk", "primary", "ph.lock-simple-open", large=True)
        foot = QHBoxLayout()
        foot.addWidget(self.go_on)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.column.addWidget(note_line("ph.info", "The sheet names the school and the day, and no pupil."))
        self.print.clicked.connect(self.print_asked)
        self.go_on.clicked.connect(self._on_go_on)

    def hints(self) -> list[Hint]:
        return [(("Tab",), "next field"), (("Space",), "tick")]

    def start(self) -> QWidget | None:
        return self.print

    def _on_go_on(self) -> None:
        wrong = None
        for number, field, copy in zip(self._asked, self._fields, self.copies, strict=True):
            fine = copy.text().strip().upper() == self._groups[number - 1]
            field.set_trouble(None if fine else f"Group {number} reads otherwise above.")
            wrong = wrong or (None if fine else field)
        if wrong is not None:
            wrong.go_to()
        elif not self.safe.isChecked():
            self.safe.setFocus()
            self.words.set_text("Tick that the sheet is in the safe, then go on.")
        else:
            self.kept.emit()
