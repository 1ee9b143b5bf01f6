"""One line under the top bar for what the office must know now: worst first, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, ring


class BannerButton(QAbstractButton):
    """The word at the right of a banner."""

    def __init__(self, text: str, status: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font("strong")).horizontalAdvance(self.text())
        return QSize(width + theme().px(16), theme().length("small-button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme().font("strong")
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme().colour(f"{self._status}/text"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            ring(painter, self.rect())


class Banner(QWidget):
    """`status` is overdue (red), today (amber) or soon (blue); `asked` when its word is pressed."""

    asked = Signal()

    def __init__(
        self, status: str, text: str, detail: str = "", button: str = "", icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._status = status
        self._icon = icon
        now = theme()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(now.px(40), now.px(5), now.px(8), now.px(5))
        layout.setSpacing(now.px(8))
        ink = f"{status}/text"
        self._text = DataLabel(text, "strong", ink=ink, wrap=True)
        self._detail = DataLabel(detail, "body", ink=ink, wrap=True)
        self._detail.setVisible(bool(detail))
        self._said = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._said.setContentsMargins(0, now.px(3), 0, now.px(3))
        self._said.addWidget(self._text)
        self._said.addWidget(self._detail, 1)
        layout.addLayout(self._said, 1)
        self._action: BannerButton | None = None
        if button:
            self._action = BannerButton(button, status)
            self._action.clicked.connect(self.asked)
            layout.addWidget(self._action)
        self.setAccessibleName(f"{text} {detail}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(360), theme().px(38))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        """On one line where both sentences fit, else under each other; as tall as they are."""
        now = theme()
        margins = self.layout().contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if self._action is not None:
            room -= self._action.sizeHint().width() + now.px(8)
        said = [one for one in (self._text, self._detail) if one.whole_text()]
        widths = [one.fontMetrics().horizontalAdvance(one.whole_text()) + 2 for one in said]
        fits = sum(widths) + now.px(8) <= room
        self._said.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        self._said.setSpacing(now.px(8) if fits else 0)
        self._text.setMinimumWidth(widths[0] if fits else 0)
        lines = 0 if fits else sum(one.heightForWidth(room) for one in said)
        self.setFixedHeight(max(now.px(38), lines + now.px(16)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        tone = self._status
        box(painter, self.rect(), now.colour(f"{tone}/fill"), now.colour(f"{tone}/line"),
            now.length("radius-control"), now.edge)
        size = now.px(16)
        place = QRect(now.px(14), (self.height() - size) // 2, size, size)
        paint_icon(painter, self._icon or now.status(tone).icon, place, now.colour(f"{tone}/icon-on-fill"))
