"""What a person does with duties on any page: complete, reopen, put off, give, ask why. One place for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from apdesk.domain.lateness import OPEN_STATES
from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.duties import complete_duties, give_to, put_off, reopen_duty
from apdesk.services.duty_lists import DutyRow, duties_with_ids, duty
from apdesk.services.school_year import calendar_or_none
from apdesk.services.settings import settings
from apdesk.services.staff import staff
from ui.common.context import Context
from ui.common.duty_dialog import CompleteDialog, GiveDialog, PutOffDialog


class DutyActions:
    """Asks, carries out, tells every page and offers to take it back."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def do(self, duty_id: str) -> bool:
        """The one button of a row: completes what is open, offers to reopen what is done."""
        row = self._row(duty_id)
        if row is None:
            return False
        return self.complete([duty_id]) if row.state in OPEN_STATES else self.reopen(duty_id)

    def complete(self, ids: Iterable[str]) -> bool:
        """Completes duties of one kind with evidence; True where it was done."""
        wanted = list(ids)
        rows = [row for row in duties_with_ids(self._context.record, wanted) if row.state in OPEN_STATES]
        if not rows:
            return False
        filing = str(settings(self._context.record)["school.filing"])
        dialog = CompleteDialog(
            rows, lambda done: complete_duties(self._context.record, [(row.id, done) for row in rows]),
            self._context.today(), filing,
        )
        if not self._context.ask.form(dialog) or dialog.saved is None:
            return False
        self._context.publish(dialog.saved)
        text = f"{rows[0].title} marked as done." if len(rows) == 1 else f"{len(rows)} duties marked as done."
        self._context.say(text, lambda: self.take_back([row.id for row in rows]))
        return True

    def reopen(self, duty_id: str) -> bool:
        """Opens a finished duty again, with the reason."""
        row = self._row(duty_id)
        if row is None:
            return False
        why = self._context.ask.ask_text(
            f"Reopen: {row.title}", "Why", do="Reopen", body="What was recorded stays in the history."
        )
        if why is None:
            return False
        return self._attempt(lambda: reopen_duty(self._context.record, duty_id, why), f"{row.title} is open again.")

    def put_off(self, duty_id: str) -> bool:
        """Another day to work to, with the reason."""
        row = self._row(duty_id)
        if row is None or row.state not in OPEN_STATES:
            return False
        dialog = PutOffDialog(
            row, lambda said: put_off(self._context.record, duty_id, *said), self._context.today(),
            calendar_or_none(self._context.record),
        )
        return self._published(dialog, f"{row.title} put off.")

    def give(self, ids: Iterable[str]) -> bool:
        """Somebody else owes them."""
        rows = duties_with_ids(self._context.record, list(ids))
        if not rows:
            return False
        people = [(one.id, one.name) for one in staff(self._context.record) if one.left_on is None]
        dialog = GiveDialog(
            rows, people, lambda who: give_to(self._context.record, [row.id for row in rows], who or None)
        )
        return self._published(dialog, "Given to somebody else.")

    def explain(self, duty_id: str) -> None:
        """Says why the duty is asked for on that day, and by which clause."""
        row = self._row(duty_id)
        if row is not None:
            asked = f"Asked for: {', '.join(row.evidence)}." if row.evidence else ""
            put_off_to = f"Put off: {row.put_off_why}" if row.put_off_why else ""
            body = "\n".join(part for part in (row.why, put_off_to, asked) if part)
            self._context.ask.tell(f"{row.title}: why and when", body, where=row.policy)

    def menu(self, duty_id: str, place: QPoint, over: QWidget) -> QMenu:
        """Everything that can be done with a duty, at a point on the screen."""
        menu = self.fill_menu(duty_id, over)
        menu.popup(place)
        return menu

    def fill_menu(self, duty_id: str, over: QWidget) -> QMenu:
        """The menu without showing it."""
        menu = QMenu(over)
        row = self._row(duty_id)
        if row is None:
            return menu
        allowed = may(self._context.record.actor.role, Deed.COMPLETE_DUTIES)
        if allowed and row.state in OPEN_STATES:
            menu.addAction("Mark as done…", lambda: self.complete([duty_id]))
            if row.day is not None:
                menu.addAction("Put off…", lambda: self.put_off(duty_id))
            menu.addAction("Give to somebody else…", lambda: self.give([duty_id]))
        elif allowed:
            menu.addAction("Reopen…", lambda: self.reopen(duty_id))
        menu.addAction("Why, and by which clause", lambda: self.explain(duty_id))
        return menu

    def _row(self, duty_id: str) -> DutyRow | None:
        try:
            return duty(self._context.record, duty_id)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return None

    def take_back(self, ids: list[str]) -> None:
        """Opens duties again that were completed a moment ago."""
        for each in ids:
            self._attempt(lambda each=each: reopen_duty(self._context.record, each, "Taken back at once"), "")

    def _published(self, dialog: Any, said: str) -> bool:
        if not self._context.ask.form(dialog) or dialog.saved is None:
            return False
        self._context.publish(dialog.saved)
        self._context.say(said)
        return True

    def _attempt(self, work: Callable[[], Any], said: str) -> bool:
        try:
            changes = work()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        self._context.publish(changes)
        if said:
            self._context.say(said)
        return True
