"""What the rail says beside Today."""

from __future__ import annotations

from collections.abc import Iterable

from apdesk.services.absences import open_absences
from apdesk.services.duty_lists import DutyRow, due_list
from ui.common.context import Context
from ui.common.counts import Count


def today_counts(context: Context) -> Count | None:
    """Pupils not accounted for and what is overdue in red, else what is due today."""
    missing = sum(one.accounted_on is None for one in open_absences(context.record))
    return counted(due_list(context.record, days=0), missing)


def counted(rows: Iterable[DutyRow], missing: int = 0) -> Count | None:
    """What these duties and so many pupils not accounted for come to."""
    rows = list(rows)
    late = sum(row.state == "overdue" for row in rows)
    due = sum(row.state == "today" for row in rows)
    if late or missing:
        lost = f"{missing} not accounted for, " if missing else ""
        return Count(late + missing, "late", f"{lost}{late} overdue, {due} due today")
    return Count(due, "due", f"{due} due today") if due else None
