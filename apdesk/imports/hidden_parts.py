"""Rows and columns that a workbook keeps out of sight. They are read like all others, and a remark says so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

from apdesk.imports.archive import windows
from apdesk.imports.old_workbook import sheet_records
from apdesk.imports.sheet import MAX_COLUMNS, MAX_ROWS, Cell, column_letter, text_of

_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*\sr="(\d{1,8})"[^>]*>')
_COLUMNS = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\shidden="(?:1|true)")([^>]*)>')
_FROM, _TO = re.compile(rb'\bmin="(\d{1,6})"'), re.compile(rb'\bmax="(\d{1,6})"')
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*\s\w+:id="([^"]+)"')
_PART = re.compile(r'<Relationship\b(?=[^>]*\sId="([^"]+)")[^>]*\sTarget="([^"]+)"')
_ODS = re.compile(rb"<table:(table-row|table-column|table)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_OUT_OF_SIGHT = re.compile(rb'table:visibility="(?:collapse|filter)"')
_XLS_ROW, _XLS_COLUMNS = 0x0208, 0x007D     # record numbers of [MS-XLS] 2.3
_MOST_NAMED = 6


class Hidden(NamedTuple):
    """What one sheet hides, counted from 0."""

    rows: set[int]
    columns: set[int]


NOTHING = Hidden(set(), set())


def hidden_parts(path: Path, kind: str) -> list[Hidden]:
    """What each sheet hides, in the order of the workbook, which has been looked through before.

    Where a workbook orders its parts in a way that is not known, nothing is said to be hidden: it only costs a remark.
    """
    if kind == "xls":
        return [_xls_sheet(records) for records in sheet_records(path)]
    try:
        with zipfile.ZipFile(path) as book:
            return list(_ods_sheets(book) if kind == "ods" else _xlsx_sheets(book))
    except KeyError:
        return []


def hidden_remark(hidden: Hidden, rows: Sequence[Sequence[Cell]], first: tuple[int, int]) -> str:
    """"3 hidden rows (6, 7, 8) were read too."; "" where it is empty. `first`: the corner's place."""
    filled = [row + 1 for row in sorted(hidden.rows) if _says(rows[row - first[0]: row - first[0] + 1], row - first[0])]
    letters = [
        column_letter(column) for column in sorted(hidden.columns)
        if column >= first[1] and any(text_of(cell) for row in rows for cell in row[column - first[1]:][:1])
    ]  # fmt: skip
    parts = [_counted(len(filled), "row", filled), _counted(len(letters), "column", letters)]
    said = " and ".join(part for part in parts if part)
    return f"{said} {'was' if len(filled) + len(letters) == 1 else 'were'} read too." if said else ""


def _says(rows: Sequence[Sequence[Cell]], index: int) -> bool:
    return index >= 0 and any(text_of(cell) for row in rows for cell in row)


def _counted(number: int, what: str, which: Sequence[object]) -> str:
    if not number:
        return ""
    named = f" ({', '.join(str(each) for each in which)})" if number <= _MOST_NAMED else ""
    return f"{number:,} hidden {what}{'' if number == 1 else 's'}{named}"


def _xlsx_sheets(book: zipfile.ZipFile) -> Iterator[Hidden]:
    places = dict(_PART.findall(book.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")))
    for part in _SHEET.findall(book.read("xl/workbook.xml").decode("utf-8", "replace")):
        target = unescape(places[part])
        hidden = Hidden(set(), set())
        for window in windows(book, target.lstrip("/") if target.startswith("/") else f"xl/{target}"):
            hidden.rows.update(int(found) - 1 for found in _ROW.findall(window))
            for words in _COLUMNS.findall(window):
                first, last = _FROM.search(words), _TO.search(words)
                if first and last:
                    hidden.columns.update(range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS)))
        yield hidden


def _ods_sheets(book: zipfile.ZipFile) -> list[Hidden]:
    found: list[Hidden] = []
    row = column = 0
    for tag, words in _ODS.findall(book.read("content.xml")):
        if tag == b"table":
            found.append(Hidden(set(), set()))
            row = column = 0
            continue
        times = int(again[1]) if (again := _REPEATED.search(words)) else 1
        rows = tag == b"table-row"
        at, most = (row, MAX_ROWS) if rows else (column, MAX_COLUMNS)
        if found and _OUT_OF_SIGHT.search(words):
            (found[-1].rows if rows else found[-1].columns).update(range(at, min(at + times, most)))
        row, column = (row + times, column) if rows else (row, column + times)
    return found


def _xls_sheet(records: Iterator[tuple[int, bytes]]) -> Hidden:
    hidden = Hidden(set(), set())
    for kind, data in records:
        if kind == _XLS_ROW and len(data) >= 14 and data[12] & 0x20:
            hidden.rows.add(int.from_bytes(data[:2], "little"))
        elif kind == _XLS_COLUMNS and len(data) >= 10 and data[8] & 0x01:
            first, last = int.from_bytes(data[:2], "little"), int.from_bytes(data[2:4], "little")
            hidden.columns.update(range(first, min(last + 1, MAX_COLUMNS)))
    return hidden
