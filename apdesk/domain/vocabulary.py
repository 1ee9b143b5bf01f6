"""What the names and operators of a protocol's expressions mean; the one place that evaluates them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from apdesk.domain.expression import Call, Literal, Name, Node, Operation, calls_in, names_in
from apdesk.domain.functions import FUNCTIONS
from apdesk.domain.school_calendar import Beyond
from apdesk.domain.scope import Scope, Waits


def evaluate(node: Node, scope: Scope) -> Any:
    """The value of an expression. Raises `Waits`, or `Problem` beyond the loaded term dates."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        return _name(node.name, scope)
    if isinstance(node, Operation):
        return _operation(node, scope)
    if node.function == "earlier":
        return _earlier_known(node.arguments, scope)
    if node.function == "if":
        condition, yes, no = node.arguments
        return evaluate(yes if evaluate(condition, scope) else no, scope)
    function = FUNCTIONS[node.function]
    values = [evaluate(one, scope) for one in node.arguments]
    if None in values and not function.unknown:
        raise Waits(_first_name(node.arguments[values.index(None)]))
    try:
        return function.work(scope, *values)
    except OverflowError:
        raise Beyond("The date lies outside any calendar. Look at the dates of this placement.", late=True) from None


def _earlier_known(nodes: Sequence[Node], scope: Scope) -> date:
    """The earliest of the dates that are known: one still waited for, or after the loaded years, is no earlier."""
    known: list[date] = []
    unknown: Exception = Waits("a date")
    for node in nodes:
        try:
            known.append(day(node, scope))
        except Waits as waiting:
            unknown = waiting
        except Beyond as beyond:
            if not beyond.late:
                raise
            unknown = beyond
    if not known:
        raise unknown
    return min(known)


def day(node: Node, scope: Scope) -> date:
    """A date, or `Waits` where the expression has none yet."""
    value = evaluate(node, scope)
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


@cache
def rests_on_facts(node: Node) -> bool:
    """Whether a condition asks of facts alone, none of which hang on the date of the duty."""
    calls = all(call.function in ("list", "table") for call in calls_in(node))
    return calls and all("." in name and name not in ("pupil.adult", "pupil.compulsory_age") for name in names_in(node))


def _first_name(node: Node) -> str:
    if isinstance(node, Name):
        return node.name
    children = node.arguments if isinstance(node, Call) else ()
    return next((_first_name(child) for child in children if not isinstance(child, Literal)), "a date")


def _name(name: str, scope: Scope) -> Any:
    if name in scope.names:
        value = scope.names[name]
        if isinstance(value, Waits):
            raise value
        return value
    if "." in name:
        return scope.fact(name, scope.on or date.min)
    if scope.events.get(name):
        return scope.events[name][0]
    found = scope.seldom(name)
    if found is not None:
        return found
    raise Waits(name)


def _operation(node: Operation, scope: Scope) -> bool | None:
    if node.operator == "not":
        right = evaluate(node.right, scope)
        return None if right is None else not right
    assert node.left is not None
    left = evaluate(node.left, scope)
    if node.operator == "and":
        return _both(left, node.right, scope)
    if node.operator == "or":
        return _either(left, node.right, scope)
    if node.operator == "in":
        assert isinstance(node.right, Call)
        return None if left is None else left in [evaluate(one, scope) for one in node.right.arguments]
    return _compare(node.operator, left, evaluate(node.right, scope))


def _both(left: Any, right: Node, scope: Scope) -> bool | None:
    if left is not None and not left:
        return False
    other = evaluate(right, scope)
    if other is not None and not other:
        return False
    return None if left is None or other is None else True


def _either(left: Any, right: Node, scope: Scope) -> bool | None:
    if left:
        return True
    other = evaluate(right, scope)
    if other:
        return True
    return None if left is None or other is None else False


def _compare(operator: str, left: Any, right: Any) -> bool | None:
    if operator == "==" and (left is None or right is None):
        return None
    if operator == "!=" and (left is None or right is None):
        return None
    if left is None or right is None:
        return None
    if operator == "==":
        return bool(left == right)
    if operator == "!=":
        return bool(left != right)
    if operator == "<":
        return bool(left < right)
    if operator == "<=":
        return bool(left <= right)
    if operator == ">":
        return bool(left > right)
    return bool(left >= right)
