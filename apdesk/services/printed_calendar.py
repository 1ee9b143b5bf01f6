"""A month on paper: initials and surnames, kinds as letters, nothing that few may know."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.calendar_sheet_input import CalendarSheet, SheetDay, SheetItem
from apdesk.exports.names import list_name
from apdesk.exports.pdf.month_sheet import month_sheet
from apdesk.services.acting import require
from apdesk.services.calendar_items import END, START, Item
from apdesk.services.calendar_view import EVERYTHING, Shown, calendar_view, days_of, late_of, month_span
from apdesk.services.kinds_shown import LETTERS, shown_as
from apdesk.services.paper import printing
from apdesk.services.paper_out import Paper, note_paper
from apdesk.services.register_books import Written
from apdesk.store.record import Record

KIND = "printed calendar"


def month_paper(record: Record, any_day: date, shown: Shown = EVERYTHING) -> CalendarSheet:
    """The weekdays of a month's whole weeks, of whom and of which kinds is shown.

    It hangs on a wall: confidential wording is kept back whoever prints it.
    """
    require(record, Deed.EXPORT)
    view = calendar_view(record, *month_span(any_day), outside=True)
    weekdays = [day for day in days_of(view, shown).values() if day.day.weekday() < 5]
    days = tuple(SheetDay(day.day, tuple(_item(one) for one in day.items), day.closed) for day in weekdays)
    whose = f"{shown.owner}’s duties" if shown.owner else "Everyone’s duties"
    return CalendarSheet(
        printing(record), any_day, days, tuple(week.number for week in view.weeks),
        f"{whose}, some kinds left out" if shown.hidden else whose, tuple(_late(one) for one in late_of(view, shown)),
    )


def month_pages(record: Record, any_day: date, shown: Shown = EVERYTHING) -> Paper:
    """The month as pages that are ready to be printed or saved."""
    require(record, Deed.EXPORT)
    name = list_name(f"calendar {any_day:%Y %m}", record.clock.today(), "pdf")
    return Paper(KIND, f"Calendar, {any_day:%B} {any_day.year}", name, month_sheet(month_paper(record, any_day, shown)))


def write_month(record: Record, any_day: date, folder: Path, shown: Shown = EVERYTHING) -> Written:
    """The month is on disk."""
    require(record, Deed.EXPORT)
    paper = month_pages(record, any_day, shown)
    return Written(write_document(folder / paper.file_name, paper.data), note_paper(record, paper))


def _item(one: Item) -> SheetItem:
    letter = {START: "S", END: "S"}.get(one.kind) or LETTERS[shown_as(one.kind)]
    return SheetItem(letter, one.short, one.done, time.fromisoformat(one.time) if one.time else None)


def _late(one: Item) -> str:
    late = f", {one.late} school day{'' if one.late == 1 else 's'}" if one.late else ""
    return f"{one.word} ({one.name}{late})" if one.name else f"{one.word}{late}"
