"""Choosing among answers: ticks, rounds, cards, joined buttons and a list that opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, cut, ring


def paint_tick_box(painter: QPainter, place: QRect, checked: bool, enabled: bool = True) -> None:
    """Draws a square to tick, 20 px in the design."""
    now = theme()
    edge = now.colour("ctl" if enabled else "disabled-line")
    fill = now.colour("accent" if enabled else "ink3") if checked else now.colour("surface" if enabled else "disabled")
    box(painter, place, fill, fill if checked else edge, now.length("radius-control"), max(1, now.edge))
    if checked:
        inset = place.width() // 6
        ink = now.colour("on-accent" if enabled else "surface")
        paint_icon(painter, "ph.check-bold", place.adjusted(inset, inset, -inset, -inset), ink)


def paint_round(painter: QPainter, place: QRect, checked: bool, enabled: bool = True) -> None:
    """Draws a round to choose: a heavy ring in accent where it is chosen."""
    now = theme()
    area = QRectF(place)
    colour = now.colour("accent" if checked and enabled else "ctl" if enabled else "disabled-line")
    width = area.width() * 0.28 if checked else max(1, now.edge)
    box(painter, area, now.colour("surface"), colour, area.width() / 2, width)


class _Choosable:
    """What ticks and rounds share: a 20 px shape, a label that wraps, a ring around both."""

    def _text_rect(self, width: int) -> QRect:
        left = theme().px(28)
        metrics = QFontMetrics(theme().font("body"))
        room = QRect(0, 0, max(40, width - left - theme().px(4)), 10_000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())  # type: ignore[attr-defined]

    def sizeHint(self) -> QSize:
        now = theme()
        text = QFontMetrics(now.font("body")).horizontalAdvance(self.text())  # type: ignore[attr-defined]
        width = now.px(28) + text + now.px(6) if self.text() else now.px(24)  # type: ignore[attr-defined]
        return QSize(width, now.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme().px(120), self.sizeHint().width()), theme().px(28))

    def heightForWidth(self, width: int) -> int:
        return max(theme().px(28), self._text_rect(width).height() + theme().px(8))

    def hitButton(self, pos) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
        return self.rect().contains(pos)  # type: ignore[attr-defined]

    def _paint(self, painter: QPainter, paint_shape) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        now = theme()
        side = now.px(20)
        paint_shape(painter, QRect(now.px(2), now.px(4), side, side), self.isChecked(), self.isEnabled())  # type: ignore[attr-defined]
        painter.setFont(now.font("body"))
        painter.setPen(now.colour("ink" if self.isEnabled() else "disabled-ink"))  # type: ignore[attr-defined]
        width, height = self.width(), self.height()  # type: ignore[attr-defined]
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(now.px(28), 0, width - now.px(30), height), flags, self.text())  # type: ignore[attr-defined]
        if self.hasFocus():  # type: ignore[attr-defined]
            ring(painter, self.rect())  # type: ignore[attr-defined]


class CheckBox(_Choosable, QCheckBox):
    """A square to tick, with words that wrap."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _wraps(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(QPainter(self), paint_tick_box)


