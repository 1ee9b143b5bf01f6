"""What may follow once something is on the screen: the eye gets the list first, then what stands around it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class AfterPainting(QObject):
    """After `ask` the deed is done once, when the widget has been painted the next time; never while it is hidden."""

    def __init__(self, widget: QWidget, deed: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._asked = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)  # of this painting nothing is cut short: timers wait for its end
        self._pause.timeout.connect(deed)
        widget.installEventFilter(self)

    def ask(self) -> None:
        """Asking twice before the painting is asking once."""
        self._asked = True
        self._widget.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything through."""
        if self._asked and event.type() == QEvent.Type.Paint:
            self._asked = False
            self._pause.start()
        return super().eventFilter(watched, event)
