"""A toast that says what was done and offers to take back exactly that, never something done since."""

from __future__ import annotations

from typing import Any

from apdesk.problems import Problem
from apdesk.services.undo import undo, what_can_be_undone
from ui.common.context import Context


def said_with_undo(context: Context, changes: Any, said: str) -> None:
    """Every page hears of the changes; the toast's Undo takes them back while nothing stands on them."""
    context.publish(changes)
    entry = changes.entry
    context.say(said, (lambda: take_back(context, entry)) if entry else None)


def take_back(context: Context, entry: int) -> None:
    """Takes back the operation of that journal entry, or says why it cannot be."""
    newest = what_can_be_undone(context.record)
    if newest is None or newest.entry != entry:
        context.say("Something was done since, so this cannot be undone from here. Reopen or correct it instead.",
                    status="soon")
        return
    try:
        undone = undo(context.record)
    except Problem as problem:
        context.ask.refuse(problem)
        return
    context.publish(undone.changes)
    context.say(f"Undone: {undone.operation}.")
