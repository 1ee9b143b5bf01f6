"""The pack for a review meeting: one copy, for one reader, on numbered pages.

Nothing heavy is imported until a pack is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apdesk.exports.review_pack_input import ReviewPack
from apdesk.problems import Problem
from apdesk.progress import Progress

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from apdesk.exports.pdf.page import Pages

_LEAST_ROOM = 190.0                     # points a part needs below it to begin on a used page


def review_pack(pack: ReviewPack, progress: Progress | None = None) -> bytes:
    """The pack as a PDF: cover, summary, how it is going, attendance, visits, forms to fill in.

    The cover names nobody but the recipient; parts not passed are left out; every foot has the marking,
    initials, reference, copy and page of pages. The same pack gives the same bytes.
    Refused (`pack.internal-only`) when late duties are passed for anyone outside the school.
    """
    _refuse_late_for_others(pack)
    if progress is not None:
        progress.step(0, 1, "Laying out the review pack")
    from apdesk.exports.pdf.page import build
    from apdesk.exports.pdf.page_frame import Sheet

    document = f"Review pack, {pack.initials}, {pack.reference}, copy {pack.copy_number} of {pack.copies}"
    return build(Sheet(pack.printing, document), lambda known, learned: _story(pack, known, learned))


def _refuse_late_for_others(pack: ReviewPack) -> None:
    late_marks = pack.ribbon is not None and any(mark.late for mark in pack.ribbon.marks)
    if pack.reader != "internal" and (pack.late_duties or late_marks):
        raise Problem(
            "pack.internal-only",
            "Late and missed duties belong in the internal copy alone, so nothing was written. Leave them out here.",
            f"copy for {pack.recipient}",
        )


def _story(pack: ReviewPack, known: Pages, learned: Pages) -> list[Flowable]:
    from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

    from apdesk.exports.pdf import pack_attendance, pack_cover, pack_form, pack_parts

    story = pack_cover.cover(pack, known)
    for title, new_page, flowables in (
        ("Summary of the placement", True, pack_parts.summary(pack)),
        ("Attendance, session by session", True, pack_attendance.attendance(pack)),
        ("Objectives, progress and behaviour", True, pack_parts.how_it_goes(pack)),
        ("Visits, contacts and actions", False, pack_parts.visits_and_contacts(pack)),
        ("Return plan", False, pack_parts.return_plan(pack)),
        ("Duties late or missed", False, pack_parts.late_duties(pack)),
        ("Review form", True, pack_form.review_form(pack)),
        ("Recommendation and decision", True, pack_form.decision(pack)),
    ):
        if flowables:
            start: list[Flowable] = [PageBreak()] if new_page else [Spacer(1, 26), CondPageBreak(_LEAST_ROOM)]
            part = [_part(title, learned), *flowables]
            story += [*start, *([KeepTogether(part)] if title == "Return plan" else part)]
    return story


def _part(title: str, learned: Pages) -> Flowable:
    from apdesk.exports.pdf.page import Part

    return Part(title, learned)
