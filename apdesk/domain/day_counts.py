"""How the days of a rule are counted, in a few words: "Latest 2 school days before, aim for 3"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from apdesk.domain.expression import Call, Literal, Name, Node
from apdesk.domain.functions import FUNCTIONS
from apdesk.domain.protocol import DutyRule, LimitRule

ASKED = "Asked for each placement"
_MOVES = ("BF", "AF")


class Offset(NamedTuple):
    """So many of a unit from an anchor; negative is before it."""

    number: int
    unit: str                   # "school day"
    anchor: str                 # "S0"

    @property
    def size(self) -> str:
        """ "2 school days" """
        return f"{abs(self.number)} {self.unit}{'' if abs(self.number) == 1 else 's'}"

    @property
    def side(self) -> str:
        """ "before" or "after" """
        return "before" if self.number < 0 else "after"


def counted(rule: DutyRule | LimitRule) -> str:
    """The last day that holds and the day worked to; "" where the rule's dates are no plain count of days."""
    if isinstance(rule, LimitRule):
        return ASKED if len(rule.reading_names) > 1 else _said(next(offsets(rule.until), None))
    hard = next(offsets(rule.hard), None)
    aims = list(offsets(rule.due))
    if hard is None:
        return _said(aims[0] if aims else None)
    aim = next((one for one in aims if one[1:] == hard[1:] and one.side == hard.side), None)
    latest = f"Latest {hard.size} {hard.side}"
    return latest if aim is None or aim == hard else f"{latest}, aim for {abs(aim.number)}"


def offsets(node: Node | None) -> Iterator[Offset]:
    """The counts of days in an expression, the outermost only; a day moved to a school day is counted as it stood."""
    if not isinstance(node, Call):
        return
    if node.function in (*_MOVES, "earlier", "later"):
        for each in node.arguments[:1] if node.function in _MOVES else node.arguments:
            yield from offsets(each)
    unit = FUNCTIONS[node.function].unit if node.function in FUNCTIONS else ""
    if unit and len(node.arguments) == 2 and isinstance(node.arguments[1], Literal):
        count = node.arguments[1].value
        if isinstance(count, int):
            yield Offset(count, unit, _anchor(node.arguments[0]))


def _anchor(node: Node) -> str:
    return node.name if isinstance(node, Name) else repr(node)


def _said(offset: Offset | None) -> str:
    return f"{offset.size} {offset.side}" if offset else ""
