"""Any list of the office on A4 across: the tracker for the meeting, the list an inspector asks for.

Nothing heavy is imported until pages are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from apdesk.exports.list_input import Column, ListDocument
from apdesk.exports.list_words import in_words
from apdesk.exports.words import school_time

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from apdesk.exports.pdf.tables import Cell, Ruling

_SHORT, _SHORT_ON_ONE_PAGE = 10, 22    # letters that a column keeps on one line
# size of the letters and room above and below, ever smaller until a list fits
_SET = ((8.8, 2.6), (8.2, 2.0), (7.6, 1.4), (7.0, 0.9), (7.0, 0.5))


@dataclass(frozen=True)
class Setting:
    """How large a list is set, in points; `tight` keeps longer words on one line."""

    size: float
    pad: float
    tight: bool


def list_pages(document: ListDocument, *more: ListDocument, one_page: bool = False) -> bytes:
    """The list as a PDF: title, head on every page, rows that wrap, gaps bold on grey, marking and page in the foot.

    Further tables follow under their headings. `one_page`: smaller letters, down to 7 points, where that brings
    the list on one sheet; else the largest of those that take the fewest.
    """
    from apdesk.exports.pdf.page import build_counted
    from apdesk.exports.pdf.page_frame import ACROSS, Sheet

    sheet = Sheet(document.printing, document.title, title=document.title, aside=document.subtitle)
    settings = [Setting(size, pad, one_page) for size, pad in _SET] if one_page else [Setting(*_SET[0], tight=False)]
    best, fewest = b"", 0
    for setting in settings:
        data, pages = build_counted(sheet, partial(_told, (document, *more), setting), ACROSS)
        if not best or pages < fewest:
            best, fewest = data, pages
        if pages == 1:
            break
    return best


def _told(documents: tuple[ListDocument, ...], setting: Setting, _known: object, _learned: object) -> list[Flowable]:
    return _story(documents, setting)


def _story(documents: tuple[ListDocument, ...], setting: Setting) -> list[Flowable]:
    from reportlab.platypus import CondPageBreak

    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.blocks import gap

    story: list[Flowable] = []
    for document in documents:
        if len(documents) > 1:
            story += [*([gap(14)] if story else []), CondPageBreak(90), look.paragraph(document.heading, look.HEADING),
                      gap(4)]
        story.append(_table(document, setting) if document.rows else look.paragraph(document.empty, look.EMPTY))
        if document.notes:
            story.append(gap(8))
        story += [look.paragraph(note, look.SMALL) for note in document.notes]
    return story


def _table(document: ListDocument, setting: Setting) -> Flowable:
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
    inset = 3 if setting.tight else 4
    how = Ruling(pad=setting.pad, inset=inset, head_size=setting.size - 0.3, head_face=NARROW_MEDIUM)
    cells = _cells(document.columns, [heads, *(row for at, row in enumerate(rows) if at not in bands)], how, setting)
    return table(rows, cells, head=heads, ruling=how, grey=frozenset(grey), bands=frozenset(bands))


def _cells(columns: tuple[Column, ...], rows: list[list[str]], how: Ruling, setting: Setting) -> list[Cell]:
    """Widths over the whole of the paper, in the proportion asked for as far as no date and no word is broken."""
    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.fonts import NARROW, NARROW_STRONG
    from apdesk.exports.pdf.tables import Cell, fair_widths

    each = (look.PAGE_ACROSS[0] - 2 * look.MARGIN_ACROSS) / len(columns)
    aligned = {"number": "RIGHT", "percent": "RIGHT", "code": "CENTER"}
    faces = [NARROW_STRONG if at == 0 or column.kind == "code" else NARROW for at, column in enumerate(columns)]
    cells = [Cell(each, face, setting.size, leading=setting.size * 1.25, align=aligned.get(column.kind, "LEFT"))
             for face, column in zip(faces, columns, strict=True)]
    heads, body = rows[0], rows[1:]
    short = _SHORT_ON_ONE_PAGE if setting.tight else _SHORT
    unbroken = frozenset(
        at for at, column in enumerate(columns)
        if column.kind not in ("text", "long") or max(len(row[at]) for row in body) <= short
    )
    texts = [[max(head.split(), key=len, default="") for head in heads], *body]
    widths = fair_widths(texts, [column.width for column in columns], cells, how, unbroken)
    return [replace(cell, across=across) for cell, across in zip(cells, widths, strict=True)]
