"""A protocol file's text in; a checked `Protocol`, or every mistake of form and meaning, out."""

from __future__ import annotations

from apdesk.domain.protocol import Protocol
from apdesk.domain.protocol_check import check_meaning
from apdesk.domain.protocol_file import Mistake
from apdesk.domain.protocol_form_toml import read_protocol
from apdesk.domain.toml_lines import index
from apdesk.problems import Problem


def check_protocol(text: str, rows: tuple[str, ...] = ()) -> tuple[Protocol | None, list[Mistake]]:
    """The protocol and all its mistakes by line; `rows` are the ids of the obligations table it has to cover."""
    protocol, mistakes = read_protocol(text)
    if protocol is not None:
        mistakes = mistakes + check_meaning(protocol, index(text), rows)
    return protocol, sorted(mistakes, key=lambda one: (one.line, one.text))


def parse_protocol(text: str, where: str) -> Protocol:
    """The protocol of a file without mistakes. Raises `protocol.mistakes` with the first and how many more."""
    protocol, mistakes = check_protocol(text)
    if mistakes or protocol is None:
        first, more = mistakes[0], len(mistakes) - 1
        others = f" ({more} more: apdesk protocol check lists them)" if more else ""
        raise Problem("protocol.mistakes", f"{first.text}{others}", f"{where}, line {first.line}")
    return protocol
