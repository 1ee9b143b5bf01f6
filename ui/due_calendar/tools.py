"""The tools above the calendar on one line; the kinds go behind a button where there is little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.widgets.button import IconButton
from ui.due_calendar.kind_bar import KindBar
from ui.theme.current import theme

GAP, WIDER = 4, 10
ICON = 34
MOST = 10_000       # pixels: a width that was never fixed


class CalendarTools(QWidget):
    """Going back and forth, the view, the kinds, whose, and what leads elsewhere."""

    def __init__(
        self, going: Sequence[QWidget], mode: QWidget, kinds: KindBar, kinds_button: QWidget, last: Sequence[QWidget]
    ) -> None:
        super().__init__()
        now = theme()
        self._kinds, self._kinds_button = kinds, kinds_button
        self._last, self._mode, self._going = last, mode, going
        for button in (*going, *last):
            if isinstance(button, IconButton):
                button.setFixedWidth(now.px(ICON))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(now.px(GAP))
        for widget in going:
            row.addWidget(widget)
        row.addSpacing(now.px(WIDER - GAP))
        row.addWidget(mode)
        row.addSpacing(now.px(WIDER - GAP))
        row.addWidget(kinds)
        row.addWidget(kinds_button)
        row.addStretch(1)
        for widget in last:
            row.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(300), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """The kinds stand beside each other where all fits on a line; else behind a button, that too on the line."""
        others = self._wide((*self._going, self._mode, *self._last))
        beside = others + self._kinds.sizeHint().width() <= self.width()
        self._kinds.setVisible(beside)
        self._kinds_button.setVisible(not beside)

    @staticmethod
    def _wide(widgets: Sequence[QWidget]) -> int:
        now = theme()
        gaps = now.px(GAP) * (len(widgets) + 3) + 2 * now.px(WIDER - GAP)
        wide = [one.sizeHint().width() if one.maximumWidth() > MOST else one.maximumWidth() for one in widgets]
        return sum(wide) + gaps
