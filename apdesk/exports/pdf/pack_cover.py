"""The cover of a review pack: whose copy it is and how to keep it. Initials and reference, no name."""

from __future__ import annotations

from reportlab.platypus import Flowable

from apdesk.exports.pdf import look
from apdesk.exports.pdf.blocks import FactBoxes, gap
from apdesk.exports.pdf.fonts import STRONG
from apdesk.exports.pdf.margin import MarginSection
from apdesk.exports.pdf.page import Pages
from apdesk.exports.pdf.tables import PLAIN, Cell, table
from apdesk.exports.review_pack_input import ReviewPack
from apdesk.exports.words import clock_time, long_day

_KEEP = (
    "Keep it with you or locked away. Do not leave it on a desk or in a car.",
    "Do not copy it, photograph it or pass it on. Ask us for another copy.",
    "Hand it back at the end of the meeting, or shred it by the date above.",
)
_HOLDS = {
    "internal": "Everything the office holds for this meeting, with duties late or missed. It stays in the school. "
                "Safeguarding records are kept elsewhere and are not in it.",
    "parent": "What the school and {provider} have recorded for this meeting. It leaves out other pupils. "
              "Safeguarding records are kept elsewhere and are not in it.",
    "provider": "What {provider} needs for this meeting. It leaves out the family’s address, other pupils, "
                "safeguarding notes and anything the school holds but {provider} does not need.",
    "panel": "What the panel needs for its recommendation. It leaves out the family’s address, other pupils and "
             "safeguarding notes.",
}


def cover(pack: ReviewPack, known: Pages) -> list[Flowable]:
    """The first page."""
    meeting = "To be arranged"
    if pack.meeting is not None:
        at = f", {clock_time(pack.meeting.at)}" if pack.meeting.at is not None else ""
        meeting = f"{long_day(pack.meeting.on)}{at}"
    boxes = [
        [("This copy is for", pack.recipient), ("Copy", f"{pack.copy_number} of {pack.copies}")],
        [("Review meeting", meeting), ("Return or destroy by", long_day(pack.destroy_by))],
    ]
    story: list[Flowable] = [
        look.paragraph("Review pack", look.TITLE),
        look.paragraph(f"{pack.initials}, our reference {pack.reference}", look.SUBTITLE), gap(48),
    ]
    for row in boxes:
        story += [FactBoxes(row, least_height=46), gap(8.4)]
    keep: list[Flowable] = []
    for line in _KEEP:
        keep += [look.paragraph(line), gap(5)]
    holds = _HOLDS[pack.reader].format(provider=pack.provider_short)
    return [
        *story, gap(30),
        MarginSection("Please", keep),
        MarginSection("If you found this", [look.paragraph(_found(pack)), gap(10)]),
        MarginSection("In this pack", _contents(known)),
        MarginSection("This copy holds", [look.paragraph(holds), gap(6)], "Chosen by who it is for"),
    ]


def _found(pack: ReviewPack) -> str:
    school = pack.printing.school
    if school.phone:
        return f"Please do not read on. Ring {school.name} on {school.phone} and we will collect it today."
    place = f", {school.address}" if school.address else ""
    return f"Please do not read on. Hand it in at {school.name}{place}."


def _contents(known: Pages) -> list[Flowable]:
    """Page and part, in two columns read downwards."""
    parts = [(str(page), title) for title, page in sorted(known.parts.items(), key=lambda part: part[1])]
    half = -(-len(parts) // 2)
    rows = [
        (*parts[place], *(parts[place + half] if place + half < len(parts) else ("", "")))
        for place in range(half)
    ]
    width = (look.PAGE[0] - 2 * look.MARGIN - look.CONTENT_LEFT) / 2
    cells = [Cell(16, STRONG, 10), Cell(width - 16, size=10)] * 2
    return [table(rows, cells, ruling=PLAIN), gap(4)] if rows else [gap(30)]
