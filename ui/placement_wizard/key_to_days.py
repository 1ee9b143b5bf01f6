"""What the marks of the two months mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.paint import NONE, box, hatch, rule, words

_LINES = (
    ("edge", "First and last day"), ("placement", "Placement"), ("letter", "Letter, latest day"),
    ("closed", "School closed"), ("today", "Today"),
)


class KeyToDays(QWidget):
    """Five marks with their words."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Marks: " + ", ".join(words for _state, words in _LINES))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(170), theme().px(170))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        rule(painter, 0, 0, 1, self.height(), now.colour("hair"))
        for number, (state, said) in enumerate(_LINES):
            top = now.px(14 + 27 * number)
            place = QRectF(now.px(18), top, now.px(20), now.px(16))
            fill, edge, thick = {
                "edge": ("accent", "accent", 1), "placement": ("tint", "hair", 1),
                "letter": ("letter/tile", "letter/kind", 2), "closed": ("surface", "line", 1),
                "today": ("surface", "ctl", 1),
            }[state]
            box(painter, place, now.colour(fill), now.colour(edge), now.length("radius-control"), thick)
            if state == "closed":
                hatch(painter, place.adjusted(1, 1, -1, -1), now.colour("line"))
            painter.setBrush(NONE)
            words(painter, QRectF(now.px(48), top, now.px(122), now.px(16)), said, now.font("meta"), now.colour("ink2"))
