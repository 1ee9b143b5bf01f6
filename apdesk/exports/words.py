"""Dates, moments and plain text as the office writes them, the same on every machine."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
SCHOOL_TIME = ZoneInfo("Europe/London")
_DROPPED_FORMATS = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str) -> str:
    """Composed letters without control, format and variation characters; tabs become spaces, lines stay."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(letter for letter in composed if letter == "\n" or not _unprintable(letter))


def _unprintable(letter: str) -> bool:
    point = ord(letter)
    if 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF:       # variation selectors
        return True
    return unicodedata.category(letter) in _DROPPED_FORMATS


def short_day(day: date) -> str:
    """"Tue 10 Nov"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def short_date(day: date) -> str:
    """"Tue 10 Nov 2026"."""
    return f"{short_day(day)} {day.year}"


def plain_date(day: date) -> str:
    """"10 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """"Tuesday 10 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


def day_month(day: date) -> str:
    """"10 Nov"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def clock_time(at: time) -> str:
    """"14:30"."""
    return f"{at.hour:02d}:{at.minute:02d}"


def school_time(moment: datetime) -> datetime:
    """The same moment by the clock on the school's wall."""
    return moment.astimezone(SCHOOL_TIME)


def moment_words(moment: datetime) -> str:
    """"13 Nov 2026, 15:40", by the clock on the school's wall."""
    local = school_time(moment)
    return f"{day_month(local.date())} {local.year}, {clock_time(local.time())}"
