"""Dates and expressions in the office's words: the material of every "why this date?"."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from apdesk.domain.expression import Node, parse
from apdesk.domain.scope import Scope, Waits
from apdesk.domain.vocabulary import evaluate, unknown_in
from apdesk.problems import Problem

_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}


def plain_date(day: date) -> str:
    """`Wed 11 Nov 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def ordinal(n: int) -> str:
    """`third`, `21st`."""
    if n in _ORDINALS:
        return _ORDINALS[n]
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def value_if_known(node: Node, scope: Scope) -> Any:
    """The value of an expression; None where it waits for something or lies beyond the loaded term dates."""
    try:
        return evaluate(node, scope)
    except (Waits, Problem):
        return None


_GAP = re.compile(r"\{([^}]+)\}")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


def fill(template: str, scope: Scope) -> str:
    """A sentence of the protocol with its `{expressions}` worked out.

    Where one is not known "…" stands and a sentence at the end says of what. What stands in `[square brackets]` is
    said only where everything in it is known.
    """
    unknown: dict[str, None] = {}

    def optional(match: re.Match[str]) -> str:
        gaps = _GAP.findall(match.group(1))
        return match.group(1) if all(value_if_known(parse(gap), scope) is not None for gap in gaps) else ""

    def one(match: re.Match[str]) -> str:
        node = parse(match.group(1))
        value = value_if_known(node, scope)
        if value is None:
            unknown[scope.label(unknown_in(node, scope), 0)] = None
            return "…"
        return plain_date(value) if isinstance(value, date) else _plain_number(value)

    said = _GAP.sub(one, _OPTIONAL.sub(optional, template)).replace("….", "…")
    return f"{said} Not known yet: {', '.join(unknown)}." if unknown else said


def _plain_number(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def without_gaps(text: str) -> str:
    """A rule's sentence with "…" for each part that is filled in for one placement."""
    return _GAP.sub("…", _OPTIONAL.sub("", text))
