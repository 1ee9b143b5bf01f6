"""The tools above the calendar: on one line, without words for the kinds where there is little room, else on two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.widgets.button import IconButton
from ui.due_calendar.kind_bar import KindBar
from ui.theme.current import theme

GAP, WIDER = 4, 10
ICON = 34
MOST = 10_000       # pixels: a width that was never fixed


class CalendarTools(QWidget):
    """Going back and forth, the view, the kinds, whose, and what leads elsewhere."""

    def __init__(
        self, going: Sequence[QWidget], mode: QWidget, kinds: KindBar, last: Sequence[QWidget]
    ) -> None:
        super().__init__()
        now = theme()
        self._kinds, self._last, self._mode, self._going = kinds, last, mode, going
        for button in (*going, *last):
            if isinstance(button, IconButton):
                button.setFixedWidth(now.px(ICON))
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(now.px(GAP))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.px(8))
        column.addLayout(self._first)
        column.addLayout(self._second)
        for widget in going:
            self._first.addWidget(widget)
        self._first.addSpacing(now.px(WIDER - GAP))
        self._first.addWidget(mode)
        self._first.addSpacing(now.px(WIDER - GAP))
        self._first.addWidget(kinds)
        self._first.addStretch(1)
        for widget in last:
            self._first.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Kinds have words where all fits on a line with them; else icons; else a line of their own, with words."""
        self._kinds.set_icons_only(False)
        others = self._wide((*self._going, self._mode, *self._last))
        room = self.width()
        if others + self._kinds.sizeHint().width() <= room:
            self._put(below=False)
            return
        self._kinds.set_icons_only(True)
        if others + self._kinds.sizeHint().width() <= room:
            self._put(below=False)
            return
        self._kinds.set_icons_only(False)
        self._kinds.set_icons_only(self._kinds.sizeHint().width() > room)
        self._put(below=True)

    @staticmethod
    def _wide(widgets: Sequence[QWidget]) -> int:
        now = theme()
        gaps = now.px(GAP) * (len(widgets) + 3) + 2 * now.px(WIDER - GAP)
        wide = [one.sizeHint().width() if one.maximumWidth() > MOST else one.maximumWidth() for one in widgets]
        return sum(wide) + gaps

    def _put(self, *, below: bool) -> None:
        there = self._second.indexOf(self._kinds) >= 0
        if below and not there:
            self._first.removeWidget(self._kinds)
            self._second.addWidget(self._kinds)
            self._second.addStretch(1)
        elif not below and there:
            self._second.removeWidget(self._kinds)
            self._second.takeAt(0)
            self._first.insertWidget(len(self._going) + 3, self._kinds)
