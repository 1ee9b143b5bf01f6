"""The whole window of an open desk, on the screen."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.common.context import Context
from ui.shell.main_window import MainWindow


def shown_window(qtbot: QtBot, context: Context, size: tuple[int, int] = (1366, 768)) -> MainWindow:
    """A window of that size, seen; no page is in front yet."""
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(*size)
    with qtbot.waitExposed(made):
        made.show()
    return made
