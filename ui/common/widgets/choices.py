"""Choosing among answers: ticks, rounds, cards and joined buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, ring, rule


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
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.set_down(down)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(8))
        self.set_options(options)

    def set_down(self, down: bool) -> None:
        """The answers stand under each other, or beside each other."""
        way = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(way)

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
    """One of the joined buttons; the first and the last have the round corners."""

    def __init__(self, text: str, *, first: bool, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._last = first, last
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
        radius = now.length("radius-control")
        painter.save()
        painter.setClipRect(self.rect())
        whole = self.rect().adjusted(0 if self._first else -radius, 0, 0 if self._last else radius, 0)
        box(painter, whole, ground, edge, radius, width)
        painter.restore()
        for left, joined in ((0, not self._first), (self.width() - width, not self._last)):
            if joined:
                rule(painter, left, 0, width, self.height(), edge)
        painter.setFont(now.font("button"))
        painter.setPen(now.colour("link" if chosen else "ink"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            ring(painter, self.rect())


class SegmentedChoice(KeyChoice):
    """A few answers as joined buttons ("Full time | Part of the week")."""

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, (key, label) in enumerate(options):
            segment = _Segment(label, first=place == 0, last=place == len(options) - 1)
            layout.addWidget(segment)
            self._add(key, segment)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_key(options[0][0])
