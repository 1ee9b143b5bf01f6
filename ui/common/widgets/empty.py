"""What an empty place says: what is true, when it changes, and one button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.icons import paint_icon


class Icon(QWidget):
    """An icon as a picture, silent for screen readers because words stand beside it."""

    def __init__(self, name: str, role: str = "ink2", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._size = name, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, name: str, role: str | None = None) -> None:
        """Shows another icon, in another colour role where one is given."""
        self._name, self._role = name, role or self._role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, self.rect(), theme().colour(self._role))


class EmptyState(QWidget):
    """Icon, what is true, when it changes, one button; `asked` when the button is pressed. Never "No data"."""

    asked = Signal()

    def __init__(
        self, icon: str, what: str, when: str = "", button: str = "", button_icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(now.px(24), now.px(24), now.px(24), now.px(24))
        layout.setSpacing(now.px(6))
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._icon = Icon(icon, "ink3", 36)
        layout.addWidget(self._icon, 0, centre)
        self._what = DataLabel(what, "strong", wrap=True)
        self._when = DataLabel(when, "small", wrap=True)
        for label in (self._what, self._when):
            label.setAlignment(centre)
            layout.addWidget(label)
        self.button = Button(button, "plain", button_icon)
        self.button.clicked.connect(self.asked)
        layout.addSpacing(now.px(6))
        layout.addWidget(self.button, 0, centre)
        layout.addStretch(1)
        self.set(what, when, button)

    def set(self, what: str, when: str = "", button: str = "") -> None:
        """Says something else."""
        self._what.set_text(what)
        self._when.set_text(when)
        self._when.setVisible(bool(when))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(f"{what} {when}".strip())
