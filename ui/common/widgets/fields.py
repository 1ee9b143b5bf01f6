"""Boxes to type in, at the heights of the design."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.common.widgets.button import IconButton
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box

CONTROL = Qt.KeyboardModifier.ControlModifier
_GLASS, _APART = 16, 7
"""The magnifying glass of a search, and how far from it the words begin."""


class TextField(QLineEdit):
    """One line of text; `left` tells that focus has gone elsewhere."""

    left = Signal()

    def __init__(
        self, placeholder: str = "", *, most: int = 500, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._large = large
        self.setPlaceholderText(placeholder)
        self.setMaxLength(most)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_wrong(self, wrong: bool) -> None:
        """Shows the red edge, or takes it away."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), theme().length("answer" if self._large else "input"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(64), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class SearchField(TextField):
    """Searches as you type: `searched` comes with the words, at once and never twice for the same.

    A × clears it for the mouse; Esc does for the keys, so the × takes no place among the stops of Tab.
    """

    searched = Signal(str)
    moved_down = Signal()

    def __init__(self, placeholder: str = "Search", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self.setAccessibleName(name or placeholder)
        self.setTextMargins(theme().px(_GLASS + _APART), 0, 0, 0)
        self._said = ""
        self.cross = IconButton("ph.x", "Clear the search (Esc)", "quiet", small=True, parent=self)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setCursor(Qt.CursorShape.PointingHandCursor)
        self.cross.hide()
        self.cross.clicked.connect(self.clear)
        self.textChanged.connect(self._on_words)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._pause.start)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme()
        size = now.px(_GLASS)
        where = QRect(now.px(10), (self.height() - size) // 2, size, size)
        paint_icon(QPainter(self), "ph.magnifying-glass", where, now.colour("ink2"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears first; arrow down goes to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moved_down.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.cross.sizeHint().height()
        edge = (self.height() - side) // 2
        self.cross.setGeometry(self.width() - side - edge, edge, side, side)

    def _on_words(self, words: str) -> None:
        now = theme()
        self.cross.setVisible(bool(words))
        self.setTextMargins(now.px(_GLASS + _APART), 0, now.px(26) if words else 0, 0)

    def _tell(self) -> None:
        words = " ".join(self.text().split())
        if words != self._said:
            self._said = words
            self.searched.emit(words)


class PassphraseField(TextField):
    """Hidden words; `set_shown` shows them. They are never offered to spelling or to a dictionary."""

    def __init__(self, *, name: str = "Passphrase", large: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("", most=1024, large=large, parent=parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def set_shown(self, shown: bool) -> None:
        """Shows the words, or hides them again."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class NumberField(TextField):
    """A whole number from `least` to `most_value`; `number()` is None where it is none."""

    def __init__(self, least: int = 0, most_value: int = 9999, *, parent: QWidget | None = None) -> None:
        super().__init__("", most=8, parent=parent)
        self.least, self.most_value = least, most_value
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(88), theme().length("input"))

    def number(self) -> int | None:
        """The number typed, where it lies within the bounds."""
        text = self.text().strip().replace(",", "")
        if not text.isascii() or not text.isdigit():
            return None
        return int(text) if self.least <= int(text) <= self.most_value else None

    def set_number(self, number: int | None) -> None:
        """Shows the number, or nothing."""
        self.setText("" if number is None else str(number))

    def trouble(self) -> str | None:
        """What is wrong with what stands there, or None."""
        if not self.text().strip():
            return None
        return None if self.number() is not None else f"A whole number from {self.least} to {self.most_value:,}."


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab goes to the next field."""

    left = Signal()

    def __init__(self, lines: int = 3, placeholder: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The words as they stand."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Shows other words."""
        self.setPlainText(text)

    def set_wrong(self, wrong: bool) -> None:
        """Shows the red edge, or takes it away."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font("body"))
        return QSize(theme().px(240), metrics.lineSpacing() * self._lines + theme().px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()  # Qt's own would be more than two lines

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter belongs to the form, not to the words."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & CONTROL:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class WorkedOut(QWidget):
    """A value that the program worked out: sunk, with "=", never to be typed."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Shows another value."""
        self._text = text
        self.setAccessibleName(f"{self._name}, worked out: {text}" if self._name else f"Worked out: {text}")
        self.setToolTip("Worked out from the other fields")
        self.update()

    def text(self) -> str:
        """The value shown."""
        return self._text

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font("body")).horizontalAdvance(self._text) + theme().px(44)
        return QSize(width, theme().length("input"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour("sunk"), now.colour("hair" if now.edge == 1 else "disabled-line"),
            now.length("radius-control"), 1)
        painter.setFont(now.font("body"))
        painter.setPen(now.colour("ink3"))
        room = self.rect().adjusted(now.px(10), 0, -now.px(8), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), "=")
        painter.setPen(now.colour("ink2"))
        painter.drawText(room.adjusted(now.px(16), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._text)
