"""An earlier plan against a new one: kept, moved, added, withdrawn, each with its reason.

What is done or was already overdue stays as it is. Comparing a plan with itself changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from apdesk.domain.plan import Change, Changes, Duty, Plan
from apdesk.domain.wording import plain_date
from apdesk.problems import Problem

Key = tuple[str, int, str | None]


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """What matters of a plan that was made before."""

    duties: tuple[Duty, ...]
    start: date | None = None
    end: date | None = None


def earlier_plan(document: object, where: str) -> EarlierPlan:
    """A plan that was printed as JSON. Raises `plan.against` where it is none."""
    if not isinstance(document, dict) or not isinstance(document.get("duties"), list):
        raise Problem("plan.against", "The file is not a plan made with --json.", where)
    try:
        duties = tuple(_restored(one) for one in document["duties"])
        return EarlierPlan(duties, _day(document.get("start")), _day(document.get("end")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        text = f"The earlier plan holds a duty that cannot be read ({error}). Make it again with --json."
        raise Problem("plan.against", text, where) from None


def _restored(old: dict[str, Any]) -> Duty:
    return Duty(
        rule=str(old["rule"]), occurrence=int(old["occurrence"]), kind=str(old["kind"]), act=str(old["act"]),
        title=str(old["title"]), due=_day(old.get("due")), by=_words(old.get("by")), hard=_day(old.get("hard")),
        window_from=_day(old.get("from")), owner=str(old["owner"]), provider=_words(old.get("provider")),
        state=str(old["state"]), met_by=_words(old.get("met_by")), waits_for=_words(old.get("waits_for")),
        after=_words(old.get("after")),
        evidence=_list(old.get("evidence", ())), readings=(), covers=_list(old.get("covers", ())),
        policy=str(old.get("policy", "")), reason=str(old.get("why", "")), problem=_words(old.get("problem")),
        rules=_list(old.get("rules", (old["rule"],))),
    )


def _list(value: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in value)


def _words(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is no text")


def _day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def against(earlier: EarlierPlan, plan: Plan, on: date | None) -> Plan:
    """`plan` with `changes` filled; `on` is today where it matters."""
    pairs, gone = _matched(plan.duties, earlier.duties)
    kept: list[Change] = []
    moved: list[Change] = []
    added: list[Change] = []
    withdrawn: list[Change] = []
    duties: list[Duty] = []
    for duty in plan.duties:
        old = pairs.get(duty.key)
        if old is None:
            added.append(_change(duty, None, duty.due, f"New in this plan. {duty.why}"))
            duties.append(duty)
            continue
        settled, why_fixed = _settled(duty, old, on)
        duties.append(settled)
        change = _change(duty, old.due, settled.due, why_fixed or _why_moved(duty, old) or "The date is the same.")
        (moved if not why_fixed and _why_moved(duty, old) else kept).append(change)
    for old in gone:
        fixed = _fixed(old, on)
        if fixed:
            stays = _renumbered(old, duties)
            kept.append(_change(stays, old.due, old.due, fixed))
            duties.append(stays)
        else:
            withdrawn.append(_change(old, old.due, None, _why_withdrawn(old, earlier, plan)))
    changes = Changes(tuple(kept), tuple(moved), tuple(added), tuple(withdrawn))
    ordered = sorted(duties, key=lambda one: (one.due is None, one.due or date.max, one.rule, one.occurrence))
    return replace(plan, duties=tuple(ordered), changes=changes)


def _matched(duties: Iterable[Duty], earlier: Iterable[Duty]) -> tuple[dict[Key, Duty], list[Duty]]:
    """Each duty's counterpart in the earlier plan, and what has none.

    A duty of the same rule on the same day is the same duty, whatever its number; then what follows the same
    occurrence of another rule; then what has the same number.
    """
    left = dict(enumerate(earlier))
    pairs: dict[Key, Duty] = {}
    looks: list[Callable[[Duty, Duty], bool]] = [
        lambda duty, old: duty.due == old.due and duty.occurrence == old.occurrence,
        lambda duty, old: duty.due is not None and duty.due == old.due,
        lambda duty, old: duty.after is not None and duty.after == old.after,
        lambda duty, old: duty.occurrence == old.occurrence,
    ]
    by_rule: dict[tuple[str, str | None], list[int]] = {}
    for place, old in left.items():
        by_rule.setdefault((old.rule, old.provider), []).append(place)
    waiting = list(duties)
    for look in looks:
        still: list[Duty] = []
        for duty in waiting:
            places = by_rule.get((duty.rule, duty.provider), [])
            found = next((place for place in places if look(duty, left[place])), None)
            if found is None:
                still.append(duty)
            else:
                places.remove(found)
                pairs[duty.key] = left.pop(found)
        waiting = still
    return pairs, list(left.values())


def _settled(duty: Duty, old: Duty, on: date | None) -> tuple[Duty, str]:
    """The duty as it stands after the comparison, and why it may not move (empty where it may)."""
    fixed = _fixed(old, on)
    if not fixed:
        return duty, ""
    newly_met = duty.state == "met" and old.state != "met"
    return replace(
        old, rule=duty.rule, occurrence=duty.occurrence, waits_for=None, readings=duty.readings,
        state="met" if newly_met else old.state, met_by=duty.met_by if newly_met else old.met_by,
    ), fixed


def _fixed(old: Duty, on: date | None) -> str:
    """Why an earlier duty stays as it is; empty where it may change."""
    if old.state == "met":
        return f"It is done ({old.met_by}), so it stays as it is."
    last = old.hard or old.due
    if on is not None and last is not None and last < on:
        return f"It was already overdue on {plain_date(on)}, so it stays as it is."
    return ""


def _why_moved(duty: Duty, old: Duty) -> str:
    """The reason where a date of the duty is another one; empty where all stay."""
    if (duty.due, duty.hard, duty.window_from, duty.by) == (old.due, old.hard, old.window_from, old.by):
        return ""
    return duty.why


def _renumbered(old: Duty, beside: list[Duty]) -> Duty:
    """The duty under a number of its own, where the new plan has given its number to another."""
    taken = {one.occurrence for one in beside if (one.rule, one.provider) == (old.rule, old.provider)}
    return old if old.occurrence not in taken else replace(old, occurrence=max(taken) + 1)


def _why_withdrawn(old: Duty, earlier: EarlierPlan, plan: Plan) -> str:
    if old.due and plan.end and old.due > plan.end and plan.end != earlier.end:
        return f"The placement now ends on {plain_date(plan.end)}, before this was due."
    if old.due and plan.start and old.due < plan.start and plan.start != earlier.start:
        return f"The placement now starts on {plain_date(plan.start)}, after this was due."
    return "Nothing in the policy asks for it on the facts and dates of this plan."


def _change(duty: Duty, was: date | None, now: date | None, reason: str) -> Change:
    return Change(duty.rule, duty.occurrence, duty.provider, duty.title, was, now, reason)
