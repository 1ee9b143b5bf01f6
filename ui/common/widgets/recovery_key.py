"""The recovery key, shown once: its groups, the sheet to print, two groups copied back, and the word about the safe."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
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


class KeyProof(QWidget):
    """`print_asked` asks for the sheet; `entered` is Enter on the last box. `asked` are the groups to copy back."""

    print_asked = Signal()
    entered = Signal()

    def __init__(self, key: str, asked: tuple[int, int] = (2, 7), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._groups = key.split("-")
        self.asked = tuple(number for number in asked if number <= len(self._groups))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.px(14))
        column.addWidget(KeyGroups(key))
        self.print = Button("Print the sheet for the safe", "plain", "ph.printer", large=True)
        line = QHBoxLayout()
        line.addWidget(self.print)
        line.addStretch(1)
        column.addLayout(line)
        self.copies = [TextField(most=12, large=True) for _ in self.asked]
        self.fields = [
            Field(f"Group {number}, read from the sheet", copy)
            for number, copy in zip(self.asked, self.copies, strict=True)
        ]
        across = QHBoxLayout()
        across.setSpacing(now.px(12))
        for field in self.fields:
            across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(across)
        self.safe = CheckBox("I have put it in the safe")
        self.safe.installEventFilter(self)
        column.addWidget(self.safe)
        self.print.clicked.connect(self.print_asked)
        for copy, following in zip(self.copies, (*self.copies[1:], self.safe), strict=True):
            copy.returnPressed.connect(following.setFocus)
        for field, copy in zip(self.fields, self.copies, strict=True):
            copy.textEdited.connect(lambda _, field=field: field.set_trouble(None))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on from the box, which a box alone would not hear."""
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def copied(self) -> bool:
        """True where both groups were copied right; else it is said at the first that was not."""
        wrong = None
        for number, field, copy in zip(self.asked, self.fields, self.copies, strict=True):
            typed = copy.text().strip().upper()
            fine = typed == self._groups[number - 1]
            told = f"That is not group {number}: look at it above once more."
            why = told if typed else f"Type group {number} as the sheet has it."
            field.set_trouble(None if fine else why)
            wrong = wrong or (None if fine else field)
        if wrong is not None:
            wrong.go_to()
        return wrong is None

    def in_safe(self) -> bool:
        """True where the box about the safe is ticked; else focus goes there."""
        if not self.safe.isChecked():
            self.safe.setFocus()
        return self.safe.isChecked()
