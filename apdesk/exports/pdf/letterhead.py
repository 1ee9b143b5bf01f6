"""The letterhead, the address in the envelope's window, and the signature."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from apdesk.exports.letter_input import Letter
from apdesk.exports.pdf import look
from apdesk.exports.pdf.crest import draw_crest
from apdesk.exports.pdf.fonts import STRONG, TEXT
from apdesk.exports.pdf.page_frame import PageFrame, Sheet, Size, draw_foot, school_rule
from apdesk.exports.pdf.text import draw
from apdesk.exports.words import long_day

_WINDOW_TOP, _WINDOW_HEIGHT = 45 * mm, 17 * mm      # of the envelope's window, from the top of the sheet
_LEAST_LINE, _MOST_LINE = 10.2, 13.6    # points from line to line of an address
_WIDEST_ADDRESS = 85 * mm


def letter_frame(document: Letter, address: tuple[str, ...]) -> PageFrame:
    """First page with letterhead and address, the others with school and reference."""
    line = min(_MOST_LINE, max(_LEAST_LINE, _WINDOW_HEIGHT / len(address)))
    below = _WINDOW_TOP + max(_WINDOW_HEIGHT, line * len(address)) + 20

    def head(canvas: Canvas, sheet: Sheet, size: Size, page: int) -> None:
        if page > 1:
            _small_head(canvas, sheet, size, document.reference)
            return
        _letterhead(canvas, sheet, size)
        _address(canvas, document, address, size, line)

    return PageFrame(look.PAGE, look.MARGIN, below, 76, 62, head, draw_foot)


def _letterhead(canvas: Canvas, sheet: Sheet, size: Size) -> None:
    school = sheet.printing.school
    left, right, top = look.MARGIN, size[0] - look.MARGIN, size[1]
    beside = draw_crest(canvas, school, left, top - 77, 32)
    canvas.setFillColor(look.INK2)
    y, widest = top - 52, 0.0
    for line in (school.address, school.phone, school.email):
        if line:
            widest = max(widest, draw(canvas, right, y, line, TEXT, 9, "right", (right - left) * 0.5))
            y -= 12
    canvas.setFillColor(look.INK)
    room = right - beside - widest - 14
    draw(canvas, beside, top - 58, school.name, STRONG, 16, room=room)
    if school.headteacher:
        canvas.setFillColor(look.INK2)
        draw(canvas, beside, top - 73, f"Headteacher: {school.headteacher}", TEXT, 9, room=room)
    school_rule(canvas, sheet, left, right, top - 87, 1.3)


def _small_head(canvas: Canvas, sheet: Sheet, size: Size, reference: str) -> None:
    left, right, top = look.MARGIN, size[0] - look.MARGIN, size[1]
    canvas.setFillColor(look.INK2)
    draw(canvas, left, top - 50, sheet.printing.school.name, TEXT, 9)
    draw(canvas, right, top - 50, f"Our reference  {reference}", TEXT, 9, "right")
    school_rule(canvas, sheet, left, right, top - 57)


def _address(canvas: Canvas, document: Letter, address: tuple[str, ...], size: Size, line: float) -> None:
    right, top = size[0] - look.MARGIN, size[1]
    canvas.setFillColor(look.INK2)
    draw(canvas, right, top - 112, f"Our reference  {document.reference}", TEXT, 9, "right")
    canvas.setFillColor(look.INK)
    y = top - _WINDOW_TOP - line * 0.8
    face_size = min(10.5, line * 0.85)
    for words in address:
        draw(canvas, look.MARGIN, y, words, TEXT, face_size, room=_WIDEST_ADDRESS)
        y -= line
    draw(canvas, right, y + line, long_day(document.on), TEXT, 10.5, "right")


class SignedBy(Flowable):
    """Close, room to sign, the line, the name, under which power; copies at the right. Never broken."""

    def __init__(self, document: Letter) -> None:
        super().__init__()
        self.document = document

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        under = [look.paragraph(self.document.signed_under, look.style(size=9, leading=12, colour=look.INK2))]
        self.under = under if self.document.signed_under else []
        self.height = 78 + sum(words.wrap(aW * 0.62, aH)[1] for words in self.under)
        return aW, self.height

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        canvas.setFillColor(look.INK)
        draw(canvas, 0, top - 11, self.document.close, TEXT, 10.5)
        canvas.setStrokeColor(look.INK)
        canvas.setLineWidth(0.7)
        canvas.line(0, top - 56, 170, top - 56)
        draw(canvas, 0, top - 70, self.document.signed_by, STRONG, 10.5, room=self.width * 0.62)
        canvas.setFillColor(look.INK2)
        draw(canvas, self.width, top - 70, self.document.copies_to, TEXT, 9, "right", self.width * 0.36)
        y = top - 74
        for words in self.under:
            y -= words.height
            words.drawOn(canvas, 0, y)
