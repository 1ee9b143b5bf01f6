"""What has been read for the calendar, so that turning back and forth, or hiding a kind, reads nothing again."""

from __future__ import annotations

from datetime import date

from apdesk.problems import Problem
from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day, Shown, View, calendar_view, days_of, late_of
from ui.common.context import Context

KEPT = 8        # spans


class Readings:
    """Answers spans of days, read once until `forget`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._views: dict[tuple[date, date], View] = {}
        self.failed = ""        # why the span that was read last could not be

    def forget(self) -> None:
        """The record changed: everything is read again when it is asked for."""
        self._views.clear()

    def has(self, first: date, last: date) -> bool:
        """True where the span needs no reading."""
        return (first, last) in self._views

    def view(self, first: date, last: date) -> View:
        """The span, read where it was not yet; with nothing in it, and `failed`, where it cannot be read."""
        self.failed = ""
        if (first, last) not in self._views:
            while len(self._views) >= KEPT:
                self._views.pop(next(iter(self._views)))
            try:
                self._views[first, last] = calendar_view(self._context.record, first, last)
            except Problem as problem:
                self.failed = problem.text
                return View(first, last, (), (), {}, (), "", None, False, ())
        return self._views[first, last]

    def days(self, first: date, last: date, shown: Shown, *, fold: bool = True) -> dict[date, Day]:
        """The days of a span with what is shown of them."""
        return days_of(self.view(first, last), shown, fold=fold)

    def late(self, first: date, last: date, shown: Shown) -> tuple[Item, ...]:
        """What is overdue, longest first."""
        return late_of(self.view(first, last), shown)
