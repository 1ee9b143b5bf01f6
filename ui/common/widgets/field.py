"""A control with its label above, help below, and one sentence when something has to be put right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel, Link
from ui.theme.current import theme


@dataclass(frozen=True)
class Mend:
    """What is wrong in a sentence, and a button that puts it right ("Use Mon 16 Nov")."""

    text: str
    button: str
    do: Callable[[], None]


Check = Callable[[], "str | Mend | None"]


class Field(QWidget):
    """Label, control, help and trouble. `check` runs when focus leaves the control, never while typing.

    `grown` tells that the field needs another height; `verified` follows each check.
    """

    grown = Signal()
    verified = Signal(bool)

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        help: str = "",
        if_known: bool = False,
        needed: bool = False,
        check: Check | None = None,
        aside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.label = label
        self.control = control
        self._check = check
        self._mend: Mend | None = None
        self._label = DataLabel(f"{label}{' (if known)' if if_known else ' (needed)' if needed else ''}", "label")
        self._label.setBuddy(control)
        self._help = DataLabel(help, "meta", wrap=True)
        self._trouble = DataLabel("", "small", ink="overdue/surface", wrap=True)
        self._octagon = Icon("ph.warning-octagon-fill", "overdue/icon", 14)
        self._mend_button = Button("", "soft", small=True)
        self._describe(help)
        self._lay_out(aside)
        self._help.setVisible(bool(help))   # only now, or it would be shown as a window of its own
        self._mend_button.clicked.connect(self._on_mend)
        if hasattr(control, "left"):
            control.left.connect(self._on_left)

    def _describe(self, help: str) -> None:
        if not self.control.accessibleName():
            self.control.setAccessibleName(self._label.whole_text())
        self.control.setAccessibleDescription(help)

    def _lay_out(self, aside: QWidget | None) -> None:
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.px(4))
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self._label)
        if aside is not None:
            head.addWidget(aside)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.control)
        layout.addWidget(self._help)
        self._trouble_row = QWidget()
        line = QHBoxLayout(self._trouble_row)
        line.setContentsMargins(0, now.px(2), 0, 0)
        line.setSpacing(now.px(6))
        line.addWidget(self._octagon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._trouble, 1)
        layout.addWidget(self._trouble_row)
        layout.addWidget(self._mend_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._trouble_row.hide()
        self._mend_button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def verify(self) -> bool:
        """Runs the check now and shows what it found; True where nothing is wrong."""
        self.set_trouble(self._check() if self._check else None)
        fine = self._trouble_row.isHidden()
        self.verified.emit(fine)
        return fine

    def trouble(self) -> str:
        """The sentence shown, or nothing."""
        return "" if self._trouble_row.isHidden() else self._trouble.whole_text()

    def set_trouble(self, found: str | Mend | None) -> None:
        """Shows the sentence (and the mending button), or takes it away."""
        self._mend = found if isinstance(found, Mend) else None
        text = found.text if isinstance(found, Mend) else found or ""
        before = self.trouble()
        self._trouble.set_text(text)
        self._trouble_row.setVisible(bool(text))
        self._mend_button.setVisible(self._mend is not None)
        if self._mend is not None:
            self._mend_button.setText(self._mend.button)
        if hasattr(self.control, "set_wrong"):
            self.control.set_wrong(bool(text))
        self.control.setAccessibleDescription(text or self._help.whole_text())
        if before != text:
            self.updateGeometry()
            self.grown.emit()

    def set_help(self, help: str) -> None:
        """The line below the control changes."""
        self._help.set_text(help)
        self._help.setVisible(bool(help))
        if not self.trouble():
            self.control.setAccessibleDescription(help)

    def set_label(self, label: str) -> None:
        """The words above the control change."""
        self.label = label
        self._label.set_text(label)
        self.control.setAccessibleName(label)

    def hide_label(self) -> None:
        """The control carries its own words (a tick)."""
        self._label.hide()

    def go_to(self) -> None:
        """Focus stands in the control."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        """A field that has nothing to check keeps what somebody else said about it."""
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is not self.window():
            return  # another window came to the front: nobody has finished with this field
        if self._check is not None:
            self.verify()

    def _on_mend(self) -> None:
        if self._mend is not None:
            self._mend.do()
            self.verify()
            self.go_to()


class FormTroubles(QWidget):
    """"2 things to put right", each a link to its field."""

    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(2))
        self.hide()

    def show_troubles(self, fields: Sequence[Field], sentences: Sequence[str] = ()) -> None:
        """Lists what is wrong; hidden where nothing is."""
        while self._layout.count():
            item = self._layout.takeAt(0).widget()
            if item is not None:
                item.hide()
                item.deleteLater()
        count = len(fields) + len(sentences)
        if count > 1 or fields:
            head = "1 thing to put right" if count == 1 else f"{count} things to put right"
            self._layout.addWidget(DataLabel(head, "strong", ink="overdue/surface"))
        for field in fields:
            link = Link(f"{field.label}: {field.trouble()}")
            link.clicked.connect(field.go_to)
            self._layout.addWidget(link)
        for sentence in sentences:
            self._layout.addWidget(DataLabel(sentence, "small", ink="overdue/surface", wrap=True))
        self.setVisible(bool(count))
        self.grown.emit()
