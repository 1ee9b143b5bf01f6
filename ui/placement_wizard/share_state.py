"""How far it is with something that is shared: a chip that opens the choice of another state."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from apdesk.services.sharing import LABELS
from ui.common.widgets.chip import chip_width, paint_chip
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import ring

_STATUS = {"to do": "later", "asked": "waiting", "ready": "done", "done": "done"}
_ICONS = {"to do": "ph.circle", "done": "ph.share-fill"}


class ShareState(QAbstractButton):
    """Space or a press offers `states`; `changed(key)` when a person chooses another."""

    changed = Signal(str)

    def __init__(self, states: list[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._name = name
        self.key = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.menu = QMenu(self)
        for key, words in states:
            self.menu.addAction(words).setData(key)
        self.menu.triggered.connect(lambda action: self.choose(action.data()))
        self.clicked.connect(self._on_clicked)

    def set_key(self, key: str) -> None:
        """Shows a state without telling."""
        self.key = key
        self.setText(LABELS[key])
        self.setAccessibleName(f"{self._name}: {LABELS[key]}. Space changes it")
        self.updateGeometry()
        self.update()

    def choose(self, key: str) -> None:
        """As a person chooses a state."""
        if key != self.key:
            self.set_key(key)
            self.changed.emit(key)

    def _on_clicked(self) -> None:
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        now = theme()
        widest = max(chip_width(words, now.status(_STATUS[key]).icon) for key, words in LABELS.items())
        return QSize(widest + now.px(24), now.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        room = QRect(now.px(2), 0, self.width() - now.px(2), self.height())
        width = paint_chip(painter, room, self.text(), _STATUS[self.key], _ICONS.get(self.key))
        side = now.px(12)
        caret = QRect(room.left() + width + now.px(4), (self.height() - side) // 2, side, side)
        paint_icon(painter, "ph.caret-down-bold", caret, now.colour("ink2"))
        if self.hasFocus():
            ring(painter, self.rect())
