"""The single values of a case: dates, times, weeks, numbers and facts; a refusal names the value and what it may be."""

from __future__ import annotations

import math
import re
from datetime import date, time

from apdesk.domain.expression import Value
from apdesk.domain.protocol import FactType
from apdesk.problems import Problem

# years a school may plan in or a pupil be born in; anything else is a slip of the keyboard
FIRST_YEAR, LAST_YEAR = 1900, 2199
YEAR_GROUPS = range(15)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_WEEK = re.compile(r"[PSR-]{10}")
_YES, _NO = ("yes", "true", "y"), ("no", "false", "n")


def to_date(value: object, where: str) -> date:
    """A date as TOML or as text like 2026-11-11."""
    found = date(value.year, value.month, value.day) if isinstance(value, date) else _from_text(value)
    if found is None:
        raise Problem("case.date", f'"{value}" is not a date like 2026-11-11.', where)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Problem("case.date", f"{found.isoformat()} lies outside the years {FIRST_YEAR} to {LAST_YEAR}.", where)
    return found


def _from_text(value: object) -> date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def to_time(value: object, where: str) -> str:
    """A time of day as TOML or as text, written 14:30."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, str) and _TIME.fullmatch(value):
        return value
    raise Problem("case.time", f'"{value}" is not a time like 14:30.', where)


def to_words(value: object, what: str, where: str) -> str:
    """A text that is not empty."""
    if isinstance(value, str) and value.strip():
        return value
    raise Problem("case.text", f"{what} has to be some words.", where)


def to_week(value: object, where: str) -> str:
    """Ten letters of P, S, R and -."""
    if not isinstance(value, str) or not _WEEK.fullmatch(value):
        text = f'"{value}" is not a week: ten letters, Monday AM to Friday PM, each P, S, R or -.'
        raise Problem("case.sessions", text, where)
    return value


def typed(fact: FactType, value: object, where: str) -> Value:
    """A fact's value in its type; words of the command line ("yes", "10", "2026-11-11") are read as well."""
    if fact.type == "yes-no":
        return _yes_no(fact, value, where)
    if fact.type == "number":
        return _number(fact, value, where)
    if fact.type == "year group":
        return _year_group(fact, value, where)
    if fact.type == "date":
        return to_date(value, where)
    if fact.type == "sessions":
        return to_week(value, where)
    if fact.choices and value not in fact.choices:
        text = f'{fact.name} is one of {", ".join(fact.choices)}, not "{value}".'
        raise Problem("case.choice", text, where)
    if not isinstance(value, str):
        raise Problem("case.text", f'{fact.name} is a text, not "{value}".', where)
    return value


def _yes_no(fact: FactType, value: object, where: str) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES or isinstance(value, date) or _from_text(value) is not None:
        return True  # the day it was seen or done says yes
    if word in _NO:
        return False
    raise Problem("case.yes-no", f'{fact.name} is yes or no, not "{value}".', where)


def _number(fact: FactType, value: object, where: str) -> int | float:
    wrong = Problem("case.number", f'{fact.name} is a number, not "{value}".', where)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wrong
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise wrong from None
    if not math.isfinite(number):
        raise wrong
    return int(number) if number == int(number) else number


def _year_group(fact: FactType, value: object, where: str) -> int:
    number = _number(fact, value, where)
    if number not in YEAR_GROUPS:
        raise Problem("case.number", f'{fact.name} is a year group from 0 to 14, not "{value}".', where)
    return int(number)
