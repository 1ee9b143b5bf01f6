"""How a date was worked out, as part of a sentence an administrator can check with a calendar on the wall."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from apdesk.domain.expression import Call, Literal, Name, Node
from apdesk.domain.functions import FUNCTIONS, MONTHS
from apdesk.domain.scope import Period, Scope
from apdesk.domain.wording import ordinal, plain_date, value_if_known

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

DAYS = ("S0", "start", "end", "planned end", "last day", "last day out", "that.due", "that.hard")


def explain(node: Node, scope: Scope, answer: date | None = None) -> str:
    """The arithmetic with its inputs; the date itself is left out where it is nothing but the `answer`."""
    if isinstance(node, Literal):
        return plain_date(node.value) if isinstance(node.value, date) else str(node.value)
    if isinstance(node, Name):
        label, value = name_label(node.name, scope), value_if_known(node, scope)
        return _day_of(label, node.name) if value == answer and answer is not None else _with_date(label, value)
    if isinstance(node, Call):
        return _call(node, scope, answer)
    return "a condition"


def name_label(name: str, scope: Scope) -> str:
    """What people call an anchor, event, fact or rule."""
    own = scope.names.get(f"label of {name}")
    return str(own) if own else ANCHORS.get(name) or scope.label(name, 0)


def _with_date(label: str, value: Any) -> str:
    return f"{label}, {plain_date(value)}" if isinstance(value, date) else label


def _day_of(label: str, name: str) -> str:
    """An anchor is a day; what happened, and what is done, has one."""
    return label if name in DAYS or "." in name or label.startswith("the day ") else f"the day of {label}"


def _call(node: Call, scope: Scope, answer: date | None) -> str:
    unit = FUNCTIONS[node.function].unit
    if unit and node.function != "SW":
        return _counted(node, unit, scope)
    if node.function == "if":
        condition, yes, no = node.arguments
        return explain(yes if value_if_known(condition, scope) else no, scope, answer)
    if node.function in ("earlier", "later"):
        return _compared(node, scope, answer)
    if node.function in ("BF", "AF"):
        return _moved(node, scope, answer)
    if node.function in ("due", "held", "hard", "done", "first", "last", "last-before"):
        occurrence = _number(node, 1, scope) if node.function in ("due", "held", "hard", "done") else 0
        label, value = scope.label(_text(node.arguments[0]), occurrence), value_if_known(node, scope)
        return _day_of(label, "") if value == answer and answer is not None else _with_date(label, value)
    return _places[node.function](node, scope) if node.function in _places else node.function


def _text(node: Node) -> str:
    return str(node.value) if isinstance(node, Literal) else ""


def _number(node: Call, place: int, scope: Scope) -> int:
    value = value_if_known(node.arguments[place], scope) if len(node.arguments) > place else 1
    return int(value) if isinstance(value, int | float) else 1


def _counted(node: Call, unit: str, scope: Scope) -> str:
    amount = _number(node, 1, scope)
    if amount == 0:
        return explain(node.arguments[0], scope)
    side, plural = "before" if amount < 0 else "after", "" if abs(amount) == 1 else "s"
    return f"{abs(amount)} {unit}{plural} {side} {explain(node.arguments[0], scope)}"


def _compared(node: Call, scope: Scope, answer: date | None) -> str:
    """The date that decided, and what it came before or after."""
    known = [(value, one) for one in node.arguments if (value := value_if_known(one, scope)) is not None]
    if not known:
        return "a date that is not known yet"
    chosen, decided = (min if node.function == "earlier" else max)(known, key=lambda one: one[0])
    others = list(dict.fromkeys(explain(one, scope, value) for value, one in known if value != chosen))
    dates = {explain(one, scope, value): value for value, one in known}
    rest = " and ".join(f"{other} ({plain_date(dates[other])})" for other in others)
    more = f", {node.function} than {rest}" if rest else ""
    return explain(decided, scope, answer) + more


def _moved(node: Call, scope: Scope, answer: date | None) -> str:
    first = node.arguments[0]
    value, moved = value_if_known(first, scope), value_if_known(node, scope)
    if value is None or value == moved:
        return explain(first, scope, answer)
    inner = explain(first, scope)
    raw = "" if inner.endswith(plain_date(value)) else f", which is {plain_date(value)}"
    way = "brought forward to the last school day" if node.function == "BF" else "put to the next school day"
    return f"{inner}{raw}, {way}"


def _edge(node: Call, scope: Scope) -> str:
    period = value_if_known(node.arguments[0], scope)
    label = period.label if isinstance(period, Period) else "the period"
    if node.function in ("START", "END"):
        return f"the {'first' if node.function == 'START' else 'last'} day of {label}"
    side = "last" if node.function == "LSD" else "first"
    if isinstance(period, Period) and period.live and not _reaches(period, side, scope):
        return f"the placement’s {side} school day in {label}"
    return f"the {side} school day of {label}"


def _reaches(period: Period, side: str, scope: Scope) -> bool:
    """Whether the period's own first or last school day is one of the placement's."""
    calendar = scope.calendar
    edge = calendar.on_or_before(period.end) if side == "last" else calendar.on_or_after(period.start)
    return edge == period.live[-1 if side == "last" else 0]


def _weekday(node: Call, scope: Scope) -> str:
    period, nth = value_if_known(node.arguments[0], scope), _number(node, 2, scope)
    which = {-1: "last ", 1: ""}.get(nth, f"{ordinal(nth)} ")
    return f"the {which}{_text(node.arguments[1])} of {period.label if isinstance(period, Period) else 'the period'}"


def _nth(words: str) -> Callable[[Call, Scope], str]:
    def said(node: Call, scope: Scope) -> str:
        counted = explain(node.arguments[0], scope)
        return words.format(nth=ordinal(_number(node, 1, scope)), n=_number(node, 1, scope), counted=counted)

    return said


_places: dict[str, Callable[[Call, Scope], str]] = {
    "SW": _nth("the end of school week {n} counting from {counted}"),
    "DAY": _nth("the {nth} school day counting from {counted}"),
    "TERM": _nth("the end of the {nth} term counting from {counted}"),
    "HT": _nth("the end of the {nth} half-term counting from {counted}"),
    "TERM-OF": _nth("the last school day of the {nth} term of that school year"),
    "TERM-END": _nth("the last school day of the {nth} term of that school year"),
    "ON": lambda node, scope: f"{_number(node, 2, scope)} {MONTHS[_number(node, 1, scope) - 1]}",
    "LSD": _edge, "FSD": _edge, "START": _edge, "END": _edge, "WEEKDAY": _weekday,
}
