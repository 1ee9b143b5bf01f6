"""Any list of the office as a workbook: the tracker, the inspection list, a table copied out of a screen.

Nothing heavy is imported until a workbook is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apdesk.exports.list_input import Cell, Column, ListDocument, Row
from apdesk.exports.words import moment_words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from apdesk.exports.xlsx.cells import Look, Pen

_HEAD_ROW = 4
_FORMATS = {"date": "ddd d mmm yyyy", "percent": "0.0%", "number": "#,##0.##"}


def list_workbook(document: ListDocument, *more: ListDocument) -> bytes:
    """The list as one sheet: title, head that stays and can be filtered, rows, notes. Made in memory alone.

    Further tables have a sheet each. Dates and numbers are dates and numbers; text can never become a formula;
    cells named as gaps are grey and bold.
    """
    from openpyxl import Workbook

    from apdesk.exports.xlsx.cells import Pen
    from apdesk.exports.xlsx.memory import workbook_bytes

    workbook = Workbook()
    pen = Pen(workbook)
    for place, each in enumerate((document, *more)):
        sheet = workbook.create_sheet() if place else workbook.worksheets[0]
        sheet.title = each.heading or "List"
        _heads(sheet, pen, each)
        last = _rows(sheet, pen, each)
        _foot(sheet, pen, each, last + 2)
        _paper(sheet, each, last)
    return workbook_bytes(workbook, document.printing.printed_at, document.title, document.printing.school.name)


def _heads(sheet: Worksheet, pen: Pen, document: ListDocument) -> None:
    from apdesk.exports.xlsx.register_layout import HOW, TITLE

    several = f", {document.heading[:1].lower()}{document.heading[1:]}" if document.heading else ""
    pen.text(sheet, 1, 1, f"{document.printing.school.name}: {document.title}{several}", TITLE)
    pen.text(sheet, 2, 1, document.subtitle, HOW)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 24, 18
    lines = 1
    for place, column in enumerate(document.columns, start=1):
        pen.text(sheet, _HEAD_ROW, place, column.head, _head(column, first=place == 1))
        lines = max(lines, -(-len(column.head) // max(4, column.width - 1)))
    sheet.row_dimensions[_HEAD_ROW].height = 6 + 14 * lines


def _head(column: Column, *, first: bool) -> Look:
    from apdesk.exports.xlsx.register_layout import HEAD

    return replace(HEAD, across=_across(column), indent=int(not first and _across(column) == "left"))


def _rows(sheet: Worksheet, pen: Pen, document: ListDocument) -> int:
    """Writes the rows under their groups; returns the number of the last row written."""
    from apdesk.exports.xlsx.cells import Look
    from apdesk.exports.xlsx.register_layout import INK2, SUNK

    row, group = _HEAD_ROW, ""
    for entry in document.rows:
        if entry.group != group:
            row, group = row + 1, entry.group
            for place in range(1, len(document.columns) + 1):
                pen.text(sheet, row, place, group if place == 1 else "", Look(size=10, bold=True, fill=SUNK))
        row += 1
        _row(sheet, pen, document, entry, row)
    if not document.rows:
        row += 1
        pen.text(sheet, row, 1, document.empty, Look(size=10, italic=True, colour=INK2))
    return row


def _row(sheet: Worksheet, pen: Pen, document: ListDocument, entry: Row, row: int) -> None:
    lines = 1
    for place, (column, value) in enumerate(zip(document.columns, entry.cells, strict=True)):
        look = _look(column, place in entry.gaps, first=place == 0)
        _cell(sheet, pen, row, place + 1, value, look)
        if isinstance(value, str):
            paragraphs = value.split("\n")
            room = max(4, round(max(column.width, _least(column)) * (0.8 if look.bold else 0.95)))
            lines = max(lines, sum(max(1, -(-len(part) // room)) for part in paragraphs))
    sheet.row_dimensions[row].height = 4 + 14 * min(lines, 12)


def _cell(sheet: Worksheet, pen: Pen, row: int, column: int, value: Cell, look: Look) -> None:
    if isinstance(value, str):
        pen.text(sheet, row, column, value, look)
    else:
        pen.value(sheet, row, column, value, look)


def _look(column: Column, gap: bool, *, first: bool) -> Look:
    from apdesk.exports.xlsx.cells import Look

    return Look(
        size=10, bold=first or gap or column.kind == "code", fill="DEE1DD" if gap else None, bottom="hair",
        across=_across(column), down="top", wrap=True, indent=int(not first and _across(column) == "left"),
        number=_FORMATS.get(column.kind, "General"),
    )


def _across(column: Column) -> str:
    return {"number": "right", "percent": "right", "code": "center"}.get(column.kind, "left")


def _foot(sheet: Worksheet, pen: Pen, document: ListDocument, row: int) -> None:
    from apdesk.exports.xlsx.cells import Look

    printing = document.printing
    made = f"Made {moment_words(printing.printed_at)} by {printing.printed_by}. {printing.marking}."
    for place, line in enumerate((*document.notes, made)):
        pen.text(sheet, row + place, 1, line, Look(size=9, colour="5A675F"))


def _paper(sheet: Worksheet, document: ListDocument, last: int) -> None:
    from openpyxl.utils import get_column_letter

    from apdesk.exports.xlsx.paper import freeze, lay_out

    widths: dict[str, float] = {
        get_column_letter(place): max(column.width, _least(column)) for place, column in enumerate(document.columns, 1)
    }
    lay_out(sheet, widths, (document.printing.marking, document.title))
    freeze(sheet, _HEAD_ROW + 1, 2, (1, _HEAD_ROW), "A:A")
    end = get_column_letter(max(1, len(document.columns)))
    if document.rows and not any(row.group for row in document.rows):
        sheet.auto_filter.ref = f"A{_HEAD_ROW}:{end}{last}"
    sheet.print_area = f"A1:{end}{last + 2 + len(document.notes)}"


def _least(column: Column) -> int:
    """Room for a date, and for the longest word of the head."""
    return max(16 if column.kind == "date" else 5, max((len(word) for word in column.head.split()), default=0) + 3)
