"""The school's own crest, or a plain shield with its letters."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from apdesk.exports.paper_input import School
from apdesk.exports.pdf import look
from apdesk.exports.pdf.fonts import STRONG
from apdesk.exports.pdf.text import draw
from apdesk.problems import Problem

_MOST_POINTS = 1_000_000

def check_crest(school: School) -> None:
    """The crest can be printed; else `Problem` (`paper.crest`). To be asked before laying out."""
    if school.crest is not None:
        _picture(school.crest)


def draw_crest(canvas: Canvas, school: School, x: float, y: float, height: float) -> float:
    """The crest stands on `y`, `height` points high; returns where words beside it may begin."""
    if school.crest is not None:
        picture = _picture(school.crest)
        wide, high = picture.getSize()
        across = min(height * wide / high, height * 3)
        canvas.drawImage(picture, x, y, across, height, mask="auto", preserveAspectRatio=True, anchor="sw")
        return x + across + 8
    if not school.crest_letters:
        return x
    _shield(canvas, school.crest_letters, x, y, height)
    return x + height * 0.88 + 8


@lru_cache(maxsize=2)
def _picture(data: bytes) -> ImageReader:
    try:
        picture = ImageReader(BytesIO(data))
        wide, high = picture.getSize()
        if wide * high <= _MOST_POINTS:
            picture.getRGBData()        # type: ignore[no-untyped-call]     # reads it to the end
            return picture
    except Exception as error:          # a damaged picture can fail in any way
        raise Problem(
            "paper.crest", "The school’s crest could not be read. Choose a PNG or JPEG picture in Settings, School.",
        ) from error
    raise Problem(
        "paper.crest", f"The school’s crest is {wide} by {high} points, too large to print on every page. "
        "Choose a picture of at most 1,000 by 1,000 points in Settings, School.",
    )


def _shield(canvas: Canvas, letters: str, x: float, y: float, height: float) -> None:
    across, band = height * 0.88, height * 0.34
    canvas.saveState()
    path = canvas.beginPath()
    path.moveTo(x, y + height)
    path.lineTo(x + across, y + height)
    path.lineTo(x + across, y + height * 0.42)
    path.curveTo(x + across, y + height * 0.16, x + across * 0.68, y + height * 0.05, x + across / 2, y)
    path.curveTo(x + across * 0.32, y + height * 0.05, x, y + height * 0.16, x, y + height * 0.42)
    path.close()
    canvas.setStrokeColor(look.INK)
    canvas.setLineWidth(0.9)
    canvas.drawPath(path)
    canvas.setFillColor(look.INK)
    canvas.rect(x, y + height - band, across, band, stroke=0, fill=1)
    canvas.setLineWidth(0.8)
    middle, foot, head = x + across / 2, y + height * 0.16, y + height * 0.52
    canvas.line(middle, foot, middle, head)
    canvas.line(middle, head, middle - across * 0.2, head - height * 0.17)
    canvas.line(middle, head, middle + across * 0.2, head - height * 0.17)
    canvas.setFillColorRGB(1, 1, 1)
    draw(canvas, middle, y + height - band * 0.72, letters, STRONG, band * 0.66, "centre", across - 4)
    canvas.restoreState()
