"""What a gate asks about: in which step of a new placement it is settled, and whether it is the decision itself."""

from __future__ import annotations

from apdesk.domain.expression import Literal, Node, calls_in, names_in
from apdesk.domain.protocol import Protocol

DECISION = "decision"       # the event of the decision to place
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


def asks_decision(protocol: Protocol, rule: str) -> bool:
    """True where the gate asks whether the decision to place has been taken: it takes a day and a name, not a yes."""
    gate = next((one for one in protocol.gates if one.id == rule), None)
    return gate is not None and gate.met is not None and any(
        one.function == "happened" and Literal(DECISION) in one.arguments for one in calls_in(gate.met)
    )


def _names(node: Node | None) -> frozenset[str]:
    return frozenset() if node is None else frozenset(names_in(node))
