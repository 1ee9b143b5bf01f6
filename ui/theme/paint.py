"""Shapes that every painted control draws alike: boxes with edges on whole pixels, rings, hatching, cut text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout

from ui.theme.current import theme

NONE = QColor(0, 0, 0, 0)


def box(painter: QPainter, rect: QRect | QRectF, fill: QColor, edge: QColor, radius: float, width: float = 1) -> None:
    """A filled box whose edge lies wholly inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(edge, width) if edge.alpha() and width else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill) if fill.alpha() else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inside, radius, radius)
    painter.restore()


def ring(painter: QPainter, rect: QRect | QRectF, radius: float | None = None, role: str = "focus") -> None:
    """The 2 px focus ring, wholly inside `rect`."""
    corner = theme().length("radius-control") if radius is None else radius
    box(painter, rect, NONE, theme().colour(role), corner, theme().px(2))


def rule(painter: QPainter, left: float, top: float, width: float, height: float, colour: QColor) -> None:
    """A rule on whole pixels, without softening."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(round(left), round(top), round(width), round(height)), colour)
    painter.restore()


def margin_rule(painter: QPainter, left: int, top: int, bottom: int) -> None:
    """The signature: a fine red line and a fainter one 3 px to its right."""
    rule(painter, left, top, 1, bottom - top, theme().colour("margin"))
    if theme().colour("margin-faint").alpha():
        rule(painter, left + 3, top, 1, bottom - top, theme().colour("margin-faint"))


def hatch(painter: QPainter, rect: QRectF, colour: QColor, step: int = 6) -> None:
    """Slanted lines over `rect`: a closed day, or a session in school."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += step
    painter.restore()


def cut(text: str, font: QFont, width: int) -> str:
    """The text, ending in "…" where it is wider than `width` pixels."""
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))


def words(painter: QPainter, rect: QRect | QRectF, text: str, font: QFont, colour: QColor,
          align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> int:
    """Draws one line of plain text, cut with "…" where it does not fit; answers the width used."""
    space = QRectF(rect)
    shown = cut(text, font, int(space.width()) + 1)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(space, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    return QFontMetrics(font).horizontalAdvance(shown)


def fitting(text: str, width: int, *fonts: QFont) -> QFont:
    """The first of the fonts, widest letters first, in which the text is not cut; else the last."""
    for font in fonts:
        if QFontMetrics(font).horizontalAdvance(text) <= width:
            return font
    return fonts[-1]


def sentence(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> None:
    """Draws a sentence on one line, or on two where it is longer; only what two lines cannot hold is cut."""
    metrics = QFontMetrics(font)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(rect.width())
    layout.endLayout()
    rest = text[first.textLength():].strip()
    if not rest or rect.height() < 2 * metrics.height():
        words(painter, rect, text, font, colour)
        return
    high = metrics.height()
    line = QRect(rect.left(), rect.center().y() - high + 1, rect.width(), high)
    words(painter, line, text[: first.textLength()].strip(), font, colour)
    words(painter, line.translated(0, high), rest, font, colour)


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """The outline of a rounded box, for clipping."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path
