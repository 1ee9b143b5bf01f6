"""From a duty of the services to a line of a list, in the office's words; the same on every page."""

from __future__ import annotations

from datetime import date

from apdesk.domain.lateness import OPEN_STATES
from apdesk.services.duty_lists import DutyRow
from ui.common.dates import TONES, days_late, short_day, spoken_day, weekday_day
from ui.common.duties.lines import DutyLine

VERBS = {
    "visit": "Record visit", "review": "Record review", "decision": "Record decision", "plan": "Record plan",
    "report": "Log report", "letter": "Mark as sent", "notify": "Mark as told", "meeting": "Record meeting",
    "referral": "Log referral", "contact": "Log contact", "check": "Log check", "register": "Confirm",
    "document": "Record paper", "share": "Mark as shared",
}  # fmt: skip
"""What the one button of a duty says, by its kind, while it opens complete-with-evidence."""

LONGEST_ROLE = 16
DONE_WORDS = {
    "visit": "Visited", "review": "Held", "letter": "Sent", "notify": "Told", "meeting": "Held", "contact": "Logged",
    "check": "Checked", "register": "Confirmed", "share": "Shared", "decision": "Decided",
}  # fmt: skip


def status_of(row: DutyRow) -> str:
    """The theme's status for a duty as it stands."""
    return TONES.get(row.state, row.state)


def duty_line(row: DutyRow, today: date, me: str = "", *, with_pupil: bool = True) -> DutyLine:
    """One duty as a line; `me` is the acting person's name, shown as You. Without its pupil on a pupil's page."""
    when, under = when_words(row, today)
    done = row.state not in OPEN_STATES
    who = "You" if me and row.who == me else row.who or "Nobody yet"
    if done:
        who = row.done_by or who
    about, about_id, detail = _about(row) if with_pupil else ("", "", _detail(row, who))
    return DutyLine(
        row.id, when, under, status_of(row), row.kind, row.title, about, about_id, detail,
        who if with_pupil else "", role_words(row) if with_pupil else "", row.policy, row.policy, _why(row),
        "" if done else VERBS.get(row.kind, "Complete"), done=done, spoken_when=_spoken(row, under),
    )


def role_words(row: DutyRow) -> str:
    """The role in words, or its letters where the words would be cut ("DSL")."""
    return row.owner_label if len(row.owner_label) <= LONGEST_ROLE else row.owner


def when_words(row: DutyRow, today: date) -> tuple[str, str]:
    """The large date of a duty and the small line under it."""
    if row.state == "done":
        day = row.done_on or row.day
        return (short_day(day, today) if day else "Done"), DONE_WORDS.get(row.kind, "Done")
    if row.state == "before-desk":
        return (short_day(row.day, today) if row.day else "Earlier"), "not known"
    if row.day is None:
        return "No date yet", "waiting"
    text = "Today" if row.day == today and row.state == "today" else short_day(row.day, today)
    return text, _under(row, today)


def _under(row: DutyRow, today: date) -> str:
    if row.state == "overdue":
        return days_late(row.lateness_school_days or 0)
    if row.state in ("waiting", "paused"):
        return row.state
    if row.last_day is not None and row.day is not None and row.last_day > row.day:
        return "last day" if row.last_day == today else f"latest {weekday_day(row.last_day)}"
    if row.by:
        return f"by {row.by}"
    return "last day" if row.hard is not None else ""


def _about(row: DutyRow) -> tuple[str, str, str]:
    if row.pupil:
        return row.pupil_name, row.pupil, "  ·  ".join(part for part in (row.form, row.pathway_short) if part)
    return row.provider_name or "The school", "", row.pathway_short


def _detail(row: DutyRow, who: str) -> str:
    if row.state == "done":
        told: tuple[str, ...] = (who, "; ".join(row.evidence_given), row.note)
    elif row.state == "before-desk":
        told = ("Before AP Desk, not known",)
    else:
        told = (who, row.owner_label if who != "You" else "", _waits(row))
    return "  ·  ".join(part for part in told if part)


def _waits(row: DutyRow) -> str:
    return f"waits for: {row.waits_for}" if row.waits_for and row.state == "waiting" else ""


def _why(row: DutyRow) -> str:
    put_off = f" Put off: {row.put_off_why}" if row.put_off_why else ""
    return f"{row.why}{put_off}"


def _spoken(row: DutyRow, under: str) -> str:
    words = {"overdue": "Overdue", "today": "Due today", "waiting": "Waiting for others", "done": "Done",
             "before-desk": "Before AP Desk"}  # fmt: skip
    day = row.done_on if row.state == "done" else row.day
    parts = (words.get(row.state, "Due"), spoken_day(day) if day else "no date yet", under)
    return ", ".join(part for part in parts if part)


def in_order(rows: list[DutyRow]) -> list[DutyRow]:
    """Most pressing first: by day, then by time of day, then by pupil."""
    return sorted(rows, key=lambda row: (row.day or date.max, row.by or "99", row.pupil_list_name, row.title))
