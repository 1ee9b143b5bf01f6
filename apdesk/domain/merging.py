"""Rules of one act, owner and date are one duty: one thing done answers them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from apdesk.domain.plan import Duty


def one_act_one_duty(duties: Iterable[Duty]) -> list[Duty]:
    """The duties with same act, owner, provider and due date joined; the first rule of the file leads.

    Carrying out one carries out all, but not another of its own rule: an invitation that was sent invites to one
    meeting. What an event alone has met parts from what it says nothing of: a visit to the provider is that week's
    contact, but nobody has spoken to the parents.
    """
    groups: dict[tuple[object, ...], list[Duty]] = {}
    for duty in duties:
        waiting = (duty.waits_for, duty.occurrence) if duty.due is None else None
        groups.setdefault((duty.act, duty.owner, duty.provider, duty.due, waiting), []).append(duty)
    found: list[Duty] = []
    for group in groups.values():
        if len(group) == 1:
            found += group
        elif any(duty.state == "met" for duty in group):
            found += [_joined(part) for part in _parted(group)]
        else:
            found.append(_joined(group))
    return found


def _carried_out(duty: Duty) -> bool:
    return duty.state == "met" and (duty.met_by or "").startswith("done ")


def _parted(group: list[Duty]) -> list[list[Duty]]:
    carried = {duty.rule for duty in group if _carried_out(duty)}
    still = [duty for duty in group if duty.state != "met" and (not carried or duty.rule in carried)]
    return [part for part in ([duty for duty in group if duty not in still], still) if part]


def _joined(group: list[Duty]) -> Duty:
    first = group[0]
    met = next((duty for duty in group if duty.state == "met"), None)
    hards = [duty.hard for duty in group if duty.hard]
    froms = [duty.window_from for duty in group if duty.window_from]

    reason = first.reason
    more = "; ".join(dict.fromkeys(duty.title for duty in group[1:] if duty.title != first.title))

    def why() -> str:
        said = reason if isinstance(reason, str) else reason()
        return f"{said} Also: {more}." if more else said

    return replace(
        first,
        hard=min(hards) if hards else None,
        window_from=max(froms) if froms else None,
        state=met.state if met else first.state,
        met_by=met.met_by if met else None,
        evidence=tuple(dict.fromkeys(one for duty in group for one in duty.evidence)),
        covers=tuple(dict.fromkeys(one for duty in group for one in duty.covers)),
        policy="; ".join(dict.fromkeys(one for duty in group for one in duty.policy.split("; ") if one)),
        readings=next((duty.readings for duty in group if duty.readings), ()),
        problem=next((duty.problem for duty in group if duty.problem), None),
        rules=tuple(duty.rule for duty in group),
        reason=why,
    )
