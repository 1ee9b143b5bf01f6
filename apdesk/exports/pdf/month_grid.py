"""The grid of a printed month: a row a week, a column a weekday, the margin beside the week's number."""

from __future__ import annotations

from reportlab.platypus import Flowable

from apdesk.exports.calendar_sheet_input import CalendarSheet, SheetDay, SheetItem
from apdesk.exports.pdf import look
from apdesk.exports.pdf.fonts import MEDIUM, NARROW, NARROW_MEDIUM, NARROW_STRONG, STRONG, TEXT
from apdesk.exports.pdf.text import draw, fitted
from apdesk.exports.words import MONTHS, WEEKDAYS, clock_time

_HEAD, _WEEK = 17.0, 28.0               # height of the weekday names, width of the week's number
_DATE, _PITCH, _TIGHTEST = 22.0, 13.0, 9.0     # height of the date; of a line, and the least it may shrink to


class MonthGrid(Flowable):
    """Fills the page."""

    def __init__(self, sheet: CalendarSheet) -> None:
        super().__init__()
        self.sheet = sheet

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = aW, aH - 4
        self.column = (aW - _WEEK) / 5
        self.row = (self.height - _HEAD) / (len(self.sheet.days) // 5)
        return aW, self.height

    def draw(self) -> None:
        self._heads()
        for number, day in enumerate(self.sheet.days):
            week, weekday = divmod(number, 5)
            x, top = _WEEK + weekday * self.column, self.height - _HEAD - week * self.row
            self._day(day, x, top, first=number == 0)
        self._lines()

    def _heads(self) -> None:
        canvas = self.canv
        canvas.setFillColor(look.SUNK)
        canvas.rect(0, self.height - _HEAD, self.width, _HEAD, stroke=0, fill=1)
        canvas.setFillColor(look.INK2)
        draw(canvas, 3, self.height - 12, "Wk", MEDIUM, 8)
        canvas.setFillColor(look.INK)
        for weekday, name in enumerate(WEEKDAYS[:5]):
            draw(canvas, _WEEK + weekday * self.column + 6, self.height - 12, name, MEDIUM, 9)
        canvas.setFillColor(look.INK2)
        for week, number in enumerate(self.sheet.week_numbers[:len(self.sheet.days) // 5]):
            if number is not None:
                draw(canvas, 3, self.height - _HEAD - week * self.row - 14, str(number), MEDIUM, 9)

    def _lines(self) -> None:
        canvas, below = self.canv, self.height - _HEAD
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(look.HAIR)
        for weekday in range(1, 5):
            x = _WEEK + weekday * self.column
            canvas.line(x, 0, x, below)
        canvas.setStrokeColor(look.LINE)
        for week in range(len(self.sheet.days) // 5 + 1):
            canvas.line(0, below - week * self.row, self.width, below - week * self.row)
        for x, colour in ((_WEEK - 4.4, look.MARGIN_RULE), (_WEEK - 2, look.MARGIN_FAINT)):
            canvas.setStrokeColor(colour)
            canvas.line(x, 0, x, below)

    def _day(self, day: SheetDay, x: float, top: float, *, first: bool) -> None:
        canvas = self.canv
        if day.closed:
            self._hatch(x, top)
        other = day.on.month != self.sheet.month.month
        new_month = day.on.day == 1 or (first and other)
        words = f"{day.on.day} {MONTHS[day.on.month - 1][:3]}" if new_month else str(day.on.day)
        canvas.setFillColor(look.INK2 if other else look.INK)
        taken = draw(canvas, x + 6, top - 14.5, words, STRONG, 10.5)
        if day.closed:
            canvas.setFillColor(look.INK2)
            draw(canvas, x + 12 + taken, top - 14.5, day.closed, TEXT, 9, room=self.column - taken - 20)
        self._items(day.items, x + 6, top - _DATE)

    def _items(self, items: tuple[SheetItem, ...], x: float, top: float) -> None:
        """As many as fit, closer together where there are many; the last line counts what does not fit."""
        room = self.row - _DATE - 3
        pitch = min(_PITCH, max(_TIGHTEST, room / max(1, len(items))))
        fit = int((room + 0.01) // pitch)
        shown = items if len(items) <= fit else items[:max(0, fit - 1)]
        for number, item in enumerate(shown):
            self._item(item, x, top - number * pitch - pitch * 0.72, pitch)
        if len(shown) < len(items):
            self.canv.setFillColor(look.INK)
            more = f"and {len(items) - len(shown)} more, see the list"
            draw(self.canv, x, top - len(shown) * pitch - pitch * 0.72, more, NARROW_MEDIUM, pitch * 0.62)

    def _item(self, item: SheetItem, x: float, y: float, pitch: float) -> None:
        canvas, size, box = self.canv, pitch * 0.63, pitch * 0.8
        canvas.setStrokeColor(look.INK)
        canvas.setLineWidth(0.6)
        canvas.roundRect(x, y - box * 0.25, box, box, 2)
        canvas.setFillColor(look.INK)
        draw(canvas, x + box / 2, y, item.letter, NARROW_STRONG, size * 0.9, "centre", box - 2)
        words = f"{clock_time(item.at)} {item.text}" if item.at is not None else item.text
        face, start = NARROW if item.done else NARROW_MEDIUM, x + box + 4
        room = self.column - box - 14
        line, size = fitted(words.replace("\n", " "), face, size, room)
        canvas.setFillColor(look.INK2 if item.done else look.INK)
        across = draw(canvas, start, y, line, face, size)
        if item.done:
            canvas.setStrokeColor(look.INK2)
            canvas.line(start - 1, y + size * 0.3, start + across + 1, y + size * 0.3)

    def _hatch(self, x: float, top: float) -> None:
        canvas = self.canv
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, top - self.row, self.column, self.row)
        canvas.clipPath(path, stroke=0)
        canvas.setStrokeColor(look.HAIR)
        canvas.setLineWidth(0.6)
        start = x - self.row
        while start < x + self.column:
            canvas.line(start, top - self.row, start + self.row, top)
            start += 6.5
        canvas.restoreState()
