"""The words that a window paints: where they stand, in which ink and on what ground, whoever painted them.

A window is drawn into SVG, which keeps every run of words as words, and into a picture, which tells the ground.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QBuffer, QPoint, QPointF, QRect
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsEffect, QWidget

_PART = re.compile(
    r'transform="matrix\((?P<matrix>[^)]*)\)"|'
    r'<text fill="(?P<ink>#\w+)" fill-opacity="(?P<alpha>[^"]*)"[^>]*? x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" '
    r'font-family="(?P<family>[^"]*)" font-size="(?P<size>[^"]*)"[^>]*>(?P<text>[^<]*)</text>',
    re.DOTALL,
)


@dataclass(frozen=True)
class Run:
    """Words on one line, in the coordinates of the window."""

    text: str
    place: QRect
    ink: QColor
    alpha: float
    font: QFont
    base: QPointF           # where the first letter stands on the line, within the place

    @property
    def start(self) -> QPoint:
        """A point inside the first letter."""
        return QPoint(self.place.left() + 2, self.place.center().y())


@cache
def _font(family: str, size: int) -> QFont:
    font = QFont(family.split(","))
    font.setPixelSize(size)
    return font


def drawn(top: QWidget) -> tuple[list[Run], QImage]:
    """The runs of words of a window, and its picture."""
    for effect in top.findChildren(QGraphicsEffect):
        effect.setEnabled(False)  # what has a shadow is drawn as a picture, and its words would be lost
    sheet, buffer = QSvgGenerator(), QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    sheet.setOutputDevice(buffer)
    sheet.setSize(top.size())
    sheet.setViewBox(QRect(QPoint(0, 0), top.size()))
    top.render(sheet)
    picture = top.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return list(_runs(bytes(buffer.data().data()).decode())), picture


def _runs(svg: str):
    left = top = 0.0
    for part in _PART.finditer(svg):
        if part["matrix"]:
            left, top = (float(number) for number in part["matrix"].split(",")[4:])
            continue
        text = html.unescape(part["text"]).strip()
        if text:
            font = _font(part["family"], int(float(part["size"])))
            metrics = QFontMetricsF(font)
            x, y = left + float(part["x"]), top + float(part["y"])
            place = QRect(round(x), round(y - metrics.ascent()), round(metrics.horizontalAdvance(text)),
                          round(metrics.height()))  # fmt: skip
            yield Run(text, place, QColor(part["ink"]), float(part["alpha"]), font,
                      QPointF(x - place.left(), y - place.top()))


def seen_of(run: Run, picture: QImage) -> tuple[QColor, QColor] | None:
    """The ink of the words and what is behind them; None where something else covers the words."""
    found = _colours(picture, run.place)
    if not found:
        return None
    ground = QColor.fromRgb(found.most_common(1)[0][0])
    ink = _mixed(run.ink, ground, run.alpha)
    return (ink, ground) if _is_there(run, picture, ground, ink) else None


def _is_there(run: Run, picture: QImage, ground: QColor, ink: QColor) -> bool:
    """True where the letters of the words stand in the picture, and nothing over them."""
    inside = run.place & picture.rect()
    if inside != run.place:
        return False
    alone = QImage(run.place.size(), QImage.Format.Format_RGB32)
    alone.fill(ground)
    painter = QPainter(alone)
    painter.setFont(run.font)
    painter.setPen(ink)
    painter.drawText(run.base, run.text)
    painter.end()
    behind = ground.rgb()
    pairs = zip(_pixels(alone, alone.rect()), _pixels(picture, inside), strict=True)
    letters = [here == seen for here, seen in pairs if here != behind]
    return 2 * sum(letters) >= max(1, len(letters))


def _colours(picture: QImage, place: QRect) -> Counter[int]:
    return Counter(_pixels(picture, place & picture.rect()))


def _pixels(picture: QImage, inside: QRect) -> list[int]:
    pixels = memoryview(picture.constBits()).cast("B").cast("I")
    across = picture.bytesPerLine() // 4
    lines = range(inside.top(), inside.bottom() + 1)
    return [each for line in lines
            for each in pixels[line * across + inside.left():line * across + inside.right() + 1]]  # fmt: skip


def _mixed(ink: QColor, ground: QColor, alpha: float) -> QColor:
    return QColor(*(round(a * alpha + b * (1 - alpha)) for a, b in zip(_rgb(ink), _rgb(ground), strict=True)))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
