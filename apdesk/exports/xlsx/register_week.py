"""One week of a register: a sheet to fill in, where only the provider's own cells can be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from textwrap import wrap

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from apdesk.exports.register_input import RegisterBook, RegisterPupil, RegisterSession, RegisterWeek
from apdesk.exports.words import day_month, plain_date, short_day
from apdesk.exports.xlsx import register_layout as at
from apdesk.exports.xlsx.cells import Look, Pen
from apdesk.exports.xlsx.paper import edge_where, fill_where, freeze, lay_out, lock

_NAME = Look(bold=True, bottom="hair", wrap=True)
_PLAIN = Look(size=10, colour=at.INK2, bottom="hair", across="center")
_EXPECT = Look(size=11, italic=True, colour=at.INK3, bottom="hair", across="center")
_MARK = Look(size=12, bold=True, bottom="hair", across="center", number="@", open=True)
_WORD = replace(_MARK, size=10)
_WHY = Look(size=9, colour=at.INK2, bottom="thin", across="center", down="top", wrap=True, number="@", open=True)
_SHUT = Look(size=8, italic=True, colour=at.INK3, hatch=at.HATCH, bottom="hair", across="center")
_NOTE = Look(size=10, left="medium", bottom="hair", wrap=True, indent=1, number="@", open=True)
_CHECKED = Look(size=10, left="thin", bottom="hair", wrap=True, indent=1, number="@", open=True)


@dataclass(frozen=True)
class FilledWeek:
    """Where each pupil's marks stand, for the totals."""

    sheet: str
    week: RegisterWeek
    rows: dict[str, int]                # pupil id to row


def sheet_name(week: RegisterWeek) -> str:
    """"2 Nov"."""
    return day_month(week.monday)


def write_week(sheet: Worksheet, pen: Pen, book: RegisterBook, week: RegisterWeek) -> FilledWeek:
    """The sheet holds the week, empty, ready to fill in; returns where its pupils stand."""
    _heads(sheet, pen, book, week)
    rows: dict[str, int] = {}
    row = at.FIRST_PUPIL_ROW
    for pupil in week.pupils:
        rows[pupil.id] = row
        _pupil(sheet, pen, book, week, pupil, row)
        row += 1 if book.marks_with_codes else 2
    if not week.pupils:
        pen.text(sheet, row, at.NAME_COLUMN, "Nobody is placed here this week.", Look(italic=True, colour=at.INK2))
        row += 1
    _after(sheet, pen, book, row)
    _checks(sheet, book, row - 1)
    _paper(sheet, book, week, row + 1)
    return FilledWeek(sheet.title, week, rows)


def _heads(sheet: Worksheet, pen: Pen, book: RegisterBook, week: RegisterWeek) -> None:
    friday = week.monday + timedelta(days=4)
    number = f"Week {week.number}, " if week.number is not None else ""
    days = f"Monday {_from(week.monday, friday)} to Friday {plain_date(friday)}"
    pen.text(sheet, at.TITLE_ROW, at.NAME_COLUMN, f"{book.school}: {book.provider}. {number}{days}", at.TITLE)
    pen.text(sheet, at.HOW_ROW, at.NAME_COLUMN, _how(book), at.HOW)
    pen.text(sheet, at.KEY_ROW, at.KEY_COLUMN, f"{book.id}|{week.id}", at.KEY)
    for column, head in ((at.NAME_COLUMN, "Pupil"), (at.FORM_COLUMN, "Form"), (at.EXPECT_COLUMN, "Expect"),
                         (at.NOTE_COLUMN, "Reason or note"), (at.CHECKED_COLUMN, "Return checked by")):
        look = replace(at.HEAD, across="center" if column in (at.FORM_COLUMN, at.EXPECT_COLUMN) else "left")
        look = replace(look, left="medium" if column == at.NOTE_COLUMN else None, indent=int(column >= at.NOTE_COLUMN))
        pen.text(sheet, at.DAY_ROW, column, head, replace(look, bottom=None))
        pen.text(sheet, at.SESSION_ROW, column, "", replace(look, top=None))
    for place in range(at.SESSIONS):
        _session_head(sheet, pen, week, place)
    for row, height in ((at.TITLE_ROW, 24), (at.HOW_ROW, 18), (at.SESSION_ROW, 16)):
        sheet.row_dimensions[row].height = height
    sheet.row_dimensions[at.DAY_ROW].height = 30 if any(week.closed) else 18


