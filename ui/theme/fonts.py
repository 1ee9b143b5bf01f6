"""The bundled faces of IBM Plex Sans, made known to Qt once."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from apdesk.places import resources

_loaded: list[int] = []


def load_fonts() -> None:
    """Every shipped face can be named afterwards; does nothing the second time."""
    if _loaded:
        return
    for path in sorted((resources() / "fonts").glob("IBMPlex*.ttf")):
        _loaded.append(QFontDatabase.addApplicationFont(str(path)))


def face(family: str, pixels: int) -> QFont:
    """A font of one named face at a size in logical pixels, with what stands in for letters Plex lacks.

    The face carries the weight in its name: asking Qt for weight 500 of "IBM Plex Sans" came out bolder.
    """
    font = QFont()
    font.setFamilies([family, "DejaVu Sans", "Noto Sans"])
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    return font
