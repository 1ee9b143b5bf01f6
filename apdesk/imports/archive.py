"""Looks into a zipped workbook before it is unpacked: how large it really is, and what its cells reach to.

A workbook of some kilobytes may unpack to gigabytes, and one stray cell in the last column of the last row makes a
reader lay out every cell before it. Both are refused here, so that reading stays within bounds.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from apdesk.imports.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, column_index, column_letter
from apdesk.imports.source import cannot_read, damaged_workbook, protected_workbook
from apdesk.problems import Problem

MAX_UNPACKED = 300 * 1024 * 1024
_MAX_MEMBERS = 5_000
_CHUNK = 1 << 20
_OVERLAP = 4096         # longer than any start tag a sheet holds

_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,8})"[^>]*[^/>]>')
_FORMULA_WITHOUT_RESULT = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4}\d{1,8})"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ODS_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


@dataclass
class _Reach:
    """How far the filled cells of a sheet go; 1-based."""

    rows: int = 0
    columns: int = 0

    def include(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def check_archive(path: Path, kind: str) -> tuple[str, ...]:
    """Nothing, where a workbook is safe to unpack; the cells of an .xlsx whose formula has no stored result.

    Raises `Problem` for an archive that is damaged, protected, or too large once unpacked.
    """
    try:
        with zipfile.ZipFile(path) as book:
            _check_sizes(book, path.name)
            return _check_ods(book, path.name) if kind == "ods" else _check_xlsx(book, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, LookupError, ExpatError):
        raise damaged_workbook(path.name) from None
    except RuntimeError:        # what zipfile says of an encrypted member
        raise protected_workbook(path.name) from None
    except OSError as fault:
        raise cannot_read(path, fault) from None


def _check_sizes(book: zipfile.ZipFile, where: str) -> None:
    members = book.infolist()
    total = 0
    if len(members) <= _MAX_MEMBERS and sum(member.file_size for member in members) <= MAX_UNPACKED:
        for member in members:      # the sizes an archive states may be untrue, so each is counted
            for chunk in _chunks(book, member.filename):
                total += len(chunk)
                if total > MAX_UNPACKED:
                    break
        if total <= MAX_UNPACKED:
            return
    raise Problem(
        "roll.too-large",
        f"{where} would unpack to more than {MAX_UNPACKED // 2**20:,} MB, which no list of pupils does. Nothing was "
        "read. Export the list again.", where,
    )


def _chunks(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with book.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def windows(book: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The member in overlapping pieces, so that a tag on the seam is seen whole in one of them."""
    tail = b""
    for chunk in _chunks(book, name):
        window = tail + chunk
        yield window
        tail = window[-_OVERLAP:]


def _check_xlsx(book: zipfile.ZipFile, where: str) -> tuple[str, ...]:
    unfinished: dict[str, None] = {}
    for name in book.namelist():
        if not re.match(r"xl/worksheets/[^/]+\.xml$", name, re.IGNORECASE):
            continue
        reach = _Reach()
        for window in windows(book, name):
            for found in _CELL.finditer(window):
                reach.include(int(found[2]), column_index(found[1].decode()) + 1)
            for found in _FORMULA_WITHOUT_RESULT.finditer(window):
                unfinished[found[1].decode()] = None
        _check_reach(reach, where)
    return tuple(unfinished)


def _check_ods(book: zipfile.ZipFile, where: str) -> tuple[str, ...]:
    manifest = book.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in book.namelist() else b""
    if b"encryption-data" in manifest:
        raise protected_workbook(where)
    reach, row, repeat, column, rest = _Reach(), 0, 1, 0, b""
    whole = ParserCreate()      # a reader may wait for ever for the end of an element that never comes
    for chunk in _chunks(book, "content.xml"):
        whole.Parse(chunk)
        window = rest + chunk
        end = 0
        for found in _ODS_TAG.finditer(window):
            end = found.end()
            closing, tag, words = bool(found[1]), found[2], found[3]
            times = int(again[1]) if (again := _REPEATED.search(words)) else 1
            if tag == b"table" and not closing:
                row, repeat, column = 0, 0, 0
            elif tag == b"table-row" and not closing:
                row, repeat, column = row + repeat, times, 0
            elif not closing and tag != b"table":
                column += times
                if not words.rstrip().endswith(b"/") or b"value" in words:
                    reach.include(row + repeat, column)
        rest = window[max(end, len(window) - _OVERLAP):]
        _check_reach(reach, where)
    whole.Parse(b"", True)
    return ()


def _check_reach(reach: _Reach, where: str) -> None:
    if reach.rows <= MAX_ROWS and reach.columns <= MAX_COLUMNS and reach.rows * reach.columns <= MAX_CELLS:
        return
    last = f"{column_letter(reach.columns - 1)}{reach.rows}"
    raise Problem(
        "roll.too-large",
        f"{where} reaches to cell {last}, far beyond a list of pupils. Delete what stands outside the list, or export "
        "it again.", f"{where}, {last}",
    )
