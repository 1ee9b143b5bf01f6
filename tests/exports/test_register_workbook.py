"""The register as a provider receives it: read back with openpyxl, marks filled in, text never a formula."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import paper_samples as samples
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from apdesk.exports.register_input import RegisterBook, RegisterPupil, RegisterWeek
from apdesk.exports.xlsx.register_book import register_workbook
from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent

FIRST = 6                               # first row of pupils
SESSIONS = range(5, 15)                 # E to N


def opened(book: RegisterBook) -> Workbook:
    return openpyxl.load_workbook(BytesIO(register_workbook(book)))


def row_of(sheet: Worksheet, name: str) -> int:
    return next(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 2).value == name)


def test_one_sheet_a_week_then_totals_codes_and_a_very_hidden_key() -> None:
    book = opened(samples.register_book(weeks=4))
    assert book.sheetnames == ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "Totals", "Codes", "Key"]
    assert book["Key"].sheet_state == "veryHidden"
    assert book.security.lockStructure
    assert book["Key"]["A1"].value == "apdesk-register"


def test_a_week_is_laid_out_as_the_office_knows_it() -> None:
    sheet = opened(samples.register_book())["9 Nov"]
    assert sheet["B1"].value == "Larkmoor High School: Fairholt School. Week 10, Monday 9 to Friday 13 November 2026"
    assert "inclusion@larkmoor.example every Friday by 15:30" in sheet["B2"].value
    assert [sheet.cell(4, column).value for column in (2, 3, 4, 5, 7, 13, 15, 16)] == [
        "Pupil", "Form", "Expect", "Mon 9 Nov", "Tue 10 Nov", "Fri 13 Nov", "Reason or note", "Return checked by",
    ]
    assert [sheet.cell(5, column).value for column in SESSIONS] == ["AM", "PM"] * 5
    assert sheet.freeze_panes == "E6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$5"
    assert sheet.print_title_cols == "$A:$D"


def test_mark_cells_start_empty_and_the_expected_code_stands_in_its_own_column() -> None:
    sheet = opened(samples.register_book())["9 Nov"]
    row = row_of(sheet, "Okonjo, Chidera")
    assert sheet.cell(row, 4).value == "D"
    assert {sheet.cell(row, column).value for column in SESSIONS} == {None}


def test_only_the_providers_cells_can_be_changed() -> None:
    sheet = opened(samples.register_book())["9 Nov"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    row = row_of(sheet, "Okonjo, Chidera")
    unlocked = {column for column in range(1, 17) if not sheet.cell(row, column).protection.locked}
    assert unlocked == {*SESSIONS, 15, 16}
    assert all(sheet.cell(line, column).protection.locked for line in range(1, FIRST) for column in range(1, 17))


def test_closed_days_and_sessions_in_school_are_hatched_locked_and_named() -> None:
    sheet = opened(samples.register_book())["23 Nov"]
    assert sheet["M4"].value == "Fri 27 Nov\nINSET day"
    row = row_of(sheet, "Dunthorpe, Maisie")
    in_school, closed = sheet.cell(row, 5), sheet.cell(row, 13)
    assert (in_school.value, closed.value) == ("school", None)
    for cell in (in_school, closed):
        assert cell.protection.locked
        assert cell.fill.patternType == "lightUp"
    before_start = opened(samples.register_book())["2 Nov"]
    assert before_start.cell(row_of(before_start, "Lockstone, Harvey"), 5).value == "–"


def test_marks_are_chosen_from_the_codes_of_their_half_of_the_day() -> None:
    book = opened(samples.register_book())
    checks = {check.formula1: check for check in book["2 Nov"].data_validations.dataValidation}
    assert set(checks) == {"MarksAM", "MarksPM"}
    assert all(check.errorStyle == "stop" and "Codes sheet" in check.error for check in checks.values())
    assert "E6" in checks["MarksAM"].sqref
    assert "E6" not in checks["MarksPM"].sqref
    assert "F6" in checks["MarksPM"].sqref
    allowed = {name: _list(book, name) for name in ("MarksAM", "MarksPM", "Absent")}
    assert "/" in allowed["MarksAM"]
    assert "\\" not in allowed["MarksAM"]
    assert "\\" in allowed["MarksPM"]
    assert set(allowed["Absent"]) == {"U", "I", "M", "E", "O", "N"}


def _list(book: Workbook, name: str) -> list[str]:
    sheet, area = next(book.defined_names[name].destinations)
    return [row[0].value for row in book[sheet][area]]


def test_a_provider_that_is_no_school_says_present_late_or_absent_with_time_and_reason() -> None:
    book = opened(samples.register_book(codes=False, pupils=3))
    sheet = book["2 Nov"]
    assert _list(book, "MarksAM") == _list(book, "MarksPM") == ["Present", "Late", "Absent"]
    assert [sheet.cell(row, 2).value for row in range(6, 12)] == [
        "Adeyinka, Joel", "If late or absent: time and reason", "Benbow, Aaliyah", "If late or absent: time and reason",
        "Dunthorpe, Maisie", "If late or absent: time and reason",
    ]
    assert not sheet["E7"].protection.locked
    assert sheet["A7"].value == "pupil00|2026-11-02|why"
    assert "Late" in sheet["B2"].value
    codes = " ".join(str(cell.value) for row in book["Codes"].iter_rows() for cell in row if cell.value)
    assert "We choose the code" in codes
    assert "Illness" not in codes


def test_every_row_and_session_can_find_its_way_back() -> None:
    book = opened(samples.register_book())
    sheet = book["9 Nov"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[3].hidden
    assert sheet["A3"].value == "book1|2026-11-09"
    assert sheet["A6"].value == "pupil00|2026-11-09"
    assert [sheet.cell(3, column).value for column in (5, 6, 14)] == [
        "2026-11-09.AM", "2026-11-09.PM", "2026-11-13.PM",
    ]


def test_totals_are_formulas_over_the_rows_of_each_pupil() -> None:
    book = opened(samples.register_book(weeks=2, pupils=3))
    totals = book["Totals"]
    heads = [totals.cell(4, column).value for column in range(2, 13)]
    assert heads == ["Pupil", "Form", "2 Nov", "9 Nov", "Sessions", "Present", "Late", "Absent", "Other", "To mark",
                     "Attendance"]
    assert [totals.cell(row, 2).value for row in (5, 6, 7, 8)] == [
        "Adeyinka, Joel", "Benbow, Aaliyah", "Dunthorpe, Maisie", "All pupils",
    ]
    assert totals["F5"].value == 20
    assert totals["F7"].value == 12     # in school for eight of the twenty
    assert "'2 Nov'!$E$6:$N$6" in totals["G5"].value
    assert "'9 Nov'!$E$6:$N$6" in totals["G5"].value
    assert all(str(totals.cell(5, column).value).startswith("=") for column in (4, 5, 7, 8, 9, 10, 11, 12))
    assert totals["L8"].value.startswith("=")


def test_totals_follow_a_pupil_to_another_row() -> None:
    late = RegisterPupil("late", "Aaron, Late", "7A", samples.open_week())
    book = samples.register_book(weeks=2, pupils=1)
    second = replace(book.weeks[1], pupils=(late, *book.weeks[1].pupils))
    totals = opened(replace(book, weeks=(book.weeks[0], second)))["Totals"]
    assert [totals["B5"].value, totals["B6"].value] == ["Aaron, Late", "Adeyinka, Joel"]
    assert "'2 Nov'!$E$6:$N$6" in totals["G6"].value
    assert "'9 Nov'!$E$7:$N$7" in totals["G6"].value
    assert "'2 Nov'" not in totals["G5"].value


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "'="])
def test_text_of_the_roll_is_never_a_formula(start: str) -> None:
    name = f"{start}HYPERLINK(\"http://example.invalid\",\"Click\")"
    data = register_workbook(samples.one_pupil_book(name, provider=f"{start}1+1", school=f"{start}cmd|' /C calc'!A0"))
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert sheet["B6"].data_type == "s"
    assert sheet["B6"].value == name.replace("\t", " ")
    assert sheet["B6"].quotePrefix == (not name.startswith("\t"))
    assert sheet["B1"].data_type == "s"
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml


def test_no_sheet_but_totals_holds_a_formula() -> None:
    book = opened(samples.one_pupil_book("#REF! =A1"))
    kinds = {sheet.title: {cell.data_type for row in sheet.iter_rows() for cell in row} for sheet in book}
    assert all("f" not in found and "e" not in found for title, found in kinds.items() if title != "Totals")
    assert "f" in kinds["Totals"]


def test_a_provider_named_with_an_ampersand_prints_whole_in_the_foot() -> None:
    book = samples.one_pupil_book("Okonjo, Chidera", provider="Hope & Anchor &P", marking="=1+1 &D")
    foot = opened(book).worksheets[0].oddFooter
    assert foot.center.text == "Hope && Anchor &&P, week of 2 November 2026"
    assert foot.left.text == "=1+1 &&D"
    assert foot.right.text == "Page &P of &N"


def test_the_foot_stays_below_what_excel_can_hold() -> None:
    book = samples.one_pupil_book("Okonjo, Chidera", provider="&" * 300, marking="Confidential " * 30)
    foot = opened(book).worksheets[0].oddFooter
    assert len(f"{foot.left.text}{foot.center.text}{foot.right.text}") < 240


def test_letters_of_every_script_and_control_characters_arrive() -> None:
    sheet = opened(samples.one_pupil_book("Łukasz\x00\x0b Ngọc\u202e Жанна محمد <b>&")).worksheets[0]
    assert sheet["B6"].value == "Łukasz Ngọc Жанна محمد <b>&"


def test_a_long_name_is_given_a_second_line() -> None:
    book = opened(samples.register_book())
    sheet = book.worksheets[0]
    row = row_of(sheet, "Featherstonehaugh-Mensah, Oluwaseunfunmi")
    assert sheet.cell(row, 2).alignment.wrap_text
    assert sheet.row_dimensions[row].height > sheet.row_dimensions[6].height


def test_nothing_is_written_in_the_clear_to_a_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was asked for")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert register_workbook(samples.register_book(weeks=1, pupils=1))


def test_the_same_book_gives_the_same_bytes_and_no_pupil_in_the_files_own_words() -> None:
    book = samples.register_book(weeks=2, pupils=4)
    data = register_workbook(book)
    assert data == register_workbook(book)
    core = ZipFile(BytesIO(data)).read("docProps/core.xml").decode()
    assert "2026-11-13T15:40:00Z" in core
    assert "Adeyinka" not in core


def test_sixty_pupils_over_eight_weeks() -> None:
    book = opened(samples.register_book(weeks=8, pupils=60))
    assert len(book.sheetnames) == 11
    sheet = book.worksheets[7]
    assert sheet.cell(65, 2).value is not None
    assert "N65" in next(check for check in sheet.data_validations.dataValidation if check.formula1 == "MarksPM").sqref
    assert book["Totals"].cell(65, 2).value == "All pupils"


def test_a_week_without_anyone_says_so() -> None:
    empty = RegisterWeek("w9", samples.MONDAY + timedelta(weeks=9), ())
    full = samples.register_book(weeks=1, pupils=1)
    sheet = opened(replace(full, weeks=(*full.weeks, empty))).worksheets[1]
    assert sheet["B6"].value == "Nobody is placed here this week."


def test_a_half_term_without_anyone_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        register_workbook(replace(samples.register_book(), weeks=()))
    assert refused.value.code == "register.empty"
    assert "Fairholt School" in refused.value.text


def test_a_week_of_nine_sessions_is_refused() -> None:
    pupil = RegisterPupil("p", "Okonjo, Chidera", "9D", samples.open_week()[:9])
    with pytest.raises(Problem) as refused:
        register_workbook(replace(samples.register_book(), weeks=(RegisterWeek("w", samples.MONDAY, (pupil,)),)))
    assert refused.value.code == "register.sessions"
    assert refused.value.where == "week of 2026-11-02"


def test_it_can_be_cancelled_between_weeks() -> None:
    with pytest.raises(Cancelled):
        register_workbook(samples.register_book(), Silent(stop_at=2))
