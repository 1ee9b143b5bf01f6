"""What a person does from the calendar: open, move, book, print, hand out. The page says where, this does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from apdesk.domain.lateness import OPEN_STATES
from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.booked_meetings import note_held, take_out
from apdesk.services.booking import Meeting, answers, book, bookable, look_at
from apdesk.services.calendar_files import file_name, last_calendar_file, write_calendar
from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Shown
from apdesk.services.duty_lists import DutyRow, duty
from apdesk.services.moving import Look
from apdesk.services.printed_calendar import month_pages
from apdesk.services.rescheduling import move, moving
from apdesk.services.school_year import calendar_or_none
from ui.common.ask import Choice
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.duties.actions import DutyActions
from ui.common.paper import put_on_paper
from ui.common.paper_jobs import PaperJobs, Settle
from ui.common.taking_back import said_with_undo
from ui.due_calendar.book_dialog import BookDialog
from ui.due_calendar.move_dialog import MoveDialog
from ui.due_calendar.opened_dialog import OpenedDialog
from ui.due_calendar.words import moved_words

ICS = (("Calendar file", ("*.ics",)),)
Go = Callable[..., None]
"""A page's own `go`: another page, and what it is shown for."""


class CalendarDeeds:
    """Asks, carries out, tells every page and offers to take it back."""

    def __init__(self, context: Context, go: Go, settle: Settle) -> None:
        self._context, self._go, self._settle = context, go, settle
        self.duties = DutyActions(context)
        self.papers = PaperJobs(context)

    # One entry.

    def open(self, item: Item) -> None:
        """A duty or a meeting opens; a first or last day leads to its pupil, a check that runs out to its provider."""
        if not item.duties and not item.event:
            self._lead(item)
            return
        row = self._row(item) if item.duties else None
        if item.duties and row is None:
            return
        dialog = OpenedDialog(item, row, self._deeds(item, row), self._context.today())
        if self._context.ask.form(dialog):
            self.do(dialog.chosen, item)

    def do(self, deed: str, item: Item) -> None:
        """One of the deeds of `_deeds`."""
        doing: dict[str, Callable[[], object]] = {
            "done": lambda: self.duties.complete(item.duties),
            "reopen": lambda: self.duties.reopen(item.duties[0]),
            "move": lambda: self.move(item),
            "give": lambda: self.duties.give(item.duties),
            "why": lambda: self.explain(item),
            "held": lambda: self._held(item),
            "take-out": lambda: self._take_out(item),
            "pupil": lambda: self._lead(item),
        }
        if deed in doing:
            doing[deed]()

    def _deeds(self, item: Item, row: DutyRow | None) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if row is not None and self.duties.allowed:
            still = [("done", "Mark as done…"), ("move", "Move to another day…"), ("give", "Give to somebody else…")]
            found += still if row.state in OPEN_STATES else [("reopen", "Reopen…")]
        if item.event and self._may_book:
            held = [("held", "It was held")] if item.day <= self._context.today() and not item.done else []
            found += [*held, ("move", "Move to another day…"), ("take-out", "It does not take place…")]
        if item.duties:
            found.append(("why", "Why, and by which clause"))
        if item.pupil:
            found.append(("pupil", "Open the pupil"))
        return found

    @property
    def _may_book(self) -> bool:
        return may(self._context.record.actor.role, Deed.CHANGE_PLACEMENTS)

    def menu(self, item: Item, place: QPoint, over: QWidget) -> QMenu:
        """Everything that can be done with an entry, at a point on the screen."""
        menu = self.fill_menu(item, over)
        menu.popup(place)
        return menu

    def fill_menu(self, item: Item, over: QWidget) -> QMenu:
        """The menu without showing it."""
        menu = QMenu(over)
        row = self._row(item) if item.duties else None
        for key, label in self._deeds(item, row):
            menu.addAction(label, lambda asked=key: self.do(asked, item))
        if not menu.actions() and item.provider:
            menu.addAction("Open the provider", lambda: self._lead(item))
        return menu

    def move(self, item: Item) -> bool:
        """Another day, typed or chosen, with what follows from it; True where it was moved."""
        try:
            taken = moving(self._context.record, item.id)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        if taken.locked:
            self._context.ask.refuse(Problem("move.locked", taken.locked))
            return False
        dialog = MoveDialog(
            taken, item.about, lambda said: move(self._context.record, taken.id, *said), self._context.today(),
            calendar_or_none(self._context.record),
        )
        if not self._context.ask.form(dialog) or dialog.saved is None:
            return False
        said_with_undo(self._context, dialog.saved.changes, moved_words(taken.title, dialog.saved.look))
        return True

    def explain(self, item: Item) -> None:
        """Why it is asked for on that day, and the clause word for word."""
        if item.duties:
            self.duties.explain(item.duties[0])

    def _row(self, item: Item) -> DutyRow | None:
        try:
            return duty(self._context.record, item.duties[0])
        except Problem as problem:
            self._context.ask.refuse(problem)
            return None

    def _lead(self, item: Item) -> None:
        if item.pupil:
            self._go("pupil", pupil=item.pupil)
        elif item.provider:
            self._go("provider", provider=item.provider)

    def _held(self, item: Item) -> None:
        self._attempt(lambda: note_held(self._context.record, item.event), f"{item.title}: noted as held.")

    def _take_out(self, item: Item) -> None:
        why = self._context.ask.ask_text(
            f"{item.title}, {short_day(item.day)}: it does not take place", "Why", do="Take it out",
            body="What was asked for because of it alone is no longer asked for.",
        )
        if why is not None:
            self._attempt(lambda: take_out(self._context.record, item.event, why), f"{item.title} is out of the diary.")

    def _attempt(self, work: Callable[[], object], said: str) -> None:
        try:
            changes = work()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return
        said_with_undo(self._context, changes, said)

    # Something new.

    def book(self, day: date, pupil: str | None = None) -> date | None:
        """Books a meeting; the day it stands on, or None."""
        record = self._context.record
        placements = bookable(record) if self._may_book else ()
        if not placements:
            text = "Meetings are booked for pupils who are placed, or are going to be. There are none yet." \
                if self._may_book else "Meetings are booked by those who may change placements."
            self._context.ask.tell("Nothing to book yet", text)
            return None

        def asking(meeting: Meeting) -> tuple[Look, str]:
            return look_at(record, meeting), answers(record, meeting)

        dialog = BookDialog(
            placements, asking, lambda meeting: book(record, meeting), max(day, self._context.today()),
            self._context.today(), calendar_or_none(record),
        )
        chosen = next((one.placement for one in placements if one.pupil == pupil), "")
        if chosen:
            dialog.choose(chosen)
        if not self._context.ask.form(dialog) or dialog.saved is None:
            return None
        look: Look = dialog.saved.look
        at = f" at {look.at}" if look.at else ""
        said_with_undo(self._context, dialog.saved.changes, f"Booked for {short_day(look.to)}{at}.")
        return look.to

    # Paper and files.

    def print_month(self, day: date, shown: Shown) -> bool:
        """The month of a day on paper, or as a PDF."""
        try:
            return put_on_paper(self._context, month_pages(self._context.record, day, shown))
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False

    def hand_out(self) -> None:
        """The calendar file: everything, or what changed since the last one."""
        record = self._context.record
        try:
            last = last_calendar_file(record)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return
        since = None
        if last is not None:
            ways = [
                Choice("changed", f"What changed since {short_day(last)}",
                       "The day of the last file. What your calendar holds already is not sent again."),
                Choice("all", "Everything", "From four weeks ago on. For a calendar that holds none of it yet."),
            ]
            chosen = self._context.ask.choose(
                "Calendar file", ways, "Initials and references only. No name leaves in it.", "Go on"
            )
            if chosen is None:
                return
            since = last if chosen == "changed" else None
        self.papers.make(
            "Save the calendar file", file_name(record), ICS,
            lambda file, _progress: write_calendar(record, None, file, since), self._settle, "Making the calendar file",
        )
