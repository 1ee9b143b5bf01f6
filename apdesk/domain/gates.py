"""What must be settled before a placement starts, and whether it is."""

from __future__ import annotations

from dataclasses import replace

from apdesk.domain.case import GateAnswer
from apdesk.domain.plan import Gate, Limit
from apdesk.domain.planner import Planner
from apdesk.domain.protocol import GateRule, LimitRule
from apdesk.domain.vocabulary import holds_if_known
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
    scope = planner.scope(planner.whole, None).seen_by({}, planner.start or planner.calendar.first_day)
    if not holds_if_known(rule.when, scope):
        return []
    met = None if rule.met is None else holds_if_known(rule.met, scope)
    answer = _answer(planner, rule.id)
    if answer is not None and answer.met is not None and not (met is False and rule.level == "block"):
        met = answer.met
    why = fill(rule.because, scope) or rule.text
    seniors = (rule.lifted_by, *rule.or_by) if rule.lifted_by else ()
    overridden = _override(planner, rule, seniors, answer)
    own = Gate(
        rule.id, rule.level, met, _lifted_by(seniors, answer), fill(rule.text, scope), f"{why} ({rule.policy})",
        rule.covers, rule.policy, overridden,
    )
    return [own, *_at_second_providers(planner, rule, own)]


def _at_second_providers(planner: Planner, rule: GateRule, own: Gate) -> list[Gate]:
    """The gate again for each further provider that does not pass it."""
    found = []
    for provider, life in planner.lives.items() if rule.of_provider else ():
        if provider is not None:
            scope = planner.scope(life, provider).seen_by({}, life.start)
            if holds_if_known(rule.met, scope) is False:
                why = fill(rule.because, scope) or rule.text
                text = f"{provider}: {fill(rule.text, scope)}"
                found.append(replace(own, met=False, text=text, why=f"{why} ({rule.policy})", overridden=None))
    return found


def _answer(planner: Planner, rule: str) -> GateAnswer | None:
    return next((one for one in planner.case.gates if one.rule == rule), None)


def _lifted_by(seniors: tuple[str, ...], answer: GateAnswer | None) -> str | None:
    """Who has lifted it, else who may."""
    return answer.by if answer is not None and answer.override and answer.by else next(iter(seniors), None)


def _override(
    planner: Planner, rule: GateRule | LimitRule, seniors: tuple[str, ...], answer: GateAnswer | None
) -> str | None:
    if answer is None or not answer.override:
        return None
    if rule.level == "block":
        raise Problem("gate.block", f"{rule.text} Nobody can override this.", rule.id)
    if rule.level == "override" and seniors and answer.by not in seniors:
        role = " or ".join(planner.protocol.roles[one].label for one in seniors)
        raise Problem("gate.senior", f'Only the {role} can override "{rule.text}" with a reason.', rule.id)
    return f"{answer.override} ({answer.by})" if answer.by else answer.override


def gates_from_limits(planner: Planner, limits: list[Limit]) -> list[Gate]:
    """A limit the placement would break stands among the gates as well, so that nobody starts it unawares."""
    rules = {rule.id: rule for rule in planner.protocol.limits}
    return [_gate_of(planner, rules[limit.rule], limit) for limit in limits if limit.kept is False]


def _gate_of(planner: Planner, rule: LimitRule, limit: Limit) -> Gate:
    answer = _answer(planner, rule.id)
    overridden = _override(planner, rule, rule.lifted_by, answer)
    return Gate(
        limit.rule, limit.level, False, _lifted_by(rule.lifted_by, answer), limit.text, limit.why, limit.covers,
        limit.policy, overridden,
    )
