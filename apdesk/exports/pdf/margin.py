"""Sections behind the margin: their name at the left, a fine red rule, the words at the right."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from apdesk.exports.pdf import look

ROOMY = (7.0, 9.0)                      # points above and below the words of a section


class MarginSection(Flowable):
    """One named section; breaks between its parts, and says so on the next page."""

    def __init__(
        self, name: str, parts: list[Flowable], caption: str = "", *, whole: bool = False,
        room: tuple[float, float] = ROOMY,
    ) -> None:
        super().__init__()
        self.name, self.parts, self.caption, self.whole = name, parts, caption, whole
        self.above, self.below = room

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width = aW
        room = aW - look.CONTENT_LEFT
        self.heights = [part.wrapOn(self.canv, room, 10_000)[1] for part in self.parts]
        self.labels = self._labels()
        label = sum(words.wrapOn(self.canv, look.LABEL_WIDTH - 5, aH)[1] for words in self.labels)
        self.height = max(label, sum(self.heights)) + self.above + self.below
        return aW, self.height

    def _labels(self) -> list[Paragraph]:
        labels = [look.paragraph(self.name, look.LABEL)]
        if self.caption:
            labels.append(look.paragraph(self.caption, look.CAPTION))
        return labels

    def split(self, aW: float, aH: float) -> list[Flowable]:
        if self.whole:
            return []
        self.wrap(aW, aH)
        room, left = aW - look.CONTENT_LEFT, aH - self.above - self.below
        here: list[Flowable] = []
        rest = list(self.parts)
        while rest and self.heights[len(here)] <= left:
            left -= self.heights[len(here)]
            here.append(rest.pop(0))
        if rest:
            pieces = rest[0].splitOn(self.canv, room, left)
            if len(pieces) > 1:
                here.append(pieces[0])
                rest[:1] = pieces[1:]
        if not here or not rest:
            return []
        name = self.name if self.name.endswith("(continued)") else f"{self.name} (continued)"
        room_around = self.above, self.below
        return [
            MarginSection(self.name, here, self.caption, room=room_around), MarginSection(name, rest, room=room_around),
        ]

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.setLineWidth(0.6)
        canvas.setStrokeColor(look.LINE)
        for y in (self.height, 0):      # the lower line lies under the upper one of the next section
            canvas.line(0, y, self.width, y)
        for x, colour in ((look.LABEL_WIDTH, look.MARGIN_RULE), (look.LABEL_WIDTH + 2.4, look.MARGIN_FAINT)):
            canvas.setStrokeColor(colour)
            canvas.line(x, 0, x, self.height)
        y = self.height - self.above
        for words in self.labels:
            y -= words.height
            words.drawOn(canvas, 0, y)
        y = self.height - self.above
        for part, height in zip(self.parts, self.heights, strict=True):
            y -= height
            part.drawOn(canvas, look.CONTENT_LEFT, y)
