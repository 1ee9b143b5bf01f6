"""A sentence at the foot of the window for ten seconds, with a way to take back what it tells of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGraphicsDropShadowEffect, QHBoxLayout, QSizePolicy, QWidget

from ui.common.bus import Said
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import box, ring

SECONDS = 10


class _ToastButton(QAbstractButton):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font("strong")).horizontalAdvance(self.text())
        return QSize(width + theme().px(16), theme().length("small-button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme().font("strong")
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme().colour("toast-link"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.hasFocus():
            ring(painter, self.rect())


class Toast(QWidget):
    """Stands at the bottom centre of its parent. It stays while the mouse or focus is on it."""

    def __init__(self, parent: QWidget, above: int = 0) -> None:
        super().__init__(parent)
        now = theme()
        self._above = above
        self._said = Said("")
        self._icon = Icon("ph.check-circle-fill", "toast-link", 18)
        self._text = DataLabel("", "body", ink="toast-text", wrap=True)
        self._undo = _ToastButton("Undo")
        self._key = DataLabel("Ctrl Z", "meta", ink="toast-mute")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(now.px(14), now.px(8), now.px(14), now.px(8))
        layout.setSpacing(now.px(10))
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addSpacing(now.px(12))
        layout.addWidget(self._undo)
        layout.addWidget(self._key)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self._on_time)
        self._undo.clicked.connect(self.take_back)
        self.installEventFilter(self)
        self._undo.installEventFilter(self)
        parent.installEventFilter(self)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(now.px(16))
        shadow.setOffset(0, now.px(3))
        colour = QColor(now.colour("shadow"))
        colour.setAlpha(90)
        shadow.setColor(colour)
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_said(self, said: Said) -> None:
        """Says it, and announces it to a screen reader."""
        self._said = said
        self._text.set_text(said.text)
        self._undo.setText(said.undo_name)
        self._undo.setVisible(said.undo is not None)
        self._key.setVisible(said.undo is not None and said.undo_name == "Undo")
        self._icon.set("ph.check-circle-fill" if said.status == "done" else "ph.info-fill")
        self.setAccessibleName(f"{said.text}. {said.undo_name}: Ctrl Z" if said.undo else said.text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said.text))

    def stand_above(self, height: int) -> None:
        """Keeps clear of what stands at the foot of the window, that many pixels high."""
        self._above = height
        self._place()
        self.raise_()

    def can_take_back(self) -> bool:
        """True while the sentence stands and offers to take back."""
        return self.isVisible() and self._said.undo is not None

    def take_back(self) -> None:
        """Takes back what the sentence tells of, and goes."""
        undo = self._said.undo
        self._said = Said("")
        self.hide()
        if undo is not None:
            undo()

    def text(self) -> str:
        """The sentence, while it stands."""
        return self._said.text if self.isVisible() else ""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(48))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent():
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._timer.stop()
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut) and self.isVisible():
            self._timer.start()
        return False

    def _on_time(self) -> None:
        if not self.underMouse() and not self._undo.hasFocus():
            self.hide()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        now = theme()
        self.ensurePolished()
        words = QFontMetrics(now.font("body")).horizontalAdvance(self._said.text)
        beside = self.layout().sizeHint().width() - self._text.sizeHint().width()
        wanted = beside + words + now.px(12)
        width = min(max(wanted, now.px(300)), parent.width() - now.px(16))
        height = max(now.px(48), self.layout().totalHeightForWidth(width))      # a long sentence takes a second line
        left = (parent.width() - width) // 2
        self.resize(width, height)
        self.move(QPoint(left, parent.height() - height - now.px(16) - self._above))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        box(QPainter(self), QRectF(self.rect()), now.colour("toast"), now.colour("toast-line"),
            now.length("radius-card"), 2 if now.tints_have_edges else 1)
