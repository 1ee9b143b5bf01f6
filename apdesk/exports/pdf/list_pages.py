"""Any list of the office on A4 across: the tracker for the meeting, the list an inspector asks for.

Nothing heavy is imported until pages are asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apdesk.exports.list_input import Column, ListDocument
from apdesk.exports.list_words import in_words
from apdesk.exports.words import school_time

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from apdesk.exports.pdf.tables import Cell, Ruling

_SHORT = 10                             # letters that a column keeps on one line


def list_pages(document: ListDocument) -> bytes:
    """The list as a PDF: title, head on every page, rows that wrap, gaps bold on grey, marking and page in the foot."""
    from apdesk.exports.pdf.page import build
    from apdesk.exports.pdf.page_frame import ACROSS, Sheet

    sheet = Sheet(document.printing, document.title, title=document.title, aside=document.subtitle)
    return build(sheet, lambda _known, _learned: _story(document), ACROSS)


def _story(document: ListDocument) -> list[Flowable]:
    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.blocks import gap

    story: list[Flowable] = [_table(document) if document.rows else look.paragraph(document.empty, look.EMPTY)]
    if document.notes:
        story.append(gap(8))
    return [*story, *(look.paragraph(note, look.SMALL) for note in document.notes)]


def _table(document: ListDocument) -> Flowable:
    from apdesk.exports.pdf.fonts import NARROW_MEDIUM
    from apdesk.exports.pdf.tables import Ruling, table

    rows: list[list[str]] = []
    grey: set[tuple[int, int]] = set()
    bands: set[int] = set()
    group, today = "", school_time(document.printing.printed_at).date()
    for entry in document.rows:
        if entry.group != group:
            group = entry.group
            bands.add(len(rows))
            rows.append([group, *[""] * (len(document.columns) - 1)])
        grey |= {(len(rows), place) for place in entry.gaps}
        pairs = zip(entry.cells, document.columns, strict=True)
        rows.append([in_words(value, column, today) for value, column in pairs])
    heads = [column.head for column in document.columns]
    how = Ruling(pad=2.6, inset=4, head_size=8.5, head_face=NARROW_MEDIUM)
    cells = _cells(document.columns, [heads, *(row for at, row in enumerate(rows) if at not in bands)], how)
    return table(rows, cells, head=heads, ruling=how, grey=frozenset(grey), bands=frozenset(bands))


def _cells(columns: tuple[Column, ...], rows: list[list[str]], how: Ruling) -> list[Cell]:
    """Widths over the whole of the paper, in the proportion asked for as far as no date and no word is broken."""
    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.fonts import NARROW, NARROW_STRONG
    from apdesk.exports.pdf.tables import Cell, fair_widths

    each = (look.PAGE_ACROSS[0] - 2 * look.MARGIN_ACROSS) / len(columns)
    aligned = {"number": "RIGHT", "percent": "RIGHT", "code": "CENTER"}
    faces = [NARROW_STRONG if at == 0 or column.kind == "code" else NARROW for at, column in enumerate(columns)]
    cells = [Cell(each, face, 8.8, leading=11, align=aligned.get(column.kind, "LEFT"))
             for face, column in zip(faces, columns, strict=True)]
    heads, body = rows[0], rows[1:]
    unbroken = frozenset(
        at for at, column in enumerate(columns)
        if column.kind not in ("text", "long") or max(len(row[at]) for row in body) <= _SHORT
    )
    texts = [[max(head.split(), key=len, default="") for head in heads], *body]
    widths = fair_widths(texts, [column.width for column in columns], cells, how, unbroken)
    return [replace(cell, across=across) for cell, across in zip(cells, widths, strict=True)]
