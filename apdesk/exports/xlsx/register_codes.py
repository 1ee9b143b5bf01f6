"""The Codes sheet, in plain words, and the hidden sheet that the lists and the way back rest on."""

from __future__ import annotations

from dataclasses import replace

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from apdesk.exports.register_input import RegisterBook, RegisterCode
from apdesk.exports.words import plain_date
from apdesk.exports.xlsx import register_layout as at
from apdesk.exports.xlsx.cells import Look, Pen
from apdesk.exports.xlsx.paper import lay_out, lock

_COUNTS = {"present": "attended", "late": "attended, late", "absent": "absent", "neither": "not counted"}
_BODY = Look(size=11, down="top", wrap=True, bottom="hair", indent=1)
_CODE = Look(size=11, bold=True, across="center", down="top", bottom="hair")
_LINE = Look(size=11, down="top", wrap=True, indent=1)
_SUBHEAD = Look(size=12, bold=True)


def marks(book: RegisterBook) -> tuple[RegisterCode, ...]:
    """What may be entered: the codes given, or for a provider that is not a school the three words."""
    if book.marks_with_codes:
        return book.codes
    kinds = ("present", "late", "absent")
    return tuple(
        RegisterCode(word, word, kind, meaning=meaning)     # type: ignore[arg-type]
        for word, kind, meaning in zip(at.WORDS, kinds, at.WORD_MEANINGS, strict=True)
    )


def write_codes(workbook: Workbook, pen: Pen, book: RegisterBook) -> None:
    """A page to read once: how to fill the register in, every mark, and what the shading means."""
    sheet = workbook.create_sheet(at.CODES_SHEET)
    pen.text(sheet, 1, 1, "How to fill in this register", at.TITLE)
    row = 3
    for number, line in enumerate(_steps(book), start=1):
        pen.text(sheet, row, 1, f"{number}", replace(_CODE, bottom=None))
        _across(sheet, pen, row, line)
        row += 1
    row = _shading(sheet, pen, row + 1, book)
    row = _table(sheet, pen, row + 1, "Marks you can use", marks(book), "It counts as")
    _table(sheet, pen, row + 1, "What “Expect” says", book.expected_codes, "")
    _paper(sheet, book)


def _steps(book: RegisterBook) -> tuple[str, ...]:
    back = f"Save, and send this file back to {book.return_to} {book.return_by}." if book.return_to else ""
    if book.marks_with_codes:
        fill = (
            "Fill in one sheet a week: a mark in every white cell, morning and afternoon, from your own register.",
            "Open the list of a cell with Alt and the down arrow. In Excel the / key opens the menu instead, so choose "
            "/ from the list, then copy that cell and paste it over the others.",
            "For any absence write the reason in “Reason or note”; it turns amber while one is missing.",
        )
    else:
        fill = (
            "Fill in one sheet a week: Present, Late or Absent in every white cell, morning and afternoon. "
            "We choose the code for our own register; you need not.",
            "Under a Late or an Absent write the time and the reason, for instance “09:40, bus” or “ill, mother rang "
            "08:15”. The cell is amber until you do.",
            "Ring us the same morning when somebody has not arrived and you do not know why.",
        )
    last = "Put your name under “Return checked by” when the week is complete."
    return tuple(line for line in (*fill, last, back) if line)


