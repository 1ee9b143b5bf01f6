"""Text size by key: 100, 115, 130 and 150 per cent, remembered on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.theme.current import theme
from ui.theme.style import reapply

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def step_text_size(window: MainWindow, step: int) -> None:
    """One size larger or smaller, or 100 % for a step of 0; the window is made again in that size."""
    sizes = theme().tokens.text_sizes
    here = sizes.index(theme().text_size) if theme().text_size in sizes else 0
    wanted = sizes[0] if step == 0 else sizes[max(0, min(len(sizes) - 1, here + step))]
    application = QApplication.instance()
    if wanted == theme().text_size or not isinstance(application, QApplication):
        return
    reapply(application, text_size=wanted)
    window.context.memory.put("appearance/text-size", str(wanted))
    window.rebuild()
