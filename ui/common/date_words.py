"""Dates as people type them: "16 nov", "16/11", "mon", "+2w", "2026-11-16". Free of Qt."""

from __future__ import annotations

import re
from datetime import date, timedelta

from apdesk.problems import Problem
from ui.common.dates import DAYS, MONTHS, SchoolDays, school_year

EXAMPLES = "Type a date like 16 nov, 16/11, mon or +2w."
_STEP = re.compile(r"([+-])\s*(\d{1,4})\s*([dwms]?)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASH = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+([a-z]{3,})\.?(?:\s+(\d{2}|\d{4}))?")
_WORDS_US = re.compile(r"([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?")


def read_date(typed: str, today: date, calendar: SchoolDays | None = None, base: date | None = None) -> date:
    """The date that was meant.

    A weekday is the next one after today. "+2w" counts from `base` (else today): d calendar days, w weeks,
    m months, s school days (needs the calendar). A day and month without a year falls in the school year of
    today, or of the next where it lies more than three months back.
    Raises Problem where no date can be read, never guessing.
    """
    text = " ".join(typed.lower().replace(",", " ").split())
    if not text:
        raise Problem("date.empty", f"There is no date yet. {EXAMPLES}")
    if text in ("today", "t"):
        return today
    if text in ("tomorrow", "tom"):
        return today + timedelta(days=1)
    text = _without_weekday(text)
    found = _next_weekday(text, today)
    if found is not None:
        return found
    step = _STEP.fullmatch(text)
    if step:
        return _stepped(step, base or today, calendar)
    return _calendar_date(text, typed, today)


def _without_weekday(text: str) -> str:
    """"mon 16 nov" is read as "16 nov"; the field answers with the real weekday."""
    first, _, rest = text.partition(" ")
    return rest if rest and _weekday_number(first.rstrip(".")) is not None and rest[0].isdigit() else text


def _weekday_number(text: str) -> int | None:
    matches = [number for number, name in enumerate(DAYS) if name.lower().startswith(text)]
    return matches[0] if len(matches) == 1 and (len(text) >= 2) else None


def _next_weekday(text: str, today: date) -> date | None:
    bare = text.removeprefix("next ").rstrip(".")
    number = _weekday_number(bare)
    if number is None or not bare.isalpha():
        return None
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _stepped(step: re.Match[str], base: date, calendar: SchoolDays | None) -> date:
    sign, number, unit = step.group(1), int(step.group(2)), step.group(3) or "d"
    amount = number if sign == "+" else -number
    if unit == "s":
        if calendar is None or amount < 0:
            raise Problem("date.steps", "School days can only be counted forwards, from the term dates.")
        return calendar.after(base, amount) if amount else calendar.on_or_after(base)
    if unit == "m":
        return _months_on(base, amount)
    try:
        return base + timedelta(days=amount * (7 if unit == "w" else 1))
    except OverflowError:
        raise Problem("date.far", f'"{step.group(0)}" is too far away.') from None


def _months_on(base: date, amount: int) -> date:
    month = base.month - 1 + amount
    year, month = base.year + month // 12, month % 12 + 1
    for day in range(base.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, base.day)


def _calendar_date(text: str, typed: str, today: date) -> date:
    iso = _ISO.fullmatch(text)
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]), typed)
    slash = _SLASH.fullmatch(text)
    if slash:
        return _with_year(int(slash[1]), int(slash[2]), slash[3], typed, today)
    words = _WORDS.fullmatch(text)
    if words and _month_number(words[2]):
        return _with_year(int(words[1]), _month_number(words[2]), words[3], typed, today)
    turned = _WORDS_US.fullmatch(text)
    if turned and _month_number(turned[1]):
        return _with_year(int(turned[2]), _month_number(turned[1]), turned[3], typed, today)
    raise Problem("date.unread", f'"{typed.strip()}" cannot be read as a date. {EXAMPLES}')


def _month_number(text: str) -> int:
    matches = [number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(text)]
    if text == "sept":
        return 9
    return matches[0] if len(matches) == 1 else 0


def _with_year(day: int, month: int, year: str | None, typed: str, today: date) -> date:
    if year is not None:
        return _made(int(year) + (2000 if len(year) == 2 else 0), month, day, typed)
    if not 1 <= month <= 12:
        return _made(today.year, month, day, typed)
    start = school_year(today)
    found = _made(start if month >= 9 else start + 1, month, day, typed, leap=True)
    if (today - found).days > 92:
        found = _made(found.year + 1, month, day, typed, leap=True)
    return found


def _made(year: int, month: int, day: int, typed: str, leap: bool = False) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if leap and (month, day) == (2, 29):
        raise Problem("date.no-such-day", f"There is no 29 February in {year}.")
    raise Problem("date.no-such-day", f'"{typed.strip()}" is not a date in the calendar. {EXAMPLES}')
