"""From the start of a process to the first painted list, and the same for a bare window of Qt."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

BEGUN = "APDESK_BENCH_BEGUN"
"""When the process was started, on the clock that all processes of a machine share."""
PASSPHRASE = "APDESK_PASSPHRASE"


def milliseconds(words: list[str], passphrase: str = "") -> float:
    """What a process of this module says of itself."""
    command = [sys.executable, "-P", "-m", "ui.bench", *words]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment[PASSPHRASE] = passphrase
    environment[BEGUN] = str(time.monotonic())
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.split()[-1])


def bare() -> int:
    """An empty window of Qt, shown and painted."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    from ui.common.events import settle

    _application = QApplication(sys.argv[:1])  # held, or it is gone before the window is shown
    window = QMainWindow()
    window.setCentralWidget(QLabel("AP Desk"))
    window.resize(1366, 768)
    window.show()
    settle()
    _say(time.monotonic())
    return 0


def to_first_list(folder: Path) -> int:
    """The desk in the folder opened, and its first page painted; without the time its key takes to derive."""
    from apdesk.clock import ClockOn
    from apdesk.desk import close_desk, open_desk
    from apdesk.services.unlock import confirm
    from ui.app import dress, make_application
    from ui.common.events import settle
    from ui.common.memory import Memory
    from ui.common.scenes import ON
    from ui.shell.session import Session

    passphrase = os.environ[PASSPHRASE]
    application = make_application()
    memory = Memory(None)
    dress(application, memory)
    clock = ClockOn(ON)
    session = Session(memory, clock)
    record = open_desk(folder, None, passphrase, clock)
    session.open_window(record).resize(1366, 768)
    settle()
    painted = time.monotonic()
    confirm(record, passphrase)
    _say(painted - (time.monotonic() - painted))
    close_desk(record)
    return 0


def _say(ended: float) -> None:
    sys.stdout.write(f"{(ended - float(os.environ[BEGUN])) * 1000:.3f}\n")
