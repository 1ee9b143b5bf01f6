"""A list that opens: one answer among many, found by typing how it begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, cut, ring


class ChoiceBox(QComboBox):
    """A list that opens, keeps keys, and does not change under the mouse wheel."""

    changed = Signal(str)
    left = Signal()

    def __init__(
        self, options: Sequence[tuple[str, str]] = (), *, name: str = "", placeholder: str = "", large: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._large = large
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wrong = False
        self._typed = QElapsedTimer()
        self.sunk_key: str | None = None
        """The answer that is drawn sunk and faint, because it means that nothing was chosen."""
        self.set_options(options)
        self.activated.connect(self._on_activated)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offers other answers; keeps the chosen one where it is still offered."""
        before = self.key()
        self.clear()
        for key, label in options:
            self.addItem(label, key)
        self.set_key(before if any(key == before for key, _ in options) else "")
        if self.currentIndex() < 0 and options and not self.placeholderText():
            self.setCurrentIndex(0)

    def key(self) -> str:
        """The key of the answer, "" where none is chosen."""
        value = self.currentData()
        return "" if value is None else str(value)

    def set_key(self, key: str) -> None:
        """Chooses an answer without telling; an unknown key leaves none chosen."""
        self.setCurrentIndex(self.findData(key))

    def set_wrong(self, wrong: bool) -> None:
        """Shows the red edge, or takes it away."""
        self._wrong = wrong
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Ctrl+Enter is the form's
            return
        within = event.key() == Qt.Key.Key_Space and self._types_on()
        if not within and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.showPopup()
            return
        if event.text().isprintable() and event.text():
            self._typed.start()
        if within:
            self._search_on(event.text())
        else:
            super().keyPressEvent(event)

    def _types_on(self) -> bool:
        """True within a word that is being typed: then a blank is one of its letters."""
        return self._typed.isValid() and self._typed.elapsed() < QApplication.keyboardInputInterval()

    def _search_on(self, letter: str) -> None:
        view = self.view()
        view.setCurrentIndex(self.model().index(self.currentIndex(), 0))
        view.keyboardSearch(letter)
        found = view.currentIndex().row()
        if found not in (-1, self.currentIndex()):
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font("body"))
        widest = max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        return QSize(max(theme().px(120), widest + theme().px(48)), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(96), theme().length("answer" if self._large else "input"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        sunk = self.sunk_key is not None and self.key() == self.sunk_key
        ground = now.colour("disabled" if not self.isEnabled() else "sunk" if sunk else "surface")
        edge = now.colour("overdue/line" if self._wrong else "ctl" if self.isEnabled() else "disabled-line")
        box(painter, self.rect(), ground, edge, now.length("radius-control"), 2 if self._wrong else now.edge)
        font = now.font("body")
        empty = self.currentIndex() < 0
        words = self.placeholderText() if empty else self.currentText()
        painter.setFont(font)
        painter.setPen(now.colour("ink3" if empty or not self.isEnabled() else "ink2" if sunk else "ink"))
        room = self.rect().adjusted(now.px(10), 0, -now.px(30), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), cut(words, font, room.width()))
        small = now.px(12)
        corner = QPointF(self.width() - now.px(24), (self.height() - small) / 2)
        caret = QRect(round(corner.x()), round(corner.y()), small, small)
        paint_icon(painter, "ph.caret-down-bold", caret, now.colour("ink2"))
        if self.hasFocus():
            ring(painter, self.rect())

    def _on_activated(self, index: int) -> None:
        self.changed.emit(self.key())
