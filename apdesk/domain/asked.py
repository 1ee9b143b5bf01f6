"""Which facts the rules of a pathway ask about, so that somebody can be asked for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from apdesk.domain.expression import Call, Literal, Name, Node, Operation, names_in
from apdesk.domain.protocol import Protocol

NODES = (Call, Literal, Name, Operation)


def facts_asked(protocol: Protocol, pathway: str) -> tuple[str, ...]:
    """The declared facts that decide something on a pathway, in the order of the file.

    A fact that is worked out from others counts as asking for those.
    """
    rules = [
        one for some in (protocol.duties, protocol.limits, protocol.gates) for one in some if pathway in one.pathways
    ]
    marked = protocol.pathways[pathway].scope == "placement"  # others have no sessions to mark
    codes = [one for one in protocol.referee if marked and (one.pathways is None or pathway in one.pathways)]
    asked = {name for rule in (*rules, *codes) for node in _nodes(rule) for name in names_in(node)}
    ends = protocol.pathways[pathway].ends
    asked |= set(names_in(ends)) if ends is not None else set()
    ahead = list(asked)
    while ahead:
        formula = protocol.facts[ahead[-1]].formula if ahead[-1] in protocol.facts else None
        ahead.pop()
        more = set(names_in(formula)) - asked if formula is not None else set()
        asked |= more
        ahead += more
    return tuple(name for name in protocol.facts if name in asked)


def _nodes(value: object) -> Iterator[Node]:
    """Every expression that a rule holds, in its items, readings and series as well."""
    if isinstance(value, NODES):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _nodes(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _nodes(getattr(value, field.name))
