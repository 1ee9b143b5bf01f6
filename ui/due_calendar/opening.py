"""On the page: what a click, Enter, a menu and the buttons ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day
from ui.due_calendar.deeds import CalendarDeeds

if TYPE_CHECKING:
    from ui.due_calendar.page import CalendarPage


class Opening(QObject):
    """Hands on to the deeds what the page has in front."""

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self._page = page
        self.deeds = CalendarDeeds(page.context, page.go, page.settle)

    def open_item(self, item: Item) -> None:
        """One entry opens; several that stand as one open as a list."""
        if len(item.duties) > 1:
            self._open_panel(item.day, item.duties)
        else:
            self._page.keep = item.id
            self.deeds.open(item)

    def open_day(self, day: date) -> None:
        """Everything that stands on a day."""
        self._open_panel(day, ())

    def open_menu(self, item: Item, place: QPoint) -> None:
        """Everything that can be done with an entry; several that stand as one open as a list."""
        if len(item.duties) > 1:
            self._open_panel(item.day, item.duties)
        else:
            self._page.keep = item.id
            self.deeds.menu(item, place, self._page)

    def fill_again(self, days: Mapping[date, Day]) -> None:
        """What changed meanwhile shows in the opened day too."""
        panel = self._page.panel
        if not panel.isHidden() and panel.day in days:
            self._open_panel(panel.day, panel.only)

    def _open_panel(self, day: date, only: tuple[str, ...]) -> None:
        page = self._page
        found = page.readings.days(*page.span(), page.shown(), fold=False).get(day)
        if found is not None:
            page.panel.open_on(found, only, page.context.today(), page.area_of(day, ""))
            page.titles_changed.emit()

    def explain(self) -> None:
        """The policy for the entry with the ring, or for the first of the day that has it."""
        page = self._page
        item = page.focused()
        if item is None:
            held = page.readings.days(*page.span(), page.shown()).get(page.chosen_day() or page.day)
            item = held.items[0] if held and held.items else None
        if item is not None:
            self.deeds.explain(item)

    def print_month(self, *_clicked: object) -> None:
        """The month in front, on paper."""
        self.deeds.print_month(self._page.day, self._page.shown())

    def open_more(self) -> None:
        """What stands behind "More"."""
        button = self._page.more_button
        self.more_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def more_menu(self) -> QMenu:
        """The menu without showing it."""
        menu = QMenu(self._page)
        menu.addAction("Book a meeting… (N)", self.book)
        menu.addAction("Move to another day… (D)", self.move_to)
        menu.addAction("Calendar file (.ics)…", self.deeds.hand_out)
        return menu

    def book(self) -> None:
        """Something new on the day with the ring, for the pupil of the entry that has it."""
        item = self._page.focused()
        self._booked(self.deeds.book(self._page.chosen_day() or self._page.day, item.pupil if item else None))

    def book_on(self, day: date) -> None:
        """Something new on the day that is open."""
        self._page.panel.close_panel()
        self._booked(self.deeds.book(day))

    def _booked(self, day: date | None) -> None:
        if day is not None:
            self._page.show_day(day)

    def move_to(self) -> None:
        """The entry with the ring goes to a day that is typed or chosen."""
        page = self._page
        item = page.focused()
        if item is None:
            page.context.say("Choose an entry first: J and K go through the entries of a day.", status="soon")
        elif page.mover.may_begin(item):
            page.keep = item.id
            self.deeds.move(item)
        else:
            page.context.say("Only what is still to come can be moved, one entry at a time.", status="soon")
