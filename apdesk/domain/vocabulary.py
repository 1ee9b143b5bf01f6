"""What the names and operators of a protocol's expressions mean; the one place that evaluates them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from apdesk.domain.expression import Call, Literal, Name, Node, Operation, Run, names_in
from apdesk.domain.functions import FUNCTIONS
from apdesk.domain.school_calendar import Beyond
from apdesk.domain.scope import Scope, Waits


def evaluate(node: Node, scope: Scope) -> Any:
    """The value of an expression. Raises `Waits`, or `Problem` beyond the loaded term dates."""
    run = node.run or _thought_out(node)
    return run(scope)


def _thought_out(node: Node) -> Run:
    """How the node is worked out, found once and kept with it: rules are asked for thousands of dates."""
    if isinstance(node, Literal):
        value = node.value
        run: Run = lambda _scope: value  # noqa: E731
    elif isinstance(node, Name):
        run = _name(node.name)
    elif isinstance(node, Operation):
        run = _operation(node)
    elif node.function == "earlier":
        run = partial(_earlier_known, node.arguments)
    elif node.function == "if":
        run = _choice(node.arguments[0], *map(_run_of, node.arguments))
    else:
        run = _call(node)
    object.__setattr__(node, "run", run)
    return run


def _choice(asked: Node, condition: Run, yes: Run, no: Run) -> Run:
    """One of two values. No date is guessed where nobody has said what decides: it waits for that."""

    def run(scope: Scope) -> Any:
        met = condition(scope)
        value = yes(scope) if met else no(scope)
        if met is None and isinstance(value, date):
            raise Waits(unknown_in(asked, scope))
        return value

    return run


def _call(node: Call) -> Run:
    function, parts = FUNCTIONS[node.function], tuple(map(_run_of, node.arguments))
    work, may_be_unknown = function.work, function.unknown

    def run(scope: Scope) -> Any:
        values = [part(scope) for part in parts]
        if None in values and not may_be_unknown:
            raise Waits(_first_name(node.arguments[values.index(None)]))
        try:
            return work(scope, *values)
        except (OverflowError, ValueError):  # a year beyond 9999
            text = "The date lies outside any calendar. Look at the dates of this placement."
            raise Beyond(text, late=True) from None

    return run


def _earlier_known(nodes: Sequence[Node], scope: Scope) -> date:
    """The earliest of the dates that are known: one still waited for, or after the loaded years, is no earlier."""
    known: list[date] = []
    waits, beyond = "a date", ""  # not the exceptions: kept in a frame, they would keep it in turn
    for node in nodes:
        try:
            known.append(day(node, scope))
        except Waits as waiting:
            waits, beyond = waiting.what, ""
        except Beyond as outside:
            if not outside.late:
                raise
            beyond = outside.text
    if known:
        return min(known)
    raise Beyond(beyond, late=True) if beyond else Waits(waits)


def day(node: Node, scope: Scope) -> date:
    """A date, or `Waits` where the expression has none yet."""
    value = (node.run or _thought_out(node))(scope)
    if not isinstance(value, date):
        raise Waits(_first_name(node))
    return value


def loaded_day(node: Node, scope: Scope) -> date:
    """As `day`; refused where it lies outside the loaded school years, for nothing is guessed there."""
    return scope.calendar.require(day(node, scope))


def holds(node: Node | None, scope: Scope) -> bool | None:
    """Whether a condition holds; None where it rests on something nobody has said."""
    if node is None:
        return True
    value = evaluate(node, scope)
    return None if value is None else bool(value)


def holds_if_known(node: Node | None, scope: Scope) -> bool | None:
    """As `holds`; None as well where it rests on something undated or beyond the loaded term dates."""
    try:
        return holds(node, scope)
    except (Waits, Beyond):
        return None


def unknown_in(node: Node, scope: Scope) -> str:
    """The name of the first thing an expression asks for that nobody has said."""
    names = list(names_in(node))
    return next((name for name in names if not _known(name, scope)), names[0] if names else "a date")


def _known(name: str, scope: Scope) -> bool:
    try:
        return evaluate(Name(name), scope) is not None
    except (Waits, Beyond):
        return False


def _first_name(node: Node) -> str:
    if isinstance(node, Name):
        return node.name
    children = node.arguments if isinstance(node, Call) else ()
    return next((_first_name(child) for child in children if not isinstance(child, Literal)), "a date")


def _name(name: str) -> Run:
    if "." in name and not name.startswith("that."):
        return lambda scope: scope.names[name] if name in scope.names else scope.fact(name, scope.on or date.min)

    def run(scope: Scope) -> Any:
        names = scope.names if name in scope.names else scope.anchors
        if name in names:
            value = names[name]
            if isinstance(value, Waits):
                raise Waits(value.what)  # a fresh one: a kept exception would keep every frame it passed
            return value
        if scope.events.get(name):
            return scope.events[name][0]
        found = scope.seldom(name)
        if found is None:
            raise Waits(name)
        return found

    return run


def _operation(node: Operation) -> Run:
    if node.operator == "in":
        assert isinstance(node.right, Call)
        return _within_list(_run_of(node.left), [_run_of(one) for one in node.right.arguments])
    right = _run_of(node.right)
    if node.operator == "not":
        return _opposite(right)
    left = _run_of(node.left)
    if node.operator == "and":
        return _both(left, right)
    if node.operator == "or":
        return _either(left, right)
    return _compared(COMPARISONS[node.operator], left, right)


def _run_of(node: Node | None) -> Run:
    assert node is not None
    return node.run or _thought_out(node)


def _within_list(left: Run, choices: Sequence[Run]) -> Run:
    def run(scope: Scope) -> bool | None:
        value = left(scope)
        return None if value is None else value in [one(scope) for one in choices]

    return run


def _opposite(right: Run) -> Run:
    def run(scope: Scope) -> bool | None:
        value = right(scope)
        return None if value is None else not value

    return run


def _both(left: Run, right: Run) -> Run:
    """False where either side is false, whatever is not known of the other."""

    def run(scope: Scope) -> bool | None:
        one = left(scope)
        if one is not None and not one:
            return False
        other = right(scope)
        if other is not None and not other:
            return False
        return None if one is None or other is None else True

    return run


def _either(left: Run, right: Run) -> Run:
    """True where either side is true, whatever is not known of the other."""

    def run(scope: Scope) -> bool | None:
        one = left(scope)
        if one:
            return True
        other = right(scope)
        if other:
            return True
        return None if one is None or other is None else False

    return run


def _compared(compare: Callable[[Any, Any], Any], left: Run, right: Run) -> Run:
    def run(scope: Scope) -> bool | None:
        one, other = left(scope), right(scope)
        return None if one is None or other is None else bool(compare(one, other))

    return run


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}
