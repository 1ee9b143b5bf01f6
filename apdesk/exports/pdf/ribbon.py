"""The placement as a bar of weeks with its duties standing on it; readable without colour."""

from __future__ import annotations

from datetime import date

from reportlab.platypus import Flowable

from apdesk.exports.pdf import look
from apdesk.exports.pdf.fonts import NARROW, NARROW_STRONG
from apdesk.exports.pdf.text import draw, width
from apdesk.exports.review_pack_input import Ribbon, RibbonMark
from apdesk.exports.words import MONTHS

_WORDS = {
    "S": "start", "V": "visit", "R": "review", "L": "letter", "M": "meeting", "C": "check-in", "A": "attendance",
    "P": "papers", "D": "decision", "E": "end",
}
_BAR, _RADIUS, _LEVEL, _STEM = 12.0, 7.0, 17.0, 6.0
_UNDER = 26.0                           # room for dates and a key of one line
_KEY_SIZE, _KEY_LINE = 8.5, 10.0


class RibbonDrawing(Flowable):
    """A cell a week, done part dark, closed weeks hatched, a heavy tick at today, a circle a duty."""

    def __init__(self, ribbon: Ribbon) -> None:
        super().__init__()
        self.ribbon = ribbon

    def wrap(self, aW: float, _aH: float) -> tuple[float, float]:
        self.width = aW
        self.cell = aW / max(1, len(self.ribbon.weeks))
        self.levels = self._levels()
        highest = max((level for _, _, level in self.levels), default=-1) + 1
        self.key = self._key_lines()
        self.under = _UNDER + _KEY_LINE * (len(self.key) - 1)
        self.height = self.under + _BAR + (_STEM + highest * _LEVEL if highest else 0)
        return aW, self.height

    def x_of(self, day: date) -> float:
        """Where a day stands on the bar; weekends at the end of their week."""
        first = self.ribbon.weeks[0].monday
        weeks, weekday = divmod((day - first).days, 7)
        return min(self.width, max(0.0, (weeks + min(weekday + 0.5, 5) / 5) * self.cell))

    def _levels(self) -> list[tuple[RibbonMark, float, int]]:
        """Each mark with its place and the lowest row where it touches no other."""
        last: list[float] = []
        placed = []
        for mark in sorted(self.ribbon.marks, key=lambda mark: (mark.on, mark.letter)):
            x = min(self.width - _RADIUS, max(_RADIUS, self.x_of(mark.on)))
            level = next((row for row, end in enumerate(last) if x - end >= 2 * _RADIUS + 1), len(last))
            last[level:level + 1] = [x]
            placed.append((mark, x, level))
        return placed

    def draw(self) -> None:
        if not self.ribbon.weeks:
            return
        self._bar()
        self._dates()
        for mark, x, level in reversed(self.levels):
            self._mark(mark, x, level)
        self._key()

    def _bar(self) -> None:
        canvas, y = self.canv, self.under
        today = self.x_of(self.ribbon.today) if self.ribbon.today >= self.ribbon.weeks[0].monday else 0.0
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(0, y, self.width, _BAR, 3)
        canvas.clipPath(path, stroke=0)
        canvas.setFillColor(look.BAR_TO_DO)
        canvas.rect(0, y, self.width, _BAR, stroke=0, fill=1)
        canvas.setFillColor(look.BAR_DONE)
        canvas.rect(0, y, today, _BAR, stroke=0, fill=1)
        for place, week in enumerate(self.ribbon.weeks):
            if week.closed:
                self._hatch(place * self.cell, y)
            if place:
                canvas.setStrokeColorRGB(1, 1, 1)
                canvas.setLineWidth(0.8)
                canvas.line(place * self.cell, y, place * self.cell, y + _BAR)
        canvas.restoreState()
        canvas.setStrokeColor(look.INK2)
        canvas.setLineWidth(0.7)
        canvas.roundRect(0, y, self.width, _BAR, 3)
        if 0 < today < self.width:
            canvas.setStrokeColor(look.INK)
            canvas.setLineWidth(2)
            canvas.line(today, y - 4, today, y + _BAR + 4)

    def _hatch(self, x: float, y: float) -> None:
        canvas = self.canv
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, y, self.cell, _BAR)
        canvas.clipPath(path, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(x, y, self.cell, _BAR, stroke=0, fill=1)
        canvas.setStrokeColor(look.CONTROL)
        canvas.setLineWidth(0.6)
        start = x - _BAR
        while start < x + self.cell:
            canvas.line(start, y, start + _BAR, y + _BAR)
            start += 4.5
        canvas.restoreState()

    def _dates(self) -> None:
        """The Monday under each week, the month where it changes; every second or third where it is tight."""
        canvas = self.canv
        canvas.setFillColor(look.INK2)
        each = max(1, -(-30 // max(1, int(self.cell))))
        month = 0
        for place, week in enumerate(self.ribbon.weeks):
            if place % each:
                continue
            words = str(week.monday.day)
            if week.monday.month != month:
                words, month = f"{words} {MONTHS[week.monday.month - 1][:3]}", week.monday.month
            draw(canvas, (place + 0.5) * self.cell, self.under - 10, words, NARROW, 8, "centre")

    def _mark(self, mark: RibbonMark, x: float, level: int) -> None:
        canvas, foot = self.canv, self.under + _BAR
        y = foot + _STEM + _RADIUS + level * _LEVEL
        canvas.setStrokeColor(look.INK)
        canvas.setLineWidth(0.8)
        canvas.line(x, foot, x, y - _RADIUS)
        if mark.done:
            canvas.setFillColor(look.INK)
        else:
            canvas.setFillColorRGB(1, 1, 1)
        canvas.circle(x, y, _RADIUS, fill=1)
        if mark.done:
            canvas.setFillColorRGB(1, 1, 1)
        else:
            canvas.setFillColor(look.INK)
        words = f"{mark.letter}!" if mark.late else mark.letter
        draw(canvas, x, y - 2.9, words, NARROW_STRONG, 8, "centre", 2 * _RADIUS - 3)

    def _key(self) -> None:
        self.canv.setFillColor(look.INK2)
        for place, line in enumerate(reversed(self.key)):
            draw(self.canv, 0, 1.5 + place * _KEY_LINE, line, NARROW, _KEY_SIZE, room=self.width)

    def _key_lines(self) -> list[str]:
        """What the letters and grounds mean, in as many lines as the sentences need."""
        lines = [""]
        for sentence in self._key_sentences():
            longer = f"{lines[-1]} {sentence}".strip()
            if lines[-1] and width(longer, NARROW, _KEY_SIZE) > self.width:
                lines.append(sentence)
            else:
                lines[-1] = longer
        return lines

    def _key_sentences(self) -> list[str]:
        letters = dict.fromkeys(mark.letter for mark, _, _ in self.levels)
        words = ", ".join(f"{letter} {_WORDS[letter]}" for letter in letters if letter in _WORDS)
        parts = [f"{words}.", "Filled means done."] if words else []
        if any(mark.late for mark, _, _ in self.levels):
            parts.append("! means late.")
        closed = dict.fromkeys(week.closed for week in self.ribbon.weeks if week.closed)
        if closed:
            parts.append(f"Hatched: {', '.join(closed)}.")
        if self.ribbon.weeks and self.ribbon.weeks[0].monday <= self.ribbon.today:
            parts.append("Heavy line: the day of printing.")
        return parts