def _session_head(sheet: Worksheet, pen: Pen, week: RegisterWeek, place: int) -> None:
    day, half, column = place // 2, ("AM", "PM")[place % 2], at.FIRST_SESSION_COLUMN + place
    on = week.monday + timedelta(days=day)
    pen.text(sheet, at.KEY_ROW, column, f"{on.isoformat()}.{half}", at.KEY)
    look = at.edged(replace(at.HEAD, across="center", bottom=None), place)
    why = week.closed[day]
    words = f"{short_day(on)}\n{why}" if why else short_day(on)
    pen.text(sheet, at.DAY_ROW, column, words if half == "AM" else "", look)
    if half == "PM":
        sheet.merge_cells(start_row=at.DAY_ROW, end_row=at.DAY_ROW, start_column=column - 1, end_column=column)
    session = at.edged(replace(at.HEAD, size=9, bold=False, across="center", top=None), place)
    pen.text(sheet, at.SESSION_ROW, column, half, session)


def _from(monday: date, friday: date) -> str:
    return str(monday.day) if monday.month == friday.month else day_month(monday)


def _how(book: RegisterBook) -> str:
    mark = (
        "Choose a code for every white cell (Alt and down arrow open the list)"
        if book.marks_with_codes
        else "Choose Present, Late or Absent for every white cell; under Late or Absent write the time and the reason"
    )
    back = f", and send this back to {book.return_to} {book.return_by}" if book.return_to else ""
    return f"{mark}{back}. Hatched: not with you. More on the Codes sheet."


def _pupil(
    sheet: Worksheet, pen: Pen, book: RegisterBook, week: RegisterWeek, pupil: RegisterPupil, row: int,
) -> None:
    key = f"{pupil.id}|{week.id}"
    pen.text(sheet, row, at.KEY_COLUMN, key, at.KEY)
    pen.text(sheet, row, at.NAME_COLUMN, pupil.name, _NAME)
    pen.text(sheet, row, at.FORM_COLUMN, pupil.form, _PLAIN)
    pen.text(sheet, row, at.EXPECT_COLUMN, _expected(pupil), _EXPECT)
    for place, session in enumerate(pupil.sessions):
        _session(sheet, pen, session, row, place, book.marks_with_codes)
    pen.text(sheet, row, at.NOTE_COLUMN, "", _NOTE)
    pen.text(sheet, row, at.CHECKED_COLUMN, "", _CHECKED)
    lines = len(wrap(pupil.name, 30)) or 1                                      # 30 bold letters fit on one line
    sheet.row_dimensions[row].height = max(24, 10 + 12 * lines)
    if not book.marks_with_codes:
        _reasons(sheet, pen, pupil, key, row + 1)


def _session(sheet: Worksheet, pen: Pen, session: RegisterSession, row: int, place: int, codes: bool) -> None:
    column = at.FIRST_SESSION_COLUMN + place
    if session.state == "open":
        pen.value(sheet, row, column, None, at.edged(_MARK if codes else _WORD, place))
    else:
        pen.text(sheet, row, column, at.SHUT_WORDS[session.state], at.edged(_SHUT, place))


def _reasons(sheet: Worksheet, pen: Pen, pupil: RegisterPupil, key: str, row: int) -> None:
    """The second row of a pupil: under each mark, why and when."""
    caption = Look(size=8, italic=True, colour=at.INK3, bottom="thin", down="top")
    pen.text(sheet, row, at.KEY_COLUMN, f"{key}|why", at.KEY)
    pen.text(sheet, row, at.NAME_COLUMN, "If late or absent: time and reason", caption)
    for column in (at.FORM_COLUMN, at.EXPECT_COLUMN):
        pen.text(sheet, row, column, "", caption)
    for place, session in enumerate(pupil.sessions):
        look = _WHY if session.state == "open" else replace(_SHUT, bottom="thin")
        pen.text(sheet, row, at.FIRST_SESSION_COLUMN + place, "", at.edged(look, place))
    pen.text(sheet, row, at.NOTE_COLUMN, "", replace(_NOTE, bottom="thin"))
    pen.text(sheet, row, at.CHECKED_COLUMN, "", replace(_CHECKED, bottom="thin"))
    sheet.row_dimensions[row].height = 38


def _expected(pupil: RegisterPupil) -> str:
    """The codes our register carries that week, each once, in the order they occur."""
    return ", ".join(dict.fromkeys(session.expected for session in pupil.sessions if session.expected))


