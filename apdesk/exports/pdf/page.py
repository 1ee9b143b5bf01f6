"""How a document becomes a file: pages laid out until their numbers are true, the same bytes for the same input."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import NextPageTemplate

from apdesk.exports.paper_input import School
from apdesk.exports.pdf.crest import check_crest
from apdesk.exports.pdf.fonts import TEXT, ready
from apdesk.exports.pdf.page_frame import UPRIGHT, PageFrame, Sheet
from apdesk.problems import Problem

_PASSES = 5


@dataclass
class Pages:
    """What one pass learned for the next: how many pages, and on which each part begins."""

    total: int = 1
    parts: dict[str, int] = field(default_factory=dict)


class Part(Flowable):
    """Nothing to see: here a part of the document begins, for the contents and the viewer's outline."""

    def __init__(self, title: str, pages: Pages) -> None:
        super().__init__()
        self.title, self.pages = title, pages

    def wrap(self, _aW: float, _aH: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        page = self.canv.getPageNumber()
        self.pages.parts[self.title] = page
        self.canv.bookmarkPage(f"part-{len(self.pages.parts)}")
        self.canv.addOutlineEntry(self.title, f"part-{len(self.pages.parts)}", 0)


Story = Callable[[Pages, Pages], list[Flowable]]
"""Makes the flowables anew: from what the last pass learned, telling this one where parts begin."""


def build(sheet: Sheet, story: Story, frame: PageFrame = UPRIGHT) -> bytes:
    """The document as a file, the same for the same input; laid out again until its page numbers are true.

    Raises `Problem` (`paper.crest`, `paper.colour`) when the school's crest or colour cannot be printed.
    """
    return build_counted(sheet, story, frame)[0]


def build_counted(sheet: Sheet, story: Story, frame: PageFrame = UPRIGHT) -> tuple[bytes, int]:
    """As `build`, with the number of pages."""
    ready()
    _check(sheet.printing.school)
    known = Pages()
    for _ in range(_PASSES):
        learned = Pages()
        data = _one_pass(sheet, frame, story(known, learned), known, learned)
        if learned == known:
            break
        known = learned
    return data, learned.total


def _check(school: School) -> None:
    """Before laying out: a refusal cannot pass through the page engine."""
    check_crest(school)
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", school.colour):
        raise Problem(
            "paper.colour", f"The school’s colour “{school.colour}” is not a colour. Choose one in Settings, School.",
        )


def _one_pass(sheet: Sheet, frame: PageFrame, flowables: list[Flowable], known: Pages, learned: Pages) -> bytes:
    out = BytesIO()

    def on_page(canvas: Canvas, document: Any) -> None:
        learned.total = max(learned.total, document.page)
        frame.head(canvas, sheet, frame.size, document.page)
        frame.foot(canvas, sheet, frame.size, document.page, known.total)

    def template(name: str, top: float) -> PageTemplate:
        wide, high = frame.size[0] - 2 * frame.margin, frame.size[1] - top - frame.bottom
        return PageTemplate(name, [Frame(frame.margin, frame.bottom, wide, high, 0, 0, 0, 0)], onPage=on_page)

    document = BaseDocTemplate(
        out, pagesize=frame.size, pageTemplates=[template("first", frame.first_top), template("later", frame.top)],
        **_file_facts(sheet),
    )
    document.build([NextPageTemplate("later"), *flowables], canvasmaker=_canvas_maker(sheet))
    return out.getvalue()


def _file_facts(sheet: Sheet) -> dict[str, Any]:
    """What the file says of itself: never a pupil's name, always the same for the same printing."""
    return {
        "title": sheet.document, "author": sheet.printing.school.name, "subject": sheet.printing.marking,
        "creator": "AP Desk", "producer": "AP Desk", "lang": "en-GB", "invariant": 1, "displayDocTitle": True,
    }


def _canvas_maker(sheet: Sheet) -> Callable[..., Canvas]:
    """Makes the canvas of a document: its date is the printing's, its default face an embedded one."""
    utc = sheet.printing.printed_at.astimezone(UTC)

    def make(*given: Any, **named: Any) -> Canvas:
        canvas = Canvas(*given, **{**named, "initialFontName": TEXT})
        canvas.setDateFormatter(lambda *_: f"D:{utc:%Y%m%d%H%M%S}+00'00'")
        return canvas

    return make
