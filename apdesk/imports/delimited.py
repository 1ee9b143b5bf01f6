"""Reads comma, semicolon and tab separated lists, row by row, within bounds."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from apdesk.imports.encoding import find_encoding
from apdesk.imports.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet
from apdesk.imports.source import cannot_read
from apdesk.problems import Problem
from apdesk.progress import Progress

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 60
_STEP = 500         # rows between two words to whoever watches


def read_delimited(path: Path, headings_in: Callable[[Sequence[str]], int], progress: Progress) -> Sheet:
    """The rows of a text file; `headings_in` counts the known headings in a row, which finds the delimiter.

    Raises `Problem` with the row for text that cannot be read as rows.
    """
    encoding = find_encoding(path)
    delimiter = _find_delimiter(path, encoding, headings_in)
    rows: list[tuple[str, ...]] = []
    cells = 0
    try:
        with path.open(encoding=encoding, newline="") as stream:
            for row in csv.reader(stream, delimiter=delimiter, strict=True):
                cells += len(row)
                if len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
                    raise _too_many(path, len(rows) + 1)
                rows.append(tuple(row))
                if len(rows) % _STEP == 0:
                    progress.step(len(rows), 0, "Reading rows")
    except csv.Error as fault:
        raise _broken_row(path, len(rows) + 1, fault) from None
    except OSError as fault:
        raise cannot_read(path, fault) from None
    return Sheet(rows)


def _find_delimiter(path: Path, encoding: str, headings_in: Callable[[Sequence[str]], int]) -> str:
    """The sign that shows the most headings in one of the first rows; then the one that makes the widest rows."""
    try:
        with path.open(encoding=encoding, newline="") as stream:
            lines = list(islice(stream, _SAMPLE_ROWS))
    except OSError as fault:
        raise cannot_read(path, fault) from None
    first = lines[0].strip() if lines else ""
    if first.casefold().startswith("sep=") and len(first) == 5:     # Excel's own hint
        return first[4]
    best, best_score = DELIMITERS[0], (-1, -1)
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        score = (max(map(headings_in, rows), default=0), max(map(len, rows), default=0))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _too_many(path: Path, line: int) -> Problem:
    return Problem(
        "roll.too-large",
        f"{path.name} has more rows or columns than any list of pupils (row {line:,}). Export the list again.",
        f"{path.name}, row {line:,}",
    )


def _broken_row(path: Path, line: int, fault: csv.Error) -> Problem:
    said = str(fault)
    if "field larger than" in said:
        what = "holds a cell of more than 131,072 characters, or opens a quotation mark that is never closed"
    elif "unexpected end of data" in said:
        what = "opens a quotation mark that is never closed, so the file may be cut short"
    else:
        what = "has a quotation mark in the middle of a cell"
    return Problem(
        "roll.broken-row", f"Row {line:,} of {path.name} {what}. Nothing was read. Export the list again.",
        f"{path.name}, row {line:,}",
    )
