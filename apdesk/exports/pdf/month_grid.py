"""The grid of a printed month: a row a week, a column a weekday, the margin beside the week's number."""

from __future__ import annotations

from reportlab.platypus import Flowable

from apdesk.exports.calendar_sheet_input import CalendarSheet
from apdesk.exports.pdf import look
from apdesk.exports.pdf.fonts import MEDIUM, NARROW, NARROW_MEDIUM, NARROW_STRONG, STRONG, TEXT
from apdesk.exports.pdf.month_layout import BOX, DATE, HEAD, SIZE, WEEK, Band, Cell, Entry
from apdesk.exports.pdf.text import draw, width
from apdesk.exports.words import MONTHS, WEEKDAYS


class MonthGrid(Flowable):
    """The weeks of one page; fills it."""

    def __init__(self, sheet: CalendarSheet, bands: tuple[Band, ...], pitch: float) -> None:
        super().__init__()
        self.sheet, self.bands, self.pitch = sheet, bands, pitch

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = aW, min(aH, HEAD + sum(band.height for band in self.bands))
        self.column = (aW - WEEK) / 5
        return aW, self.height

    def draw(self) -> None:
        self._heads()
        top = self.height - HEAD
        for band in self.bands:
            self._week(band, top)
            for weekday, cell in enumerate(band.cells):
                self._day(cell, band, WEEK + weekday * self.column, top)
            top -= band.height
        self._lines()

    def _heads(self) -> None:
        canvas = self.canv
        canvas.setFillColor(look.SUNK)
        canvas.rect(0, self.height - HEAD, self.width, HEAD, stroke=0, fill=1)
        canvas.setFillColor(look.INK2)
        draw(canvas, 3, self.height - 12, "Wk", MEDIUM, 8)
        canvas.setFillColor(look.INK)
        for weekday, name in enumerate(WEEKDAYS[:5]):
            draw(canvas, WEEK + weekday * self.column + 6, self.height - 12, name, MEDIUM, 9)

    def _week(self, band: Band, top: float) -> None:
        numbers = self.sheet.week_numbers
        number = numbers[band.week] if band.week < len(numbers) else None
        if number is not None:
            self.canv.setFillColor(look.INK2)
            draw(self.canv, 3, top - 14, str(number), MEDIUM, 9)

    def _lines(self) -> None:
        canvas, below = self.canv, self.height - HEAD
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(look.HAIR)
        for weekday in range(1, 5):
            x = WEEK + weekday * self.column
            canvas.line(x, 0, x, below)
        canvas.setStrokeColor(look.LINE)
        top = below
        canvas.line(0, top, self.width, top)
        for band in self.bands:
            top -= band.height
            canvas.line(0, top, self.width, top)
        for x, colour in ((WEEK - 4.4, look.MARGIN_RULE), (WEEK - 2, look.MARGIN_FAINT)):
            canvas.setStrokeColor(colour)
            canvas.line(x, 0, x, below)

    def _day(self, cell: Cell, band: Band, x: float, top: float) -> None:
        canvas, day = self.canv, cell.day
        if day.closed:
            self._hatch(x, top, band.height)
        other = day.on.month != self.sheet.month.month
        named = day.on.day == 1 or (other and day is self.sheet.days[0])
        words = f"{day.on.day} {MONTHS[day.on.month - 1][:3]}" if named else str(day.on.day)
        canvas.setFillColor(look.INK2 if other else look.INK)
        taken = draw(canvas, x + 6, top - 14.5, words, STRONG, 10.5)
        continued = "continued" if band.continued and cell.entries else ""
        overleaf = f"{cell.overleaf}{'' if continued else ' more'} overleaf" if cell.overleaf else ""
        said = ", ".join(part for part in (day.closed, continued, overleaf) if part)
        if said:
            canvas.setFillColor(look.INK2)
            draw(canvas, x + 12 + taken, top - 14.5, said, TEXT, 9, room=self.column - taken - 20)
        at = top - DATE
        for entry in cell.entries:
            self._entry(entry, x + 6, at)
            at -= len(entry.lines) * self.pitch

    def _entry(self, entry: Entry, x: float, top: float) -> None:
        """A boxed letter and its words, below each other where they are long; what is done is struck through."""
        canvas, item = self.canv, entry.item
        size, box = self.pitch * SIZE, self.pitch * BOX
        y = top - self.pitch * 0.72
        canvas.setStrokeColor(look.INK)
        canvas.setLineWidth(0.6)
        canvas.roundRect(x, y - box * 0.25, box, box, 2)
        canvas.setFillColor(look.INK)
        draw(canvas, x + box / 2, y, item.letter, NARROW_STRONG, size * 0.9, "centre", box - 2)
        face, start, room = NARROW if item.done else NARROW_MEDIUM, x + box + 4, self.column - box - 12
        for line in entry.lines:
            canvas.setFillColor(look.INK2 if item.done else look.INK)
            draw(canvas, start, y, line, face, size, room=room)
            if item.done:
                canvas.setStrokeColor(look.INK2)
                canvas.line(start - 1, y + size * 0.3, start + min(room, width(line, face, size)) + 1, y + size * 0.3)
            y -= self.pitch

    def _hatch(self, x: float, top: float, height: float) -> None:
        canvas = self.canv
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, top - height, self.column, height)
        canvas.clipPath(path, stroke=0)
        canvas.setStrokeColor(look.HAIR)
        canvas.setLineWidth(0.6)
        start = x - height
        while start < x + self.column:
            canvas.line(start, top - height, start + height, top)
            start += 6.5
        canvas.restoreState()
