"""Counts that filter a list: one tile a kind, pressed to see only those, pressed again to see all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, cut, ring


@dataclass(frozen=True)
class Counted:
    """A kind of row: its icon and the status whose colours it takes."""

    key: str
    label: str
    icon: str
    status: str


class CountTile(QAbstractButton):
    """A number with its words; edged in its own colour while it filters, or while `calls` and there is something."""

    def __init__(self, kind: Counted, calls: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self._calls = kind, calls
        self.count = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Shows another number."""
        self.count = count
        self.setAccessibleName(f"{count:,} {self.kind.label}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(150), theme().px(64))

    def minimumSizeHint(self) -> QSize:
        now = theme()
        widest = QFontMetrics(now.font("small")).horizontalAdvance(self.kind.label)
        number = QFontMetrics(now.font("figure")).horizontalAdvance("1,487")
        return QSize(now.px(44) + max(widest, number), now.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        on = self.isChecked()
        calling = on or (self._calls and self.count > 0)
        edge = now.status(self.kind.status).line if calling else now.colour("hair" if now.edge == 1 else "line").name()
        ground = "select" if on else "hover" if self.underMouse() else "surface"
        width = max(now.edge, 2) if on else now.edge
        box(painter, self.rect(), now.colour(ground), QColor(edge), now.length("radius-card"), width)
        size = now.px(18)
        place = QRect(now.px(12), (self.height() - size) // 2, size, size)
        paint_icon(painter, self.kind.icon, place, QColor(now.tokens.icon_on_surface(self.kind.status, ground)))
        left, room = now.px(40), self.width() - now.px(44)
        painter.setFont(now.font("figure"))
        painter.setPen(now.colour("ink"))
        above = QRect(left, now.px(7), room, now.px(30))
        painter.drawText(above, int(Qt.AlignmentFlag.AlignVCenter), f"{self.count:,}")
        painter.setFont(now.font("small"))
        painter.setPen(now.colour("ink2"))
        below = QRect(left, now.px(36), room, now.px(20))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), cut(self.kind.label, now.font("small"), room))
        if self.hasFocus():
            ring(painter, self.rect(), now.length("radius-card"))


class CountTiles(QWidget):
    """Tiles beside each other; `changed(key)` with the kind to show, "" for all. Arrow keys move between them."""

    changed = Signal(str)

    def __init__(self, kinds: Sequence[Counted], calling: str = "", *, name: str = "Show",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(8))
        self.tiles: dict[str, CountTile] = {}
        for kind in kinds:
            tile = CountTile(kind, kind.key == calling)
            tile.clicked.connect(self._on_clicked)
            self.tiles[kind.key] = tile
            layout.addWidget(tile, 1)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_count(self, key: str, count: int) -> None:
        """The number of a kind."""
        self.tiles[key].set_count(count)

    def key(self) -> str:
        """The kind that is shown alone, "" for all."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Shows one kind alone without telling, "" for all."""
        for each, tile in self.tiles.items():
            tile.setChecked(each == key)

    def toggle(self, key: str) -> None:
        """Shows one kind alone, or all where it was shown alone already."""
        self.set_key("" if self.key() == key else key)
        self.changed.emit(self.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        tiles = list(self.tiles.values())
        here = next((place for place, tile in enumerate(tiles) if tile.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        tiles[(here + step) % len(tiles)].setFocus()

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, CountTile):
            self.set_key(pressed.kind.key if pressed.isChecked() else "")
            self.changed.emit(self.key())
