"""What happens when the program is at fault: nothing more is written, and one calm window says so.

The report holds versions and the places in the program that were being run. It holds no values, no names of
files chosen by a person, and no message of the fault itself, because a message may quote a pupil.
"""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

import apdesk
from apdesk.clock import Clock
from ui.common.ask import Ask
from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.widgets.button import Button

ROOT = Path(__file__).resolve().parents[2]


def report(kind: type[BaseException], trace: TracebackType | None, clock: Clock) -> str:
    """The report for whoever mends it; safe to send."""
    lines = [
        f"AP Desk {apdesk.__version__}",
        f"{clock.now():%Y-%m-%d %H:%M} UTC",
        f"Python {sys.version.split()[0]}, Qt {PySide6.__version__}, {platform.system()} {platform.release()}",
        f"Language {QLocale().name()}",
        f"Fault: {kind.__name__}",
        "Where:",
    ]
    lines += [f"  {_plain(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join(lines) + "\n"


def _plain(filename: str) -> str:
    """A file of the program by its place in it; of any other only the name."""
    path = Path(filename)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


class CrashWindow(HouseDialog):
    """Says it calmly and offers the report; one at a time."""

    def __init__(self, words: str, ask: Ask | None, parent: QWidget | None = None) -> None:
        super().__init__(
            "Something went wrong in AP Desk",
            "Everything that was saved before is safe, and nothing was half done. Close AP Desk and open it again. "
            "If it happens again, save a report and send it to IT: it holds no names.",
            do="Carry on",
            keep="Close AP Desk",
            parent=parent,
        )
        self.report = words
        self._ask = ask
        self.save = Button("Save a report for IT", "plain", "ph.floppy-disk")
        self.save.setVisible(ask is not None)
        self.save.clicked.connect(self._on_save)
        self.buttons.insertWidget(0, self.save)
        self.do_button.set_variant("plain")
        self.keep_button.set_variant("primary")
        self.keep_button.setFocus()

    def _on_save(self) -> None:
        if self._ask is None:
            return
        path = self._ask.save_file("Save a report for IT", "apdesk-report.txt", (("Text", ("*.txt",)),))
        if path is not None:
            path.write_text(self.report, encoding="utf-8")


class CrashGuard:
    """The last place a fault comes to; `install` makes it so. `asking` answers the window's `Ask`, if there is one."""

    def __init__(self, clock: Clock, asking: Callable[[], Ask | None]) -> None:
        self._clock = clock
        self._asking = asking
        self._showing = False

    def install(self) -> None:
        """Every fault that nobody caught comes here afterwards."""
        sys.excepthook = self.caught

    def caught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Shows the calm window; a fault while it is shown is only written to standard error."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        words = report(kind, trace, self._clock)
        sys.stderr.write(words)
        if self._showing or QApplication.instance() is None:
            return
        from apdesk.services.faults import trouble_behind  # it loads the record's engine, which the lock does not need

        self._showing = True
        try:
            ask, trouble = self._asking(), trouble_behind(fault)
            if ask is not None and trouble is not None:
                ask.refuse(trouble)
                return
            dialog = CrashWindow(words, ask, QApplication.activeWindow())
            if not dialog.run():
                QApplication.quit()
            dialog.deleteLater()
        finally:
            self._showing = False
