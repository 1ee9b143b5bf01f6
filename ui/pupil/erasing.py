"""Lawful erasure from the pupil's page: which of two kinds and why, then what will go, then it is done for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apdesk.problems import Problem
from apdesk.services.changes import Changes
from apdesk.services.erasing import Erasable, erase_history, erase_pupil, what_may_be_erased
from apdesk.services.pupil_page import PupilPage
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.dialogs.record_form import AREA, CHOICE, Part, RecordForm

HISTORY, WHOLE = "history", "whole"
_KINDS = ((HISTORY, "What was corrected or removed"), (WHOLE, "Everything: the whole record"))
_WHY = Part("reason", "Why, and who asked", AREA, help="It stays in the journal for good, so write no name.")
_COPIES = (
    "This cannot be undone. Backups, one made just before among them, keep it until they are rotated out, "
    "at most six terms on."
)


@dataclass(frozen=True)
class Asked:
    """What is to be erased and why."""

    what: str = HISTORY
    reason: str = ""


class Erasing:
    """Asks, shows what will go, and carries it out as long work with a backup before it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def ask(self, page: PupilPage | None, then_gone: Callable[[], None]) -> None:
        """`then_gone` is called once the whole record of the pupil is erased, before any page looks again."""
        if page is None:
            return
        record, ask, pupil, name = self._context.record, self._context.ask, page.header.id, page.header.name
        try:
            shown = what_may_be_erased(record, pupil)
        except Problem as problem:
            ask.refuse(problem)
            return
        form = erase_form(name, shown, self._context)
        if not ask.form(form) or form.saved is None:
            return
        asked: Asked = form.saved
        whole = asked.what == WHOLE
        if not ask.confirm(question_of(name, shown, whole=whole)):
            return
        erase = erase_pupil if whole else erase_history
        self._context.jobs.run(
            "Erasing", lambda progress: erase(record, pupil, asked.reason, progress),
            lambda outcome: self._context.settle(outcome, lambda changes: self._done(changes, then_gone, whole=whole)),
            "Cancelled, nothing is erased.",
        )  # fmt: skip

    def _done(self, changes: Changes, then_gone: Callable[[], None], *, whole: bool) -> None:
        if whole:
            then_gone()
        self._context.publish(changes)
        self._context.bus.backed_up.emit()
        self._context.say("The record is erased." if whole else "The history is erased.")


def erase_form(name: str, shown: Erasable, context: Context) -> RecordForm:
    """Which of the two, where both are lawful today, and why."""
    offered = _KINDS if not shown.why_not_whole else _KINDS[:1]
    parts = (Part("what", "What is erased", CHOICE, options=offered), _WHY)
    body = (
        "On a lawful request, what was corrected or removed can be erased while the present record stays. "
        f"{shown.why_not_whole or 'Nothing keeps the whole record any longer.'}"
    )
    return RecordForm(
        f"Erase what is held of {name}", parts, Asked(), save=_with_reason, today=context.today(), body=body,
        do="See what is erased",
    )  # fmt: skip


def _with_reason(asked: Any) -> Asked:
    if not (asked.reason or "").strip():
        raise Problem("erase.reason", "Say why, and who asked: it is kept with the erasure.", "reason")
    return Asked(asked.what or HISTORY, asked.reason)


def question_of(name: str, shown: Erasable, *, whole: bool) -> Question:
    """What will go, in numbers."""
    values = "1 value" if shown.history == 1 else f"{shown.history:,} values"
    if whole:
        body = (
            f"Erased: name and details, {shown.whole}, and everything the journal holds of them. Some safeguarding "
            "records must be kept for good: ask the Designated Safeguarding Lead first."
        )
    else:
        body = (
            f"Erased: {values} in the journal, and the words of contacts and notes that were removed. The "
            "present record stays. So do registers: what a mark was before it was changed is kept by law."
        )
    stays = f" {_reasons(shown.reasons)}" if shown.reasons else ""
    return Question(
        f"Erase {'the whole record' if whole else 'the history'} of {name}?", body,
        do="Erase for good", keep="Keep everything", warning=f"{_COPIES}{stays}", danger=True,
    )  # fmt: skip


def _reasons(number: int) -> str:
    if number == 1:
        return "1 reason that somebody typed for a change stays: the journal is proved by it."
    return f"{number:,} reasons that people typed for changes stay: the journal is proved by them."
