"""The margin: the ruled lines beside time and policy, and "The policy says" right of them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme
from ui.theme.paint import margin_rule


class MarginRule(QWidget):
    """The two ruled lines, as tall as what they stand beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(4, theme().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        margin_rule(QPainter(self), 0, 0, self.height())


class MarginPanel(QWidget):
    """What the policy says, word for word, and how it applies here; right of the margin. It scrolls by itself."""

    def __init__(
        self, title: str = "The policy says", icon: str = "ph.book-open", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        now = theme()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(now.px(12))
        outer.addWidget(MarginRule())
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, now.px(4), now.px(4), 0)
        self._column.setSpacing(now.px(2))
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(Icon(icon, "ink", 18))
        head.addWidget(DataLabel(title, "h3"), 1)
        self._column.addLayout(head)
        self._column.addStretch(1)
        outer.addWidget(Scroller(inside), 1)
        self.setAccessibleName(title)

    def clear(self) -> None:
        """Nothing is quoted afterwards."""
        while self._column.count() > 2:
            item = self._column.takeAt(1).widget()
            if item is not None:
                item.hide()
                item.deleteLater()

    def add_quote(self, head: str, quote: str, applies: str = "") -> None:
        """Quotes the policy under `head`, then says how it applies in medium weight."""
        parts = [DataLabel(head, "label", wrap=True)]
        if quote:
            parts.append(DataLabel(f"“{quote}”", "small", wrap=True))
        if applies:
            parts.append(DataLabel(applies, "small-strong", wrap=True))
        block = QWidget()
        layout = QVBoxLayout(block)
        layout.setContentsMargins(0, theme().px(8), 0, 0)
        layout.setSpacing(theme().px(4))
        for part in parts:
            layout.addWidget(part)
        self._column.insertWidget(self._column.count() - 1, block)
