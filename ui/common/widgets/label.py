"""Words on a page. Anything from the record is plain text: a name may hold what looks like markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import cut, ring


class DataLabel(QLabel):
    """Plain words in a named type ("body", "h2", "meta").

    `ink` names a colour role or a status ("overdue/surface"); `wrap` breaks lines; `cut` ends with "…" and
    shows the whole in a tooltip where there is no room.
    """

    # Qt asks for sizes while the label is still being made, and once more while it is being taken apart
    _kind = "body"
    _ink: str | None = None
    _cut = False
    _whole = ""

    def __init__(
        self,
        text: str = "",
        kind: str = "body",
        *,
        ink: str | None = None,
        wrap: bool = False,
        cut: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self._kind = kind
        self._ink = ink
        self._cut = cut
        self._whole = ""
        self.setWordWrap(wrap)
        if wrap:
            policy = self.sizePolicy()
            policy.setHeightForWidth(True)
            policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
            self.setSizePolicy(policy)
        if cut:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_text(text)
        self._colour()

    def set_text(self, text: str) -> None:
        """The words change; a screen reader hears the whole even where the eye sees it cut."""
        self._whole = text
        self.setAccessibleName(text)
        self._show()

    def whole_text(self) -> str:
        """The words, uncut."""
        return self._whole

    def set_ink(self, ink: str | None) -> None:
        """The colour role of the words; None is the ordinary one of the type."""
        self._ink = ink
        self._colour()

    def set_kind(self, kind: str) -> None:
        """Shows the words in another named type."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def sizeHint(self) -> QSize:
        if not self._cut:
            return super().sizeHint()
        metrics = QFontMetrics(theme().font(self._kind))
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def _show(self) -> None:
        if not self._cut:
            if self.text() != self._whole:
                self.setText(self._whole)
            return
        shown = cut(self._whole, theme().font(self._kind), self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")

    def _colour(self) -> None:
        wanted = "" if self._ink is None else f"color: {theme().colour(self._ink).name()};"
        if self.styleSheet() != wanted:
            self.setStyleSheet(wanted)


def plain_tip(text: str) -> str:
    """Words for a tooltip, which Qt would otherwise read as markup where they look like it."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<span>{safe}</span>" if safe != text else text


class Link(QAbstractButton):
    """A name that opens something: `clicked` by mouse, Enter or Space."""

    hovered = Signal(bool)

    def __init__(self, text: str, kind: str = "link", icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._icon = icon
        self.lead = 4
        """Design pixels left of the words, 0 where they stand in a column with plain words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font(self._kind))
        lead = theme().px(22) if self._icon else 0
        height = max(metrics.height() + theme().px(6), theme().px(24))
        return QSize(metrics.horizontalAdvance(self.text()) + theme().px(8) + lead, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(40), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        font = now.font(self._kind)
        font.setUnderline(self.underMouse() and self.isEnabled())
        colour: QColor = now.colour("link" if self.isEnabled() else "ink3")
        left = now.px(self.lead)
        if self._icon:
            size = now.px(16)
            paint_icon(painter, self._icon, QRect(left, (self.height() - size) // 2, size, size), colour)
            left += now.px(22)
        painter.setFont(font)
        painter.setPen(colour)
        room = self.rect().adjusted(left, 0, -now.px(2), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), cut(self.text(), font, room.width()))
        if self.hasFocus():
            ring(painter, self.rect())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
