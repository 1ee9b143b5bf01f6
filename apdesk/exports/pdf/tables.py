"""Tables of words: bare text, broken into lines by us; a paragraph only for letters of another face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Spacer, Table

from apdesk.exports.pdf import look
from apdesk.exports.pdf.fonts import MEDIUM, NARROW, NARROW_STRONG, STRONG, TEXT
from apdesk.exports.pdf.text import is_plain, width, wrapped
from apdesk.exports.words import clean

_ALIGNMENTS = {"LEFT": 0, "CENTER": 1, "RIGHT": 2}


@dataclass(frozen=True)
class Cell:
    """How one column is set; `across` is its width in points."""

    across: float
    face: str = TEXT
    size: float = 10
    colour: Color = look.INK
    align: str = "LEFT"
    leading: float | None = None        # from line to line; 1.4 of the size unless told

    @property
    def line(self) -> float:
        return self.leading if self.leading is not None else self.size * 1.4


@dataclass(frozen=True)
class Ruling:
    """Room and lines of a table, in points; `band` puts the head on a pale ground."""

    pad: float = 4.5
    inset: float = 6
    ruled: bool = True
    band: bool = True
    head_size: float = 9
    head_face: str = MEDIUM


INSIDE = Ruling(pad=3.5, inset=4)       # a table beside the margin
PLAIN = Ruling(pad=2.2, inset=0, ruled=False)      # words in columns

_TALL = 320
"""Points: a row that does not even fit in so many is broken over two pages."""


class _WholeRows(Table):
    """A table whose rows go whole to the next page, but for one that no page can hold."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if parts or availHeight < _TALL:
            return parts
        self.splitInRow = 1
        parts = super().split(availWidth, availHeight)
        self.splitInRow = 0
        for part in parts:
            part.splitInRow = 0  # type: ignore[attr-defined]
        return parts


def table(
    rows: Sequence[Sequence[str | Flowable]], cells: list[Cell], *, head: Sequence[str] = (),
    ruling: Ruling | None = None, grey: frozenset[tuple[int, int]] = frozenset(), bands: frozenset[int] = frozenset(),
) -> Flowable:
    """The rows under their head, which repeats on every page; without rows nothing stands there.

    `grey` names cells (row, column) set bold on grey; `bands` rows whose first cell runs across as a heading.
    """
    if not rows:
        return Spacer(1, 0)
    how = ruling or Ruling()
    top = [[_cell(text, _head(cells[at], how), how.inset) for at, text in enumerate(head)]] if head else []
    body = [
        [_cell(text, _strong(cells[at]) if (number, at) in grey else cells[at], how.inset, wide=number in bands)
         for at, text in enumerate(row)]
        for number, row in enumerate(rows)
    ]
    first = len(top)
    made = _WholeRows(top + body, [cell.across for cell in cells], repeatRows=first, splitByRow=1, splitInRow=0)
    commands = [*_ground(cells, how, first), *_heads(how, first), *_greys(cells, grey, first), *_bands(bands, first)]
    made.setStyle(commands)     # type: ignore[arg-type]     # the stubs want each command's exact shape
    made.hAlign = "LEFT"
    return made


def _ground(cells: list[Cell], how: Ruling, first: int) -> list[tuple[object, ...]]:
    everywhere = (0, 0), (-1, -1)
    commands: list[tuple[object, ...]] = [
        ("VALIGN", *everywhere, "TOP"), ("TOPPADDING", *everywhere, how.pad), ("BOTTOMPADDING", *everywhere, how.pad),
        ("LEFTPADDING", *everywhere, how.inset), ("RIGHTPADDING", *everywhere, max(how.inset, 6)),
    ]
    for at, cell in enumerate(cells):
        commands += [
            ("FONT", (at, first), (at, -1), cell.face, cell.size, cell.line),
            ("TEXTCOLOR", (at, first), (at, -1), cell.colour), ("ALIGN", (at, 0), (at, -1), cell.align),
        ]
    if how.ruled:
        commands.append(("LINEBELOW", (0, first), (-1, -1), 0.5, look.HAIR))
    return commands


def _heads(how: Ruling, first: int) -> list[tuple[object, ...]]:
    if not first:
        return []
    row = (0, 0), (-1, 0)
    commands: list[tuple[object, ...]] = [
        ("FONT", *row, how.head_face, how.head_size, how.head_size * 1.4), ("TEXTCOLOR", *row, look.INK2),
    ]
    if how.band:
        commands += [("BACKGROUND", *row, look.SUNK), ("LINEBELOW", *row, 0.6, look.LINE)]
    return commands


def _greys(cells: list[Cell], grey: frozenset[tuple[int, int]], first: int) -> list[tuple[object, ...]]:
    commands: list[tuple[object, ...]] = []
    for row, at in sorted(grey):
        place = (at, row + first)
        strong = _strong(cells[at])
        commands += [
            ("BACKGROUND", place, place, look.GREY), ("FONT", place, place, strong.face, strong.size, strong.line),
        ]
    return commands


def _bands(bands: frozenset[int], first: int) -> list[tuple[object, ...]]:
    commands: list[tuple[object, ...]] = []
    for row in sorted(bands):
        start, end = (0, row + first), (-1, row + first)
        commands += [("SPAN", start, end), ("BACKGROUND", start, end, look.SUNK), ("FONT", start, end, STRONG, 9.5)]
    return commands


def _head(cell: Cell, how: Ruling) -> Cell:
    return Cell(cell.across, how.head_face, how.head_size, look.INK2, cell.align)


def _strong(cell: Cell) -> Cell:
    return replace(cell, face=NARROW_STRONG if cell.face.startswith(NARROW) else STRONG)


def _cell(text: str | Flowable, cell: Cell, inset: float, *, wide: bool = False) -> str | Flowable:
    if isinstance(text, Flowable):
        return text
    if is_plain(text.replace("\n", " "), cell.face):
        words = clean(text)
        return words if wide else "\n".join(wrapped(words, cell.face, cell.size, cell.across - inset - max(inset, 6)))
    style = look.style(cell.face, cell.size, cell.line, cell.colour, alignment=_ALIGNMENTS[cell.align])
    return look.paragraph(text, style)


def fair_widths(rows: Sequence[Sequence[str]], asked: Sequence[float], cells: list[Cell], ruling: Ruling,
                unbroken: frozenset[int]) -> list[float]:
    """Widths over the sum of the cells' own, near what was asked for, with no word broken that need not be.

    Columns in `unbroken` get room for their longest whole text.
    """
    total = sum(cell.across for cell in cells)
    least = []
    for at, cell in enumerate(cells):
        texts = {row[at] for row in rows}
        words = texts if at in unbroken else {word for text in texts for word in text.split()}
        longest = max((width(word, cell.face, cell.size) for word in words), default=0)
        least.append(min(longest, total / 4) + ruling.inset + max(ruling.inset, 6) + 0.5)
    if sum(least) >= total:
        return _narrowed(least, total)
    wishes = [max(0.0, part * total / sum(asked) - need) for part, need in zip(asked, least, strict=True)]
    spare = total - sum(least)
    share = sum(wishes) or 1
    return [need + wish * spare / share for need, wish in zip(least, wishes, strict=True)]


def _narrowed(least: list[float], total: float) -> list[float]:
    """As much as each needs, but for the widest, which share what the others leave: short words stay whole."""
    rest = total
    for place, need in enumerate(sorted(least)):
        share = rest / (len(least) - place)
        if need >= share:
            return [min(each, share) for each in least]
        rest -= need
    return least
