"""Boxes to sign in and to decide in; never broken across pages."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from apdesk.exports.pdf import look
from apdesk.exports.pdf.fonts import MEDIUM, STRONG, TEXT
from apdesk.exports.pdf.text import draw, width

_HEIGHT, _GAP = 20 * mm, 11.0


class SignatureRow(Flowable):
    """One or two boxes side by side: role, name, Signed, Date."""

    def __init__(self, signers: list[tuple[str, str]]) -> None:
        super().__init__()
        self.signers = signers

    def wrap(self, aW: float, _aH: float) -> tuple[float, float]:
        self.width, self.height = aW, _HEIGHT + _GAP
        return aW, self.height

    def draw(self) -> None:
        each = (self.width - _GAP) / 2
        for place, (role, name) in enumerate(self.signers):
            x = place * (each + _GAP)
            self.canv.setStrokeColor(look.INK)
            self.canv.setLineWidth(0.8)
            self.canv.roundRect(x, _GAP, each, _HEIGHT, look.RADIUS)
            self.canv.setFillColor(look.INK)
            taken = draw(self.canv, x + 7, _GAP + _HEIGHT - 12, role, STRONG, 9, room=each * 0.6)
            self.canv.setFillColor(look.INK2)
            draw(self.canv, x + each - 7, _GAP + _HEIGHT - 12, name, TEXT, 9, "right", each - taken - 22)
            sign_line(self.canv, x + 7, _GAP + 12, each - 14)


def sign_line(canvas: Canvas, x: float, y: float, across: float) -> None:
    """ "Signed ____ Date ____" over the given width."""
    canvas.setFillColor(look.INK2)
    canvas.setStrokeColor(look.LINE)
    canvas.setLineWidth(0.6)
    draw(canvas, x, y, "Signed", TEXT, 8.5)
    draw(canvas, x + across * 0.64, y, "Date", TEXT, 8.5)
    canvas.line(x + 34, y - 2, x + across * 0.6, y - 2)
    canvas.line(x + across * 0.64 + 25, y - 2, x + across, y - 2)


def signature_rows(signers: tuple[tuple[str, str], ...]) -> list[Flowable]:
    """The boxes two by two."""
    return [SignatureRow(list(signers[place:place + 2])) for place in range(0, len(signers), 2)]


class DecisionBox(Flowable):
    """Who decides, continue yes or no, until when, how many school days, why, signed: in one heavy box."""

    def __init__(self, role: str, name: str, under: str, notify_by: str) -> None:
        super().__init__()
        self.role, self.name, self.under, self.notify_by = role, name, under, notify_by

    def wrap(self, aW: float, _aH: float) -> tuple[float, float]:
        self.width, self.height = aW, 232.0
        return aW, self.height

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        canvas.setStrokeColor(look.INK)
        canvas.setLineWidth(1.4)
        canvas.roundRect(0, 0, self.width, self.height, look.RADIUS)
        canvas.setFillColor(look.INK)
        draw(canvas, 10, top - 18, f"{self.role}’s decision", STRONG, 12)
        canvas.setFillColor(look.INK2)
        draw(canvas, self.width - 10, top - 17, self.name, TEXT, 9.5, "right", self.width * 0.45)
        draw(canvas, 10, top - 31, self.under, TEXT, 8.5, room=self.width - 20)
        self._choices(top - 55)
        self._reasons(top - 80)
        if self.notify_by:
            canvas.setFillColor(look.INK2)
            draw(canvas, 10, 30, self.notify_by, TEXT, 8.5, room=self.width - 20)
        sign_line(canvas, 10, 12, self.width - 20)

    def _choices(self, y: float) -> None:
        canvas = self.canv
        canvas.setFillColor(look.INK)
        draw(canvas, 10, y, "The placement continues", MEDIUM, 10)
        x = 140.0
        for word in ("Yes", "No"):
            canvas.setStrokeColor(look.INK)
            canvas.setLineWidth(0.9)
            canvas.circle(x, y + 3.5, 5.2)
            draw(canvas, x + 10, y, word, TEXT, 10)
            x += 46
        for words, end in (("until", 0.76), ("school days", 1.0)):
            x += 8
            canvas.setFillColor(look.INK)
            draw(canvas, x, y, words, TEXT, 10)
            start = x + width(words, TEXT, 10) + 5
            x = self.width * end - (10 if end == 1 else 0)
            canvas.setStrokeColor(look.CONTROL)
            canvas.setLineWidth(0.6)
            canvas.line(start, y - 2, x, y - 2)

    def _reasons(self, y: float) -> None:
        canvas = self.canv
        draw(canvas, 10, y, "Reasons", MEDIUM, 10)
        canvas.setStrokeColor(look.LINE)
        canvas.setLineWidth(0.6)
        canvas.line(60, y - 2, self.width - 10, y - 2)
        for number in (1, 2, 3, 4):
            canvas.line(10, y - 2 - 20 * number, self.width - 10, y - 2 - 20 * number)
