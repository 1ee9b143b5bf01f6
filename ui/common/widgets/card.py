"""Cards, sections and dividers: how a page is parted. Never a card inside a card."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import rule


class Card(QFrame):
    """A white block with an edge; `body` is its layout, `aside` stands at the right of its title."""

    def __init__(
        self, title: str = "", *, note: str = "", aside: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        now = theme()
        pad = now.length("space-card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(pad, now.length("space-card-top"), pad, pad)
        self.body.setSpacing(now.px(8))
        self._title = DataLabel(title, "h2", wrap=True)
        self._note = DataLabel(note, "small", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self._title, 1)
        if aside is not None:
            head.addWidget(aside)
        self._head = head
        if title or aside is not None:
            self.body.addLayout(head)
        self.body.addWidget(self._note)
        self._title.setVisible(bool(title))     # only now, or it would be shown as a window of its own
        self._note.setVisible(bool(note))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Puts a widget below what is there and answers it."""
        self.body.addWidget(widget, stretch)
        return widget

    def add_layout(self, layout: QLayout) -> None:
        """Puts a layout below what is there."""
        self.body.addLayout(layout)

    def set_title(self, title: str) -> None:
        """The heading changes (only where the card was made with one)."""
        self._title.set_text(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_note(self, note: str) -> None:
        """The line under the heading changes; nothing hides it."""
        self._note.set_text(note)
        self._note.setVisible(bool(note))

    def fill_rest(self) -> None:
        """Keeps what is there at the top; every card whose height is not its content's needs this."""
        self.body.addStretch(1)


class Section(QWidget):
    """A heading with what belongs to it, without a box."""

    def __init__(self, title: str, *, note: str = "", kind: str = "h3", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme().px(6))
        self._title = DataLabel(title, kind)
        self.body.addWidget(self._title)
        self._note = DataLabel(note, "small", wrap=True)
        self.body.addWidget(self._note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Puts a widget below what is there and answers it."""
        self.body.addWidget(widget, stretch)
        return widget

    def set_title(self, title: str) -> None:
        """The heading changes."""
        self._title.set_text(title)
        self.setAccessibleName(title)


class Divider(QWidget):
    """A hairline across, or down where `down` is given."""

    def __init__(self, down: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._down = down
        grow, still = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(still if down else grow, grow if down else still)

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        rule(QPainter(self), 0, 0, self.width(), self.height(), theme().colour("hair"))


def row(*widgets: QWidget, gap: int = 8, stretch: bool = True) -> QHBoxLayout:
    """Widgets beside each other with a gap of design pixels; the rest of the width stays free."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme().px(gap))
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return layout


def column(*widgets: QWidget, gap: int = 8) -> QVBoxLayout:
    """Widgets under each other with a gap of design pixels."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme().px(gap))
    for widget in widgets:
        layout.addWidget(widget)
    return layout
