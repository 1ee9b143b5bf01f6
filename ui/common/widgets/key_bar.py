"""The bar at the foot: the keys that work here at the left, the state of your work at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, rule

Hint = tuple[tuple[str, ...], str]


def paint_cap(painter: QPainter, left: int, middle: float, text: str) -> int:
    """Draws one key as a cap; answers its width."""
    now = theme()
    font = now.font("head")
    width = max(now.px(22), QFontMetrics(font).horizontalAdvance(text) + now.px(10))
    height = now.px(19)
    place = QRectF(left, round(middle - height / 2), width, height)
    box(painter, place, now.colour("surface"), now.colour("line"), now.px(3), 1)
    painter.setFont(font)
    painter.setPen(now.colour("ink"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
    return width


class KeyCap(QWidget):
    """The picture of one key."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = theme()
        width = QFontMetrics(now.font("head")).horizontalAdvance(self._text) + now.px(10)
        return QSize(max(now.px(22), width), now.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRect(self.rect())
        paint_cap(QPainter(self), 0, area.height() / 2, self._text)


class KeyBar(QWidget):
    """30 px that never scroll. Hints that find no room are left out from the end, `?` last of all.

    `radius` names the rounding of the two corners at its foot, where it ends a box that floats.
    """

    def __init__(self, parent: QWidget | None = None, *, radius: str = "") -> None:
        super().__init__(parent)
        self._radius = radius
        self._hints: list[Hint] = []
        self._state: tuple[str, str] = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Keys")

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Shows these keys with their words."""
        self._hints = list(hints)
        self._describe()

    def set_state(self, icon: str, words: str) -> None:
        """Says at the right how your work stands."""
        self._state = (icon, words)
        self._describe()

    def state(self) -> str:
        """What is said at the right."""
        return self._state[1]

    def hints(self) -> list[Hint]:
        """The keys that are taught here."""
        return list(self._hints)

    def _describe(self) -> None:
        said = "; ".join(f"{' '.join(keys)}: {words}" for keys, words in self._hints)
        self.setAccessibleDescription(f"{said}. {self._state[1]}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().length("key-bar"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        if self._radius:
            corner = now.length(self._radius)
            above = self.rect().adjusted(0, -2 * corner, 0, 0)      # only the corners at the foot are seen
            box(painter, above, now.colour("sunk"), NONE, max(0, corner - now.edge), 0)
        else:
            painter.fillRect(self.rect(), now.colour("sunk"))
        rule(painter, 0, 0, self.width(), 1, now.colour("hair" if now.edge == 1 else "line"))
        right = self._paint_state(painter)
        left = now.length("space-page")
        for keys, words in self._fitting(right - left - now.px(24)):
            for key in keys:
                left += paint_cap(painter, left, self.height() / 2 + 0.5, key) + now.px(4)
            painter.setFont(now.font("meta"))
            painter.setPen(now.colour("ink2"))
            width = QFontMetrics(painter.font()).horizontalAdvance(words)
            place = QRect(left + now.px(2), 0, width + 4, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
            left += width + now.px(20)

    def _width_of(self, hint: Hint) -> int:
        now = theme()
        caps = QFontMetrics(now.font("head"))
        keys = sum(max(now.px(22), caps.horizontalAdvance(key) + now.px(10)) + now.px(4) for key in hint[0])
        return keys + QFontMetrics(now.font("meta")).horizontalAdvance(hint[1]) + now.px(20)

    def _fitting(self, room: int) -> list[Hint]:
        shown = list(self._hints)
        while len(shown) > 1 and sum(self._width_of(hint) for hint in shown) > room:
            del shown[-2]
        return shown

    def _paint_state(self, painter: QPainter) -> int:
        """Answers where the words begin."""
        now = theme()
        icon, words = self._state
        font = now.font("meta")
        width = QFontMetrics(font).horizontalAdvance(words)
        left = self.width() - now.length("space-page") - width
        painter.setFont(font)
        painter.setPen(now.colour("ink2"))
        painter.drawText(QRect(left, 0, width + 4, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        if icon and words:
            size = now.px(14)
            left -= size + now.px(6)
            paint_icon(painter, icon, QRect(left, (self.height() - size) // 2, size, size), now.colour("ink2"))
        return left
