"""Whether the expressions of a protocol mean something: names known, units possible, kinds that fit, ever true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import islice, product

from apdesk.domain.expression import Call, ExpressionError, Literal, Name, Node, Operation, calls_in, names_in, parse
from apdesk.domain.facts import DERIVED
from apdesk.domain.functions import FUNCTIONS, WEEKDAYS
from apdesk.domain.protocol import FactType, Protocol
from apdesk.domain.protocol_file import Mistake
from apdesk.domain.school_calendar import Block, SchoolCalendar
from apdesk.domain.scope import Scope
from apdesk.domain.toml_lines import Lines
from apdesk.domain.vocabulary import evaluate

NUMBER = "number"  # of the occurrence, 1 the first
PERIOD_NAMES = {"half-term", "term", "week", "fortnight", "month", "school day", "period"}
SESSION_FACTS = {
    "letter": ("P", "R", "S", "-"), "half": ("AM", "PM"), "home_open": (True, False), "host_open": (True, False),
    "paused": (True, False), "agreed": (True, False),
}
# the numbers a function can count with, where not every number makes sense
RANGES: dict[str, tuple[range, ...]] = {
    **{unit: (range(-1000, 1001),) for unit in ("SD", "WD", "CD", "CW", "CM", "SW")},
    "DAY": (range(1, 1001),), "TERM": (range(1, 10),), "HT": (range(1, 20),), "TERM-OF": (range(1, 4),),
    "TERM-END": (range(1900, 2200), range(1, 4)), "ON": (range(1, 13), range(1, 32)), "WEEKDAY": (range(-5, 6),),
    **{word: (range(1, 1001),) for word in ("due", "hard", "held", "done")},
}
NEVER = ((0, "SW"), (0, "WEEKDAY"))
MOST_TRIED = 4000
_GAP = re.compile(r"\{([^}]*)\}")
_KIND_OF_TYPE = {"yes-no": "yes-no", "number": "number", "year group": "number", "date": "date"}
_NO_CALENDAR = SchoolCalendar((Block(date(2000, 9, 1), date(2000, 9, 1), ""),))
Path = tuple[str | int, ...]


class ExpressionChecker:
    """Collects the mistakes of one protocol's expressions, each with its line."""

    def __init__(self, protocol: Protocol, lines: Lines) -> None:
        self.protocol = protocol
        self.lines = lines
        self.found: list[Mistake] = []
        self.rules = {rule.id: rule for rule in protocol.duties}

    def wrong(self, code: str, text: str, *path: str | int) -> None:
        """Note a mistake at the line of `path`."""
        self.found.append(Mistake(self.lines.line(*path), code, text))

    def expression(
        self, node: Node | None, names: set[str], wants: str, *path: str | int, pathways: Sequence[str] = ()
    ) -> None:
        """Note what is wrong with one expression, which has to be of kind `wants` (date, yes-no, any)."""
        if node is None:
            return
        before = len(self.found)
        for name in names_in(node):
            self._name(name, names, path)
        for call in calls_in(node):
            self._call(call, path)
        for operation in _operations_in(node):
            self._operation(operation, path)
        kind = self.kind(node)
        if wants == "date" and kind not in ("date", "any"):
            self.wrong("unit", f"{path[-2]}: {path[-1]} has to be a date, and this is a {kind}.", *path)
        if wants == "yes-no" and kind not in ("yes-no", "any"):
            self.wrong("unit", f"{path[-2]}: {path[-1]} has to be a yes or no, and this is a {kind}.", *path)
        if wants == "yes-no" and len(self.found) == before and path[-1] != "met":  # a prohibition is never met
            self._possible(node, path, pathways)

    def template(self, text: str, names: set[str], *path: str | int) -> None:
        """The `{expressions}` of a sentence."""
        for gap in _GAP.findall(text):
            try:
                self.expression(parse(gap), names, "any", *path)
            except ExpressionError as error:
                self.wrong("expression", f"{path[-2]}: {error}.", *path)

    # -------------------------------------------------------- names and calls

    def _name(self, name: str, names: set[str], path: Path) -> None:
        if name in names or name in self.protocol.events:
            return
        if name.startswith("session.") and path[0] == "referee" and name[8:] in SESSION_FACTS:
            return
        if "." not in name:
            self.wrong("unknown-name", f'{path[-2]}: nothing is called "{name}" here.', *path)
        elif name not in self.protocol.facts and name not in DERIVED:
            hint = _hint(name, [*self.protocol.facts, *DERIVED])
            self.wrong("unknown-fact", f'{path[-2]}: no fact is called "{name}".{hint}', *path)

    def _call(self, call: Call, path: Path) -> None:
        function = FUNCTIONS.get(call.function)
        if call.function == "list":
            return
        if function is None:
            hint = _hint(call.function, list(FUNCTIONS))
            self.wrong("unknown-function", f'{path[-2]}: there is no function or unit "{call.function}".{hint}', *path)
            return
        takes = function.takes * max(2, len(call.arguments)) if function.many else function.takes
        if not (len(takes) - function.optional <= len(call.arguments) <= len(takes)):
            text = f"{path[-2]}: {call.function} takes {len(takes)} things, not {len(call.arguments)}."
            self.wrong("unit", text, *path)
            return
        numbers = iter(RANGES.get(call.function, ()))
        for argument, taken in zip(call.arguments, takes, strict=False):
            self._argument(call.function, argument, taken, next(numbers, None) if taken == "n" else None, path)
        if call.function == "if":
            self._choice(call, path)

    def _argument(self, function: str, argument: Node, taken: str, allowed: range | None, path: Path) -> None:
        kind = self.kind(argument)
        word = argument.value if isinstance(argument, Literal) else None
        wanted = {"d": "date", "n": "number", "p": "period"}.get(taken)
        if wanted and (kind not in (wanted, "any") or (taken == "n" and self._is_fraction(argument))):
            needed = "whole number" if taken == "n" else wanted
            self.wrong("unit", f"{path[-2]}: {function} needs a {needed} where a {kind} stands.", *path)
        elif isinstance(word, int) and allowed is not None and (word not in allowed or (word, function) in NEVER):
            self.wrong("unit", f"{path[-2]}: {function} cannot count with {word}.", *path)
        elif taken == "w" and word not in WEEKDAYS:
            self.wrong("unit", f'{path[-2]}: "{word}" is not a day of the week.', *path)
        elif taken == "e" and word not in self.protocol.events:
            self.wrong("unknown-event", f'{path[-2]}: no event is called "{word}".', *path)
        elif taken == "r" and word not in self.rules:
            self.wrong("unknown-rule", f'{path[-2]}: no rule is called "{word}".', *path)
        elif taken == "t" and word not in self.protocol.tables:
            self.wrong("unknown-table", f'{path[-2]}: no table is called "{word}".', *path)

    def _is_fraction(self, node: Node) -> bool:
        if isinstance(node, Literal):
            return isinstance(node.value, float)
        return isinstance(node, Name) and self._type_of(node.name) == "number" and node.name != NUMBER

    def _choice(self, call: Call, path: Path) -> None:
        condition, yes, no = (self.kind(one) for one in call.arguments)
        if condition not in ("yes-no", "any"):
            self.wrong("unit", f"{path[-2]}: if needs a yes or no, and this is a {condition}.", *path)
        if yes != no and "any" not in (yes, no):
            self.wrong("unit", f"{path[-2]}: if gives a {yes} or a {no}, which are two kinds of thing.", *path)

    def _operation(self, operation: Operation, path: Path) -> None:
        right = self.kind(operation.right)
        if operation.left is None or operation.operator in ("and", "or"):
            for side in (operation.left, operation.right):
                kind = self.kind(side) if side is not None else "any"
                if kind not in ("yes-no", "any"):
                    text = f"{path[-2]}: {operation.operator} joins conditions, and one side is a {kind}."
                    self.wrong("unit", text, *path)
            return
        left = self.kind(operation.left)
        compared = operation.right.arguments if isinstance(operation.right, Call) and operation.operator == "in" else ()
        for kind in [self.kind(one) for one in compared] or [right]:
            if kind != left and "any" not in (kind, left):
                self.wrong("unit", f"{path[-2]}: a {left} is never compared with a {kind}.", *path)
                return
        if operation.operator in ("<", "<=", ">", ">=") and left not in ("date", "number", "any"):
            self.wrong("unit", f"{path[-2]}: a {left} is neither more nor less than another.", *path)

    # -------------------------------------------------------- kinds

    def kind(self, node: Node) -> str:
        """date, number, yes-no, text, period or any."""
        if isinstance(node, Operation):
            return "yes-no"
        if isinstance(node, Literal):
            return _kind_of(node.value)
        if isinstance(node, Name):
            return self._kind_of_name(node.name)
        if node.function == "if" and len(node.arguments) == 3:
            kinds = {self.kind(one) for one in node.arguments[1:]} - {"any"}
            return kinds.pop() if len(kinds) == 1 else "any"
        if node.function == "table" and node.arguments and isinstance(node.arguments[0], Literal):
            kinds = {_kind_of(value) for value in self.protocol.tables.get(str(node.arguments[0].value), {}).values()}
            return kinds.pop() if len(kinds) == 1 else "any"
        if node.function in ("within", "happened"):
            return "yes-no"
        return "number" if node.function in ("days", "school-days", "live") else "date"

    def _type_of(self, name: str) -> str:
        return self.protocol.facts[name].type if name in self.protocol.facts else ""

    def _kind_of_name(self, name: str) -> str:
        if name.startswith("session."):
            return "any"
        if name in self.protocol.facts:
            return _KIND_OF_TYPE.get(self._type_of(name), "text")
        if name == NUMBER or name.startswith(("placement.sessions_at", "placement.hours_")):
            return "number"
        if name in DERIVED:
            return "text" if name == "placement.pathway" else "yes-no"
        if name.removeprefix("next ") in PERIOD_NAMES and name not in self.protocol.events:
            return "period"
        return "date"

    # -------------------------------------------------------- ever true

    def _possible(self, node: Node, path: Path, pathways: Sequence[str]) -> None:
        """A condition on facts that never holds, whatever the facts, makes its rule unreachable."""
        if any(call.function not in ("list", "if") for call in calls_in(node)):
            return
        names = sorted(set(names_in(node)))
        if not all("." in name for name in names):
            return
        choices = [self._values(name, node, pathways) for name in names]
        tried = list(islice(product(*choices), MOST_TRIED + 1))
        if len(tried) <= MOST_TRIED and not any(_true(node, dict(zip(names, one, strict=True))) for one in tried):
            self.wrong("unreachable", f"{path[-2]}: {path[-1]} never holds, whatever is known.", *path)

    def _values(self, name: str, node: Node, pathways: Sequence[str]) -> Sequence[object]:
        """Enough values of a fact to tell whether the condition can hold."""
        if name.startswith("session."):
            return SESSION_FACTS.get(name[8:], (None,))
        if name == "placement.pathway":
            return tuple(pathways) or tuple(self.protocol.pathways)
        fact = self.protocol.facts.get(name, FactType(name, "number" if "_at_" in name else "yes-no", ""))
        if fact.choices or fact.type == "yes-no":
            return fact.choices or (True, False)
        told = [one for one in _constants(node) if not isinstance(one, bool)]
        if fact.type == "date":
            days = {one.toordinal() + step for one in told if isinstance(one, date) for step in (-1, 0, 1)}
            ends = date.min.toordinal(), date.max.toordinal()
            return [date.fromordinal(n) for n in sorted({*days, *ends}) if ends[0] <= n <= ends[1]]
        if fact.type in ("number", "year group"):
            steps = (-1, -0.5, 0, 0.5, 1) if fact.type == "number" else (-1, 0, 1)
            near = {n + step for n in told if isinstance(n, int | float) for step in steps} | {0, 10_000}
            return sorted(n for n in near if fact.type == "number" or 0 <= n <= 14)
        return [*(one for one in told if isinstance(one, str)), "something else"]


def _true(node: Node, known: dict[str, object]) -> bool:
    try:
        return bool(evaluate(node, Scope(_NO_CALENDAR, dict(known))))
    except TypeError:
        return True  # two facts of two kinds compared: no business of this check


def _constants(node: Node) -> Iterator[object]:
    if isinstance(node, Literal):
        yield node.value
    for part in _parts(node):
        yield from _constants(part)


def _operations_in(node: Node) -> Iterator[Operation]:
    if isinstance(node, Operation):
        yield node
    for part in _parts(node):
        yield from _operations_in(part)


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Operation):
        return (node.right,) if node.left is None else (node.left, node.right)
    return ()


def _kind_of(value: object) -> str:
    kinds = {bool: "yes-no", int: "number", float: "number", str: "text", date: "date"}
    return kinds.get(type(value), "any")


def _hint(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f' Did you mean "{near[0]}"?' if near else ""
