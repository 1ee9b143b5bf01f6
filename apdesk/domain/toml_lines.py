"""Which line of a TOML text states which key, and which names are declared twice.

`tomllib` forgets lines and stops at the first repeated table; a school editing its policy needs every
mistake at once, with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*(\]\]?)\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\s*=(?!=)""")
_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[^.\s]+)\s*(?:\.|$)""")


@dataclass
class Lines:
    """Line numbers by path; `repeated` holds (line, name) of what was declared before."""

    text: str
    at: dict[Path, int] = field(default_factory=dict)
    repeated: list[tuple[int, str]] = field(default_factory=list)

    def line(self, *path: str | int) -> int:
        """The line of a key, else of the nearest table above it, else 1."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.at:
                return self.at[path[:length]]
        return 1


def index(text: str) -> Lines:
    """Lines of every table and key; repeated tables and keys are blanked out of `text` so that the rest can be read."""
    lines = Lines(text)
    kept: list[str] = []
    table: Path = ()
    arrays: dict[Path, int] = {}
    skipping, quoted = False, False
    for number, line in enumerate(text.splitlines(), 1):
        was_quoted = quoted
        if line.count('"""') % 2 or line.count("'''") % 2:
            quoted = not quoted
        header = None if was_quoted else _HEADER.match(line)
        if header:
            skipping = False
            table = _table(header.group(1) == "[[", _parts(header.group(2)), arrays)
            if table in lines.at:
                lines.repeated.append((number, str(table[-1])))
                skipping = True
            else:
                lines.at[table] = number
        elif not was_quoted and not skipping and (key := _KEY.match(line)):
            path = (*table, *_parts(key.group(1)))
            if path in lines.at and lines.at[path] != number:
                lines.repeated.append((number, str(path[-1])))
                line = "#" + line
            else:
                lines.at[path] = number
        kept.append("" if skipping else line)
    lines.text = "\n".join(kept) + "\n"
    return lines


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def _table(array: bool, parts: tuple[str, ...], arrays: dict[Path, int]) -> Path:
    """The path of a header, with the number of each array element on the way."""
    path: Path = ()
    for n, part in enumerate(parts):
        path = (*path, part)
        if array and n == len(parts) - 1:
            arrays[path] = arrays.get(path, -1) + 1
        if path in arrays:
            path = (*path, arrays[path])
    return path
