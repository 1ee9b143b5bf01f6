"""From a duty of the services to a line of a list, in the office's words; the same on every page."""

from __future__ import annotations

import re
from datetime import date

from apdesk.domain.lateness import OPEN_STATES
from apdesk.services.duty_lists import DutyRow
from ui.common.dates import TONES, days_late, latest, no_school_on, short_day, spoken_day
from ui.common.duties.lines import TODAY, DutyLine

VERBS = {
    "visit": "Record visit", "review": "Record review", "decision": "Record decision", "plan": "Record plan",
    "report": "Log report", "letter": "Mark as sent", "notify": "Mark as told", "meeting": "Record meeting",
    "referral": "Log referral", "contact": "Log contact", "check": "Log check", "register": "Sign off",
    "document": "Mark as filed", "share": "Mark as shared",
}  # fmt: skip
"""What the one button of a duty says, by its kind, while it opens complete-with-evidence."""

SAID_DONE = {
    "Agree": "agreed", "Approve": "approved", "Arrange": "arranged",
    "Ask": "asked", "Complete": "complete", "Consult": "consulted", "File": "filed", "Give": "given",
    "Invite": "invited", "Read": "read", "Replace": "replaced", "Send": "sent", "Share": "shared", "Tell": "told",
    "Update": "updated", "Write": "written",
}  # fmt: skip
"""The first word of what is to be done, and as what it is marked: a button says what its row says."""

DONE_WORDS = {
    "visit": "Visited", "review": "Held", "letter": "Sent", "notify": "Told", "meeting": "Held", "contact": "Logged",
    "check": "Checked", "document": "Filed", "report": "Received", "plan": "Written", "referral": "Logged",
    "register": "Confirmed", "share": "Shared", "decision": "Decided",
}  # fmt: skip
_SOURCES = re.compile(r" \([^()]*term dates: [^()]*(?:\([^()]*\)[^()]*)*\)")
_QUOTED = re.compile('"([^"]*)"')
SOON_DAYS = 6
"""So many days ahead the small line counts them ("in 2 days")."""


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
    role = chased_words(row) or row.role_short
    return DutyLine(
        row.id, when, under, status_of(row), row.kind, row.short, about, about_id, detail,
        who if with_pupil else "", role if with_pupil else "", row.clause, row.clause_wide, row.policy,
        _why(row, today), "" if done else verb(row), done=done, title=row.title,
        spoken=spoken(row, ", ".join(part for part in (under, lower_first(_no_school(row, today)[:-1])) if part), who),
    )


def verb(row: DutyRow) -> str:
    """What the one button of a duty says."""
    done = SAID_DONE.get(row.short.partition(" ")[0])
    return f"Mark as {done}" if done else VERBS.get(row.kind, "Mark as done")


def when_words(row: DutyRow, today: date) -> tuple[str, str]:
    """The large date of a duty and the small line under it."""
    if row.state == "done":
        day = row.done_on or row.day
        return (short_day(day, today) if day else "Done"), DONE_WORDS.get(row.kind, "Done")
    if row.state == "before-desk":
        return (short_day(row.day, today) if row.day else "Earlier"), "not known"
    if row.day is None:
        return "No date yet", "waiting"
    text = TODAY if row.day == today and row.state == "today" else short_day(row.day, today)
    return text, _under(row, today)


def _under(row: DutyRow, today: date) -> str:
    if row.state == "overdue":
        return days_late(row.lateness_school_days or 0)
    if row.state == "paused":
        return "paused"
    if row.last_day is not None and row.day is not None and row.last_day > row.day:
        return latest(row.last_day, today, row.last_school_day, row.day)
    if row.state == "waiting":
        return "waiting"
    if row.by:
        return f"by {row.by}"
    return "last day" if row.hard is not None else _ahead(row.day, today)


def _ahead(day: date | None, today: date) -> str:
    gone = (day - today).days if day else 0
    return "tomorrow" if gone == 1 else f"in {gone} days" if 1 < gone <= SOON_DAYS else ""


def _about(row: DutyRow) -> tuple[str, str, str]:
    more = f"waits for {row.waiting_for}" if row.waiting_for else row.pathway_short
    if row.pupil:
        return row.pupil_name, row.pupil, "  ·  ".join(part for part in (row.form, more) if part)
    return row.provider_name or "The school", "", more


def chased_words(row: DutyRow) -> str:
    """"chased Tue 10 Nov", in the place of the role, while it is still to be done."""
    return f"chased {short_day(row.chased_on)}" if row.chased_on and row.state in OPEN_STATES else ""


def _detail(row: DutyRow, who: str) -> str:
    if row.state == "done":
        told: tuple[str, ...] = (who, "; ".join(row.evidence_given), row.note)
    elif row.state == "before-desk":
        told = ("Before AP Desk, not known",)
    else:
        told = (who, row.role_short if who != "You" else "", chased_words(row), _waits(row))
    return "  ·  ".join(part for part in told if part)


def _waits(row: DutyRow) -> str:
    if row.waiting_for:
        return f"waits for {row.waiting_for}"
    return f"waits for: {row.waits_for}" if row.waits_for and row.state == "waiting" else ""


def plain_why(why: str) -> str:
    """The engine's sentence for reading: its sources stand beside it by name, and are left out."""
    return _QUOTED.sub(r"“\1”", _SOURCES.sub("", why))


def _no_school(row: DutyRow, today: date) -> str:
    """Which day the rule itself names, where nobody is in school on it."""
    if row.last_day is None or row.state not in OPEN_STATES or row.state == "overdue":
        return ""
    return no_school_on(row.last_day, today, row.last_school_day, row.day)


def _why(row: DutyRow, today: date) -> str:
    put_off = f" Put off: {row.put_off_why}" if row.put_off_why else ""
    nobody = f" {row.who_why}" if not row.who and row.who_why else ""
    parts = (f"{plain_why(row.why)}{put_off}{nobody}", _no_school(row, today))
    return " ".join(part for part in parts if part)


def spoken(row: DutyRow, under: str, who: str, *, about: str = "", title: str = "") -> str:
    """The whole row as one sentence: standing, date, what, for whom, who owes it, by which clause.

    `about` and `title` stand for several duties that are one line.
    """
    words = {"overdue": "Overdue", "today": "Due today", "waiting": "Waiting for others", "done": "Done",
             "before-desk": "Before AP Desk"}  # fmt: skip
    day = row.done_on if row.state == "done" else row.day
    one = f"{row.pupil_name} {row.form}".strip() if row.pupil else row.provider_name or "the school"
    parts = (
        words.get(row.state, "Due"), spoken_day(day) if day else "no date yet", under, lower_first(title or row.title),
        about or one, "" if about else row.pathway_short, _waits(row), who, row.role_short, chased_words(row),
        spelled(row.policy),
    )
    return ", ".join(part for part in parts if part)


def lower_first(title: str) -> str:
    """A title inside a sentence: "Visit the pupil" is "visit the pupil", "SIMS agrees" stays."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def spelled(policy: str) -> str:
    """"§5 If agreed; App. A row 3" as it is read out: "Section 5 If agreed; Appendix A row 3"."""
    return policy.replace("§", "Section ").replace("App. A", "Appendix A")


def in_order(rows: list[DutyRow]) -> list[DutyRow]:
    """Most pressing first: by day, then by time of day, then by pupil."""
    return sorted(rows, key=lambda row: (row.day or date.max, row.by or "99", row.pupil_list_name, row.title))
