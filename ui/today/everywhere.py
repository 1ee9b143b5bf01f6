"""What Today does from anywhere: note who did not arrive, and say where everyone is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apdesk.problems import Problem
from apdesk.services.absences import (
    account_for,
    correct_absence,
    lose_again,
    open_absences,
    report_absence,
    take_back_absence,
)
from apdesk.services.expected_today import expected_today, time_on_the_wall, whom_to_ring
from apdesk.services.printed_day import whereabouts_paper
from apdesk.services.protocols import protocol_in_force
from apdesk.services.whereabouts import whereabouts
from ui.common.ask import Choice
from ui.common.context import Context
from ui.common.page import Place
from ui.common.paper import put_on_paper
from ui.common.taking_back import said_with_undo
from ui.today.absent_dialogs import AbsentDialog, AccountedDialog
from ui.today.whereabouts_dialog import WhereaboutsDialog

Go = Callable[[Place], Any]


def note_absent(context: Context, _go: Go | None = None, pupil: str = "") -> bool:
    """Asks what the provider says and notes it; `pupil` is chosen already where one is in front. True where noted."""
    record = context.record
    pupils = _tried(context, lambda: expected_today(record))
    if pupils is None:
        return False
    if not pupils:
        context.say("Nobody is expected at a provider today.")
        return False
    by_placement = {one.placement: one.pupil for one in pupils}
    dialog = AbsentDialog(
        pupils, _codes(context), _now(context), lambda form: report_absence(record, form).changes,
        lambda placement: whom_to_ring(record, by_placement[placement]), pupil=pupil,
    )
    return _saved(context, dialog, "Noted. It stays red on Today until the pupil is accounted for.")


def show_whereabouts(context: Context, go: Go | None = None) -> None:
    """Names by site with address and telephone; each opens its pupil where there is a way to go."""
    record = context.record
    now = _tried(context, lambda: whereabouts(record))
    if now is None:
        return
    settled = [row for row in open_absences(record) if row.accounted_on is not None]
    dialog = WhereaboutsDialog(
        now, settled=settled, print_page=lambda: print_whereabouts(context), absent=lambda: note_absent(context),
        open_pupil=(lambda pupil: go(Place("pupil", {"pupil": pupil}))) if go is not None else None,
    )
    context.ask.form(dialog)


def print_whereabouts(context: Context) -> bool:
    """The same on one page of paper."""
    paper = _tried(context, lambda: whereabouts_paper(context.record))
    return paper is not None and put_on_paper(context, paper)


def note_accounted(context: Context, absence: str) -> bool:
    """Asks where the pupil is, and completes the duty of finding out."""
    row = next((one for one in open_absences(context.record) if one.id == absence), None)
    if row is None:
        return False
    dialog = AccountedDialog(
        row, _codes(context, present=True), _now(context), lambda said: account_for(context.record, absence, said)
    )
    return _saved(context, dialog, f"{row.name} is accounted for.")


def change_absent(context: Context, absence: str) -> bool:
    """Changes what was told, or takes the report back with a reason."""
    record = context.record
    row = next((one for one in open_absences(record) if one.id == absence), None)
    if row is None:
        return False
    choices = [
        Choice("change", "Change what was told", "Time, who told us, home, whereabouts, code."),
        Choice("back", "Take the report back", "The pupil had arrived, or it was another. The history keeps it."),
    ]
    if row.accounted_on is not None:
        choices.insert(0, Choice("lost", "Not accounted for after all", "It is red on Today again."))
    chosen = context.ask.choose(f"The report on {row.name}", choices, do="Go on")
    if chosen == "change":
        dialog = AbsentDialog(
            (), _codes(context), row.told_at, lambda form: correct_absence(record, absence, form),
            lambda _: whom_to_ring(record, row.pupil), row=row,
        )
        return _saved(context, dialog, "The report is changed.")
    if chosen in ("back", "lost"):
        deed = take_back_absence if chosen == "back" else lose_again
        do = "Take back" if chosen == "back" else "Open again"
        why = context.ask.ask_text(f"The report on {row.name}", "Why", do=do)
        changes = None if why is None else _tried(context, lambda: deed(record, absence, why))
        if changes is not None:
            said_with_undo(context, changes, "The report is taken back." if chosen == "back" else "It is open again.")
        return changes is not None
    return False


def _codes(context: Context, *, present: bool = False) -> list[tuple[str, str]]:
    """Codes for a pupil who is away, with "present" ones too where the pupil may have been there after all."""
    codes = protocol_in_force(context.record).protocol.codes.values()
    return [(one.code, f"{one.code}  {one.label}") for one in codes
            if one.possible and (present or not one.attended)]  # fmt: skip


def _now(context: Context) -> str:
    return time_on_the_wall(context.record)


def _tried(context: Context, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Problem as problem:
        context.ask.refuse(problem)
        return None


def _saved(context: Context, dialog: Any, said: str) -> bool:
    if not context.ask.form(dialog) or dialog.saved is None:
        return False
    said_with_undo(context, dialog.saved, said)
    return True
