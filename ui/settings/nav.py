"""The list of parts at the left of Settings, and what a search found in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.label import DataLabel, plain_tip
from ui.theme.current import theme
from ui.theme.paint import NONE, box, cut, ring, rule


@dataclass(frozen=True)
class NavLine:
    """One line: `detail` stands under it in small (the part that a found setting belongs to)."""

    key: str
    text: str
    detail: str = ""


_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Up, Qt.Key.Key_K, Qt.Key.Key_Home, Qt.Key.Key_End)


class _NavButton(QAbstractButton):
    moved = Signal(object, int)

    def __init__(self, line: NavLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setText(line.text)
        self.setAccessibleName(f"{line.text}, in {line.detail}" if line.detail else line.text)
        self.setToolTip(plain_tip(line.text))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _MOVES:
            self.moved.emit(self, event.key())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), theme().px(46 if self.line.detail else 38))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        chosen = self.isChecked()
        radius = now.length("radius-control")
        if chosen:
            edge = now.colour("hair" if now.edge == 1 else "accent")
            box(painter, self.rect(), now.colour("surface"), edge, radius, now.edge)
            rule(painter, now.edge, now.px(6), now.px(3), self.height() - now.px(12), now.colour("accent"))
        elif self.underMouse():
            box(painter, self.rect(), now.colour("hover"), NONE, radius, 0)
        font = now.font("strong" if chosen else "body")
        left, width = now.px(16), self.width() - now.px(22)
        painter.setFont(font)
        painter.setPen(now.colour("ink" if chosen else "ink2"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if not self.line.detail:
            painter.drawText(QRect(left, 0, width, self.height()), middle, cut(self.text(), font, width))
        else:
            top = now.px(5)
            painter.drawText(QRect(left, top, width, now.px(20)), middle, cut(self.text(), font, width))
            painter.setFont(now.font("meta"))
            painter.setPen(now.colour("ink2"))
            small = QRect(left, top + now.px(19), width, now.px(17))
            painter.drawText(small, middle, cut(self.line.detail, now.font("meta"), width))
        if self.hasFocus():
            ring(painter, self.rect())


class NavList(QWidget):
    """`asked(key)` when a line is to be opened; arrows, J and K move, Home and End jump."""

    asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(2))
        self._buttons: list[_NavButton] = []
        self._none = DataLabel("", "small", wrap=True)
        self._layout.addWidget(self._none)
        self._layout.addStretch(1)
        self._chosen = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFixedWidth(theme().px(180))
        self._none.hide()

    def set_lines(self, lines: Sequence[NavLine], none: str = "") -> None:
        """Shows these lines, or `none` in words where there is nothing."""
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, line in enumerate(lines):
            button = _NavButton(line)
            button.clicked.connect(self._on_clicked)
            button.moved.connect(self._on_moved)
            self._buttons.append(button)
            self._layout.insertWidget(number, button)
            button.show()
        self._none.set_text(none)
        self._none.setVisible(bool(none) and not lines)
        self.choose(self._chosen)

    def choose(self, key: str) -> None:
        """The line of the part that is shown."""
        self._chosen = key
        for button in self._buttons:
            button.setChecked(button.line.key == key)

    def keys(self) -> list[str]:
        """The keys of the lines, in their order."""
        return [button.line.key for button in self._buttons]

    def button(self, key: str) -> QAbstractButton | None:
        """The line of that key."""
        return next((button for button in self._buttons if button.line.key == key), None)

    def focus_chosen(self) -> None:
        """Focus stands on the chosen line, or on the first."""
        target = self.button(self._chosen) or next(iter(self._buttons), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, button: QWidget, key: int) -> None:
        here, last = self._buttons.index(button), len(self._buttons) - 1  # type: ignore[arg-type]
        jumps = {Qt.Key.Key_Down: here + 1, Qt.Key.Key_J: here + 1, Qt.Key.Key_Up: here - 1, Qt.Key.Key_K: here - 1,
                 Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}  # fmt: skip
        self._buttons[min(max(jumps[Qt.Key(key)], 0), last)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _NavButton):
            button.setChecked(button.line.key == self._chosen)
            self.asked.emit(button.line.key)
