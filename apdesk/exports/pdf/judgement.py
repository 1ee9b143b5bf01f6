"""An objective with its judgement in words, never a percentage: the chosen word stands out in ink."""

from __future__ import annotations

from reportlab.platypus import Flowable

from apdesk.exports.pdf import look
from apdesk.exports.pdf.blocks import gap
from apdesk.exports.pdf.fonts import MEDIUM, STRONG, TEXT
from apdesk.exports.pdf.text import draw, width
from apdesk.exports.review_pack_input import Objective

JUDGEMENTS = ("Met", "Mostly", "Partly", "Not yet")
_INDENT, _CHIP = 18.0, 15.0


def judged(number: int, objective: Objective) -> list[Flowable]:
    """Number and text, measure, the four words with the chosen one filled (or all to circle), evidence."""
    evidence = objective.evidence or "No evidence recorded yet."
    below = look.style(size=9.5, leading=13, leftIndent=_INDENT, spaceBefore=0)
    return [
        _ObjectiveHead(number, objective),
        look.mixed([("Evidence: ", MEDIUM), (evidence, TEXT)], below), gap(10),
    ]


class _ObjectiveHead(Flowable):
    """All but the evidence, which may run on to the next page."""

    def __init__(self, number: int, objective: Objective) -> None:
        super().__init__()
        self.number, self.objective = number, objective

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        self.lines = [look.paragraph(self.objective.text, look.BODY_STRONG)]
        if self.objective.measure:
            self.lines.append(look.mixed([("Measured by: ", MEDIUM), (self.objective.measure, TEXT)], look.SMALL))
        self.height = sum(words.wrap(aW - _INDENT, aH)[1] for words in self.lines) + 4 + _CHIP + 3
        return aW, self.height

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        canvas.setFillColor(look.INK)
        draw(canvas, 0, y - 11.5, str(self.number), STRONG, 10.5)
        for words in self.lines:
            y -= words.height
            words.drawOn(canvas, _INDENT, y)
        self._chips(y - 4 - _CHIP)

    def _chips(self, y: float) -> None:
        canvas, x = self.canv, _INDENT
        for word in JUDGEMENTS:
            chosen = word == self.objective.judgement
            across = width(word, STRONG if chosen else TEXT, 9) + 16
            canvas.setStrokeColor(look.INK if chosen else look.LINE)
            canvas.setFillColor(look.INK)
            canvas.setLineWidth(0.8)
            canvas.roundRect(x, y, across, _CHIP, look.RADIUS, fill=int(chosen))
            if chosen:
                canvas.setFillColorRGB(1, 1, 1)
            else:
                canvas.setFillColor(look.INK2)
            draw(canvas, x + across / 2, y + 4.4, word, STRONG if chosen else TEXT, 9, "centre")
            x += across + 5
        if self.objective.judgement is None:
            canvas.setFillColor(look.INK2)
            ask = "not judged yet: circle one at the meeting"
            draw(canvas, x + 4, y + 4.4, ask, TEXT, 8.5, room=self.width - x - 4)
