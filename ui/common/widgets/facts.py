"""Label and value under each other, as the cards at the side show them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common.widgets.label import DataLabel, Link
from ui.theme.current import theme


class Facts(QWidget):
    """Rows of (label, value) or (label, value, link key): with a key the value is a link, `asked(key)`."""

    asked = Signal(str)

    def __init__(self, name: str = "", *, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(6))
        for place in range(columns):
            self._grid.setColumnStretch(2 * place + 1, 1)

    def set_lines(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Shows these lines."""
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        height = -(-len(lines) // self._columns)
        for place, line in enumerate(lines):
            number, across = place % height, 2 * (place // height)
            label, value = line[0], line[1]
            named = DataLabel(label, "small")
            self._grid.addWidget(named, number, across, top)
            if len(line) > 2 and line[2]:
                link = KeyLink(value, line[2])
                link.lead = 0
                link.pressed_key.connect(self.asked)
                self._grid.addWidget(link, number, across + 1, top | left)
            else:
                shown = DataLabel(breakable(value), "label", wrap=True)
                shown.setMinimumWidth(1)    # no word, however long, makes the column wider than its place
                shown.setAccessibleName(f"{label}: {value}" if label else value)
                self._grid.addWidget(shown, number, across + 1, top)


def breakable(text: str) -> str:
    """The text, in which a long word (an e-mail address) may also be broken after its signs."""
    return _LONG.sub(lambda word: _SIGN.sub("\\1\u200b", word.group()), text)


_LONG, _SIGN = re.compile(r"\S{16,}"), re.compile(r"([@._/])(?=\w)")


class KeyLink(Link):
    """A link that tells which one it is."""

    pressed_key = Signal(str)

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self.key = key
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.pressed_key.emit(self.key)
