"""A month on one A4 sheet across, for the wall of the office: weekdays only, initials and surnames.

Nothing heavy is imported until a sheet is asked for.
"""

from __future__ import annotations

from apdesk.exports.calendar_sheet_input import CalendarSheet
from apdesk.exports.words import MONTHS
from apdesk.problems import Problem

_KEY = (
    "V visit  R review  L letter  S starts or ends  M meeting  C check-in  A attendance  P papers. "
    " Struck through: done."
)
_ROOM = 150                             # letters of the overdue line


def month_sheet(sheet: CalendarSheet) -> bytes:
    """The month as a PDF of one page: kinds as boxed letters, done struck through, closed days hatched and named.

    What was overdue when it was printed stands in the foot. Raises `Problem` (`calendar.days`) where the days
    are not whole weeks of Monday to Friday.
    """
    _refuse_part_weeks(sheet)
    from apdesk.exports.pdf.month_grid import MonthGrid
    from apdesk.exports.pdf.page import build
    from apdesk.exports.pdf.page_frame import ACROSS, Sheet

    month = f"{MONTHS[sheet.month.month - 1]} {sheet.month.year}"
    words = Sheet(
        sheet.printing, f"Calendar, {month}", title=month, aside=f"Initials and surnames only. {sheet.whose}",
        foot_left=(_KEY, _overdue(sheet.overdue)),
    )
    return build(words, lambda _known, _learned: [MonthGrid(sheet)], ACROSS)


def _overdue(duties: tuple[str, ...]) -> str:
    """As many as the line holds, and how many more there are."""
    if not duties:
        return ""
    shown = list(duties)
    while len(shown) > 1 and len(", ".join(shown)) > _ROOM:
        shown.pop()
    more = f" and {len(duties) - len(shown)} more" if len(shown) < len(duties) else ""
    return f"Overdue when printed: {', '.join(shown)}{more}."


def _refuse_part_weeks(sheet: CalendarSheet) -> None:
    weekdays = [day.on.weekday() for day in sheet.days]
    if not weekdays or weekdays != [0, 1, 2, 3, 4] * (len(weekdays) // 5):
        raise Problem(
            "calendar.days", "A month can only be printed in whole weeks, Monday to Friday. Nothing was written.",
            sheet.month.isoformat(),
        )
