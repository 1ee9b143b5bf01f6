"""One thing to set or to do: what it is at the left, in words beneath what it means, the control at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.widgets.card import Card, Divider
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme


class SettingRow(QWidget):
    """`say` changes the words beneath the title."""

    def __init__(self, title: str, words: str, *controls: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._title = DataLabel(title, "strong")
        self._words = DataLabel(words, "small", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(now.px(2))
        column.addWidget(self._title)
        column.addWidget(self._words)
        self._warning, self._warned = Checks(), ""
        column.addWidget(self._warning)
        self._warning.hide()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(now.px(8))
        across.addLayout(column, 1)
        for control in controls:
            across.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, words: str, warning: str = "") -> None:
        """Other words beneath the title, and what should be seen to."""
        self._words.set_text(words)
        self._warned = warning
        self._warning.set_items([Check("warn", warning)] if warning else [])
        self._warning.setVisible(bool(warning))

    def words(self) -> str:
        """The words beneath the title, with the warning."""
        return " ".join(part for part in (self._words.whole_text(), self._warned) if part)


class RowsCard(Card):
    """Rows under each other with a hairline between them."""

    def __init__(self, *rows: SettingRow, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.body.setSpacing(theme().px(10))
        for number, row in enumerate(rows):
            if number:
                self.add(Divider())
            self.add(row)
