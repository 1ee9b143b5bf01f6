"""Dates and expressions in the office's words: the material of every "why this date?"."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from apdesk.domain.expression import Call, Literal, Name, Node, parse
from apdesk.domain.functions import FUNCTIONS
from apdesk.domain.scope import Period, Scope, Waits
from apdesk.domain.vocabulary import evaluate
from apdesk.problems import Problem

ANCHORS = {
    "S0": "the first school day",
    "start": "the first day",
    "end": "the end",
    "planned end": "the planned end",
    "last day": "the last school day of the placement",
    "last day out": "the last day with time out of school",
    "previous": "the one before",
    "that": "the date it follows",
    "that.due": "the date it follows",
    "that.hard": "the last date of what it follows",
    "event": "the day it happened",
}
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


def explain(node: Node, scope: Scope) -> str:
    """How a date is worked out, inputs included, as part of a sentence."""
    if isinstance(node, Literal):
        return plain_date(node.value) if isinstance(node.value, date) else str(node.value)
    if isinstance(node, Name):
        return _named(node.name, scope)
    if isinstance(node, Call):
        return _call(node, scope)
    return "a condition"


def _named(name: str, scope: Scope) -> str:
    label = scope.names.get(f"label of {name}") or ANCHORS.get(name, name.replace("-", " "))
    value = _known(Name(name), scope)
    return f"{label}, {plain_date(value)}" if isinstance(value, date) else str(label)


def _known(node: Node, scope: Scope) -> Any:
    try:
        return evaluate(node, scope)
    except (Waits, Problem):
        return None


def _call(node: Call, scope: Scope) -> str:
    first = node.arguments[0] if node.arguments else Literal(None)
    unit = FUNCTIONS[node.function].unit
    if node.function == "SW":
        return f"the end of school week {_amount(node, scope)} counting from {explain(first, scope)}"
    if unit:
        return _counted(node, unit, scope)
    if node.function == "DAY":
        return f"the {ordinal(_amount(node, scope))} school day counting from {explain(first, scope)}"
    if node.function in ("TERM", "HT"):
        block = "term" if node.function == "TERM" else "half-term"
        return f"the end of the {ordinal(_amount(node, scope))} {block} counting from {explain(first, scope)}"
    if node.function in ("BF", "AF"):
        return _moved(node, first, scope)
    if node.function in ("START", "END"):
        period = _known(first, scope)
        side = "first" if node.function == "START" else "last"
        return f"the {side} day of {period.label if isinstance(period, Period) else 'the period'}"
    if node.function == "WEEKDAY":
        period = _known(first, scope)
        nth = _known(node.arguments[2], scope) if len(node.arguments) > 2 else 1
        which = {-1: "last ", 1: ""}.get(nth, f"{ordinal(nth)} ") if isinstance(nth, int) else ""
        label = period.label if isinstance(period, Period) else "the period"
        return f"the {which}{_text(node.arguments[1])} of {label}"
    if node.function in ("LSD", "FSD"):
        period = _known(first, scope)
        side = "last" if node.function == "LSD" else "first"
        return f"the {side} live school day of {period.label if isinstance(period, Period) else 'the period'}"
    if node.function in ("earlier", "later"):
        known = [explain(one, scope) for one in node.arguments if _known(one, scope) is not None]
        return known[0] if len(known) == 1 else f"the {node.function} of {' and '.join(known)}"
    if node.function == "if":
        condition, yes, no = node.arguments
        return explain(yes if _known(condition, scope) else no, scope)
    if node.function in ("due", "held", "hard", "done"):
        value = _known(node, scope)
        label = f'"{scope.title(_text(first))}"'
        return f"{label}, {plain_date(value)}" if isinstance(value, date) else str(label)
    if node.function in ("TERM-END", "TERM-OF"):
        return f"the last school day of the {ordinal(_amount(node, scope))} term of the school year"
    if node.function == "ON":
        return "that day of the year"
    return node.function


def _text(node: Node) -> str:
    return str(node.value) if isinstance(node, Literal) else ""


def _amount(node: Call, scope: Scope) -> int:
    value = _known(node.arguments[1], scope) if len(node.arguments) > 1 else 1
    return int(value) if isinstance(value, int | float) else 1


def _counted(node: Call, unit: str, scope: Scope) -> str:
    amount = _amount(node, scope)
    side = "before" if amount < 0 else "after"
    plural = "" if abs(amount) == 1 else "s"
    return f"{abs(amount)} {unit}{plural} {side} {explain(node.arguments[0], scope)}"


def _moved(node: Call, first: Node, scope: Scope) -> str:
    inner, value, moved = explain(first, scope), _known(first, scope), _known(node, scope)
    if value is None or value == moved:
        return inner
    way = "brought forward to the last school day" if node.function == "BF" else "put to the next school day"
    return f"{inner}, which is {plain_date(value)}, {way}"


_GAP = re.compile(r"\{([^}]+)\}")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")


def fill(template: str, scope: Scope) -> str:
    """A sentence of the protocol with its `{expressions}` worked out; an unknown one reads "not known".

    What stands in `[square brackets]` is said only where everything in it is known.
    """

    def optional(match: re.Match[str]) -> str:
        gaps = _GAP.findall(match.group(1))
        return match.group(1) if all(_known(parse(gap), scope) is not None for gap in gaps) else ""

    def one(match: re.Match[str]) -> str:
        value = _known(parse(match.group(1)), scope)
        if value is None:
            return "not known"
        return plain_date(value) if isinstance(value, date) else _plain_number(value)

    return _GAP.sub(one, _OPTIONAL.sub(optional, template))


def _plain_number(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
