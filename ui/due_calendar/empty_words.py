"""What the calendar says where nothing stands: what is true, when it changes, and one button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from apdesk.services.calendar_view import EVERYTHING, Day, Shown, View
from ui.common.dates import short_day

Words = tuple[str, str, str]
"""What is true, when it changes, what the button says."""
NAMES = {"month": "this month", "week": "this week", "agenda": "these weeks"}


def empty_words(view: View, days: Mapping[date, Day], shown: Shown, mode: str,
                failed: str = "") -> Words | None:  # fmt: skip
    """None where something stands, or where nothing has to be said; `failed`: why nothing could be read."""
    if failed:
        return failed, "Nothing was changed.", "Try again"
    if any(day.items for day in days.values()):
        return None
    if not view.known:
        return (
            "No term dates are loaded for these days.",
            "Without them no day is known to be closed, and nothing can be counted or moved.", "Load term dates",
        )  # fmt: skip
    if shown != EVERYTHING and view.items:
        whose = f"Nothing for {shown.owner} {NAMES[mode]}." if shown.owner else f"Nothing of these kinds {NAMES[mode]}."
        return whose, f"{len(view.items)} entries of others or of other kinds are not shown.", "Show everything"
    weekdays = [day for day in days.values() if day.day.weekday() < 5]
    if weekdays and all(day.closed for day in weekdays):
        back = f"School opens again on {short_day(view.opens)}." if view.opens else ""
        return f"Nothing on in {_closed(view)}.", back, f"Go to {short_day(view.opens)}" if view.opens else ""
    return f"Nothing on {NAMES[mode]}.", "Duties come with placements; N books a meeting.", ""


def _closed(view: View) -> str:
    """"half-term" inside a term, else the holidays."""
    return "half-term" if view.term else "the holidays"
