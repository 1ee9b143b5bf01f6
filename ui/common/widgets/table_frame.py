"""The rounded frame around a list or a table, which keeps their square corners inside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QStackedLayout, QVBoxLayout, QWidget

from ui.theme.current import theme


class _Corners(QWidget):
    """Lies over the content and gives back the corners to the page."""

    def __init__(self, parent: QWidget, ground: str) -> None:
        super().__init__(parent)
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.parentWidget().rect())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, edge = now.length("radius-card"), now.edge
        inside = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        rounded = QPainterPath()
        rounded.addRoundedRect(inside, radius, radius)
        whole = QPainterPath()
        whole.addRect(QRectF(self.rect()))
        painter.fillPath(whole.subtracted(rounded), now.colour(self._ground))
        painter.setPen(QPen(now.colour("hair" if edge == 1 else "line"), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded)


class TableFrame(QFrame):
    """A list with its frame, and what is said in its place when it is empty (`empty`)."""

    def __init__(
        self, inside: QWidget, empty: QWidget | None = None, *, ground: str = "canvas", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedLayout()
        inside.setParent(self)      # or the stack would show it as a window of its own for a moment
        self._stack.addWidget(inside)
        self._inside, self._empty = inside, empty
        if empty is not None:
            empty.setParent(self)
            self._stack.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)  # the style sheet's edge keeps the content inside it
        outer.addLayout(self._stack)
        self._corners = _Corners(self, ground)
        self._corners.raise_()

    def show_empty(self, empty: bool) -> None:
        """Shows what is said when nothing is there, or the list."""
        if self._empty is None or self.is_empty() == empty:
            return
        focus = QApplication.focusWidget()
        self._stack.setCurrentIndex(1 if empty else 0)
        if focus is not None and not self.isAncestorOf(focus) and focus is not QApplication.focusWidget():
            focus.setFocus()  # Qt takes it to what comes to the front, wherever it was

    def take_focus(self) -> None:
        """Focus goes into the list, or to what is offered where it is empty."""
        offered = getattr(self._empty, "button", None) if self.is_empty() else self._inside
        if isinstance(offered, QWidget) and offered.isVisibleTo(self):
            offered.setFocus()

    def is_empty(self) -> bool:
        """True while it says that nothing is there."""
        return self._empty is not None and self._stack.currentIndex() == 1
