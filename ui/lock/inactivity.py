"""Notices that nobody is there: warns 30 seconds before, then tells."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

WARNING_SECONDS = 30
MINUTES = (5, 10, 15)
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TabletPress,
}  # fmt: skip


class IdleWatch(QObject):
    """`warned` 30 seconds before `idle`; any key or movement of the mouse begins the count again."""

    warned = Signal()
    idle = Signal()

    def __init__(self, minutes: int, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warning = QTimer(self)
        self._end = QTimer(self)
        for timer, told in ((self._warning, self._on_warning), (self._end, self._on_end)):
            timer.setSingleShot(True)
            timer.timeout.connect(told)
        self.minutes = minutes
        self._application = application
        self._application.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Locks after that many minutes."""
        self.minutes = minutes
        if self._end.isActive():
            self.start()

    def start(self) -> None:
        """Begins to count from now."""
        self._end.start(self.minutes * 60_000)
        self._warning.start(self.minutes * 60_000 - WARNING_SECONDS * 1000)

    def stop(self) -> None:
        """Counts no more, as while the desk is locked."""
        self._end.stop()
        self._warning.stop()

    @property
    def running(self) -> bool:
        """True while it counts."""
        return self._end.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._end.isActive():
            self.start()
        return False

    def _on_warning(self) -> None:
        self.warned.emit()

    def _on_end(self) -> None:
        self.idle.emit()
