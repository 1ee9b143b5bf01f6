"""What stands around the words of every page: head, foot, "Page 2 of 7", upright and across."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from apdesk.exports.paper_input import Printing
from apdesk.exports.pdf import look
from apdesk.exports.pdf.crest import draw_crest
from apdesk.exports.pdf.fonts import MEDIUM, STRONG, TEXT
from apdesk.exports.pdf.text import draw, width
from apdesk.exports.words import moment_words

Size = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """The words of head and foot. `document` names it without a pupil's full name."""

    printing: Printing
    document: str                       # "Review pack, Z Q, OSD/2026/031, copy 3 of 5"
    title: str = ""                     # across: in the head of every page
    aside: str = ""                     # across: under the marking
    foot_left: tuple[str, str] | None = None        # instead of marking and document: plain line, strong line
    foot_right: str = ""                # instead of "Printed … by …"


@dataclass(frozen=True)
class PageFrame:
    """Size and margins in points from the edge of the sheet to the words, and who draws around them."""

    size: Size
    margin: float
    first_top: float                    # on the first page
    top: float                          # on the others
    bottom: float
    head: Callable[[Canvas, Sheet, Size, int], None]
    foot: Callable[[Canvas, Sheet, Size, int, int], None]


def _head_upright(canvas: Canvas, sheet: Sheet, size: Size, _page: int) -> None:
    """Crest, school and office at the left, the marking in a ruled box at the right, the school's rule below."""
    printing, school = sheet.printing, sheet.printing.school
    left, right, top = look.MARGIN, size[0] - look.MARGIN, size[1]
    beside = draw_crest(canvas, school, left, top - 66, 24)
    across = min(max(150.0, width(printing.marking, MEDIUM, 9) + 34), (right - left) / 2)
    canvas.setStrokeColor(look.INK)
    canvas.setLineWidth(0.8)
    canvas.roundRect(right - across, top - 63.5, across, 18.5, look.RADIUS)
    canvas.setFillColor(look.INK)
    draw(canvas, right - across / 2, top - 57.5, printing.marking, MEDIUM, 9, "centre", across - 12)
    room = right - across - beside - 12
    draw(canvas, beside, top - 50.5, school.name, STRONG, 11, room=room)
    canvas.setFillColor(look.INK2)
    draw(canvas, beside, top - 64, school.office, TEXT, 9, room=room)
    school_rule(canvas, sheet, left, right, top - 73)


def school_rule(canvas: Canvas, sheet: Sheet, left: float, right: float, y: float, thick: float = 1) -> None:
    """The one line in the school's colour."""
    canvas.setStrokeColor(HexColor(f"#{sheet.printing.school.colour}"))
    canvas.setLineWidth(thick)
    canvas.line(left, y, right, y)


def _head_across(canvas: Canvas, sheet: Sheet, size: Size, _page: int) -> None:
    """Crest, title and school at the left, marking and what is left out at the right; no line."""
    printing, school = sheet.printing, sheet.printing.school
    left, right, top = look.MARGIN_ACROSS, size[0] - look.MARGIN_ACROSS, size[1]
    beside = draw_crest(canvas, school, left, top - 58, 24)
    canvas.setFillColor(look.INK)
    draw(canvas, right, top - 42, printing.marking, MEDIUM, 9, "right", 260)
    draw(canvas, beside, top - 44, sheet.title, STRONG, 17, room=right - beside - 270)
    canvas.setFillColor(look.INK2)
    draw(canvas, right, top - 56, sheet.aside, TEXT, 9, "right", 300)
    office = f"{school.name}, {school.office[:1].lower()}{school.office[1:]}" if school.office else school.name
    draw(canvas, beside, top - 57, office, TEXT, 9, room=right - beside - 310)


def draw_foot(canvas: Canvas, sheet: Sheet, size: Size, page: int, total: int) -> None:
    """A rule; marking and document, page of pages, when and by whom it was printed."""
    ends = look.MARGIN, size[0] - look.MARGIN
    canvas.setStrokeColor(look.LINE)
    canvas.setLineWidth(0.6)
    canvas.line(ends[0], 48, ends[1], 48)
    left = sheet.foot_left or (sheet.document, sheet.printing.marking)
    _foot_words(canvas, sheet, ends, (f"Page {page} of {total}", *left), strong_first=True)


def _foot_across(canvas: Canvas, sheet: Sheet, size: Size, page: int, total: int) -> None:
    """No rule; a plain line over a strong one, page of pages, when and by whom it was printed."""
    ends = look.MARGIN_ACROSS, size[0] - look.MARGIN_ACROSS
    left = sheet.foot_left or (sheet.document, sheet.printing.marking)
    _foot_words(canvas, sheet, ends, (f"Page {page} of {total}", *left), strong_first=sheet.foot_left is None)


def _foot_words(
    canvas: Canvas, sheet: Sheet, ends: tuple[float, float], words: tuple[str, str, str], *, strong_first: bool,
) -> None:
    """`words` are the page, the plain line and the strong line at the left."""
    left, right = ends
    page, plain, strong = words
    printing = sheet.printing
    canvas.setFillColor(look.INK)
    draw(canvas, right, 36, page, MEDIUM, 8, "right")
    canvas.setFillColor(look.INK2)
    printed = sheet.foot_right or f"Printed {moment_words(printing.printed_at)} by {printing.printed_by}"
    taken = draw(canvas, right, 25, printed, TEXT, 8, "right", (right - left) * 0.55)
    room = right - left - taken - 12
    draw(canvas, left, 25 if strong_first else 36, plain, TEXT, 8, room=room)
    canvas.setFillColor(look.INK)
    draw(canvas, left, 36 if strong_first else 25, strong, MEDIUM, 8, room=room)


UPRIGHT = PageFrame(look.PAGE, look.MARGIN, 84, 84, 62, _head_upright, draw_foot)
ACROSS = PageFrame(look.PAGE_ACROSS, look.MARGIN_ACROSS, 68, 68, 52, _head_across, _foot_across)
