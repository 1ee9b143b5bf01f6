"""What a tracker spreadsheet says of one placement: the office's own list, kept by hand before AP Desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from apdesk.domain.placement import AT_PROVIDER, AT_SCHOOL, FULL_TIME
from apdesk.domain.roll_row import CellProblem, RollRow

DATES: tuple[str, ...] = ("start", "end", "last_visit", "last_review", "notice")
TEXTS: tuple[str, ...] = ("provider", "pathway", "week", "note")

TRACKER_LABELS: dict[str, str] = {
    "provider": "Provider", "pathway": "Pathway", "start": "First day", "end": "Last day", "last_visit": "Last visit",
    "last_review": "Last review", "notice": "Notice date", "week": "Days of the week", "note": "Note",
}


@dataclass(frozen=True, kw_only=True)
class TrackerRow:
    """One row. `who` is what it says of the pupil; None and "" mean that it does not say."""

    line: int
    who: RollRow
    provider: str = ""
    pathway: str = ""
    start: date | None = None
    end: date | None = None
    last_visit: date | None = None
    last_review: date | None = None
    notice: date | None = None
    week: str = ""
    note: str = ""
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    fixable: tuple[CellProblem, ...] = ()


_DAYS = ("mon", "tue", "wed", "thu", "fri")
_FULL = re.compile(r"full[ -]?time|every day|all week|5 days|five days|10 sessions", re.IGNORECASE)
_DAY = r"(mon|tue|wed|thu|fri)[a-z]*"
_RANGE = re.compile(rf"\b{_DAY}\s*(?:-|–|to|until)\s*{_DAY}\b", re.IGNORECASE)
_ONE = re.compile(rf"\b{_DAY}\b\.?\s*(am|pm)?", re.IGNORECASE)


def week_of(text: str) -> str | None:
    """The ten sessions of a week in words ("Full time", "Mon-Wed", "Tue AM, Thu"); None where no day is named."""
    if _FULL.search(text):
        return FULL_TIME
    week = [AT_SCHOOL] * 10
    for found in _RANGE.finditer(text):
        first, last = (_DAYS.index(found[n].casefold()) for n in (1, 2))
        for day in range(first, last + 1):
            week[2 * day] = week[2 * day + 1] = AT_PROVIDER
    for found in _ONE.finditer(_RANGE.sub(" ", text)):
        day, half = _DAYS.index(found[1].casefold()), (found[2] or "").casefold()
        for session in ((0, 1) if not half else (0,) if half == "am" else (1,)):
            week[2 * day + session] = AT_PROVIDER
    return "".join(week) if AT_PROVIDER in week else None
