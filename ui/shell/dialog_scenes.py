"""The dialogs of the window itself: its keys, a refusal, a choice, one line to type, and a fault of the program."""

from __future__ import annotations

from ui.common.ask import Choice
from ui.common.dialogs.window_ask import TextDialog, choice_dialog, telling_dialog
from ui.common.scenes import Scene, Shown, Stage, over
from ui.shell.crash import CrashWindow
from ui.shell.keys_dialog import KeysDialog

FROM_A_COPY = "The record is damaged in one place, so nothing was changed. Restore the newest copy: Settings, Backup."
WAYS = (
    Choice("fairholt", "Fairholt Academy", "Wexbridge, 11 to 16, 999201"),
    Choice("fairholt-sixth", "Fairholt Sixth Form", "Wexbridge, 16 to 19, 999208"),
)


def keys(stage: Stage) -> Shown:
    """Every key that works on Today."""
    return over(stage, stage.window("today"), KeysDialog("today", "Today"))


def refused(stage: Stage) -> Shown:
    """Something that cannot be done, with where it is."""
    dialog = telling_dialog("That cannot be done yet", FROM_A_COPY, "larkmoor.apdesk")
    return over(stage, stage.window("today"), dialog)


def chosen(stage: Stage) -> Shown:
    """One answer among a few."""
    dialog, _cards = choice_dialog("Which school?", WAYS, "Two schools have a name like that.", "Use this school")
    return over(stage, stage.window("providers"), dialog)


def typed(stage: Stage) -> Shown:
    """One question that is answered in words."""
    dialog = TextDialog(
        "Stop using Kestrel Bridge for new placements?", "Why", do="Stop using",
        body="4 pupils placed there stay. The placements and checks are kept.",
    )  # fmt: skip
    return over(stage, stage.window("providers"), dialog)


def broke(stage: Stage) -> Shown:
    """A fault of the program, said calmly."""
    return over(stage, stage.window("today"), CrashWindow("AP Desk\n", None))


SCENES = (
    Scene("keys", keys), Scene("question-refused", refused), Scene("question-choice", chosen),
    Scene("question-words", typed), Scene("fault", broke),
)  # fmt: skip
