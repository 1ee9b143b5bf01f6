"""What each provider was given of what a pupil needs, and when: by what was noted, and by the duties that share it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from apdesk.domain.lateness import OPEN_STATES
from apdesk.services.acting import FlagRule
from apdesk.services.duty_lists import DutyRow
from apdesk.services.expected_sessions import Placed
from apdesk.services.placement_guide import ShareRule, every_share_rule
from apdesk.services.sharing import LABELS
from apdesk.store.pupils import Pupil

DONE, TO_DO = "done", "to do"
_CONFIDENTIAL_NEED = "social-worker"


class SharedRow(NamedTuple):
    """One thing the provider gets to know. Of what the DSL shares stands here only that, and when."""

    title: str
    state: str                  # "Shared", "Asked, waiting"
    on: date | None
    done: bool
    locked: bool
    due: date | None = None     # when it is to be shared, where that is still to do


def needs_shared(one: Placed, duties: Iterable[DutyRow], rule: FlagRule) -> tuple[SharedRow, ...]:
    """The items chosen for a placement, in their order; none that would tell of a social worker to who may not know.

    An item that was not noted as shared counts as shared once a duty that shares it is done; one that was noted
    without a day does not while such a duty is still to do.
    """
    rules = {each.id: each for each in every_share_rule(one.protocol.id)}
    own = [each for each in duties if each.placement == one.placement.id]
    done_on, due = _done(own), _due(own)
    shown = []
    for item in one.placement.sharing:
        known = rules.get(item["item"])
        if not item.get("share") or (known and _tells_of_a_social_worker(known, one.pupil, rule)):
            continue
        on = date.fromisoformat(item["on"]) if item.get("on") else None
        days = [done_on[each] for each in known.duties if each in done_on] if known else []
        state = DONE if days else str(item.get("state") or TO_DO)
        still = [due[each] for each in known.duties if each in due] if known else []
        if state == DONE and still and not (days or on):
            state = TO_DO
        title = known.title if known else str(item["item"]).replace("-", " ").capitalize()
        shown.append(SharedRow(
            title, LABELS.get(state, state), on or max(days, default=None), state == DONE, bool(known and known.locked),
            min(still, default=None) if state != DONE else None,
        ))
    return tuple(shown)


def _done(duties: Iterable[DutyRow]) -> dict[str, date]:
    """The day on which each rule of the placement was last carried out."""
    found: dict[str, date] = {}
    for row in duties:
        if row.state == DONE and row.done_on is not None:
            for name in {row.rule, *row.record.rules}:
                found[name] = max(row.done_on, found.get(name, date.min))
    return found


def _due(duties: Iterable[DutyRow]) -> dict[str, date]:
    """The day each rule of the placement is next to be carried out by."""
    found: dict[str, date] = {}
    for row in duties:
        if row.state in OPEN_STATES and row.day is not None:
            for name in {row.rule, *row.record.rules}:
                found[name] = min(row.day, found.get(name, date.max))
    return found


def _tells_of_a_social_worker(known: ShareRule, pupil: Pupil, rule: FlagRule) -> bool:
    return _CONFIDENTIAL_NEED in known.needs and not pupil.looked_after and not rule.sees(pupil.year)
