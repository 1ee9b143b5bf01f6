"""Actions that a feature carries out on any page, named in the list of actions and imported when they are asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

from apdesk.domain.permissions import may
from ui.shell.actions import Action, everywhere
from ui.shell.rooms import named

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PRACTICE = "practice"


def offered(role: str) -> list[Action]:
    """The actions that work everywhere and that this role may carry out."""
    return [each for each in everywhere() if each.needs is None or may(role, each.needs)]


def do_anywhere(window: MainWindow, name: str) -> None:
    """Carries out an action that neither the page in front nor the window itself knows."""
    if name == PRACTICE:
        open_practice_beside()
        return
    for action in offered(window.context.record.actor.role):
        if action.name == name and action.does:
            named(action.does)(window.context, window.go)


def open_practice_beside() -> bool:
    """The made-up school opens in a window of its own; this one stays as it is."""
    started, _ = QProcess.startDetached(sys.executable, ["-m", "ui", "--demo"])
    return bool(started)
