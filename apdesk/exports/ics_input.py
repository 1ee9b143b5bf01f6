"""What a calendar file is made from: initials and references only, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class CalendarEvent:
    """One entry: all day, or at a time of day in England.

    `by` is the time a duty must be done by, `at` the time it is arranged for.
    `uid` stays the same for the life of the duty; `sequence` rises with every change of date, time, title
    or state and never falls; `changed_at` is the aware moment of the last of them.
    """

    uid: str                            # duty id; the exporter adds its domain
    sequence: int
    changed_at: datetime
    on: date
    title: str                          # "Visit", "Review invitation": the duty's act, no name
    initials: str                       # "Z Q"; empty for a duty of no pupil
    reference: str                      # "OSD/2026/031"
    by: time | None = None
    at: time | None = None
    minutes: int = 60                   # how long it takes from `at`
    until: date | None = None           # last day, where it lasts longer
    owner: str = ""                     # a role: "Head of Year 9"
    policy: str = ""                    # "Appendix A row 3"
    kind: str = ""                      # for the calendar's categories: "Visit"
    done: bool = False                  # lasts all day then, on the day it was done
    cancelled: bool = False


@dataclass(frozen=True)
class CalendarFeed:
    """A calendar to hand out. With `since`, only events changed at or after that moment."""

    name: str                           # "Larkmoor High School, AP duties"
    events: tuple[CalendarEvent, ...]
    since: datetime | None = None
