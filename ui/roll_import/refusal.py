"""Why a file was not taken: the sentence stays in sight until another file is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box


class Refusal(QWidget):
    """A red-edged note over the whole width: what was not read, and why. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        ink = "overdue/text"
        self._head = DataLabel("", "strong", ink=ink, wrap=True)
        self._text = DataLabel("", "body", ink=ink, wrap=True)
        words = QVBoxLayout()
        words.setSpacing(now.px(2))
        words.addWidget(self._head)
        words.addWidget(self._text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(now.px(44), now.px(10), now.px(16), now.px(12))
        layout.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, head: str, text: str) -> None:
        """Says it; an empty head takes the note away."""
        self._head.set_text(head)
        self._text.set_text(text)
        self.setAccessibleName(f"{head} {text}".strip())
        self.setVisible(bool(head))
        if head:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words()))

    def words(self) -> str:
        """What it says."""
        return f"{self._head.whole_text()} {self._text.whole_text()}".strip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        box(painter, self.rect(), now.colour("overdue/fill"), now.colour("overdue/line"),
            now.length("radius-card"), now.edge)
        size = now.px(18)
        paint_icon(painter, now.status("overdue").icon, QRect(now.px(16), now.px(12), size, size),
                   now.colour("overdue/icon-on-fill"))
