"""Getting ready while somebody types a passphrase: what the first page needs is loaded before it is asked for.

The lock must be there at once, so it loads nothing that it does not show itself; the rest of the program and the
shipped protocol are read on another thread as soon as the lock is painted.
"""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QEventLoop, QObject, QTimer

from apdesk.progress import Progress
from ui.common.jobs import Broke, Jobs, Outcome
from ui.shell import collection
from ui.shell.rooms import DAY, ROOMS

PROGRAM = (
    "apdesk.desk", "apdesk.services.settings", "apdesk.services.backups", "apdesk.services.unlock",
    "ui.common.dialogs.window_ask", "ui.shell.main_window", "ui.shell.banners",
)  # fmt: skip

AFTER = 100
"""Milliseconds for the lock to be painted first; nobody has typed a passphrase by then."""


class Warming(QObject):
    """Afterwards (`start`) the first pages of the day open without a wait; nothing of a desk is touched."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = Jobs(parent=self)
        self._begun = self.done = False

    def start(self) -> None:
        """Begins once the lock is painted; a second call does nothing."""
        if not self._begun:
            self._begun = True
            QTimer.singleShot(AFTER, self._begin)

    def wait(self) -> None:
        """Returns when everything is loaded."""
        waiting = QEventLoop()
        self._jobs.ended.connect(waiting.quit)
        if not self.done:
            waiting.exec()

    def _begin(self) -> None:
        self._jobs.run("Getting ready", get_ready, self._on_ended)

    def _on_ended(self, outcome: Outcome) -> None:
        self.done = True
        collection.resume()
        if isinstance(outcome, Broke):
            raise outcome.error


def get_ready(progress: Progress) -> None:
    """The modules of the window and of the day's rooms are loaded, and the shipped protocol is read."""
    rooms = [name.partition(":")[0] for room in ROOMS if room.group == DAY for name in (room.page, room.counts) if name]
    names = [*PROGRAM, *rooms]
    for done, name in enumerate(names):
        progress.step(done, len(names) + 1, "Getting ready")
        import_module(name)
    from apdesk.services import door
    from apdesk.services.protocols import read_protocol
    from apdesk.services.shipped import SHIPPED_PROTOCOL, shipped_protocol_text

    door.get_ready()
    read_protocol(shipped_protocol_text(), SHIPPED_PROTOCOL)
