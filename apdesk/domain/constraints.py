"""A promise over a whole series: "at least one of these face to face"."""

from __future__ import annotations

from collections.abc import Iterable

from apdesk.domain.draft import Draft
from apdesk.domain.plan import Limit
from apdesk.domain.planner import Planner
from apdesk.domain.protocol import DutyRule


def promises_of(planner: Planner) -> list[Limit]:
    """One minimum for each series that promises a method.

    When only as many occurrences are left as are still owed, those carry the method as evidence.
    """
    rules = [rule for rule in planner.protocol.duties_of(planner.case.pathway) if rule.constraint_method]
    found = []
    for rule in rules:
        for provider in _providers(planner, rule):
            drafts = planner.drafts(rule.id, provider)
            if drafts:
                found.append(_promise(rule, drafts, begun=planner.start is not None))
    return found


def _providers(planner: Planner, rule: DutyRule) -> Iterable[str | None]:
    return planner.lives if rule.per_provider and planner.lives else (None,)


def _promise(rule: DutyRule, drafts: list[Draft], begun: bool) -> Limit:
    """Not broken before the first day is known: until then nobody can say how many occurrences there will be."""
    method, wanted = rule.constraint_method or "", rule.constraint_count
    kept = sum(draft.method == method for draft in drafts)
    owed = max(0, wanted - kept)
    left = [draft for draft in drafts if draft.state in ("open", "waiting")]
    for draft in left[max(0, len(left) - owed) :] if owed else ():
        draft.evidence = (*rule.evidence, method)
        draft.more = f"It has to be {method}."
    last = drafts[-1].due
    text = f"At least {wanted} of these {method}: {rule.title}. So far {kept}."
    met = False if begun and len(left) < owed else None if owed else True
    return Limit(
        rule.id, "min", text, last, last, None, left[-owed].due if owed and len(left) >= owed else None,
        f"{text} ({rule.policy})", (), rule.covers, rule.policy, met, "warn",
    )
