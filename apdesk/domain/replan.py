"""An earlier plan against a new one: kept, moved, added, withdrawn, each with its reason.

What is done or was already overdue stays as it is. Comparing a plan with itself changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from apdesk.domain.plan import Change, Changes, Duty, Plan
from apdesk.domain.wording import plain_date

Key = tuple[str, int, str | None]


def against(earlier: Mapping[str, Any], plan: Plan, on: date | None) -> Plan:
    """`plan` with `changes` filled; `earlier` is the JSON document of a plan, `on` is today where it matters."""
    pairs, gone = _matched(plan.duties, earlier["duties"])
    kept: list[Change] = []
    moved: list[Change] = []
    added: list[Change] = []
    withdrawn: list[Change] = []
    duties: list[Duty] = []
    for duty in plan.duties:
        old = pairs.get(duty.key)
        if old is None:
            added.append(_change(duty, None, duty.due, _why_added(duty)))
            duties.append(duty)
            continue
        settled, change = _compare(duty, old, on)
        duties.append(settled)
        (kept if change.was == change.now else moved).append(change)
    for old in gone:
        key, fixed, was = _key(old), _fixed(old, on), _day(old.get("due"))
        if fixed:
            kept.append(Change(*key, str(old["title"]), was, was, fixed))
            duties.append(_restored(old))
        else:
            withdrawn.append(Change(*key, str(old["title"]), was, None, _why_withdrawn(old, plan)))
    changes = Changes(tuple(kept), tuple(moved), tuple(added), tuple(withdrawn))
    ordered = sorted(duties, key=lambda one: (one.due is None, one.due or date.max, one.rule, one.occurrence))
    return replace(plan, duties=tuple(ordered), changes=changes)


def _matched(
    duties: Iterable[Duty], earlier: Iterable[Mapping[str, Any]]
) -> tuple[dict[Key, Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Each duty's counterpart in the earlier plan, and what has none.

    A duty of the same rule on the same day is the same duty, whatever its number; what is left over is paired
    by rule and number, then in order.
    """
    left: dict[int, Mapping[str, Any]] = dict(enumerate(earlier))
    pairs: dict[Key, Mapping[str, Any]] = {}
    looks: list[Callable[[Duty, Mapping[str, Any]], bool]] = [
        lambda duty, old: duty.due == _day(old.get("due")) and duty.occurrence == old["occurrence"],
        lambda duty, old: duty.due is not None and duty.due == _day(old.get("due")),
        lambda duty, old: duty.occurrence == old["occurrence"],
        lambda _duty, _old: True,
    ]
    by_rule: dict[tuple[str, str | None], list[int]] = {}
    for place, old in left.items():
        by_rule.setdefault((str(old["rule"]), old.get("provider")), []).append(place)
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


def _key(old: Mapping[str, Any]) -> Key:
    return (str(old["rule"]), int(old["occurrence"]), old.get("provider"))


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None


def _compare(duty: Duty, old: Mapping[str, Any], on: date | None) -> tuple[Duty, Change]:
    was = _day(old.get("due"))
    fixed = _fixed(old, on)
    if fixed:
        done = duty.state == "met"
        stays = replace(
            duty, due=was, hard=_day(old.get("hard")), window_from=_day(old.get("from")), waits_for=None,
            state="met" if done else str(old["state"]), met_by=duty.met_by if done else old.get("met_by"),
        )
        return stays, _change(duty, was, was, fixed)
    if was == duty.due:
        return duty, _change(duty, was, was, "The date is the same.")
    return duty, _change(duty, was, duty.due, duty.why)


def _fixed(old: Mapping[str, Any], on: date | None) -> str:
    """Why an earlier duty stays as it is; empty where it may change."""
    if old.get("state") == "met":
        return f"It is done ({old.get('met_by')}), so it stays as it is."
    last = _day(old.get("hard")) or _day(old.get("due"))
    if on is not None and last is not None and last < on:
        return f"It was already overdue on {plain_date(on)}, so it stays as it is."
    return ""


def _why_added(duty: Duty) -> str:
    return f"New in this plan. {duty.why}"


def _why_withdrawn(old: Mapping[str, Any], plan: Plan) -> str:
    was = _day(old.get("due"))
    if was and plan.end and was > plan.end:
        return f"The placement now ends on {plain_date(plan.end)}, before this was due."
    if was and plan.start and was < plan.start:
        return f"The placement now starts on {plain_date(plan.start)}, after this was due."
    return "Nothing in the policy asks for it on the facts and dates of this plan."


def _change(duty: Duty, was: date | None, now: date | None, reason: str) -> Change:
    return Change(duty.rule, duty.occurrence, duty.provider, duty.title, was, now, reason)


def _restored(old: Mapping[str, Any]) -> Duty:
    """A duty of the earlier plan that the new one would not make, kept because it is done or overdue."""
    return Duty(
        rule=str(old["rule"]), occurrence=int(old["occurrence"]), kind=str(old["kind"]), act=str(old["act"]),
        title=str(old["title"]), due=_day(old.get("due")), by=old.get("by"), hard=_day(old.get("hard")),
        window_from=_day(old.get("from")), owner=str(old["owner"]), provider=old.get("provider"),
        state=str(old["state"]), met_by=old.get("met_by"), waits_for=old.get("waits_for"), after=old.get("after"),
        evidence=tuple(old.get("evidence", ())), readings=(), covers=tuple(old.get("covers", ())),
        policy=str(old.get("policy", "")), reason=str(old.get("why", "")), problem=old.get("problem"),
        rules=tuple(old.get("rules", (old["rule"],))),
    )
