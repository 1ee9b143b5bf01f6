"""The small language of a protocol file: `"BF(CD(review,-7))"`, `"pupil.ehcp and not placement.directed"`.

Text in, a tree out. What names and functions mean stands in `vocabulary.py`; nothing is evaluated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Value = date | bool | int | float | str | None
Run = Callable[[Any], Any]


class ExpressionError(ValueError):
    """The text cannot be read; the message says what is wrong with it."""


# `run` is where vocabulary.py keeps how a node is worked out, once it has thought about it


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value
    run: Run | None = field(default=None, init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A fact (`pupil.ehcp`), an anchor (`last day`), an event or a period (`half-term`)."""

    name: str
    run: Run | None = field(default=None, init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Node, ...]
    run: Run | None = field(default=None, init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """`and`, `or`, `not`, or a comparison; `left` is None for `not`."""

    operator: str
    left: Node | None
    right: Node
    run: Run | None = field(default=None, init=False, repr=False, compare=False)


Node = Literal | Name | Call | Operation

_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})|(?P<number>[+-]?\d+(?:\.\d+)?)|(?P<text>'[^']*')"
    r"|(?P<word>[A-Za-z][A-Za-z0-9_.-]*)|(?P<sign>==|!=|<=|>=|[<>(),]))"
)
_CONSTANTS: dict[str, Value] = {"yes": True, "no": False, "unknown": None}
QUOTED = 40  # letters of what cannot be read that a sentence repeats
DEEPEST = 100  # brackets in one expression
_KEYWORDS = {"and", "or", "not", "in", "after"}
_COMPARISONS = {"==", "!=", "<", "<=", ">", ">="}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ExpressionError(f'"{text[at:].strip()[:QUOTED]}" cannot be read')
        assert match.lastgroup is not None
        yield _Token(match.lastgroup, match.group(match.lastgroup))
        at = match.end()
    yield _Token("end", "")


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def accept(self, text: str) -> bool:
        if self.next.kind in ("word", "sign") and self.next.text == text:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise ExpressionError(f'"{text}" is missing before "{self.next.text or "the end"}"')

    def whole(self) -> Node:
        node = self.either()
        if self.next.kind != "end":
            raise ExpressionError(f'"{self.next.text}" was not expected')
        return node

    def either(self) -> Node:
        node = self.both()
        while self.accept("or"):
            node = Operation("or", node, self.both())
        return node

    def both(self) -> Node:
        node = self.negated()
        while self.accept("and"):
            node = Operation("and", node, self.negated())
        return node

    def negated(self) -> Node:
        if self.accept("not"):
            return Operation("not", None, self.negated())
        return self.compared()

    def compared(self) -> Node:
        left = self.single()
        if self.next.text in _COMPARISONS:
            return Operation(self.take().text, left, self.single())
        if self.accept("in"):
            self.expect("(")
            choices = self.arguments()
            return Operation("in", left, Call("list", choices))
        return left

    def single(self) -> Node:
        token = self.take()
        if token.kind == "sign" and token.text == "(":
            node = self.either()
            self.expect(")")
            return node
        if token.kind == "date":
            return Literal(_date(token.text))
        if token.kind == "number":
            return Literal(float(token.text) if "." in token.text else int(token.text))
        if token.kind == "text":
            return Literal(token.text[1:-1])
        if token.kind == "word" and token.text not in _KEYWORDS:
            return self.named(token.text)
        raise ExpressionError(f'"{token.text or "the end"}" was not expected')

    def named(self, word: str) -> Node:
        if self.accept("("):
            return Call(word, self.arguments())
        if word in _CONSTANTS:
            return Literal(_CONSTANTS[word])
        while self.next.kind == "word" and self.next.text not in _KEYWORDS:
            word += " " + self.take().text  # "last day", "next half-term"
        return Name(word)

    def arguments(self) -> tuple[Node, ...]:
        if self.accept(")"):
            return ()
        found: list[Node] = []
        while True:
            self.accept("after")  # BF(x, after a) reads as BF(x, a)
            found.append(self.either())
            if self.accept(")"):
                return tuple(found)
            self.expect(",")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ExpressionError(f'"{text}" is not a date') from None


def parse(text: str) -> Node:
    """The tree of `text`. Raises `ExpressionError` with a sentence fit for a list of mistakes."""
    if text.count("(") > DEEPEST or text.count("not ") > DEEPEST:
        raise ExpressionError(f"it holds more than {DEEPEST} brackets, which nobody can read; make several rules of it")
    return _Parser(text).whole()


def names_in(node: Node) -> Iterator[str]:
    """Every plain name the tree mentions, function names excluded."""
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from names_in(argument)
    elif isinstance(node, Operation):
        if node.left is not None:
            yield from names_in(node.left)
        yield from names_in(node.right)


def calls_in(node: Node) -> Iterator[Call]:
    """Every function call in the tree, outermost first."""
    if isinstance(node, Call):
        yield node
        for argument in node.arguments:
            yield from calls_in(argument)
    elif isinstance(node, Operation):
        if node.left is not None:
            yield from calls_in(node.left)
        yield from calls_in(node.right)


def rests_on_facts(node: Node) -> bool:
    """Whether a condition asks of facts alone, none of which hang on the date of the duty."""
    calls = all(call.function in ("list", "table") for call in calls_in(node))
    return calls and all("." in name and name not in ("pupil.adult", "pupil.compulsory_age") for name in names_in(node))