def _table(sheet: Worksheet, pen: Pen, row: int, head: str, codes: tuple[RegisterCode, ...], counted: str) -> int:
    if not codes:
        return row
    pen.text(sheet, row, 1, head, _SUBHEAD)
    sheet.row_dimensions[row].height = 22
    heads = ("Mark" if counted else "Code", "What it means", "When to use it" if counted else "What that is", counted)
    for column, words in enumerate(heads, start=1):
        look = replace(at.HEAD, across="center") if column == 1 else replace(at.HEAD, indent=1)
        pen.text(sheet, row + 1, column, words, look)
    row += 2
    for code in codes:
        pen.text(sheet, row, 1, code.code, _CODE)
        pen.text(sheet, row, 2, code.label, _BODY)
        pen.text(sheet, row, 3, code.meaning, _BODY)
        pen.text(sheet, row, 4, _COUNTS[code.counts] if counted else "", _BODY)
        sheet.row_dimensions[row].height = 16 * max(1, -(-len(code.meaning) // 62), -(-len(code.label) // 36))
        row += 1
    return row


def _shading(sheet: Worksheet, pen: Pen, row: int, book: RegisterBook) -> int:
    pen.text(sheet, row, 1, "Shading", _SUBHEAD)
    sheet.row_dimensions[row].height = 22
    box = Look(size=10, across="center", top="thin", bottom="thin", left="thin", right="thin")
    why = "A reason is missing, or the mark is an absence." if book.marks_with_codes else "A time or reason is missing."
    lines = (
        (replace(box), "White: yours to fill in."),
        (replace(box, hatch=at.HATCH), "Hatched and locked: closed, in our school, or not placed with you that day."),
        (replace(box, fill=at.AMBER), f"Amber: {why[0].lower()}{why[1:]}"),
        (replace(box, edge=at.RED, bold=True), "Red edge: not a mark we know. Choose one from the list."),
    )
    for place, (look, words) in enumerate(lines, start=row + 1):
        pen.text(sheet, place, 1, "?" if look.bold else "", look)
        _across(sheet, pen, place, words)
    return row + 1 + len(lines)


def _across(sheet: Worksheet, pen: Pen, row: int, words: str) -> None:
    """A sentence over the three wide columns, its row as high as it needs."""
    pen.text(sheet, row, 2, words, _LINE)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
    sheet.row_dimensions[row].height = 18 * max(1, -(-len(words) // 100))


def _paper(sheet: Worksheet, book: RegisterBook) -> None:
    lay_out(sheet, {"A": 9, "B": 34, "C": 60, "D": 16}, (book.school, f"Register of {book.provider}"), upright=True)
    lock(sheet)


def write_key(workbook: Workbook, pen: Pen, book: RegisterBook) -> None:
    """The very hidden sheet: which book this is, and the lists that validation and totals use."""
    sheet = workbook.create_sheet(at.KEY_SHEET)
    facts = (
        (at.FORMAT, str(at.FORMAT_NUMBER)), ("book", book.id), ("marks", "codes" if book.marks_with_codes else "words"),
        ("made", plain_date(book.made_at.date())),
    )
    for row, (name, value) in enumerate(facts, start=1):
        pen.text(sheet, row, 1, name, at.KEY)
        pen.text(sheet, row, 2, value, at.KEY)
    allowed = marks(book)
    lists = {
        at.MARKS_AM: [code.code for code in allowed if code.session != "PM"],
        at.MARKS_PM: [code.code for code in allowed if code.session != "AM"],
        at.PRESENT: [code.code for code in allowed if code.counts == "present"],
        at.LATE: [code.code for code in allowed if code.counts == "late"],
        at.ABSENT: [code.code for code in allowed if code.counts == "absent"],
        at.NEITHER: [code.code for code in allowed if code.counts == "neither"],
    }
    for column, (name, codes) in enumerate(lists.items(), start=4):
        _list(workbook, sheet, pen, column, name, codes)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _list(workbook: Workbook, sheet: Worksheet, pen: Pen, column: int, name: str, codes: list[str]) -> None:
    """A column under its name; an empty list holds one word that no cell ever has."""
    pen.text(sheet, 1, column, name, at.KEY)
    for row, code in enumerate(codes or ["(none)"], start=2):
        pen.text(sheet, row, column, code, at.KEY)
    letter = get_column_letter(column)
    area = f"'{at.KEY_SHEET}'!${letter}$2:${letter}${1 + max(1, len(codes))}"
    workbook.defined_names[name] = DefinedName(name, attr_text=area)
