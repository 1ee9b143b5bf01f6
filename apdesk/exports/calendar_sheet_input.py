"""What a printed month is made from: weekdays only, initials and surnames."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from apdesk.exports.paper_input import Printing


@dataclass(frozen=True)
class SheetItem:
    """One line in a day: a boxed letter and a few words ("N Rahimova starts")."""

    letter: str                         # V R L S M C A P
    text: str
    done: bool = False
    at: time | None = None


@dataclass(frozen=True)
class SheetDay:
    """One weekday; `closed` names why there is no school."""

    on: date
    items: tuple[SheetItem, ...] = ()
    closed: str = ""


@dataclass(frozen=True)
class CalendarSheet:
    """A month of whole weeks, Monday to Friday each."""

    printing: Printing
    month: date                         # any day of it
    days: tuple[SheetDay, ...]          # every weekday of the weeks shown
    week_numbers: tuple[int | None, ...] = ()
    whose: str = "Everyone’s duties"
    overdue: tuple[str, ...] = ()       # "write up visit (C Okonjo)"
