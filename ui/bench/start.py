"""From the start of a process to the painted lock, from there to the first list, and a bare window of Qt."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QMetaObject, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

BEGUN = "APDESK_BENCH_BEGUN"
"""When the process was started, on the clock that all processes of a machine share."""
PASSPHRASE = "APDESK_PASSPHRASE"


def milliseconds(words: list[str], passphrase: str = "") -> list[float]:
    """What a process of this module says of itself."""
    command = [sys.executable, "-P", "-m", "ui.bench", *words]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment[PASSPHRASE] = passphrase
    environment[BEGUN] = str(time.monotonic())
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [float(each) for each in done.stdout.split()]


def bare() -> int:
    """An empty window of Qt, shown and painted."""
    from PySide6.QtWidgets import QLabel, QMainWindow

    from ui.common.events import settle

    _application = QApplication(sys.argv[:1])  # held, or it is gone before the window is shown
    window = QMainWindow()
    window.setCentralWidget(QLabel("AP Desk"))
    window.resize(1366, 768)
    window.show()
    settle()
    _say(time.monotonic())
    return 0


def to_first_list(folder: Path, today: date) -> int:
    """Says how long a person waits for the lock, and, once it was unlocked, for the first list.

    Between the two somebody types a passphrase, and the program gets ready; nor does the time count that the key
    takes to derive, which is long on purpose.
    """
    from apdesk.clock import ClockOn
    from ui.app import dress, make_application
    from ui.common.events import settle
    from ui.common.memory import Memory
    from ui.shell.session import Session

    application = make_application()
    memory = Memory(None)
    dress(application, memory)
    clock = ClockOn(today)
    session = Session(memory, clock)
    session.show_lock(start=False)
    lock = session.lock_window
    assert lock is not None
    lock.resize(1366, 768)
    lock.offer(folder)
    _say(until_painted(lock))
    session.warming.wait()
    settle()

    from apdesk.desk import close_desk, open_desk
    from apdesk.services.unlock import confirm

    passphrase = os.environ[PASSPHRASE]
    begun = time.monotonic()
    record = open_desk(folder, None, passphrase, clock)
    window = session.open_window(record)
    window.resize(1366, 768)
    page = window.current()
    assert page is not None
    painted = until_painted(page.focus_start() or page)
    asked = time.monotonic()
    confirm(record, passphrase)
    derived = time.monotonic() - asked
    _say(painted - derived, begun)
    close_desk(record)
    return 0


def until_painted(widget: QWidget) -> float:
    """Returns once something inside the widget has been painted, with the moment at which that was done."""
    application = QApplication.instance()
    assert application is not None
    waiting = QEventLoop()
    watch = _Painted(widget, waiting)
    application.installEventFilter(watch)
    widget.update()
    waiting.exec()
    application.removeEventFilter(watch)
    return watch.moment


class _Painted(QObject):
    """Ends the waiting once a paint event in the widget is done with."""

    def __init__(self, widget: QWidget, waiting: QEventLoop) -> None:
        super().__init__(waiting)
        self._widget, self._waiting = widget, waiting
        self.moment = 0.0

    @Slot()
    def note(self) -> None:
        """Reached as soon as the painting is done with; what was put off till then comes after."""
        self.moment = self.moment or time.monotonic()
        self._waiting.quit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything through."""
        if (
            event.type() == QEvent.Type.Paint
            and isinstance(watched, QWidget)
            and (watched is self._widget or self._widget.isAncestorOf(watched))
        ):
            QMetaObject.invokeMethod(self, "note", Qt.ConnectionType.QueuedConnection)
        return False


def _say(ended: float, begun: float | None = None) -> None:
    start = float(os.environ[BEGUN]) if begun is None else begun
    sys.stdout.write(f"{(ended - start) * 1000:.3f}\n")
