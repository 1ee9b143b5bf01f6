"""Rules of one act, owner and date are one duty: one thing done answers them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from apdesk.domain.plan import Duty


def one_act_one_duty(duties: Iterable[Duty]) -> list[Duty]:
    """The duties with same act, owner, provider and due date joined; the first rule of the file leads."""
    groups: dict[tuple[object, ...], list[Duty]] = {}
    for duty in duties:
        waiting = (duty.waits_for, duty.occurrence) if duty.due is None else None
        groups.setdefault((duty.act, duty.owner, duty.provider, duty.due, waiting), []).append(duty)
    return [group[0] if len(group) == 1 else _joined(group) for group in groups.values()]


def _joined(group: list[Duty]) -> Duty:
    first = group[0]
    met = next((duty for duty in group if duty.state == "met"), None)
    hards = [duty.hard for duty in group if duty.hard]
    froms = [duty.window_from for duty in group if duty.window_from]

    def why() -> str:
        more = [duty.title for duty in group[1:] if duty.title != first.title]
        return f"{first.why} Also: {'; '.join(dict.fromkeys(more))}." if more else first.why

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
