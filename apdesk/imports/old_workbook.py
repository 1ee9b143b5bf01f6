"""Looks through the records of an old workbook (.xls) before it is read: a reader believes what they say of sizes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from apdesk.imports.compound_file import DamagedFile, streams
from apdesk.imports.sheet import MAX_CELLS
from apdesk.imports.source import cannot_read, damaged_workbook, protected_workbook
from apdesk.problems import Problem

ROWS, COLUMNS = 65_536, 256

# Record numbers of [MS-XLS] 2.3.
_END, _PASSWORD, _SHEET, _TEXTS, _REACH = 0x000A, 0x002F, 0x0085, 0x00FC, 0x0200
_CELLS = frozenset((0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
_LEAST_TEXT = 3     # bytes of the shortest text in the table of texts


def check_old_workbook(path: Path) -> None:
    """Nothing, where reading stays within bounds.

    Raises `Problem` "roll.damaged" for a file that contradicts itself, "roll.password" for one that is enciphered,
    "roll.too-large" for a sheet whose filled part is far larger than any list.
    """
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise cannot_read(path, fault) from None
    try:
        found = streams(content)
        book = found.get("Workbook") or found.get("Book") or b""
        starts = _check(book, 0, path.name)
        for start in starts:
            _check(book, start, path.name)
    except (DamagedFile, struct.error):
        raise damaged_workbook(path.name) from None


def sheet_records(path: Path) -> Iterator[Iterator[tuple[int, bytes]]]:
    """The records of each sheet, number and bytes, in the order of a workbook that `check_old_workbook` let pass."""
    found = streams(path.read_bytes())
    book = found.get("Workbook") or found.get("Book") or b""
    for kind, data in _records(book, 0):
        if kind == _SHEET:
            yield _records(book, struct.unpack_from("<I", data)[0])


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4: at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


def _check(book: bytes, start: int, where: str) -> list[int]:
    """Looks at the records from `start` to the end of its part; where the sheets begin that it names."""
    sheets: list[int] = []
    rows = columns = 0
    for kind, data in _records(book, start):
        if kind == _PASSWORD:       # what follows is enciphered and says nothing
            raise protected_workbook(where)
        if kind == _SHEET:
            sheets.append(struct.unpack_from("<I", data)[0])
        elif kind == _TEXTS:
            if struct.unpack_from("<I", data, 4)[0] > len(book) // _LEAST_TEXT:
                raise DamagedFile
        elif kind == _REACH and len(data) in (10, 14):
            first_row, last_row, first, last = struct.unpack_from("<HHHH" if len(data) == 10 else "<IIHH", data)
            if not (first_row <= last_row <= ROWS and first <= last <= COLUMNS):
                raise DamagedFile
            rows, columns = max(rows, last_row), max(columns, last)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            if column >= COLUMNS:
                raise DamagedFile
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    if rows * columns > 2 * MAX_CELLS:
        raise Problem(
            "roll.too-large",
            f"A sheet of {where} has {rows:,} rows and {columns:,} columns, far more than a list of pupils. Delete "
            "what stands outside the list, or export it again.", where,
        )
    return sheets
