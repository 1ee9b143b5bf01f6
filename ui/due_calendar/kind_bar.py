"""Above the calendar: which kinds are shown."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, ring, words

KINDS = ("visit", "review", "letter", "start", "meeting", "contact", "register", "document")
"""The kinds in the order of the keys 1 to 8, each named by one engine kind of it."""


class KindButton(QAbstractButton):
    """Shows or hides one kind; hidden it is hollow and its words are struck through."""

    def __init__(self, kind: str, number: int) -> None:
        super().__init__()
        self.kind = kind
        label = "Starts" if kind == "start" else theme().kind(kind).label
        self.label_whole = "Starts and ends" if kind == "start" else label
        self.setText(label)
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Show {label}, key {number}")
        self.setToolTip(plain_tip(f"Show or hide: {self.label_whole} ({number})"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = theme()
        wide = QFontMetrics(now.font("condensed-medium")).horizontalAdvance(self.text())
        return QSize(wide + now.px(29), now.length("small-button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        on = self.isChecked()
        colour = now.colour(f"{self.kind}/kind")
        fill = now.colour(f"{self.kind}/tile") if on else now.colour("canvas")
        box(painter, self.rect(), fill, colour if on and now.tints_have_edges else now.colour("hair" if on else "ctl"),
            now.length("radius-control"), 1)
        size = now.px(14)
        spot = QRect(now.px(6), (self.height() - size) // 2, size, size)
        paint_icon(painter, now.kind(self.kind).icon, spot, colour if on else now.colour("ink3"))
        font = now.font("condensed-medium")
        font.setStrikeOut(not on)
        ink = now.colour("ink" if on else "ink2")
        words(painter, self.rect().adjusted(now.px(24), 0, 2, 0), self.text(), font, ink)
        if self.hasFocus():
            ring(painter, self.rect())


class KindBar(QWidget):
    """Eight toggles; `changed` when a person shows or hides a kind."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(3))
        self.buttons = [KindButton(kind, number) for number, kind in enumerate(KINDS, 1)]
        for button in self.buttons:
            layout.addWidget(button)
            button.toggled.connect(self._on_toggled)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def hidden(self) -> frozenset[str]:
        """The engine's kinds that are hidden."""
        tokens = theme().tokens
        off = {tokens.kind(button.kind).key for button in self.buttons if not button.isChecked()}
        return frozenset(engine for engine, key in tokens.kind_of.items() if key in off)

    def show_all(self) -> None:
        """Every kind is shown again."""
        for button in self.buttons:
            button.setChecked(True)

    def _on_toggled(self) -> None:
        self.changed.emit()
