"""Dates and lateness in the office's words, alike on every screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from apdesk.domain.lateness import LATER, OVERDUE, SOON, TODAY, Standing, last_to_act, standing, working_day

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRST_MONTH = 9
"""School years begin in September."""


class SchoolDays(Protocol):
    """What dates need of the school calendar."""

    def is_school_day(self, day: date) -> bool: ...

    def count(self, first: date, last: date) -> int: ...

    def on_or_after(self, day: date) -> date: ...

    def after(self, day: date, n: int) -> date: ...

    def label(self, day: date) -> str | None: ...


def school_year(day: date) -> int:
    """The year in which the school year of `day` began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def short_day(day: date, today: date | None = None) -> str:
    """"Tue 10 Nov"; with the year where it is not the school year of `today`."""
    text = f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if today is not None and school_year(day) != school_year(today) else text


def long_day(day: date) -> str:
    """"Tuesday 10 November 2026", for titles and letters."""
    return f"{spoken_day(day)} {day.year}"


def spoken_day(day: date) -> str:
    """"Tuesday 10 November", for sentences."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def day_month(day: date) -> str:
    """"10 Nov"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def weekday_day(day: date) -> str:
    """"Thu 12", for a second date beside a first."""
    return f"{DAYS[day.weekday()][:3]} {day.day}"


def month_year(day: date) -> str:
    """"November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock_time(moment: time | datetime) -> str:
    """"09:30", on the 24-hour clock."""
    return f"{moment.hour:02}:{moment.minute:02}"


def school_days(n: int) -> str:
    """"1 school day", "2 school days"."""
    return f"{n:,} school day{'' if n == 1 else 's'}"


def days_late(n: int) -> str:
    """"2 school days late"; late without a school day gone since is "late"."""
    return f"{school_days(n)} late" if n else "late"


TONES = {"paused": "waiting", "before-desk": "done", "withdrawn": "later"}
"""States of a duty that are drawn as another status; every other state has the status of its own name."""


@dataclass(frozen=True)
class When:
    """The date of a duty as a row shows it: large words, small words under them, its status, and all of it said."""

    text: str
    under: str
    status: str
    spoken: str


def when_of(
    due: date | None,
    hard: date | None,
    today: date,
    calendar: SchoolDays | None = None,
    *,
    recorded: str = "open",
    put_off_to: date | None = None,
    by: str = "",
) -> When:
    """How a duty's date reads today (the rule itself is `apdesk.domain.lateness`).

    The day worked to is shown large, with what limits it below; `by` is a time of day ("09:30") on that day.
    """
    stands = standing(recorded, due, hard, put_off_to, today, calendar)
    day = working_day(due, put_off_to)
    status = TONES.get(stands.state, stands.state)
    if day is None:
        return When("No date yet", "", status, "No date yet")
    text = "Today" if day == today and stands.state == TODAY else short_day(day, today)
    under = _under(stands, day, today, by, hard)
    said = (_SAID.get(status, ""), spoken_day(day), under)
    return When(text, under, status, ", ".join(part for part in said if part))


_SAID = {
    "overdue": "Overdue", "today": "Due today", "soon": "Due this week", "later": "Due later",
    "waiting": "Waiting for others", "done": "Done",
}  # fmt: skip


def _under(stands: Standing, day: date, today: date, by: str, hard: date | None) -> str:
    if stands.state == OVERDUE:
        return days_late(stands.lateness_school_days or 0)
    if stands.state not in (TODAY, SOON, LATER) or stands.last_day is None:
        return ""
    if stands.last_day > day:
        return latest(stands.last_day, today)
    return f"by {by}" if by else "last day" if hard is not None else ""


def latest(last_day: date, today: date, school_day: date | None = None, worked_to: date | None = None) -> str:
    """"latest Mon 16", said under a duty that is worked to an earlier day.

    `school_day` is the last school day up to `last_day`: the last day on which somebody is there to do it.
    """
    day = last_to_act(last_day, school_day, worked_to, today)
    if day == today:
        return "last day today"
    return "last school day" if day == worked_to else f"latest {weekday_day(day)}"


def latest_by_rule(last_day: date, today: date, school_day: date | None = None, worked_to: date | None = None) -> str:
    """"latest Fri 13 (by rule Sun 15)", where there is room for both days."""
    said = latest(last_day, today, school_day, worked_to)
    by_rule = last_to_act(last_day, school_day, worked_to, today) != last_day
    return f"{said} (by rule {weekday_day(last_day)})" if by_rule else said


def no_school_on(last_day: date, today: date, school_day: date | None = None, worked_to: date | None = None) -> str:
    """Why a last day is given that is not the rule’s own, as a sentence; "" where it is."""
    if last_to_act(last_day, school_day, worked_to, today) == last_day:
        return ""
    return f"By rule the last day is {spoken_day(last_day)}, when there is no school."
