"""Moving an entry, by mouse and by keys alike: what is moved, where it would go, what is said of it, the drop."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QApplication

from apdesk.problems import Problem
from apdesk.services.calendar_items import Item
from apdesk.services.moving import Look, Moving
from apdesk.services.rescheduling import move, moving
from ui.common.context import Context
from ui.common.taking_back import said_with_undo
from ui.due_calendar.words import head_of, lines_of, moved_words


class Mover(QObject):
    """One entry at a time. `changed` when the target or its words are others; `ended(day)` with where it stands now."""

    changed = Signal()
    ended = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.item: Item | None = None
        self.moving: Moving | None = None
        self.look: Look | None = None
        self.by_mouse = False

    @property
    def active(self) -> bool:
        """True while something is being moved."""
        return self.moving is not None

    def may_begin(self, item: Item) -> bool:
        """True for a single entry that is still to come: a duty to be done, or a meeting in the diary."""
        return not item.done and (bool(item.event) or len(item.duties) == 1)

    def begin(self, item: Item, *, by_mouse: bool = False) -> bool:
        """Takes the entry up; False where there is nothing to move."""
        if self.active or not self.may_begin(item):
            return False
        try:
            taken = moving(self._context.record, item.id)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        self.item, self.moving, self.by_mouse = item, taken, by_mouse
        self.look = taken.look(taken.stands, taken.at)
        self.changed.emit()
        return True

    def to(self, day: date, at: str | None = None) -> None:
        """Over another day, at a time of day; None keeps the time it has."""
        if self.moving is None:
            return
        look = self.moving.look(day, self.moving.at if at is None else at)
        if look != self.look:
            self.look = look
            self.changed.emit()

    def step(self, days: int) -> None:
        """The same by keys: so many weekdays on; a closed one is stood on too, so that it can say why not."""
        if self.look is not None:
            self.to(weekdays_on(self.look.to, days), self.look.at)

    def later(self, at: str) -> None:
        """The same day at another time of day, "" for any."""
        if self.look is not None:
            self.to(self.look.to, at)

    def barred(self, day: date) -> bool:
        """True for a day that what is moved may not go to, by its own rule."""
        return self.moving is not None and bool(self.moving.rule(day).refused)

    def today(self) -> date:
        """The office's calendar date."""
        return self._context.today()

    def head(self) -> str:
        """The first line of what is said."""
        return head_of(self.moving, self.look) if self.moving and self.look else ""

    def lines(self, most: int | None = None) -> list[str]:
        """The lines under it."""
        return lines_of(self.look, self._context.today(), most) if self.look else []

    def cancel(self) -> None:
        """Everything stays as it was."""
        if self.active:
            stood = self.moving.stands if self.moving else None
            self._clear()
            self.ended.emit(stood)

    def drop(self) -> bool:
        """Puts it there: asks why where it leaves its window, refuses with the reason, offers to take it back."""
        taken, look = self.moving, self.look
        if taken is None or look is None:
            return False
        if look.refused:
            self._context.say(look.refused, status="soon")
            if self.by_mouse:
                self.cancel()
            return False
        if (look.to, look.at) == (taken.stands, taken.at):
            self.cancel()
            return False
        self._clear()
        if not carry_out(self._context, taken, look):
            self.ended.emit(taken.stands)
            return False
        self.ended.emit(look.to)
        return True

    def _clear(self) -> None:
        self.item = self.moving = self.look = None
        self.changed.emit()


def carry_out(context: Context, taken: Moving, look: Look) -> bool:
    """Moves it there after asking why where that is needed; True where it was moved."""
    why = ""
    if look.asks:
        said = context.ask.ask_text(
            f"{head_of(taken, look)}: {taken.title}", "Why", body="\n".join(lines_of(look, context.today())), do="Move"
        )
        if said is None:
            return False
        why = said
    try:
        moved = move(context.record, taken.id, look.to, look.at, why)
    except Problem as problem:
        context.ask.refuse(problem)
        return False
    said_with_undo(context, moved.changes, moved_words(taken.title, moved.look))
    return True


def weekdays_on(day: date, days: int) -> date:
    """So many weekdays after a day, or before it."""
    step = timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while day.weekday() >= 5:
            day += step
    return day


class DragSense:
    """Tells a drag from a click by how far the mouse went."""

    def __init__(self) -> None:
        self._from: QPoint | None = None
        self.item: Item | None = None

    def press(self, place: QPoint, item: Item | None) -> None:
        """The button went down on an entry, or on none."""
        self._from, self.item = (place, item) if item is not None else (None, None)

    def begins(self, place: QPoint) -> bool:
        """True once, when the mouse has gone far enough with the button down."""
        if self._from is None or (place - self._from).manhattanLength() < QApplication.startDragDistance():
            return False
        self._from = None
        return True

    def release(self) -> None:
        """The button went up."""
        self._from = self.item = None
