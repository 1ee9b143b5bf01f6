"""Attendance codes: the outlined box, and the line of a code with its number."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import box


def paint_code(painter: QPainter, area: QRect, code: str) -> None:
    """Draws a code box (34x22) at the left middle of `area`."""
    now = theme()
    width = max(now.px(34), QFontMetrics(now.font("code-box")).horizontalAdvance(code) + now.px(12))
    height = now.px(22)
    place = QRectF(area.left(), area.top() + (area.height() - height) / 2, width, height)
    box(painter, place, now.colour("surface"), now.colour("ctl"), now.length("radius-control"), 1)
    painter.setFont(now.font("code-box"))
    painter.setPen(now.colour("ink"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), code)


class CodeBox(QWidget):
    """One attendance code."""

    def __init__(self, code: str, meaning: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._meaning = meaning
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_code(code, meaning)

    def set_code(self, code: str, meaning: str = "") -> None:
        """Shows another code; its meaning is said and stands in the tooltip."""
        self._code, self._meaning = code, meaning
        self.setAccessibleName(f"Code {code}" + (f", {meaning}" if meaning else ""))
        self.setToolTip(meaning)
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font("code-box")).horizontalAdvance(self._code) + theme().px(12)
        return QSize(max(theme().px(34), width), theme().px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_code(QPainter(self), self.rect(), self._code)


class CodeRow(QWidget):
    """A code, what it means, and how many ("B  Off-site activity  13"); in another `ink` where somebody is needed."""

    def __init__(self, code: str, text: str, number: str = "", *, ink: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(10))
        layout.addWidget(CodeBox(code, text))
        layout.addWidget(DataLabel(text, "small", ink=ink or "ink2", cut=True), 1)
        layout.addWidget(DataLabel(number, "strong", ink=ink or "ink"))
        self.setAccessibleName(f"{number} {text}, code {code}".strip())
