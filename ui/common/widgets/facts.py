"""Label and value under each other, as the cards at the side show them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.widgets.label import DataLabel, Link
from ui.theme.current import theme


class Facts(QWidget):
    """Rows of (label, value) or (label, value, link key): with a key the value is a link, `asked(key)`."""

    asked = Signal(str)

    def __init__(self, name: str = "", *, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().px(24))
        self._grids = [QGridLayout() for _ in range(columns)]
        for grid in self._grids:
            grid.setHorizontalSpacing(theme().px(12))
            grid.setVerticalSpacing(theme().px(6))
            grid.setColumnStretch(1, 1)
            holder = QVBoxLayout()
            holder.addLayout(grid)
            holder.addStretch(1)        # each column is as high as its own lines
            across.addLayout(holder, 1)

    def set_lines(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Shows these lines."""
        for grid in self._grids:
            while grid.count():
                old = grid.takeAt(0).widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        height = -(-len(lines) // len(self._grids))
        for place, line in enumerate(lines):
            grid, number = self._grids[place // height], place % height
            label, value = line[0], line[1]
            named = DataLabel(label, "small")
            grid.addWidget(named, number, 0, top)
            if len(line) > 2 and line[2]:
                link = KeyLink(value, line[2])
                link.lead = 0
                link.pressed_key.connect(self.asked)
                grid.addWidget(link, number, 1, top | left)
            else:
                shown = DataLabel(breakable(value), "label", wrap=True)
                shown.setMinimumWidth(1)    # no word, however long, makes the column wider than its place
                shown.setAccessibleName(f"{label}: {value}" if label else value)
                grid.addWidget(shown, number, 1, top)


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
