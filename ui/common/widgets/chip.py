"""Chips, needs flags, counts and kind tiles: shape, then word, then colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.flags import SOLID, flag_words
from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, cut


def chip_width(text: str, icon: str) -> int:
    """How wide a chip with these words is."""
    now = theme()
    width = QFontMetrics(now.font("chip")).horizontalAdvance(text) + 2 * now.px(8)
    return width + (now.px(20) if icon else 0)


def paint_chip(
    painter: QPainter, area: QRect, text: str, status: str, icon: str | None = None, *, edged: bool = False
) -> int:
    """Draws a chip at the left middle of `area`; answers its width. On a tinted ground it wants an edge (`edged`)."""
    now = theme()
    shape = now.status(status).icon if icon is None else icon
    font = now.font("chip")
    if chip_width(text, shape) > area.width():
        font = now.font("condensed-chip")
    wanted = QFontMetrics(font).horizontalAdvance(text) + 2 * now.px(8) + (now.px(20) if shape else 0)
    width = min(wanted, area.width())
    height = now.length("chip")
    place = QRect(area.left(), area.top() + (area.height() - height) // 2, width, height)
    outline = edged or status == "placed" or now.tints_have_edges
    edge = now.colour(f"{status}/line") if outline else NONE
    box(painter, place, now.colour(f"{status}/fill"), edge, now.length("radius-control"), 1)
    left = place.left() + now.px(8)
    if shape:
        size = now.px(14)
        spot = QRect(left, place.top() + (height - size) // 2, size, size)
        paint_icon(painter, shape, spot, now.colour(f"{status}/icon-on-fill"))
        left += now.px(20)
    painter.setFont(font)
    painter.setPen(now.colour(f"{status}/text"))
    room = QRect(left, place.top(), place.right() - left - now.px(4), height)
    shown = cut(text, font, room.width() + now.px(4))
    painter.drawText(room.adjusted(0, 0, now.px(8), 0), int(Qt.AlignmentFlag.AlignVCenter), shown)
    return width


class Chip(QWidget):
    """A state in a word: `status` is overdue, today, soon, later, waiting, done, stop or placed."""

    def __init__(
        self, text: str, status: str = "placed", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = self._own_icon = icon
        self._text = ""
        self._status = status
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(text, status)

    def set(self, text: str, status: str, icon: str | None = None) -> None:
        """Shows another word and status; without `icon` the one it was made with, or else that of the status."""
        self._text, self._status = text, status
        self._icon = icon if icon is not None else self._own_icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._text

    def status(self) -> str:
        """The status shown."""
        return self._status

    def sizeHint(self) -> QSize:
        shape = theme().status(self._status).icon if self._icon is None else self._icon
        return QSize(chip_width(self._text, shape), theme().length("chip"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.rect(), self._text, self._status, self._icon)


class StateBadge(Chip):
    """The state of a placement, a duty or a provider: a chip that a caller may not give its own icon."""

    def __init__(self, text: str, status: str = "placed", parent: QWidget | None = None) -> None:
        super().__init__(text, status, None, parent)


def flag_width(letters: str) -> int:
    """How wide one needs flag is."""
    return QFontMetrics(theme().font("condensed-strong")).horizontalAdvance(letters) + theme().px(10)


def paint_flags(painter: QPainter, area: QRect, flags: Sequence[str]) -> int:
    """Draws needs flags from the left middle of `area`, "+n" where they do not fit; answers the width used."""
    now = theme()
    font = now.font("condensed-strong")
    height, gap = now.px(20), now.px(4)
    left = area.left()
    top = area.top() + (area.height() - height) // 2
    for number, letters in enumerate(flags):
        width = flag_width(letters)
        rest = len(flags) - number
        if left + width + (flag_width(f"+{rest}") if rest > 1 else 0) > area.right() + 1 and number:
            painter.setFont(font)
            painter.setPen(now.colour("ink2"))
            painter.drawText(QRect(left, top, now.px(40), height), int(Qt.AlignmentFlag.AlignVCenter), f"+{rest}")
            return left + now.px(24) - area.left()
        solid = letters in SOLID
        fill = now.colour("ink2") if solid else now.colour("surface")
        box(painter, QRectF(left, top, width, height), fill, now.colour("ink2" if solid else "ctl"),
            now.length("radius-control"), 1)
        painter.setFont(font)
        painter.setPen(now.colour("surface" if solid else "ink2"))
        painter.drawText(QRect(left, top, width, height), int(Qt.AlignmentFlag.AlignCenter), letters)
        left += width + gap
    return left - area.left()


class NeedsFlags(QWidget):
    """A pupil's needs as letters; the tooltip and the screen reader give full words."""

    def __init__(self, flags: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flags: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_flags(flags)

    def set_flags(self, flags: Sequence[str]) -> None:
        """Shows these letters; hidden where there are none."""
        self._flags = tuple(flags)
        words = ", ".join(flag_words(each) for each in self._flags)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.setVisible(bool(self._flags))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        width = sum(flag_width(each) + now.px(4) for each in self._flags)
        return QSize(max(0, width - now.px(4)), now.px(22))

    def minimumSizeHint(self) -> QSize:
        """The first three flags, and how many more there are."""
        first = sum(flag_width(each) + theme().px(4) for each in self._flags[:3]) + theme().px(24)
        return QSize(min(first, self.sizeHint().width()), theme().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_flags(QPainter(self), self.rect(), self._flags)


def paint_tile(painter: QPainter, area: QRect, kind: str, size: int = 28) -> None:
    """Draws a kind's icon tile in the middle of `area`."""
    now = theme()
    side = now.px(size)
    place = QRect(area.left() + (area.width() - side) // 2, area.top() + (area.height() - side) // 2, side, side)
    colour = now.colour(f"{kind}/kind")
    box(painter, place, now.colour(f"{kind}/tile"), colour if now.tints_have_edges else NONE,
        now.length("radius-control"), 1)
    inset = now.px(6)
    paint_icon(painter, now.kind(kind).icon, place.adjusted(inset, inset, -inset, -inset), colour)


class KindTile(QWidget):
    """The tile of a kind of work: the colour never means status."""

    def __init__(self, kind: str, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._size = size
        self.setAccessibleName(theme().kind(kind).label)
        self.setToolTip(theme().kind(kind).label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_tile(QPainter(self), self.rect(), self._kind, self._size)
