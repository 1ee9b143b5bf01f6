"""What a person does with duties on any page: complete, reopen, put off, give, wait, chase, ask why. One place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from apdesk.domain.lateness import OPEN_STATES
from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.duties import Completion, complete_duties, give_to, put_off_all, reopen_duty
from apdesk.services.duty_explained import explain
from apdesk.services.duty_following import stop_waiting, wait_for
from apdesk.services.duty_lists import DutyRow, duties_with_ids, duty
from apdesk.services.school_year import calendar_or_none
from apdesk.services.settings import settings
from apdesk.services.signing_off import to_sign_off
from apdesk.services.staff import staff
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.duties.chasing import chase
from ui.common.duties.clause_dialog import ClauseDialog
from ui.common.duties.complete_dialog import CompleteDialog
from ui.common.duties.moving_dialogs import GiveDialog, PutOffDialog
from ui.common.duties.sign_off_dialog import SignOffDialog
from ui.common.taking_back import said_with_undo


class DutyActions:
    """Asks, carries out, tells every page and offers to take it back."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def allowed(self) -> bool:
        """True where the acting person may do anything with duties but read them."""
        return may(self._context.record.actor.role, Deed.COMPLETE_DUTIES)

    def do(self, duty_id: str) -> bool:
        """The one button of a row: completes what is open, offers to reopen what is done."""
        row = self._row(duty_id)
        if row is None:
            return False
        return self.complete([duty_id]) if row.state in OPEN_STATES else self.reopen(duty_id)

    def complete(self, ids: Iterable[str], *, already: bool = False) -> bool:
        """Completes duties with evidence; `already`: done before, so the day is asked for. True where it was done."""
        rows = self._open(ids)
        if not rows:
            return False
        record = self._context.record

        def save(done: Completion) -> Any:
            return complete_duties(record, [(row.id, done) for row in rows])

        dialog = CompleteDialog(
            rows, save, self._context.today(), str(settings(record)["school.filing"]), already=already
        )
        return self._carried_out(dialog, _counted(rows, "marked as done"))

    def sign_off(self, ids: Iterable[str]) -> bool:
        """Signs off the week's attendance of several pupils at once; those with differences only where sorted out."""
        rows = self._open(ids)
        if not rows:
            return False
        try:
            found = to_sign_off(self._context.record, rows)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False

        def save(answer: tuple[tuple[str, ...], Completion]) -> Any:
            chosen, done = answer
            return complete_duties(self._context.record, [(one, done) for one in chosen])

        dialog = SignOffDialog(found, rows[0].who, save, self._context.today())
        return self._carried_out(dialog, "The week’s attendance is signed off.")

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
        try:
            done = reopen_duty(self._context.record, duty_id, why)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        now = f"stays done: {done.done_by} is on record" if done.done_by else "is open again"
        said_with_undo(self._context, done.changes, f"{row.title} {now}.")
        return True

    def put_off(self, ids: str | Iterable[str]) -> bool:
        """Another day to work to, with the reason; past the last day only where somebody says so."""
        rows = self._open([ids] if isinstance(ids, str) else ids)
        if not rows:
            return False
        wanted = [row.id for row in rows]

        chosen: list[date] = []

        def save(said: tuple[Any, str, bool]) -> Any:
            to, why, past = said
            chosen.append(to)
            return put_off_all(self._context.record, wanted, to, why, past_last_day=past)

        dialog = PutOffDialog(rows, save, self._context.today(), calendar_or_none(self._context.record))
        return self._carried_out(dialog, lambda: _counted(rows, f"put off to {short_day(chosen[-1])}"))

    def give(self, ids: Iterable[str]) -> bool:
        """Somebody else owes them."""
        rows = self._open(ids)
        if not rows:
            return False
        people = [(one.id, one.name) for one in staff(self._context.record) if one.left_on is None]
        dialog = GiveDialog(
            rows, people, lambda who: give_to(self._context.record, [row.id for row in rows], who or None)
        )
        return self._carried_out(dialog, _counted(rows, "given to somebody else"))

    def wait(self, ids: Iterable[str]) -> bool:
        """Notes for whom they wait; where they wait already, that they wait no longer."""
        rows = self._open(ids)
        if not rows:
            return False
        wanted = [row.id for row in rows]
        if all(row.waiting_for for row in rows):
            return self._attempt(
                lambda: stop_waiting(self._context.record, wanted), _counted(rows, "waiting no longer")
            )
        whom = self._context.ask.ask_text(
            f"Waiting for others: {_name(rows)}", "For whom, and for what", do="Note it",
            body="It stands among what waits until its last day; from then on it presses like any other.",
        )
        if whom is None:
            return False
        return self._attempt(lambda: wait_for(self._context.record, wanted, whom), _counted(rows, "waiting for others"))

    def chase(self, ids: Iterable[str]) -> bool:
        """One message to each owner, copied or saved as a draft, and noted."""
        rows = self._open(ids)
        return bool(rows) and chase(self._context, [row.id for row in rows])

    def explain(self, duty_id: str) -> None:
        """Says why the duty is asked for on that day, and shows the clause word for word."""
        try:
            explained = explain(self._context.record, duty_id)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return
        self._context.ask.form(ClauseDialog(explained))

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
        if self.allowed and row.state in OPEN_STATES:
            menu.addAction("Mark as done…", lambda: self.complete([duty_id]))
            menu.addAction("Done already: when, and proof…", lambda: self.complete([duty_id], already=True))
            if row.day is not None:
                menu.addAction("Put off…", lambda: self.put_off(duty_id))
            menu.addAction("Give to somebody else…", lambda: self.give([duty_id]))
            menu.addAction("Waiting no longer" if row.waiting_for else "Waiting for others…",
                           lambda: self.wait([duty_id]))  # fmt: skip
            menu.addAction("Chase the owner…", lambda: self.chase([duty_id]))
        elif self.allowed:
            menu.addAction("Reopen…", lambda: self.reopen(duty_id))
        menu.addAction("Why, and by which clause", lambda: self.explain(duty_id))
        return menu

    def menu_of_several(self, ids: Sequence[str], place: QPoint, over: QWidget, *, sign_off: bool = False) -> QMenu:
        """What can be done with several at once, at a point on the screen."""
        menu = QMenu(over)
        if self.allowed:
            if sign_off:
                menu.addAction("Sign off the week…", lambda: self.sign_off(ids))
            menu.addAction("Mark all as done…", lambda: self.complete(ids))
            menu.addAction("Put all off…", lambda: self.put_off(ids))
            menu.addAction("Give all to somebody else…", lambda: self.give(ids))
            menu.addAction("Waiting for others…", lambda: self.wait(ids))
            menu.addAction("Chase the owners…", lambda: self.chase(ids))
        menu.addAction("Why, and by which clause", lambda: self.explain(ids[0]))
        menu.popup(place)
        return menu

    def _open(self, ids: Iterable[str]) -> list[DutyRow]:
        """Those that are still to be done, in the order given; nothing for who may only read."""
        if not self.allowed:
            return []
        wanted = list(ids)
        rows = {row.id: row for row in duties_with_ids(self._context.record, wanted) if row.state in OPEN_STATES}
        return [rows[one] for one in wanted if one in rows]

    def _row(self, duty_id: str) -> DutyRow | None:
        try:
            return duty(self._context.record, duty_id)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return None

    def _carried_out(self, dialog: Any, said: str | Callable[[], str]) -> bool:
        if not self._context.ask.form(dialog) or dialog.saved is None:
            return False
        said_with_undo(self._context, dialog.saved, said if isinstance(said, str) else said())
        return True

    def _attempt(self, work: Callable[[], Any], said: str) -> bool:
        try:
            changes = work()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        said_with_undo(self._context, changes, said)
        return True


def _name(rows: Sequence[DutyRow]) -> str:
    return rows[0].title if len(rows) == 1 else f"{len(rows)} duties"


def _counted(rows: Sequence[DutyRow], what: str) -> str:
    return f"{_name(rows)}: {what}."
