"""The building blocks of our paper: fact boxes, ruled lines, choices."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable, Paragraph, Spacer

from apdesk.exports.pdf import look
from apdesk.exports.pdf.fonts import MEDIUM, TEXT
from apdesk.exports.pdf.text import draw, width


class FactBoxes(Flowable):
    """A row of ruled boxes, each a small label over a value in bold; values wrap, never cut."""

    def __init__(self, facts: list[tuple[str, str]], least_height: float = 40, gap: float = 8.4) -> None:
        super().__init__()
        self.facts, self.least, self.gap = facts, least_height, gap
        self.values: list[Paragraph] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        self.each = (aW - self.gap * (len(self.facts) - 1)) / len(self.facts)
        self.values = [look.paragraph(value, look.BOX_VALUE) for _, value in self.facts]
        highest = max(value.wrap(self.each - 14, aH)[1] for value in self.values)
        self.height = max(self.least, highest + 26)
        return aW, self.height

    def draw(self) -> None:
        canvas = self.canv
        for place, (label, _) in enumerate(self.facts):
            x = place * (self.each + self.gap)
            canvas.setStrokeColor(look.LINE)
            canvas.setLineWidth(0.8)
            canvas.roundRect(x, 0, self.each, self.height, look.RADIUS)
            canvas.setFillColor(look.INK2)
            draw(canvas, x + 7, self.height - 11.5, label, MEDIUM, 8, room=self.each - 14)
            value = self.values[place]
            value.drawOn(canvas, x + 7, 7)


class RuledLines(Flowable):
    """Lines for the pen."""

    def __init__(self, count: int, gap: float = 20, first: float | None = None) -> None:
        super().__init__()
        self.count, self.gap, self.first = count, gap, first if first is not None else gap

    def wrap(self, aW: float, _aH: float) -> tuple[float, float]:
        self.width, self.height = aW, self.first + (self.count - 1) * self.gap
        return aW, self.height

    def split(self, _aW: float, aH: float) -> list[Flowable]:
        fit = 1 + int((aH - self.first) // self.gap) if aH >= self.first else 0
        if not 0 < fit < self.count:
            return []
        return [RuledLines(fit, self.gap, self.first), RuledLines(self.count - fit, self.gap)]

    def draw(self) -> None:
        self.canv.setStrokeColor(look.LINE)
        self.canv.setLineWidth(0.6)
        for number in range(self.count):
            y = self.height - self.first - number * self.gap
            self.canv.line(0, y, self.width, y)


class TickBox(Flowable):
    """A square to tick, level with a line of words beside it."""

    def wrap(self, _aW: float, _aH: float) -> tuple[float, float]:
        return 11, 13

    def draw(self) -> None:
        self.canv.setStrokeColor(look.INK)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0.5, 1.5, 10.5, 10.5)


@dataclass(frozen=True)
class Written:
    """A dotted place to write in, on the line of a choice."""

    across: float


class Choice(Flowable):
    """A circle to mark, words beside it, and where given places to write in."""

    def __init__(self, pieces: list[str | Written], height: float = 20) -> None:
        super().__init__()
        self.pieces, self.least = pieces, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        self.words: Paragraph | None = None
        plain = "".join(piece for piece in self.pieces if isinstance(piece, str))
        if len(self.pieces) == 1 and width(plain, TEXT, 10.5) > aW - 20:
            self.words = look.paragraph(plain)
            self.height = max(self.least, self.words.wrap(aW - 20, aH)[1] + 5)
        else:
            self.height = self.least
        return aW, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(look.INK)
        canvas.setLineWidth(0.9)
        canvas.circle(5.5, self.height - 9, 5.2)
        canvas.setFillColor(look.INK)
        if self.words is not None:
            self.words.drawOn(canvas, 20, self.height - self.words.height)
            return
        x = 20.0
        for piece in self.pieces:
            if isinstance(piece, Written):
                canvas.setLineWidth(0.6)
                canvas.setStrokeColor(look.CONTROL)
                end = min(x + piece.across, self.width)
                canvas.line(x + 3, self.height - 14.5, end, self.height - 14.5)
                x = end + 3
            else:
                x += draw(canvas, x, self.height - 12.5, piece, TEXT, 10.5, room=max(20, self.width - x))


def gap(points: float) -> Spacer:
    """Empty height."""
    return Spacer(1, points)
