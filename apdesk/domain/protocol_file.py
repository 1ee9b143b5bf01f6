"""A protocol file while it is read: its lines, the groups of pathways it names, and what was found wrong so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from apdesk.domain.expression import ExpressionError, Node, parse
from apdesk.domain.toml_lines import Lines

QUOTED = 150  # letters of an expression that a sentence repeats


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with a protocol file."""

    line: int
    code: str
    text: str


@dataclass
class ProtocolFile:
    """A file while it is read: its lines, and what was found wrong so far."""

    lines: Lines
    groups: dict[str, list[str]] = field(default_factory=dict)
    pathways: tuple[str, ...] = ()
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, code: str, text: str, *path: str | int) -> None:
        """Note a mistake at the line of `path`."""
        self.mistakes.append(Mistake(self.lines.line(*path), code, text))

    def node(self, text: str | None, *path: str | int) -> Node | None:
        """The tree of an expression; a mistake and None where it cannot be read."""
        if text is None:
            return None
        try:
            return parse(text)
        except ExpressionError as error:
            quoted = text if len(text) <= QUOTED else f"{text[:QUOTED]} …"
            self.wrong("expression", f'{path[-1]} of {path[-2]}: "{quoted}": {error}.', *path)
            return None

    def applies(self, words: object, *path: str | int) -> frozenset[str]:
        """Pathway ids of a `for`, groups opened."""
        found: set[str] = set()
        for word in strings(words):
            if word in self.groups:
                found.update(self.groups[word])
            elif word in self.pathways:
                found.add(word)
            else:
                self.wrong("unknown-pathway", f'"{word}" is neither a pathway nor a group of pathways.', *path)
        if not found:
            self.wrong("unreachable", f"{path[-2]} is for no pathway, so nothing ever brings it about.", *path)
        return frozenset(found)


def strings(value: object) -> tuple[str, ...]:
    """A list of words, written as a list or as one word."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    return tuple(str(one) for one in value) if isinstance(value, Iterable) else ()
