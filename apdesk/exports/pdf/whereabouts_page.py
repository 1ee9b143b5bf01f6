"""Where everyone is now, on one sheet: a heading for each place with address and telephone, a box to tick for each.

Nothing heavy is imported until the page is asked for.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from apdesk.exports.whereabouts_input import WhereGroup, WherePaper
from apdesk.exports.words import clock_time, long_day

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

TITLE = "Where everyone is now"
# size of the letters and room above and below, ever smaller until it is one sheet
_SET = ((9.2, 2.2), (8.6, 1.5), (8.0, 1.0), (7.4, 0.6), (6.9, 0.3))
_WIDTHS = (150.0, 40.0, 96.0, 34.0, 130.0, 31.0)        # points: pupil, form, placement, code, note, seen
_HEAD = ("Pupil", "Form", "Placement", "Code", "Note", "Seen")


def whereabouts_page(paper: WherePaper) -> bytes:
    """The page as a PDF; letters shrink to 6.9 points before a second sheet begins."""
    from apdesk.exports.pdf.page import build_counted
    from apdesk.exports.pdf.page_frame import Sheet

    sheet = Sheet(paper.printing, f"{TITLE}, {long_day(paper.at.date())}")
    first = b""
    for size, pad in _SET:
        data, pages = build_counted(sheet, partial(_story, paper, size, pad))
        first = first or data
        if pages == 1:
            return data
    return first


def _story(paper: WherePaper, size: float, pad: float, _known: object, _learned: object) -> list[Flowable]:
    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.blocks import gap

    when = f"{long_day(paper.at.date())}, {clock_time(paper.at.time())}. {paper.summary}"
    story: list[Flowable] = [
        look.paragraph(TITLE, look.TITLE), look.paragraph(when, look.SUBTITLE), gap(6),
        _table(paper.groups, size, pad) if paper.groups else look.paragraph(paper.empty, look.EMPTY),
    ]
    if paper.note:
        story += [gap(6), look.paragraph(paper.note, look.SMALL)]
    return story


def _table(groups: tuple[WhereGroup, ...], size: float, pad: float) -> Flowable:
    from apdesk.exports.pdf.fonts import NARROW, NARROW_MEDIUM, NARROW_STRONG
    from apdesk.exports.pdf.tables import Cell, Ruling, table

    rows: list[list[str | Flowable]] = []
    bands: set[int] = set()
    grey: set[tuple[int, int]] = set()
    for group in groups:
        bands.add(len(rows))
        rows.append([_heading(group, size), *[""] * (len(_HEAD) - 1)])
        for one in group.pupils:
            if group.pressing:
                grey |= {(len(rows), at) for at in range(len(_HEAD))}
            rows.append([one.name, one.form, one.placement, one.code, one.note, "\u2610"])
    faces = (NARROW_STRONG, NARROW, NARROW, NARROW_STRONG, NARROW, NARROW)
    cells = [Cell(across, face, size, leading=size * 1.25, align="CENTER" if at in (3, 5) else "LEFT")
             for at, (across, face) in enumerate(zip(_WIDTHS, faces, strict=True))]
    how = Ruling(pad=pad, inset=4, head_size=size - 0.3, head_face=NARROW_MEDIUM)
    return table(rows, cells, head=_HEAD, ruling=how, grey=frozenset(grey), bands=frozenset(bands))


def _heading(group: WhereGroup, size: float) -> Flowable:
    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.fonts import NARROW, STRONG

    words = f"{group.title} ({len(group.pupils)})"
    reach = "".join(f" · {part}" for part in group.reach if part)
    return look.mixed([(words, STRONG), (reach, NARROW)], look.style(STRONG, size + 0.4, (size + 0.4) * 1.25))
