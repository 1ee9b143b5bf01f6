"""What must be settled before a placement starts, and whether it is."""

from __future__ import annotations

from apdesk.domain.case import GateAnswer
from apdesk.domain.plan import Gate, Limit
from apdesk.domain.planner import Planner
from apdesk.domain.protocol import GateRule
from apdesk.domain.vocabulary import Waits, holds
from apdesk.domain.wording import fill
from apdesk.problems import Problem


def gates_of(planner: Planner) -> list[Gate]:
    """Every gate of the pathway that applies; `met` None where it rests on something nobody has said."""
    return [
        gate
        for rule in planner.protocol.gates
        if planner.case.pathway in rule.pathways
        for gate in _gate(planner, rule)
    ]


def _gate(planner: Planner, rule: GateRule) -> list[Gate]:
    scope = planner.scope(planner.whole, None)
    scope.on = planner.start or planner.calendar.first_day
    met: bool | None = None
    try:
        if rule.when is not None and not holds(rule.when, scope):
            return []
        if rule.met is not None:
            met = holds(rule.met, scope)
    except Waits:
        met = None
    except Problem as problem:
        if problem.code != "calendar.beyond":
            raise
    answer = next((one for one in planner.case.gates if one.rule == rule.id), None)
    if answer is not None and answer.met is not None:
        met = answer.met
    why = fill(rule.because, scope) or rule.text
    return [
        Gate(
            rule.id, rule.level, met, rule.lifted_by, fill(rule.text, scope), f"{why} ({rule.policy})",
            rule.covers, rule.policy, _override(planner, rule, answer),
        )
    ]


def _override(planner: Planner, rule: GateRule, answer: GateAnswer | None) -> str | None:
    if answer is None or not answer.override:
        return None
    if rule.level == "block":
        raise Problem("gate.block", f"{rule.text} Nobody can override this.", rule.id)
    if rule.level == "override" and rule.lifted_by and answer.by != rule.lifted_by:
        role = planner.protocol.roles[rule.lifted_by].label
        raise Problem("gate.senior", f'Only the {role} can override "{rule.text}" with a reason.', rule.id)
    return f"{answer.override} ({answer.by})" if answer.by else answer.override


def gates_from_limits(limits: list[Limit]) -> list[Gate]:
    """A limit the placement would break stands among the gates as well, so that nobody starts it unawares."""
    return [
        Gate(limit.rule, limit.level, False, None, limit.text, limit.why, limit.covers, limit.policy)
        for limit in limits
        if limit.kept is False
    ]
