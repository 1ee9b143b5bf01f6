"""A part of a window that scrolls up and down only, and never squeezes what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Shows `widget` as wide as there is room and as tall as its wrapped words need at that width.

    A plain scroll area asks only for the least height, which knows nothing of wrapped words: fields lose their
    height before a bar appears.
    """

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widget.setObjectName("scrolled")
        self.setWidget(widget)
        widget.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if inside is None or layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalHeightForWidth(self.viewport().width())
        if inside.minimumHeight() != needed:
            inside.setMinimumHeight(needed)


def keep_in_sight(part: QWidget, place: QRect) -> None:
    """Scrolls what `part` stands in so far that `place` of it is seen: a list as tall as its rows cannot do it."""
    area = _around(part)
    if area is not None:
        middle = part.mapTo(area.widget(), place.center())
        area.ensureVisible(0, middle.y(), 0, place.height() // 2 + 1)


def bring_to_top(part: QWidget, top: int) -> None:
    """Scrolls what `part` stands in so that `top` of it is the first thing seen, as far as there is more below."""
    area = _around(part)
    if area is not None:
        area.verticalScrollBar().setValue(part.mapTo(area.widget(), QPoint(0, top)).y())


def _around(part: QWidget) -> Scroller | None:
    """The scroller that a part stands in."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, Scroller):
        above = above.parentWidget()
    return above
