"""In which step of a new placement a gate is settled, by what the gate asks about."""

from __future__ import annotations

from collections.abc import Iterator

from apdesk.domain.expression import Call, Name, Node, Operation
from apdesk.domain.protocol import Protocol

PROVIDER, DATES, NEEDS, OBJECTIVES, PATHWAY = "provider", "dates", "needs", "objectives", "pathway"
_DATES = ("placement.agreed_from", "placement.agreed_until", "placement.hours", "placement.sessions")
_REASON = ("placement.reason", "placement.tried", "placement.met_parents")
_NEEDS = ("pupil.lac", "pupil.ehcp", "pupil.social_worker", "pupil.harm_history")


def step_of_gate(protocol: Protocol, rule: str) -> str:
    """The step whose answers decide the gate; a limit that would be broken is settled with the dates."""
    gate = next((one for one in protocol.gates if one.id == rule), None)
    if gate is None:
        return DATES
    names = {*_names(gate.met), *_names(gate.when)}
    if any(name.startswith("provider.") for name in names):
        return PROVIDER
    if names & set(_DATES):
        return DATES
    if "placement.return_plan" in names:
        return OBJECTIVES
    return NEEDS if names & set(_NEEDS) and gate.met is None else PATHWAY


def answered_with_reason(protocol: Protocol, rule: str) -> bool:
    """True where what the gate asks was asked in the first step: the reason, what was tried, the parents."""
    gate = next((one for one in protocol.gates if one.id == rule), None)
    return gate is not None and bool(_names(gate.met) & set(_REASON))


def _names(node: Node | None) -> frozenset[str]:
    return frozenset() if node is None else frozenset(_walk(node))


def _walk(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _walk(argument)
    elif isinstance(node, Operation):
        if node.left is not None:
            yield from _walk(node.left)
        yield from _walk(node.right)


