"""How far a new placement is, in words: under each step, in the foot, and which keys work where."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from apdesk.services import placement_summary
from apdesk.services.placement_flow import KEYS, STEPS, PlacementFlow
from apdesk.services.placement_words import chosen_words
from ui.common.widgets.steps import Step

CHECK = KEYS[-1]
LISTS = ("pathway", "provider")     # steps in which arrows choose a row


class Next(NamedTuple):
    """The button that goes on: its words, why it cannot be pressed ("" where it can), and what stands beside it."""

    words: str
    why: str = ""
    promise: str = ""


def steps_shown(flow: PlacementFlow, at: str) -> list[Step]:
    """The steps with what was chosen in each. A step is done once it was left with an answer, the last never before."""
    if flow.answers.pupil is None:
        return [Step(key, title, "", "now" if key == at else "todo") for key, title in STEPS]
    shown = []
    for number, (key, title) in enumerate(STEPS):
        reached = number <= flow.furthest
        chosen = chosen_words(flow, key)
        left = "done" if chosen and key != CHECK else "open"
        shown.append(Step(key, title, chosen, "now" if key == at else left if reached else "todo"))
    return shown


def going_on(flow: PlacementFlow, at: str) -> Next:
    """What the right button of the foot does in a step."""
    if flow.answers.pupil is None:
        return Next(f"Next: {STEPS[0][1]}")
    if at != CHECK:
        return Next(f"Next: {STEPS[KEYS.index(at) + 1][1]}")
    return Next("Create placement", flow.in_the_way(), _promise(flow))


def _promise(flow: PlacementFlow) -> str:
    duties, letters, done = placement_summary.counts(flow)
    already = f"; {done} {'is' if done == 1 else 'are'} done already" if done else ""
    return f"Creates 1 placement, {duties} duties, {letters} of them letters{already}. Nothing is sent."


def keys_taught(flow: PlacementFlow | None, at: str) -> Collection[str]:
    """The actions of the wizard that work where it stands."""
    if flow is None or flow.answers.pupil is None:
        return ("next", "leave")
    found = ["create" if at == CHECK else "next", "leave", "policy"]
    if at in LISTS:
        found.append("choose")
    if flow.furthest:
        found.append("step-1")
    return found
