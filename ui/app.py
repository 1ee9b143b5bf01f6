"""Starting the window: Qt, theme, the net under it, and then the lock, the desk, or the pictures."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from apdesk.clock import Clock, SystemClock
from apdesk.places import settings_folder
from apdesk.problems import Problem
from ui.common.memory import Memory
from ui.common.offscreen import platform
from ui.common.tidying import Tidying
from ui.shell.appearance import dress
from ui.shell.crash import CrashGuard
from ui.theme.style import apply_theme


def run(words: Sequence[str]) -> int:
    """Opens what was asked for and answers the exit code: nothing, `--demo`, or `screenshots`."""
    if words[:1] == ["screenshots"]:
        return _screenshots(words[1:])
    options = _parser().parse_args(words)
    try:
        return _window(demo=options.demo)
    except Problem as problem:
        sys.stderr.write(f"{problem.text}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="apdesk", description="The day book of an alternative provision office.")
    made.add_argument("--demo", action="store_true", help="open a fresh made-up school in a temporary folder")
    return made


def make_application() -> QApplication:
    """The one application object, in British English, not yet in a theme."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application = QApplication([sys.argv[0]])
    application.setApplicationName("AP Desk")
    application.setDesktopFileName("apdesk")
    application.setQuitOnLastWindowClosed(True)
    return application


def settings_file() -> Path:
    """Where this machine keeps window sizes and the look; never anything of a pupil."""
    return settings_folder() / "window.ini"


def _window(demo: bool) -> int:
    from ui.shell.session import Session

    application = make_application()
    memory = Memory(None if demo else settings_file())
    dress(application, memory)
    clock: Clock = SystemClock()
    tidying = Tidying(application)
    with tempfile.TemporaryDirectory(prefix="apdesk-") as folder:
        session = Session(memory, clock, demo_folder=Path(folder) if demo else None)
        guard = CrashGuard(clock, session.ask)
        guard.install()
        session.start()
        code = application.exec()
        session.close()
    tidying.stop()
    return code


def _without_noise(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:  # noqa: ARG001
    """What Qt says goes to standard error, but for what the screenless plugin says of itself."""
    if not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def _screenshots(words: Sequence[str]) -> int:
    from ui.shell import screenshots

    options = screenshots.parser().parse_args(list(words))
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    qInstallMessageHandler(_without_noise)
    try:
        with tempfile.TemporaryDirectory(prefix="apdesk-") as folder:
            os.environ["QT_QPA_PLATFORM"] = platform(screenshots.wanted_size(options), Path(folder), options.scale)
            application = make_application()
            apply_theme(application, "light", options.text, still=True)
            from ui.shell.practice import demo_context

            with demo_context(Path(folder)) as open_desk:
                return screenshots.command(options, open_desk)
    except Problem as problem:
        sys.stderr.write(f"{problem.text}\n")
        return 1
