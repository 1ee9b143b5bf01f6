"""A month on one sheet of paper: initials and surnames, kinds as letters."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.calendar_sheet_input import CalendarSheet, SheetDay, SheetItem
from apdesk.exports.names import list_name
from apdesk.exports.pdf.month_sheet import month_sheet
from apdesk.services.acting import require
from apdesk.services.calendar_view import END, START, Item, calendar_view, month_span, week_number
from apdesk.services.document_copies import keep_copy
from apdesk.services.kinds_shown import LETTERS, shown_as
from apdesk.services.paper import printing
from apdesk.services.register_books import Written
from apdesk.store.record import Record

MOST_OVERDUE = 6


def month_paper(record: Record, any_day: date, owner: str = "") -> CalendarSheet:
    """The weekdays of a month's whole weeks; `owner` limits it to one person's duties."""
    require(record, Deed.EXPORT)
    first, last = month_span(any_day)
    view = calendar_view(record, first, last, owner=owner)
    weekdays = [day for day in view.days.values() if day.day.weekday() < 5]
    days = tuple(SheetDay(day.day, tuple(_item(one) for one in day.items), day.closed) for day in weekdays)
    mondays = [day.day for day in weekdays if day.day.weekday() == 0]
    late = tuple(one.short for one in view.overdue[:MOST_OVERDUE])
    more = len(view.overdue) - len(late)
    return CalendarSheet(
        printing(record), any_day, days, tuple(week_number(record, monday) for monday in mondays),
        f"{owner}'s duties" if owner else "Everyone's duties", (*late, *((f"{more} more",) if more > 0 else ())),
    )


def write_month(record: Record, any_day: date, folder: Path, owner: str = "") -> Written:
    """The month is on disk."""
    data = month_sheet(month_paper(record, any_day, owner))
    name = list_name(f"calendar {any_day:%Y %m}", record.clock.today(), "pdf")
    target = write_document(folder / name, data)
    return Written(target, keep_copy(record, "printed calendar", data))


def _item(one: Item) -> SheetItem:
    letter = {START: "S", END: "S"}.get(one.kind) or LETTERS[shown_as(one.kind)]
    return SheetItem(letter, one.short, one.done, time.fromisoformat(one.time) if one.time else None)
