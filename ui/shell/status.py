"""The truth about saving and backup for the foot of the window, and undo with the name of what it takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from apdesk.problems import Problem
from apdesk.services import backups, undo
from ui.common.context import Context
from ui.common.dates import clock_time, short_day

LATE = timedelta(7)
"""The age from which a copy is late."""


class SavedState:
    """When the last change was written in this session, and what the desk knows of its backups."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._saved_at: datetime | None = None
        self._backup = ""
        self._backup_late = False
        context.bus.saved.connect(self._on_saved)
        context.bus.backed_up.connect(self.look_at_backups)
        self.look_at_backups()

    def words(self) -> tuple[str, str]:
        """Icon and sentence for the key bar: "Saved 10:42 · Backed up today 08:15"."""
        saved = f"Saved {clock_time(self._saved_at.astimezone())}" if self._saved_at else "Everything is saved"
        icon = "ph.warning" if self._backup_late else "ph.check-circle"
        return icon, f"{saved}  ·  {self._backup}" if self._backup else saved

    def backup_words(self) -> str:
        """"Backed up today 08:15", or what is wrong with that."""
        return self._backup

    def look_at_backups(self) -> None:
        """Asks the desk how old its newest backup is."""
        try:
            found = backups.status(self._context.record)
            newest = found.newest
        except Problem:
            self._backup, self._backup_late = "Backup could not be looked at", True
            return
        today = self._context.today()
        if newest is None:
            self._backup, self._backup_late = "Not backed up yet", True
            return
        when = newest.astimezone()
        age = today - when.date()
        day = {timedelta(0): "today", timedelta(1): "yesterday"}.get(age, short_day(when.date(), today))
        behind = _second_behind(found, today)
        self._backup = f"Backed up {day} {clock_time(when)}{behind}"
        self._backup_late = age > LATE or bool(behind)

    def undo(self) -> None:
        """Takes back the newest operation of this person and says what it was; a refusal says why not."""
        self._carry_out(undo.undo, "Undone", "Taking it back", large=undo.is_large(self._context.record))

    def redo(self) -> None:
        """Does again what was taken back last, while nothing else was done since."""
        large = undo.is_large(self._context.record, again=True)
        self._carry_out(undo.redo, "Done again", "Doing it again", large=large)

    def _carry_out(self, work: Callable[..., undo.Undone], verb: str, what: str, *, large: bool) -> None:
        def told(undone: undo.Undone) -> None:
            self._context.publish(undone.changes)
            self._context.say(f"{verb}: {undone.operation}")

        record = self._context.record
        if large:
            self._context.jobs.run(
                what, lambda progress: work(record, progress),
                lambda outcome: self._context.settle(outcome, told), "Cancelled, nothing is changed.",
            )
            return
        try:
            undone = work(record, None)
        except Problem as problem:
            self._context.say(problem.text, status="soon")
            return
        told(undone)

    def _on_saved(self) -> None:
        self._saved_at = self._context.clock.now()


def _second_behind(found: backups.Status, today: date) -> str:
    """What is to be said of the second place: nothing while it is fresh, or where none is chosen."""
    if len(found.places) < 2:
        return ""
    second = found.places[1]
    if not second.reachable:
        return ", second place not connected"
    if second.newest is None:
        return ", second place empty"
    age = today - second.newest.astimezone().date()
    return f", second place {age.days} days ago" if age > LATE else ""
