"""A list as it lies in a file: the sheet that looks most like it, its row of headings, and the rows below.

What the headings mean is the business of whoever asks; this module only counts how many of them are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from apdesk.imports.delimited import read_delimited
from apdesk.imports.html_table import read_html
from apdesk.imports.sheet import Cell, Sheet, column_letter, is_blank, text_of
from apdesk.imports.source import recognise
from apdesk.imports.transfer_file import read_transfer_file
from apdesk.imports.workbook import read_workbook
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent

_SEARCHED_ROWS = 60
_LONGEST_HEADING = 80

Known = Callable[[Sequence[Cell]], int]
"""How many different facts the cells of a row would name if it were the row of headings."""


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """A file as read: its headings and the rows below, not yet understood."""

    name: str
    source_kind: str
    headings: tuple[str, ...]
    heading_line: int
    rows: tuple[tuple[int, Sequence[Cell]], ...]    # line and cells; blank rows are gone
    remarks: tuple[str, ...] = ()


def open_table(path: Path, known: Known, such_as: str, progress: Progress | None = None) -> RawTable:
    """The rows and headings of a file, whatever its kind.

    `such_as` is a sentence on the headings that such a list has. Raises `Problem` with the place; `Cancelled` when
    asked to stop.
    """
    watcher = progress or Silent()
    watcher.step(0, 0, "Reading the file")
    kind = recognise(path)
    sheet = _best_sheet(_read(path, kind, known, watcher), path.name, known)
    found = find_headings(sheet, path.name, known, such_as)
    first = tuple(sheet.rows[found])
    rows, repeats = [], []
    for index in range(found + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if tuple(row) == first:
            repeats.append(sheet.line(index))
        elif not is_blank(row):
            rows.append((sheet.line(index), row))
    if not rows:
        raise Problem(
            "roll.no-rows", f"{path.name} holds headings in row {sheet.line(found)} but no pupil below them. Export "
            "the list again.", f"{path.name}, row {sheet.line(found)}",
        )
    remarks = [*sheet.remarks]
    if repeats:
        remarks.append(f"The headings stand again in row {repeats[0]} and were passed over ({len(repeats)} times).")
    return RawTable(
        name=path.name, source_kind=kind, headings=name_headings(_trimmed(first)), heading_line=sheet.line(found),
        rows=tuple(rows), remarks=tuple(remarks),
    )


def _read(path: Path, kind: str, known: Known, progress: Progress) -> Sequence[Sheet]:
    if kind == "csv":
        return [read_delimited(path, known, progress)]
    if kind == "ctf":
        return [read_transfer_file(path)]
    return read_html(path) if kind == "html" else read_workbook(path, kind)


def _best_sheet(sheets: Sequence[Sheet], file: str, known: Known) -> Sheet:
    """The sheet that looks most like the list, a hidden one only where no other does; a remark names the rest."""
    filled = [sheet for sheet in sheets if not all(is_blank(row) for row in sheet.rows)]
    if not filled:
        raise Problem("roll.empty-file", f"{file} holds no rows. Export the list again.", file)
    scores = {id(sheet): max(known(row) for row in sheet.rows[:_SEARCHED_ROWS]) for sheet in filled}
    best = max(filled, key=lambda sheet: (scores[id(sheet)] > 1 and not sheet.hidden, scores[id(sheet)]))
    if len(filled) == 1 or not best.title:
        return best
    others = ", ".join(sheet.title for sheet in filled if sheet is not best)
    return Sheet(
        best.rows, best.title, best.first_line,
        (*best.remarks, f"Sheet {best.title} was read; not read: {others}."),
    )


def _trimmed(row: Sequence[Cell]) -> Sequence[Cell]:
    """The row up to its last cell that says something."""
    last = max((index for index, cell in enumerate(row) if text_of(cell)), default=-1)
    return row[: last + 1]


def find_headings(sheet: Sheet, file: str, known: Known, such_as: str) -> int:
    """The index of the row of headings; title rows stand above it.

    Raises `Problem` where there is none, or where two rows could be it.
    """
    scores = [known(row) for row in sheet.rows[:_SEARCHED_ROWS]]
    best = max(scores, default=0)
    if best < 2:
        return _first_full_row(sheet, file, such_as)
    found = scores.index(best)
    for other, score in enumerate(scores):
        near = abs(other - found) <= 3
        if other != found and near and score >= 3 and 2 * score >= best:
            first, second = sorted((sheet.line(found), sheet.line(other)))
            raise Problem(
                "roll.two-headings",
                f"Rows {first} and {second} of {file} both look like headings. Delete one of them and choose the file "
                "again.", f"{file}, rows {first} and {second}",
            )
    return found


def _first_full_row(sheet: Sheet, file: str, such_as: str) -> int:
    """A row that may hold headings unknown here: several different words, with data below."""
    for index, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        words = [text_of(cell) for cell in row if text_of(cell)]
        below = sheet.rows[index + 1: index + 2]
        if len(words) >= 3 and len(set(words)) == len(words) and below and not is_blank(below[0]) and not any(
            re.search(r"\d{2}", word) for word in words
        ):
            return index
    raise Problem(
        "roll.no-headings",
        f"No row of headings was found in the first {min(_SEARCHED_ROWS, len(sheet.rows)):,} rows of {file}. "
        f"{such_as}", file,
    )


def name_headings(row: Sequence[Cell]) -> tuple[str, ...]:
    """The headings as shown: a blank one is called after its column, a repeated one is numbered."""
    seen: dict[str, int] = {}
    headings = []
    for index, cell in enumerate(row):
        heading = " ".join(text_of(cell).split())[:_LONGEST_HEADING] or f"Column {column_letter(index)}"
        seen[heading] = seen.get(heading, 0) + 1
        headings.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return tuple(headings)
