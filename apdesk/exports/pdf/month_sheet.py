"""A month on A4 across, for the wall of the office: weekdays only, initials and surnames.

Nothing heavy is imported until a sheet is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apdesk.exports.calendar_sheet_input import CalendarSheet
from apdesk.exports.words import MONTHS
from apdesk.problems import Problem

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_KEY = (
    "V visit  R review  L letter  S starts or ends  M meeting  C check-in  A attendance  P papers. "
    " Struck through: done."
)
_ROOM = 150                             # letters of the overdue line
_COLUMNS = 3                            # of what is overdue, where it has a page of its own


def month_sheet(sheet: CalendarSheet) -> bytes:
    """The month as a PDF: kinds as boxed letters, done struck through, closed days hatched and named.

    One page where everything fits, more where it does not: nothing is left out. What was overdue when it was
    printed stands in the foot, or on a page of its own where the foot is too short. Raises `Problem`
    (`calendar.days`) where the days are not whole weeks of Monday to Friday.
    """
    _refuse_part_weeks(sheet)
    from apdesk.exports.pdf.page import build
    from apdesk.exports.pdf.page_frame import ACROSS, Sheet

    month = f"{MONTHS[sheet.month.month - 1]} {sheet.month.year}"
    fits = len(_overdue(sheet.overdue)) <= _ROOM
    line = _overdue(sheet.overdue) if fits else (
        f"Overdue when printed: {len(sheet.overdue)}, each named on the last page."
    )
    words = Sheet(
        sheet.printing, f"Calendar, {month}", title=month, aside=f"Initials and surnames only. {sheet.whose}",
        foot_left=(_KEY, line),
    )
    return build(words, lambda _known, _learned: _story(sheet, fits), ACROSS)


def _story(sheet: CalendarSheet, fits: bool) -> list[Flowable]:
    from reportlab.platypus import PageBreak, Spacer

    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.month_grid import MonthGrid
    from apdesk.exports.pdf.month_layout import lay_out
    from apdesk.exports.pdf.page_frame import ACROSS

    across = ACROSS.size[0] - 2 * ACROSS.margin
    pages = lay_out(sheet, across, ACROSS.size[1] - ACROSS.first_top - ACROSS.bottom - 4)
    story: list[Flowable] = []
    for bands in pages.pages:
        story += [PageBreak()] if story else []
        story.append(MonthGrid(sheet, bands, pages.pitch))
    if not fits:
        heading = look.paragraph(f"Overdue when printed: {len(sheet.overdue)}", look.HEADING)
        story += [PageBreak(), heading, Spacer(1, 8), _listed(sheet.overdue, across)]
    return story


def _listed(overdue: tuple[str, ...], across: float) -> Flowable:
    """What is overdue in three columns, longest first, read downwards."""
    from reportlab.platypus import Table

    from apdesk.exports.pdf import look

    rows = -(-len(overdue) // _COLUMNS)
    padded = [*overdue, *[""] * (rows * _COLUMNS - len(overdue))]
    cells = [[look.paragraph(padded[row + column * rows], look.TABLE) for column in range(_COLUMNS)]
             for row in range(rows)]
    return Table(
        cells, colWidths=[across / _COLUMNS] * _COLUMNS,
        style=[("LEFTPADDING", (0, 0), (-1, -1), 0), ("LINEBELOW", (0, 0), (-1, -1), 0.5, look.HAIR),
               ("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 3)],
    )


def _overdue(duties: tuple[str, ...]) -> str:
    return f"Overdue when printed: {', '.join(duties)}." if duties else ""


def _refuse_part_weeks(sheet: CalendarSheet) -> None:
    weekdays = [day.on.weekday() for day in sheet.days]
    if not weekdays or weekdays != [0, 1, 2, 3, 4] * (len(weekdays) // 5):
        raise Problem(
            "calendar.days", "A month can only be printed in whole weeks, Monday to Friday. Nothing was written.",
            sheet.month.isoformat(),
        )