class RadioButton(_Choosable, QRadioButton):
    """A round to choose, with words that wrap."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _wraps(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(QPainter(self), paint_round)


def _wraps(widget: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class RadioCard(QAbstractButton):
    """One answer as a card: a strong line and a small one beneath."""

    def __init__(self, key: str, title: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._detail = detail
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, title: str, detail: str) -> None:
        """Other words on the same answer."""
        self._detail = detail
        self.setText(title)
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self.updateGeometry()
        self.update()

    def _heights(self, width: int) -> tuple[int, int]:
        now = theme()
        room = QRect(0, 0, max(60, width - now.px(52)), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        head = QFontMetrics(now.font("strong")).boundingRect(room, flags, self.text()).height()
        below = QFontMetrics(now.font("small")).boundingRect(room, flags, self._detail).height() if self._detail else 0
        return head, below

    def heightForWidth(self, width: int) -> int:
        head, below = self._heights(width)
        return head + below + theme().px(16) if below else max(theme().px(40), head + theme().px(16))

    def sizeHint(self) -> QSize:
        now = theme()
        widest = max(
            QFontMetrics(now.font("strong")).horizontalAdvance(self.text()),
            QFontMetrics(now.font("small")).horizontalAdvance(self._detail),
        )
        width = min(now.px(420), widest + now.px(54))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        chosen = self.isChecked()
        ground = now.colour("select" if chosen else "hover" if self.underMouse() else "surface")
        edge = now.colour("accent" if chosen else "ctl")
        box(painter, self.rect(), ground, edge, now.length("radius-control"), max(now.edge, 2 if chosen else 1))
        side = now.px(18)
        paint_round(painter, QRect(now.px(12), (self.height() - side) // 2, side, side), chosen, self.isEnabled())
        head, below = self._heights(self.width())
        top = (self.height() - head - below) // 2
        left, width = now.px(40), self.width() - now.px(50)
        flags = int(Qt.TextFlag.TextWordWrap)
        painter.setFont(now.font("strong"))
        painter.setPen(now.colour("ink" if self.isEnabled() else "disabled-ink"))
        painter.drawText(QRect(left, top, width, head), flags, self.text())
        painter.setFont(now.font("small"))
        painter.setPen(now.colour("ink2"))
        painter.drawText(QRect(left, top + head, width, below), flags, self._detail)
        if self.hasFocus():
            ring(painter, self.rect())


class KeyChoice(QWidget):
    """One of several answers by key: `changed` comes when a person chooses another."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QAbstractButton] = {}
        self._group.buttonClicked.connect(self._on_clicked)

    def _add(self, key: str, button: QAbstractButton) -> None:
        self._buttons[key] = button
        self._group.addButton(button)

    def key(self) -> str:
        """The key of the answer, "" where none is chosen."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Chooses an answer without telling; an unknown key leaves none chosen."""
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == key)
        self._group.setExclusive(True)
        if self._buttons:
            self.setFocusProxy(self._buttons.get(key, next(iter(self._buttons.values()))))

    def button(self, key: str) -> QAbstractButton:
        """The button of one answer."""
        return self._buttons[key]

    def _on_clicked(self, button: QAbstractButton) -> None:
        self.setFocusProxy(button)
        self.changed.emit(self.key())


class CardChoice(KeyChoice):
    """Answers as cards beside each other, or under each other with `down`."""

    def __init__(
        self, options: Sequence[tuple[str, str, str]] = (), *, down: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self) if down else QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(8))
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str, str]]) -> None:
        """Offers other answers; the first is chosen."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        for key, title, detail in options:
            card = RadioCard(key, title, detail)
            self._layout.addWidget(card)
            self._add(key, card)
        if options:
            self.set_key(options[0][0])


class _Segment(QAbstractButton):
    """One of the joined buttons."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font("button")).horizontalAdvance(self.text())
        return QSize(width + theme().px(24), theme().length("button"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        chosen = self.isChecked()
        ground = now.colour("tint" if chosen else "hover" if self.underMouse() else "surface")
        edge: QColor = now.colour("accent" if chosen else "ctl" if now.tints_have_edges else "line")
        width = 3 if chosen and now.tints_have_edges else 1
        box(painter, self.rect(), ground, edge, 0, width)
        painter.setFont(now.font("button"))
        painter.setPen(now.colour("link" if chosen else "ink"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            ring(painter, self.rect(), 0)


class SegmentedChoice(KeyChoice):
    """A few answers as joined buttons ("Full time | Part of the week")."""

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for key, label in options:
            segment = _Segment(label)
            layout.addWidget(segment)
            self._add(key, segment)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_key(options[0][0])


class ChoiceBox(QComboBox):
    """A list that opens, keeps keys, and does not change under the mouse wheel."""

    changed = Signal(str)
    left = Signal()

    def __init__(
        self, options: Sequence[tuple[str, str]] = (), *, name: str = "", placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wrong = False
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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.showPopup()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font("body"))
        widest = max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        return QSize(max(theme().px(120), widest + theme().px(48)), theme().length("input"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(96), theme().length("input"))

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
