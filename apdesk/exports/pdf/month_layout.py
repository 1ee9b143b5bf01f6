"""Where the weeks of a printed month go: one page where they fit, as many as it takes where they do not.

Nothing is ever left out: words that are too long take a second line, a week that is too high goes on overleaf.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from apdesk.exports.calendar_sheet_input import CalendarSheet, SheetDay, SheetItem
from apdesk.exports.pdf.fonts import NARROW_MEDIUM
from apdesk.exports.pdf.text import is_plain, width, wrapped
from apdesk.exports.words import clock_time

HEAD, WEEK, DATE, FOOT = 17.0, 28.0, 22.0, 4.0      # weekday names; the week's number; a date; room below a day
PITCHES = (13.0, 12.0, 11.2)                        # points from line to line, ever closer until all is on one page
SIZE, BOX, BESIDE = 0.63, 0.8, 14.0                 # of a pitch: letters, boxed letter; points around them
OVERLEAF = 0.2                                      # a week is split where more of it than this fits before the end


@dataclass(frozen=True)
class Entry:
    """An item with its words broken into lines."""

    item: SheetItem
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A day with what stands in it on this page."""

    day: SheetDay
    entries: tuple[Entry, ...]
    overleaf: int = 0       # entries that stand on the next page

    @property
    def lines(self) -> int:
        """Lines of text under the date."""
        return sum(len(entry.lines) for entry in self.entries)


@dataclass(frozen=True)
class Band:
    """A week, or the part of it that stands on a page."""

    week: int               # place in the sheet
    cells: tuple[Cell, ...]
    height: float
    continued: bool = False     # its beginning stands on the page before


@dataclass(frozen=True)
class Pages:
    """The bands of each page, and how close their lines stand."""

    pitch: float
    pages: tuple[tuple[Band, ...], ...]


def lay_out(sheet: CalendarSheet, across: float, high: float) -> Pages:
    """The month on pages of that room, in points."""
    room = high - HEAD
    for pitch in PITCHES:
        bands = [Band(n, cells, _needed(cells, pitch)) for n, cells in enumerate(_weeks(sheet, across, pitch))]
        if sum(band.height for band in bands) <= room:
            return Pages(pitch, (_spread(bands, room),))
    pitch = PITCHES[1]
    return Pages(pitch, tuple(_flow(_weeks(sheet, across, pitch), room, pitch)))


def _weeks(sheet: CalendarSheet, across: float, pitch: float) -> list[tuple[Cell, ...]]:
    column = (across - WEEK) / 5
    cells = [
        Cell(day, tuple(Entry(item, tuple(_lines(item, column, pitch))) for item in day.items)) for day in sheet.days
    ]
    return [tuple(cells[n : n + 5]) for n in range(0, len(cells), 5)]


def _lines(item: SheetItem, column: float, pitch: float) -> list[str]:
    words = f"{clock_time(item.at)} {item.text}" if item.at is not None else item.text
    words = " ".join(words.split())
    size, room = pitch * SIZE, column - pitch * BOX - BESIDE
    if width(words, NARROW_MEDIUM, size) <= room:
        return [words]
    if is_plain(words, NARROW_MEDIUM):
        return wrapped(words, NARROW_MEDIUM, size, room)
    return _by_letter(words, size, room)


def _by_letter(words: str, size: float, room: float) -> list[str]:
    """For letters of another script, which are measured through the fallback."""
    lines, line = [], ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and width(longer, NARROW_MEDIUM, size) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _needed(cells: Sequence[Cell], pitch: float) -> float:
    return DATE + FOOT + pitch * max(1, *(cell.lines for cell in cells))


def _spread(bands: Sequence[Band], room: float) -> tuple[Band, ...]:
    """The rows share the page: alike where the fullest lets them, else each what it needs and a part of the rest."""
    alike = room / len(bands)
    if all(band.height <= alike for band in bands):
        return tuple(replace(band, height=alike) for band in bands)
    spare = (room - sum(band.height for band in bands)) / len(bands)
    return tuple(replace(band, height=band.height + max(0.0, spare)) for band in bands)


def _flow(weeks: Sequence[tuple[Cell, ...]], room: float, pitch: float) -> list[tuple[Band, ...]]:
    pages: list[tuple[Band, ...]] = []
    page: list[Band] = []
    left = room
    for number, whole in enumerate(weeks):
        rest, continued = whole, False
        while True:
            needed = _needed(rest, pitch)
            if needed <= left:
                page.append(Band(number, rest, needed, continued))
                left -= needed
                break
            split = needed > room or left > room * OVERLEAF
            here, rest = _cut(rest, left, pitch) if split or not page else (None, rest)
            if here is not None and any(cell.entries for cell in here):
                page.append(Band(number, here, left, continued))
                continued = True
            pages.append(_spread(page, room))
            page, left = [], room
    pages.append(_spread(page, room))
    return pages


def _cut(cells: Sequence[Cell], left: float, pitch: float) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """What of a week fits into a height, and the rest of it; an entry is never cut through."""
    most = int((left - DATE - FOOT) // pitch)
    here, rest = [], []
    for cell in cells:
        used, fit = 0, 0
        for entry in cell.entries:
            if used + len(entry.lines) > most:
                break
            used, fit = used + len(entry.lines), fit + 1
        here.append(replace(cell, entries=cell.entries[:fit], overleaf=len(cell.entries) - fit))
        rest.append(replace(cell, entries=cell.entries[fit:]))
    return tuple(here), tuple(rest)
