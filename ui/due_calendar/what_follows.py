"""In a form: what a day would do, said while it is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme


class WhatFollows(QWidget):
    """Lines under a heading; `refused` shows why not, in red with its shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._icon = Icon("ph.info-fill", "soon/icon", 18)
        self._head = DataLabel("", "medium", wrap=True)
        self._lines = DataLabel("", "small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(now.px(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(now.px(2))
        column.addWidget(self._head)
        column.addWidget(self._lines)
        row.addLayout(column, 1)

    def say(self, head: str, lines: Sequence[str], *, refused: bool) -> None:
        """Says it, and announces it."""
        self._icon.set("ph.prohibit-bold" if refused else "ph.info-fill", "overdue/icon" if refused else "soon/icon")
        self._head.set_text(head)
        self._lines.set_text("\n".join(lines))
        self._lines.setVisible(bool(lines))
        self.setVisible(bool(head))
        if head:
            said = ". ".join((head, *lines))
            self.setAccessibleName(said)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def text(self) -> str:
        """All that is said."""
        return "\n".join(part for part in (self._head.whole_text(), self._lines.whole_text()) if part)
