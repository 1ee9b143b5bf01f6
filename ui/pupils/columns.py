"""The columns of the pupil list: who, how it stands, where, how far in, what is next, which needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from apdesk.services.pupil_list import ON_ROLL, NextDue, PupilRow
from ui.common.dates import day_month, days_late, latest, no_school_on, short_day
from ui.common.flags import NEVER_LEAVES
from ui.common.tables.columns import Column

Today = Callable[[], date]

_CHIPS: dict[str, tuple[str, str | None]] = {
    "live": ("placed", None), "ends-soon": ("today", None), "agreed": ("soon", "ph.flag-fill"),
    "panel": ("waiting", None), "proposed": ("waiting", None), "support-plan": ("later", "ph.clipboard-text"),
    "hosted-here": ("soon", "ph.house-line"), "ended": ("later", "ph.flag"),
}  # fmt: skip
_A_WEEK = 7
HOW_FAR_FROM = 990      # design pixels of the table
UPN, HOW_FAR, NEXT = "upn", "how-far", "next"


def columns(today: Today, narrow: Callable[[], bool]) -> tuple[Column, ...]:
    """The columns as at the day that is shown; `narrow` while there is no room for How far in."""
    return (
        Column(
            "pupil", "Pupil", lambda row: row.list_name, lambda row: form_and_head(row), kind="strong-two-line",
            width=164, stretch=3, whole=True, tip=lambda row: f"{row.name}, {form_and_head(row)}",
        ),
        Column(UPN, "UPN", lambda row: row.upn, width=136, stretch=1, drop=HOW_FAR_FROM, private=True),
        Column(
            "status", "Status", lambda row: row.status_text, kind="chip", value=lambda row: status_chip(row, today()),
            tip=lambda row: row.status_text, width=130,
        ),
        Column(
            "where", "Where", lambda row: row.pathway_short,
            lambda row: _with_edge(row, today()) if narrow() else where_under(row), kind="two-line", width=156,
            stretch=2, drop=700, whole=True,
        ),
        Column(
            HOW_FAR, "How far in", lambda row: how_far(row, today()), lambda row: how_far_under(row, today()),
            kind="progress", value=progress_bar, sort=lambda row: row.progress.done if row.progress else None,
            width=146, drop=HOW_FAR_FROM,
        ),
        Column(
            NEXT, "Next due", lambda row: row.next_due.short if row.next_due else "",
            lambda row: with_more(row, today()), kind="due", whole=True,
            sort=lambda row: row.next_due.day if row.next_due else None,
            status=lambda row: row.next_due.standing.state if row.next_due else "",
            tip=lambda row: next_tip(row.next_due, today()),
            width=184, stretch=9,
        ),
        Column(
            "needs", "Needs", letters, kind="flags", value=lambda row: tuple(flag.letters for flag in row.flags),
            said=needs_words, copied=letters_to_copy, tip=needs_words,
            sort=lambda row: -len(row.flags) or None, width=136, drop=776,
        ),
    )  # fmt: skip


def left_out(tab: str) -> frozenset[str]:
    """The columns that a tab does without: of a whole roll few are placed, and who somebody is counts for more."""
    return frozenset({HOW_FAR, NEXT} if tab == ON_ROLL else {UPN})


def form_and_head(row: PupilRow) -> str:
    """"10F · Ms L Farrant"."""
    return "  ·  ".join(part for part in (row.form, row.head_of_year) if part)


def status_chip(row: PupilRow, today: date) -> tuple[str, str, str | None] | None:
    """Words, status and shape of the chip; None for a pupil who is simply on roll."""
    if not row.status:
        return None
    status, icon = _CHIPS[row.status]
    return _short_status(row, today), status, icon


def _short_status(row: PupilRow, today: date) -> str:
    """"Starts Mon" within a week, "Starts 23 Nov" later: the whole day stands beside it, under How far in."""
    if row.status == "agreed" and row.start is not None:
        days = (row.start - today).days
        if 0 <= days < _A_WEEK:
            return f"Starts {row.start:%a}" if days else "Starts today"
        return f"Starts {day_month(row.start)}"
    if row.status == "support-plan":
        return row.status_text.replace("Support plan, week", "Plan, week")
    return row.status_text.partition(" (")[0]   # the check after a return stands beside it, under Next due


def where_under(row: PupilRow) -> str:
    """The provider, or why there is none."""
    more = f", and {row.more_placements} more" if row.more_placements > 0 else ""
    if row.provider_name:
        return row.provider_name + more
    if row.status in ("panel", "proposed"):
        return ("Panel to choose" if row.panel_on else "Not yet chosen") + more
    return f"In school{more}" if row.pathway else ""


def _with_edge(row: PupilRow, today: date) -> str:
    """The provider, and the day on which a placement begins or ended."""
    edge = {"agreed": (row.start, "from"), "ended": (row.end, "ended")}.get(row.status)
    said = f"{edge[1]} {short_day(edge[0], today)}" if edge and edge[0] else ""
    return ", ".join(part for part in (where_under(row), said.replace(" ", "\u00a0")) if part)


def how_far(row: PupilRow, today: date) -> str:
    """"Day 44 of 72", "Week 7, no end date", or the day on which something begins."""
    if row.progress is not None:
        if row.progress.total is not None:
            return f"Day {row.progress.done} of {row.progress.total}"
        week = ((today - row.start).days // 7 + 1) if row.start else 1
        return f"Week {week}, no end date"
    if row.status == "panel" and row.panel_on:
        return f"Panel {short_day(row.panel_on, today)}"
    if row.status == "ended" and row.end:
        return f"Ended {short_day(row.end, today)}"
    return short_day(row.start, today) if row.start and row.status == "agreed" else ""


def how_far_under(row: PupilRow, today: date) -> str:
    """The small line: until when, or what is missing."""
    if row.progress is not None:
        return f"since {short_day(row.start, today)}" if row.progress.total is None and row.start else ""
    if row.status == "agreed" and row.end:
        return f"until {short_day(row.end, today)}"
    return "Not yet agreed" if row.status in ("panel", "proposed") else ""


def progress_bar(row: PupilRow) -> tuple[int, int, str] | None:
    """How full the bar is; amber near its end."""
    if row.progress is None or row.progress.total is None:
        return None
    return row.progress.done, row.progress.total, "today/line" if row.progress.ends_soon else "accent"


def next_words(due: NextDue | None, today: date) -> str:
    """When the next duty is due, in the office's words."""
    if due is None:
        return ""
    stands = due.standing
    if stands.state == "overdue":
        return days_late(stands.lateness_school_days or 0)
    last = stands.last_day
    if stands.state == "today":
        if due.by and due.day == today:
            return f"Today, by {due.by}"
        if last is not None and last > today:
            said = latest(last, today, due.last_school_day, due.day)
            return "Today, last day" if said.startswith("last") else f"Due today, {said}"
        return "Today, last day" if due.hard else "Due today"
    limit = f", {latest(last, today, due.last_school_day, due.day)}" if last is not None and last > due.day else ""
    return f"{short_day(due.day, today)}{limit}"


def next_tip(due: NextDue | None, today: date) -> str:
    """What is due next and when, with the day that the rule itself names where there is no school on it."""
    if due is None:
        return ""
    last, said = due.standing.last_day, f"{due.title}: {next_words(due, today)}"
    limited = last is not None and last > due.day and due.standing.state != "overdue"
    why = no_school_on(last, today, due.last_school_day, due.day) if limited and last is not None else ""
    return f"{said}. {why}" if why else said


def with_more(row: PupilRow, today: date) -> str:
    """When the next duty is due, and how many more are late."""
    more = row.overdue - 1
    late = row.next_due is not None and row.next_due.standing.state == "overdue"
    return next_words(row.next_due, today) + (f", and {more} more" if late and more > 0 else "")


def letters(row: PupilRow) -> str:
    """The flags as letters."""
    return " ".join(flag.letters for flag in row.flags)


def letters_to_copy(row: PupilRow) -> str:
    """The flags that may leave the screen."""
    return " ".join(flag.letters for flag in row.flags if flag.letters not in NEVER_LEAVES)


def needs_words(row: PupilRow) -> str:
    """The flags in full words."""
    return ", ".join(flag.words for flag in row.flags)
