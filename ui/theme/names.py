"""Names are never cut: in narrower letters where they are long, and on more lines where they are longer still."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from ui.theme.paint import words


class Whole(NamedTuple):
    """All of a text: the font it is drawn in, and its lines."""

    font: QFont
    lines: tuple[str, ...]


def name_lines(text: str, width: int, *fonts: QFont) -> Whole:
    """The text in the font that breaks the fewest words and then needs the fewest lines of that width.

    Of those that do alike it is the first, widest letters first.
    """
    for font in fonts:
        if not text or QFontMetrics(font).horizontalAdvance(text) <= width:
            return Whole(font, (text,))
    found = [Whole(font, _broken(text, width, font)) for font in fonts]
    return min(found, key=lambda each: (_cut_words(text, each.lines), len(each.lines)))


def _cut_words(text: str, lines: tuple[str, ...]) -> int:
    """How many lines end within a word."""
    return sum(not line.endswith("-") and f"{line} " not in text for line in lines[:-1])


def _broken(text: str, width: int, font: QFont) -> tuple[str, ...]:
    """The lines of a text, broken between words and after hyphens, and within a word only where it must be."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_ANYWHERE)
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        lines.append(text[line.textStart():line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return tuple(line for line in lines if line)


def paint_lines(painter: QPainter, area: QRect, shown: Whole, colour: QColor, pitch: int,
                align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:  # fmt: skip
    """Draws the lines from the top of `area` down, each `pitch` pixels high."""
    for number, line in enumerate(shown.lines):
        words(painter, QRect(area.left(), area.top() + number * pitch, area.width(), pitch), line, shown.font, colour,
              align)  # fmt: skip


_ANYWHERE = QTextOption()
_ANYWHERE.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
