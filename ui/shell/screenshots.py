"""`apdesk screenshots`: every page, dialog and state of the made-up school, drawn without a screen.

A room gets its ordinary scene by itself; a feature adds more in its `scenes.py`, named by the room's `scenes`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from apdesk.problems import Problem
from ui.common.context import Context
from ui.common.events import put_away, settle
from ui.common.page import Place
from ui.common.scenes import Scene, Shown, Stage
from ui.shell.main_window import MainWindow
from ui.shell.rooms import ROOMS, Room, named
from ui.theme.current import theme
from ui.theme.style import apply_theme
from ui.theme.tokens import THEMES


@dataclass
class WindowStage:
    """What scenes are made with: the open made-up school, and a window of the wanted size."""

    size: tuple[int, int]
    open_desk: Callable[[], Context]
    held: list[Any] = field(default_factory=list)
    _context: Context | None = None

    @property
    def context(self) -> Context:
        """The made-up school, open; made at the first scene that needs it."""
        if self._context is None:
            self._context = self.open_desk()
        return self._context

    def window(self, page: str, **values: str) -> MainWindow:
        """A window of the wanted size that shows a page."""
        window = MainWindow(self.context)
        self.show(window)
        window.refresh_counts()
        window.go(Place(page, values))
        window.activateWindow()
        settle()
        window.focus_page()
        return window

    def show(self, widget: QWidget, size: tuple[int, int] | None = None) -> QWidget:
        """The widget laid out at that size (the window's, where none is given)."""
        widget.resize(QSize(*(size or self.size)))
        widget.show()
        settle()
        self.held.append(widget)
        return widget

    def strike(self) -> None:
        """Everything that was shown is put away."""
        for widget in self.held:
            widget.hide()
            widget.deleteLater()
        self.held.clear()
        settle()
        put_away()


def scenes() -> list[Scene]:
    """Every scene there is, in the order of the rooms."""
    from ui.lock.scenes import SCENES as LOCK
    from ui.shell.dialog_scenes import SCENES as DIALOGS
    from ui.shell.find_scenes import SCENES as FIND
    from ui.shell.gallery import SCENES as KIT

    found = [*KIT, *DIALOGS, *LOCK, *FIND]
    for room in ROOMS:
        if room.page and room.group:
            found.append(Scene(room.key, _of_room(room)))
        if room.scenes and find_spec(room.scenes):  # a test holds that each one is there
            found.extend(named(f"{room.scenes}:SCENES"))
    return found


def _of_room(room: Room) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        return stage.window(room.key)

    return make


def picture(shown: Shown) -> QPixmap:
    """What a person would see."""
    settle()
    if isinstance(shown, QWidget):
        return shown.grab()
    ground = shown.window.grab()
    painter = QPainter(ground)
    shade = QColor(theme().colour("shadow"))
    shade.setAlpha(70 if shown.at is None else 0)
    painter.fillRect(shown.window.rect(), shade)
    dialog = shown.dialog.grab()
    middle = shown.window.rect().center() - shown.dialog.rect().center()
    painter.drawPixmap(shown.at or middle, dialog)
    painter.end()
    return ground


def take(folder: Path, themes: Sequence[str], size: tuple[int, int], only: str, open_desk: Callable[[], Context],
         text_size: int = 100) -> list[Path]:  # fmt: skip
    """Writes the pictures and answers their files; `Problem` where nothing is called `only`."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    wanted = [scene for scene in scenes() if not only or scene.name == only or scene.name.startswith(f"{only}-")]
    if not wanted:
        names = ", ".join(scene.name for scene in scenes())
        raise Problem("screenshots.unknown", f'There is no picture called "{only}". There are: {names}.')
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    stage = WindowStage(size, open_desk)
    for name in themes:
        apply_theme(application, name, text_size, still=True)
        for scene in wanted:
            stage.size = scene.size or size
            path = folder / f"{scene.name}-{name}.png"
            picture(scene.make(stage)).save(str(path))
            stage.strike()
            written.append(path)
    return written


def parser() -> argparse.ArgumentParser:
    """The words of `apdesk screenshots`."""
    made = argparse.ArgumentParser(
        prog="apdesk screenshots",
        description="Draws every page, dialog and wizard step of the made-up school as page[-state]-theme.png.",
    )
    made.add_argument("folder", type=Path, help="where to write the pictures")
    made.add_argument("--theme", choices=(*THEMES, "all"), default="all")
    made.add_argument("--scale", type=int, choices=(1, 2), default=1, help="device pixels for each logical pixel")
    made.add_argument("--size", type=size_of, help="window in logical pixels, 1366x768 (960x540 at --scale 2)")
    made.add_argument("--only", default="", metavar="NAME", help="one picture, or all that begin with NAME-")
    made.add_argument("--text", type=int, choices=(100, 115, 130, 150), default=100, help="text size in per cent")
    made.add_argument("--list", action="store_true", help="write the names of the pictures and nothing else")
    return made


def size_of(text: str) -> tuple[int, int]:
    """ "1366x768" as two numbers; argparse reports anything else."""
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()) or not (300 <= int(width) <= 8000 and 200 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError(f'"{text}" is not a size like 1366x768')
    return int(width), int(height)


def wanted_size(options: argparse.Namespace) -> tuple[int, int]:
    """The size of the window in logical pixels."""
    size: tuple[int, int] = options.size or ((960, 540) if options.scale == 2 else (1366, 768))
    return size


def command(options: argparse.Namespace, open_desk: Callable[[], Context]) -> int:
    """Carries out `apdesk screenshots`; the exit code."""
    if options.list:
        sys.stdout.write("".join(f"{scene.name}\n" for scene in scenes()))
        return 0
    size = wanted_size(options)
    themes = THEMES if options.theme == "all" else (options.theme,)
    for path in take(options.folder, themes, size, options.only, open_desk, options.text):
        sys.stdout.write(f"{path}\n")
    return 0
