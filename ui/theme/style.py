"""The one place that turns tokens into a palette, an application font and a style sheet (over Fusion)."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.theme.current import Theme, set_theme, theme, theme_signals
from ui.theme.fonts import load_fonts
from ui.theme.sheet import sheet
from ui.theme.tokens import load

_ROLES = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on-accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "toast-text",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hair",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "ctl",
    QPalette.ColorRole.Shadow: "shadow",
}
_FADED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def apply_theme(application: QApplication, name: str, text_size: int = 100, still: bool = False) -> Theme:
    """The whole program shows the theme "light", "dark" or "contrast" at that text size (per cent) afterwards."""
    load_fonts()
    chosen = Theme(load(name), text_size, still)
    set_theme(chosen)
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette(chosen))
    application.setFont(chosen.font("body"))
    application.setStyleSheet(sheet(chosen))
    theme_signals().changed.emit()
    for widget in application.topLevelWidgets():
        widget.update()
    return chosen


def reapply(application: QApplication, name: str | None = None, text_size: int | None = None) -> Theme:
    """Changes the theme or the text size and leaves the other as it is."""
    now = theme()
    return apply_theme(application, name or now.name, text_size or now.text_size, now.still)


def palette(chosen: Theme) -> QPalette:
    """The theme as Qt's palette, for whatever Fusion draws by itself."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, chosen.colour(name))
    for role in _FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.colour("disabled-ink")))
    return made
