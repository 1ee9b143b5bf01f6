"""What the rail says beside Today."""

from __future__ import annotations

from apdesk.services.duty_lists import due_list
from ui.common.context import Context
from ui.common.counts import Count


def today_counts(context: Context) -> Count | None:
    """Overdue in red, else what is due today."""
    rows = due_list(context.record, days=0)
    late = sum(row.state == "overdue" for row in rows)
    due = sum(row.state == "today" for row in rows)
    if late:
        return Count(late, "late", f"{late} overdue, {due} due today")
    return Count(due, "due", f"{due} due today") if due else None
