"""Chasing from any page: the messages are shown, copied or saved where the person chooses, and noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from apdesk.problems import Problem
from apdesk.services.chasing import ChaseMessage, chase_messages, copied_chase, save_chase, save_chases
from ui.common.context import Context
from ui.common.duties.chase_dialog import ChaseDialog

DRAFT = (("Draft of an email", ("*.eml",)),)


def chase(context: Context, ids: Sequence[str]) -> bool:
    """Shows one message an owner; True where at least one was copied or saved."""
    done: list[bool] = []

    def attempt(work: Callable[[], Any], said: str) -> bool:
        try:
            changes = work()
        except Problem as problem:
            context.ask.refuse(problem)
            return False
        context.publish(changes)
        context.say(said)
        done.append(True)
        return True

    def copied(message: ChaseMessage) -> bool:
        return attempt(lambda: copied_chase(context.record, message), f"Copied the message to {message.owner}.")

    def saved(message: ChaseMessage) -> bool:
        file = context.ask.save_file(f"Save the draft to {message.owner}", message.file_name, DRAFT)
        if file is None:
            return False
        return attempt(lambda: save_chase(context.record, message, file), f"Saved the draft to {message.owner}.")

    def saved_all() -> bool:
        folder = context.ask.pick_folder("Where to save the drafts")
        if folder is None:
            return False
        work = lambda: save_chases(context.record, chasing.messages, folder)  # noqa: E731 (said once, where it is used)
        return attempt(work, f"Saved {len(chasing.messages)} drafts.")

    chasing = chase_messages(context.record, ids)
    if not chasing.messages:
        what = "this" if len(ids) == 1 else "these"
        context.say(f"Nobody owes {what} yet: say who holds the role in Settings, Staff and roles.", status="soon")
        return False
    context.ask.form(ChaseDialog(chasing, copied, saved, saved_all))
    return bool(done)
