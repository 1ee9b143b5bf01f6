"""Where the toolbar has no room for the kinds: one button that opens all eight, with names, ticks and keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import MenuButton
from ui.common.widgets.choices import paint_tick_box
from ui.common.widgets.key_bar import paint_cap
from ui.due_calendar.kind_bar import KindBar, KindButton
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, ring, words

LEAST = 220         # design pixels
BOX = 18


class KindRow(QAbstractButton):
    """One kind: whether it is shown, its icon, its name and its key. It follows the toolbar’s own toggle."""

    def __init__(self, toggle: KindButton, number: int) -> None:
        super().__init__()
        self._toggle, self._number = toggle, number
        self.setText(toggle.label_whole)
        self.setCheckable(True)
        self.setChecked(toggle.isChecked())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Show {self.text()}, key {number}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(toggle.setChecked)
        toggle.toggled.connect(self.setChecked)

    def sizeHint(self) -> QSize:
        now = theme()
        name = QFontMetrics(now.font("body")).horizontalAdvance(self.text())
        return QSize(max(now.px(LEAST), name + now.px(126)), now.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        on, middle = self.isChecked(), self.height() // 2
        if self.underMouse():
            box(painter, self.rect(), now.colour("hover"), NONE, now.length("radius-control"), 0)
        side = now.px(BOX)
        tick = QRect(now.px(10), middle - side // 2, side, side)
        paint_tick_box(painter, tick, on)
        tile = QRect(tick.right() + now.px(11), middle - now.px(12), now.px(24), now.px(24))
        kind = self._toggle.kind
        edge = now.colour(f"{kind}/kind") if now.tints_have_edges else NONE
        box(painter, tile, now.colour(f"{kind}/tile"), edge, now.length("radius-control"), 1)
        inner = now.px(5)
        paint_icon(painter, now.kind(kind).icon, tile.adjusted(inner, inner, -inner, -inner),
                   now.colour(f"{kind}/kind"))
        left = tile.right() + now.px(11)
        words(painter, QRect(left, 0, self.width() - left - now.px(36), self.height()), self.text(), now.font("body"),
              now.colour("ink" if on else "ink2"))
        paint_cap(painter, self.width() - now.px(32), middle + 0.5, str(self._number))
        if self.hasFocus():
            ring(painter, self.rect())


class KindMenu(QFrame):
    """All kinds under each other; stays open while they are ticked. Arrows move, Space or 1 to 8 ticks, Esc closes."""

    def __init__(self, kinds: KindBar, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName("Which kinds are shown")
        column = QVBoxLayout(self)
        pad = theme().px(6)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(0)
        self.rows = [KindRow(toggle, number) for number, toggle in enumerate(kinds.buttons, 1)]
        for row in self.rows:
            column.addWidget(row)

    def open_at(self, place: QPoint) -> None:
        """Opens with its upper left corner at a point of the screen."""
        self.adjustSize()
        self.move(place)
        self.show()
        self.rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if 0 <= number < len(self.rows):
            self.rows[number].toggle()
        elif step is not None:
            stood = next((place for place, row in enumerate(self.rows) if row.hasFocus()), -step)
            self.rows[(stood + step) % len(self.rows)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)


class KindsButton(MenuButton):
    """"Kinds", or "6 of 8 kinds" while some are hidden."""

    def __init__(self, kinds: KindBar) -> None:
        super().__init__("Kinds")
        self._kinds = kinds
        self.kind_menu = KindMenu(kinds, self)
        kinds.changed.connect(self.describe)

    def describe(self) -> None:
        """Its words follow what is shown."""
        shown, every = sum(one.isChecked() for one in self._kinds.buttons), len(self._kinds.buttons)
        self.setText("Kinds" if shown == every else f"{shown} of {every} kinds")
        self.setToolTip("Which kinds of entry are shown (1–8)")

    def _on_clicked(self) -> None:
        self.kind_menu.open_at(self.mapToGlobal(self.rect().bottomLeft()))
