"""Colours, lengths and paragraph styles of paper (points; a point is 1/72 inch)."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph

from apdesk.exports.pdf.fonts import ITALIC, MEDIUM, NARROW, STRONG, TEXT
from apdesk.exports.pdf.text import markup

PAGE, PAGE_ACROSS = A4, landscape(A4)
MARGIN = 20 * mm
MARGIN_ACROSS = 14 * mm                 # lists and calendars on A4 across

INK, INK2, INK3 = HexColor("#16211C"), HexColor("#425048"), HexColor("#5A675F")
HAIR, LINE, CONTROL = HexColor("#D9DFD5"), HexColor("#B9C3B7"), HexColor("#7F8B82")
SUNK, GREY = HexColor("#EEF0EC"), HexColor("#DEE1DD")       # table heads; marks other than present
MARGIN_RULE, MARGIN_FAINT = HexColor("#CF6A62"), HexColor("#EBC3BF")
BAR_DONE, BAR_TO_DO = HexColor("#5A675F"), HexColor("#EEF0EC")

LABEL_WIDTH = 87.0                      # left of the margin rule
CONTENT_LEFT = 98.0                     # where the words right of it begin
RADIUS = 3.0


def style(
    face: str = TEXT, size: float = 10.5, leading: float = 15.0, colour: Color = INK, **more: object,
) -> ParagraphStyle:
    """A paragraph style; long words are broken rather than run over the edge."""
    return ParagraphStyle(
        f"{face}{size}", fontName=face, fontSize=size, leading=leading, textColor=colour,
        splitLongWords=1, allowWidows=0, allowOrphans=0, **more,    # type: ignore[arg-type]
    )


BODY = style()
BODY_STRONG = style(STRONG)
TABLE = style(size=10, leading=14)
TITLE = style(STRONG, 18, 23)
HEADING = style(STRONG, 12, 15)
SUBTITLE = style(colour=INK2)
LABEL = style(STRONG, 10.2, 14)
CAPTION = style(NARROW, 8.5, 10.5, INK2, spaceBefore=1)
SMALL = style(size=8.5, leading=11.5, colour=INK2)
BOX_LABEL = style(MEDIUM, 8, 10, INK2)
BOX_VALUE = style(STRONG, 11.5, 14)
EMPTY = style(ITALIC, colour=INK2)


def paragraph(text: str, look: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of any text from the record, its signs and letters safe."""
    return Paragraph(markup(text, look.fontName), look)


def mixed(pieces: list[tuple[str, str]], look: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of pieces in different faces: (text, face)."""
    return Paragraph("".join(f'<font name="{face}">{markup(text, face)}</font>' for text, face in pieces), look)
