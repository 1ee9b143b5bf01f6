"""How the program looks on this machine: theme, text size, motion; remembered, and put on at once."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui.common.appearance import FOLLOW, STILL, TEXT_SIZE, THEME
from ui.common.memory import Memory
from ui.theme.current import theme
from ui.theme.style import apply_theme
from ui.theme.tokens import THEMES


def dress(application: QApplication, memory: Memory) -> bool:
    """The chosen look, or the one that the system asks for; True where something looks different now."""
    before = (theme().name, theme().text_size, theme().still)
    name = memory.get(THEME, FOLLOW)
    if name not in THEMES:
        name = system_theme()
    size = memory.number(TEXT_SIZE, 100)
    wanted = (name, size if size in theme().tokens.text_sizes else 100, memory.get(STILL, "no") == "yes")
    apply_theme(application, *wanted)
    return wanted != before


def system_theme() -> str:
    """Dark, light or high contrast, as the system is set."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    preference = getattr(accessibility(), "contrastPreference", None) if callable(accessibility) else None
    if callable(preference) and preference().name == "HighContrast":
        return "contrast"
    return "dark" if hints.colorScheme().name == "Dark" else "light"
