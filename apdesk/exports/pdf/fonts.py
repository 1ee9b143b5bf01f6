"""The type on paper: IBM Plex Sans as in the design, DejaVu Sans for letters it lacks, all embedded."""

from __future__ import annotations

from functools import cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from apdesk.places import resources

TEXT = "PlexText"                       # body
MEDIUM = "PlexMedium"                   # labels
STRONG = "PlexStrong"                   # heads, names, figures
ITALIC = "PlexItalic"                   # words standing for an empty row
NARROW = "PlexNarrow"                   # captions and wide tables only
NARROW_MEDIUM = "PlexNarrowMedium"
NARROW_STRONG = "PlexNarrowStrong"
OTHER = "DejaVu"                        # letters that Plex lacks
OTHER_STRONG = "DejaVuStrong"

_FILES = {
    TEXT: "IBMPlexSans-Text.ttf",
    MEDIUM: "IBMPlexSans-Medium.ttf",
    STRONG: "IBMPlexSans-SemiBold.ttf",
    ITALIC: "IBMPlexSans-Italic.ttf",
    NARROW: "IBMPlexSansCondensed-Text.ttf",
    NARROW_MEDIUM: "IBMPlexSansCondensed-Medium.ttf",
    NARROW_STRONG: "IBMPlexSansCondensed-SemiBold.ttf",
    OTHER: "DejaVuSans.ttf",
    OTHER_STRONG: "DejaVuSans-Bold.ttf",
}
_STRONG_FACES = {STRONG, NARROW_STRONG, OTHER_STRONG}
_registering = Lock()


def fallback(face: str) -> str:
    """The face that stands in for `face` where it lacks a letter."""
    return OTHER_STRONG if face in _STRONG_FACES else OTHER


def ready() -> None:
    """Every face is known to the page engine, read once a process."""
    with _registering:
        if OTHER_STRONG in pdfmetrics.getRegisteredFontNames():
            return
        folder = resources() / "fonts"
        for name, file in _FILES.items():
            # shaping is our own (right_to_left.py): the same page whatever else is installed
            pdfmetrics.registerFont(TTFont(name, str(folder / file), shapable=False))
        for plain, strong in ((TEXT, STRONG), (NARROW, NARROW_STRONG), (OTHER, OTHER_STRONG)):
            pdfmetrics.registerFontFamily(plain, normal=plain, bold=strong, italic=plain, boldItalic=strong)


@cache
def letters_of(face: str) -> frozenset[int]:
    """The code points that the face can draw and the file can name (beyond the first plane it cannot)."""
    ready()
    font: TTFont = pdfmetrics.getFont(face)     # type: ignore[assignment]     # all of ours are TrueType
    return frozenset(point for point in font.face.charToGlyph if point <= 0xFFFF)
