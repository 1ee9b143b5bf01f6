"""The Totals sheet of a register: attendance of each pupil over the half-term, by formula alone."""

from __future__ import annotations

from dataclasses import replace

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from apdesk.domain.names import fold
from apdesk.exports.register_input import RegisterBook, RegisterPupil
from apdesk.exports.words import plain_date
from apdesk.exports.xlsx import register_layout as at
from apdesk.exports.xlsx.cells import Look, Pen
from apdesk.exports.xlsx.paper import freeze, lay_out, lock
from apdesk.exports.xlsx.register_week import FilledWeek

_HEAD_ROW, _FIRST_ROW = 4, 5
_FIRST_WEEK_COLUMN = 4
_COUNTS = ("Sessions", "Present", "Late", "Absent", "Other", "To mark", "Attendance")
_NAME = Look(bold=True, bottom="hair", wrap=True)
_FORM = Look(size=10, colour=at.INK2, bottom="hair", across="center")
_NUMBER = Look(bottom="hair", across="center", number='0;-0;"–"')
_SHARE = Look(bottom="hair", across="center", number="0.0%")
_WEEK = replace(_SHARE, size=10, colour=at.INK2, number="0%")


def write_totals(workbook: Workbook, pen: Pen, book: RegisterBook, weeks: list[FilledWeek]) -> None:
    """The last sheet but one: a row a pupil, a column a week, then counts over all weeks."""
    sheet = workbook.create_sheet(at.TOTALS_SHEET)
    first_count = _FIRST_WEEK_COLUMN + len(weeks)
    _heads(sheet, pen, book, weeks, first_count)
    pupils = _pupils(weeks)
    for row, pupil in enumerate(pupils, start=_FIRST_ROW):
        _pupil(sheet, pen, weeks, pupil, row, first_count)
    last = _FIRST_ROW + len(pupils) - 1
    _all_together(sheet, pen, last, first_count)
    _notes(sheet, pen, book, last + 3)
    _paper(sheet, book, last, first_count, max((len(pupil.name) for pupil in pupils), default=0))


def _pupils(weeks: list[FilledWeek]) -> list[RegisterPupil]:
    """Everyone who is on any week's sheet, by name; the newest form counts."""
    known = {pupil.id: pupil for filled in weeks for pupil in filled.week.pupils}
    return sorted(known.values(), key=lambda pupil: (fold(pupil.name), pupil.id))


def _heads(sheet: Worksheet, pen: Pen, book: RegisterBook, weeks: list[FilledWeek], first_count: int) -> None:
    pen.text(sheet, 1, 2, f"{book.school}: {book.provider}. {book.half_term}, totals", at.TITLE)
    pen.text(sheet, 2, 2, "Worked out from the week sheets as they are filled in. Nothing to enter here.", at.HOW)
    pen.text(sheet, 3, _FIRST_WEEK_COLUMN, "Attendance in the week of", replace(at.HOW, size=9, down="bottom"))
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 24, 18
    sheet.row_dimensions[_HEAD_ROW].height = 20
    pen.text(sheet, _HEAD_ROW, 1, "", at.KEY)
    pen.text(sheet, _HEAD_ROW, 2, "Pupil", at.HEAD)
    pen.text(sheet, _HEAD_ROW, 3, "Form", replace(at.HEAD, across="center"))
    for column, filled in enumerate(weeks, start=_FIRST_WEEK_COLUMN):
        left = "medium" if column == _FIRST_WEEK_COLUMN else None
        pen.text(sheet, _HEAD_ROW, column, filled.sheet, replace(at.HEAD, across="center", left=left))
    for column, head in enumerate(_COUNTS, start=first_count):
        left = "medium" if column == first_count else None
        pen.text(sheet, _HEAD_ROW, column, head, replace(at.HEAD, across="center", left=left))


def _pupil(
    sheet: Worksheet, pen: Pen, weeks: list[FilledWeek], pupil: RegisterPupil, row: int, first_count: int,
) -> None:
    pen.text(sheet, row, 1, pupil.id, at.KEY)
    pen.text(sheet, row, 2, pupil.name, _NAME)
    pen.text(sheet, row, 3, pupil.form, _FORM)
    sheet.row_dimensions[row].height = 18 if len(pupil.name) <= 32 else 32
    ranges: list[str] = []
    for column, filled in enumerate(weeks, start=_FIRST_WEEK_COLUMN):
        look = replace(_WEEK, left="medium" if column == _FIRST_WEEK_COLUMN else "hair")
        if pupil.id not in filled.rows:
            pen.text(sheet, row, column, "", look)
            continue
        marks = _marks(filled, pupil.id)
        ranges.append(marks)
        share = _share(_count(marks, at.PRESENT, at.LATE), _count(marks, at.ABSENT))
        pen.formula(sheet, row, column, f"={share}", look)
    _counts(sheet, pen, row, first_count, ranges, _offered(weeks, pupil.id))


