"""The pupils of a provider, as a table."""

from __future__ import annotations

from datetime import date

from apdesk.services.pupil_list import PupilRow
from ui.common.dates import days_late, short_day
from ui.common.tables.columns import Column


def placed_columns(today: date) -> tuple[Column, ...]:
    """Who, on which pathway, how far in, what is next."""
    return (
        Column("pupil", "Pupil", lambda row: row.list_name, lambda row: row.form, kind="strong-two-line", width=190,
               stretch=3, whole=True),
        Column("pathway", "Pathway", lambda row: row.pathway_short, lambda row: row.status_text, kind="two-line",
               width=160, stretch=2),
        Column("how-far", "How far in", lambda row: how_far(row, today), kind="progress",
               value=lambda row: (row.progress.done, row.progress.total, "accent")
               if row.progress and row.progress.total else None, width=130),
        Column("next", "Next due", lambda row: row.next_due.short if row.next_due else "",
               lambda row: next_when(row, today), kind="due", tip=next_tip,
               status=lambda row: row.next_due.standing.state if row.next_due else "", width=230, stretch=3, drop=710),
    )  # fmt: skip


def next_when(row: PupilRow, today: date) -> str:
    """"5 school days late", or the day it is due."""
    due = row.next_due
    if due is None:
        return ""
    late = due.standing.state == "overdue"
    return days_late(due.standing.lateness_school_days or 0) if late else short_day(due.day, today)


def next_tip(row: PupilRow) -> str:
    """What is due, in all its words."""
    return row.next_due.title if row.next_due else ""


def how_far(row: PupilRow, today: date) -> str:
    """"Day 18 of 60", or when it begins."""
    if row.progress is not None:
        of = f" of {row.progress.total}" if row.progress.total else ""
        return f"Day {row.progress.done}{of}"
    return f"from {short_day(row.start, today)}" if row.start else "no dates yet"
