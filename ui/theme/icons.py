"""Phosphor icons by their qtawesome names (`ph.printer`), drawn sharp at any pixel ratio in a theme colour.

qtawesome itself loads nine icon fonts at its first icon, which costs more than a bare window. Only its
Phosphor font and table are read here, at the first icon that is drawn.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme.current import theme, theme_signals

_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
_engines: list[QIconEngine] = []
_icons: dict[tuple[str, str], QIcon] = {}


def _folder() -> Path:
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise ImportError("qtawesome, whose Phosphor icons the window uses, is not installed")
    return Path(next(iter(found.submodule_search_locations))) / "fonts"


@cache
def _glyphs() -> dict[str, str]:
    table = next(iter(sorted(_folder().glob("phosphor-charmap-*.json"))))
    return {name: chr(int(code, 16)) for name, code in json.loads(table.read_text(encoding="utf-8")).items()}


@cache
def _family() -> str:
    path = next(iter(sorted(_folder().glob("phosphor-*.ttf"))))
    # From bytes: a font file opened by path stays locked on Windows.
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(path.read_bytes()))[0]


def paint_icon(painter: QPainter, name: str, where: QRect | QRectF, colour: QColor) -> None:
    """Draws the icon in the middle of `where`, as large as its shorter side."""
    box = QRectF(where)
    size = min(box.width(), box.height())
    if size <= 0:
        return
    ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
    pixmap = pixmap_of(name, colour, round(size), ratio)
    corner = QPointF(box.center().x() - size / 2, box.center().y() - size / 2)
    painter.drawPixmap(QPoint(round(corner.x()), round(corner.y())), pixmap)


def pixmap_of(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels; cached by name, colour, size and ratio."""
    key = (name, colour.name(QColor.NameFormat.HexArgb), size, ratio)
    known = _pixmaps.get(key)
    if known is None:
        known = _pixmaps[key] = _draw(name, colour, size, ratio)
    return known


def _draw(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    glyph = _glyphs().get(name.removeprefix("ph."), "")  # a test holds that every name we write is there
    font = QFont(_family())
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    bounds = QFontMetricsF(font).tightBoundingRect(glyph)
    advance = QFontMetricsF(font).horizontalAdvance(glyph)
    ascent = QFontMetricsF(font).ascent()
    height = ascent + QFontMetricsF(font).descent()
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    left = (size - advance) / 2 if advance > 0 else -bounds.left()
    painter.drawText(QPointF(left, (size - height) / 2 + ascent), glyph)
    painter.end()
    return pixmap


class _ThemedEngine(QIconEngine):
    """An icon whose colour is looked up when it is drawn, so that it follows the theme."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "ink3" if mode == QIcon.Mode.Disabled else self._role
        paint_icon(painter, self._name, rect, theme().colour(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        role = "ink3" if mode == QIcon.Mode.Disabled else self._role
        return pixmap_of(self._name, theme().colour(role), min(size.width(), size.height()))

    def clone(self) -> QIconEngine:
        copy = _ThemedEngine(self._name, self._role)
        _engines.append(copy)
        return copy


def icon(name: str, role: str = "ink2") -> QIcon:
    """A QIcon for actions and line edits, in the theme's colour for `role` whenever it is drawn."""
    known = _icons.get((name, role))
    if known is None:
        engine = _ThemedEngine(name, role)
        _engines.append(engine)
        known = _icons[(name, role)] = QIcon(engine)
    return known


def exists(name: str) -> bool:
    """True where Phosphor has an icon of that name."""
    return name.removeprefix("ph.") in _glyphs()


def forget_pictures() -> None:
    """Drops every cached picture, as a change of theme must."""
    _pixmaps.clear()


theme_signals().changed.connect(forget_pictures)
