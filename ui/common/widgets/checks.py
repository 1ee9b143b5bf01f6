"""The list of checks: green tick, amber triangle (goes on, but), red stop (cannot go on), blue note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme

_LOOKS = {
    "ok": ("ph.check-circle-fill", "done/icon", "Fine"),
    "warn": ("ph.warning-fill", "today/icon", "Goes on, but"),
    "stop": ("ph.prohibit-bold", "overdue/icon", "Cannot go on"),
    "info": ("ph.info-fill", "soon/icon", "Note"),
}


@dataclass(frozen=True)
class Check:
    """One line: `level` is ok, warn, stop or info; `button` offers what lifts it and answers with `key`."""

    level: str
    text: str
    detail: str = ""
    button: str = ""
    key: str = ""


class Checks(QWidget):
    """Checks under each other, or in two columns where height is short; `asked(key)` when a button is pressed."""

    asked = Signal(str)

    def __init__(self, *, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._items: tuple[Check, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(8))
        self.setAccessibleName("Checks")

    def set_items(self, items: Sequence[Check]) -> None:
        """Shows these checks, in their order."""
        self._items = tuple(items)
        self._fill()

    def set_columns(self, columns: int) -> None:
        """One column, or two."""
        if columns != self._columns:
            self._columns = columns
            self._fill()

    def blocked(self) -> bool:
        """True where one of them says that it cannot go on."""
        return any(each.level == "stop" for each in self._items)

    def _fill(self) -> None:
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        rows = -(-len(self._items) // self._columns)
        for number, item in enumerate(self._items):
            self._grid.addWidget(self._line(item), number % rows, number // rows, Qt.AlignmentFlag.AlignTop)
        for place in range(self._columns):
            self._grid.setColumnStretch(place, 1)

    def _line(self, item: Check) -> QWidget:
        now = theme()
        shape, role, said = _LOOKS[item.level]
        line = QWidget()
        line.setAccessibleName(f"{said}: {item.text}. {item.detail}".strip())
        layout = QGridLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(now.px(8))
        layout.setVerticalSpacing(0)
        layout.addWidget(Icon(shape, role, 18), 0, 0, Qt.AlignmentFlag.AlignTop)
        text = DataLabel(item.text, "medium", wrap=True)
        text.setAccessibleName(f"{said}: {item.text}")
        layout.addWidget(text, 0, 1)
        if item.detail:
            layout.addWidget(DataLabel(item.detail, "meta", wrap=True), 1, 1)
        if item.button:
            button = CheckButton(item.button, item.key)
            button.pressed_key.connect(self.asked)
            layout.addWidget(button, 2, 1, Qt.AlignmentFlag.AlignLeft)
        layout.setColumnStretch(1, 1)
        return line


class CheckButton(Button):
    """A soft button that tells the key of its check."""

    pressed_key = Signal(str)

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "soft", small=True, parent=parent)
        self._key = key
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.pressed_key.emit(self._key)
