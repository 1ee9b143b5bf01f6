"""What was chosen in each step of a new placement, in the few words that stand under its title."""

from __future__ import annotations

from datetime import date

from apdesk.services.placement_answers import Answers
from apdesk.services.placement_dates import last_day, week_of
from apdesk.services.placement_flow import KEYS, PlacementFlow
from apdesk.services.placement_guide import short_reason
from apdesk.services.providers import the_provider
from apdesk.services.sharing import share_rows


def chosen_words(flow: PlacementFlow, step: str) -> str:
    """The words for one step; "" where nothing was chosen."""
    words = {
        "reason": _reason, "pathway": _pathway, "provider": _provider, "dates": _dates, "needs": _needs,
        "objectives": _objectives,
    }.get(step)
    return words(flow) if words else ""


def _reason(flow: PlacementFlow) -> str:
    chosen = flow.answers.reasons
    if not chosen:
        return ""
    text = short_reason(flow.protocol.id, chosen[0]) or flow.protocol.reasons.get(chosen[0], chosen[0])
    return text if len(chosen) == 1 else f"{text} and {len(chosen) - 1} more"


def _pathway(flow: PlacementFlow) -> str:
    return flow.pathway.short if flow.pathway else ""


def _provider(flow: PlacementFlow) -> str:
    if flow.answers.provider:
        return the_provider(flow.answers.provider).name
    return "Panel to choose" if flow.answers.panel_on else ""


def _dates(flow: PlacementFlow) -> str:
    start, last = flow.answers.start, last_day(flow)
    if start is None:
        return ""
    until = f" to {_plain(last)}" if last else ""
    week = week_of(flow)
    away = ", full time" if week == "P" * 10 else f", {week.count('P')} of 10 sessions" if "P" in week else ""
    return f"{_plain(start)}{until}{away}"


def _needs(flow: PlacementFlow) -> str:
    if flow.furthest < KEYS.index("needs"):
        return ""
    shared = [one for one in share_rows(flow) if one.share]
    waiting = sum(one.state not in ("ready", "done") for one in shared)
    many = f"{len(shared)} item{'' if len(shared) == 1 else 's'}"
    return f"{many}, {waiting} not ready yet" if waiting else f"{many}, all ready" if shared else "Nothing shared"


def _objectives(flow: PlacementFlow) -> str:
    count = sum(bool(one.text.strip()) for one in flow.answers.objectives)
    parts = [f"{count} objective{'' if count == 1 else 's'}"] if count else []
    one = flow.answers
    if one.return_by or any(text.strip() for text in (one.return_steps, one.return_lead, one.return_support)):
        parts.append("plan begun" if return_plan_gaps(flow.answers) else "return plan")
    return ", ".join(parts)


def return_plan_gaps(one: Answers) -> str:
    """What a return plan that was begun does not say yet, in a sentence; "" where it is whole or not begun."""
    asked = (
        ("when the pupil is back", one.return_by is not None), ("the first steps", bool(one.return_steps.strip())),
        ("who leads it", bool(one.return_lead.strip())), ("the support on return", bool(one.return_support.strip())),
    )
    left = [words for words, said in asked if not said]
    if not left or len(left) == len(asked):
        return ""
    named = left[0] if len(left) == 1 else f"{', '.join(left[:-1])} and {left[-1]}"
    return f"Still to say: {named}."


def _plain(day: date) -> str:
    return f"{day.day} {day:%b}"
