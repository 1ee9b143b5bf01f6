"""Reads the table of a web page: school systems save such pages with the name of an Excel file."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from apdesk.imports.encoding import find_encoding
from apdesk.imports.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet
from apdesk.imports.source import cannot_read
from apdesk.problems import Problem

_CHUNK = 1 << 16


class _Tables(HTMLParser):
    """Collects the rows of every table; a table inside a cell counts as its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.cells = 0
        self._depth = 0
        self._words: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), MAX_COLUMNS) if span.isascii() and span.isdigit() and span != "0" else 1
            self._words = []
        elif tag == "br" and self._words is not None:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        row = self.tables[-1][-1]
        row.append(" ".join("".join(self._words).split()))
        row.extend("" for _ in range(self._span - 1))
        self.cells += self._span
        self._words = None


def read_html(path: Path) -> tuple[Sheet, ...]:
    """The tables of a page; a row's number is its place in its table. Raises `Problem` where there is none."""
    parser = _Tables()
    try:
        with path.open(encoding=find_encoding(path)) as stream:
            while text := stream.read(_CHUNK):
                parser.feed(text)
                if parser.cells > MAX_CELLS or any(len(table) > MAX_ROWS for table in parser.tables):
                    raise Problem(
                        "roll.too-large", f"{path.name} holds a larger table than any list of pupils. Export the list "
                        "again.", path.name,
                    )
        parser.close()
    except OSError as fault:
        raise cannot_read(path, fault) from None
    tables = tuple(Sheet(table) for table in parser.tables if any(table))
    if not tables:
        raise Problem(
            "roll.not-a-list",
            f"{path.name} is a web page without a table, not a list of pupils. Export the list again as CSV or as an "
            "Excel workbook.", path.name,
        )
    return tables
