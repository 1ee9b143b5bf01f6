"""Python's garbage is collected on the window's thread, between two events, and never anywhere else.

Left to itself Python collects wherever memory is asked for: also on the work's own thread, where taking a
window apart ends the process, and in the middle of a window being built.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between two looks."""


class Tidying(QObject):
    """From now on garbage is collected by a timer; `stop` gives it back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Collects the youngest generation that has grown past its threshold, with all younger ones."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Python collects by itself again."""
        self._timer.stop()
        gc.enable()