def _marks(filled: FilledWeek, pupil: str) -> str:
    """The ten mark cells; sheet names are ours ("2 Nov"), so quoting them is safe."""
    row = filled.rows[pupil]
    return f"'{filled.sheet}'!${at.FIRST_LETTER}${row}:${at.LAST_LETTER}${row}"


def _count(marks: str, *kinds: str) -> str:
    return "+".join(f"SUMPRODUCT(COUNTIF({marks},{kind}))" for kind in kinds)


def _share(attended: str, absent: str) -> str:
    return f'IF({attended}+{absent}=0,"",({attended})/({attended}+{absent}))'


def _offered(weeks: list[FilledWeek], pupil: str) -> int:
    """Sessions the provider is asked to mark."""
    return sum(
        session.state == "open"
        for filled in weeks for entry in filled.week.pupils if entry.id == pupil
        for session in entry.sessions
    )


def _counts(sheet: Worksheet, pen: Pen, row: int, first: int, ranges: list[str], offered: int) -> None:
    letters = [get_column_letter(first + place) for place in range(len(_COUNTS))]
    sessions, present, late, absent, other = (f"{letter}{row}" for letter in letters[:5])
    pen.value(sheet, row, first, offered, replace(_NUMBER, left="medium"))
    for place, kind in enumerate((at.PRESENT, at.LATE, at.ABSENT, at.NEITHER), start=1):
        total = "+".join(_count(marks, kind) for marks in ranges)
        pen.formula(sheet, row, first + place, f"={total}", _NUMBER)
    pen.formula(sheet, row, first + 5, f"={sessions}-{present}-{late}-{absent}-{other}", _NUMBER)
    pen.formula(sheet, row, first + 6, f"={_share(f'({present}+{late})', absent)}", replace(_SHARE, bold=True))


def _all_together(sheet: Worksheet, pen: Pen, last: int, first: int) -> None:
    row = last + 1
    pen.text(sheet, row, 2, "All pupils", replace(at.HEAD, size=11))
    for column in range(3, first):
        pen.text(sheet, row, column, "", replace(at.HEAD, left="medium" if column == _FIRST_WEEK_COLUMN else None))
    for place in range(6):
        letter = get_column_letter(first + place)
        look = replace(at.HEAD, across="center", number=_NUMBER.number, left="medium" if place == 0 else None)
        pen.formula(sheet, row, first + place, f"=SUM({letter}{_FIRST_ROW}:{letter}{last})", look)
    present, late, absent = (f"{get_column_letter(first + place)}{row}" for place in (1, 2, 3))
    share = f"={_share(f'({present}+{late})', absent)}"
    pen.formula(sheet, row, first + 6, share, replace(at.HEAD, across="center", number="0.0%"))
    sheet.row_dimensions[row].height = 20


def _notes(sheet: Worksheet, pen: Pen, book: RegisterBook, row: int) -> None:
    other = "Other: sessions that could not be attended, such as closures. " if book.marks_with_codes else ""
    words = f"Attendance is present and late out of present, late and absent. {other}To mark: still empty."
    pen.text(sheet, row, 2, words, Look(size=9, colour=at.INK3))
    made = f"Made {plain_date(book.made_at.date())}" + (f" by {book.made_by}." if book.made_by else ".")
    pen.text(sheet, row + 1, 2, made, Look(size=9, colour=at.INK3))


def _paper(sheet: Worksheet, book: RegisterBook, last: int, first_count: int, longest: int) -> None:
    end = first_count + len(_COUNTS) - 1
    widths: dict[str, float] = {"A": 4, "B": min(40, max(24, longest + 2)), "C": 7}
    for column in range(_FIRST_WEEK_COLUMN, end + 1):
        widths[get_column_letter(column)] = 8.5 if column < first_count else 11
    lay_out(sheet, widths, (book.marking, f"{book.provider}, {book.half_term}"))
    freeze(sheet, _FIRST_ROW, _FIRST_WEEK_COLUMN, (1, _HEAD_ROW), "A:C")
    sheet.column_dimensions["A"].hidden = True
    sheet.print_area = f"A1:{get_column_letter(end)}{last + 4}"
    lock(sheet)