def _after(sheet: Worksheet, pen: Pen, book: RegisterBook, row: int) -> None:
    by = f"Made {plain_date(book.made_at.date())}" + (f" by {book.made_by}" if book.made_by else "")
    words = "Hatched cells are locked: closed days, sessions in our school, and days before or after the placement."
    pen.text(sheet, row + 1, at.NAME_COLUMN, f"{words} {by}.", Look(size=9, colour=at.INK3))


def _checks(sheet: Worksheet, book: RegisterBook, last: int) -> None:
    """Lists to choose from, and colours for what needs a look; `last` is the last row of a pupil."""
    if last < at.FIRST_PUPIL_ROW:
        return
    step = 1 if book.marks_with_codes else 2
    for half, name in enumerate((at.MARKS_AM, at.MARKS_PM)):
        check = _choice(name, book)
        for place in range(half, at.SESSIONS, 2):
            letter = at.session_letter(place)
            if step == 1:
                check.add(f"{letter}{at.FIRST_PUPIL_ROW}:{letter}{last}")
            else:
                for row in range(at.FIRST_PUPIL_ROW, last + 1, step):
                    check.add(f"{letter}{row}")
        sheet.add_data_validation(check)
    _colours(sheet, last, book.marks_with_codes)


def _choice(name: str, book: RegisterBook) -> DataValidation:
    check = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=True)
    check.errorStyle = "stop"
    check.errorTitle = "Not a mark we know"
    check.error = (
        "Choose a code from the list. The Codes sheet says what each one means."
        if book.marks_with_codes
        else "Choose Present, Late or Absent. Write the time and the reason in the cell underneath."
    )
    return check


def _colours(sheet: Worksheet, last: int, codes: bool) -> None:
    """Amber: an absence, or a reason still missing. Red edge: pasted or typed past the list."""
    first, left, right = at.FIRST_PUPIL_ROW, at.FIRST_LETTER, at.LAST_LETTER
    area, here = f"{left}{first}:{right}{last}", f"{left}{first}"
    mark_row = "TRUE" if codes else f"MOD(ROW(),2)={first % 2}"
    absent, late = (f"ISNUMBER(MATCH({here},{name},0))" for name in (at.ABSENT, at.LATE))
    known = ",".join(f"ISNUMBER(MATCH({here},{name},0))" for name in (at.MARKS_AM, at.MARKS_PM))
    shut = ",".join(f'{here}="{word}"' for word in at.SHUT_WORDS.values() if word)
    edge_where(sheet, area, f'AND({mark_row},{here}<>"",NOT(OR({known},{shut})))', at.RED)
    fill_where(sheet, area, f"AND({mark_row},{absent})", at.AMBER)
    if codes:
        note, any_absent = f"$O{first}", f"SUMPRODUCT(COUNTIF(${left}{first}:${right}{first},{at.ABSENT}))>0"
        fill_where(sheet, f"O{first}:O{last}", f'AND({note}="",{any_absent})', at.AMBER)
    else:
        below = f"{left}{first + 1}"
        why_row = f"MOD(ROW(),2)={(first + 1) % 2}"
        fill_where(sheet, f"{below}:{right}{last}", f'AND({why_row},{below}="",OR({absent},{late}))', at.AMBER)


def _name_width(book: RegisterBook) -> int:
    longest = max((len(pupil.name) for week in book.weeks for pupil in week.pupils), default=0)
    return min(40, max(28, longest + 2))


def _paper(sheet: Worksheet, book: RegisterBook, week: RegisterWeek, last: int) -> None:
    """A4 across, one page wide, names and heads on every page; locked but for the provider's cells."""
    session, note = (5.6, 30) if book.marks_with_codes else (10, 24)
    widths: dict[str, float] = {"A": 4, "B": _name_width(book), "C": 6, "D": 7.5, "O": note, "P": 18}
    widths |= {at.session_letter(place): session for place in range(at.SESSIONS)}
    lay_out(sheet, widths, (book.marking, f"{book.provider}, week of {plain_date(week.monday)}"))
    freeze(sheet, at.FIRST_PUPIL_ROW, at.FIRST_SESSION_COLUMN, (at.TITLE_ROW, at.SESSION_ROW), "A:D")
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[at.KEY_ROW].hidden = True
    sheet.print_area = f"A1:P{last}"
    lock(sheet)
