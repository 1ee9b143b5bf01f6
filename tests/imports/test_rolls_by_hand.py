"""Lists that people have had their hands in: hidden sheets, totals, footers, a column a spreadsheet turned round."""

import zipfile
from datetime import date

import openpyxl
import pytest
from ods_sheet import write_ods
from roll_files import CHIDERA, KAYDEN, PUPILS, RUBY, SIMS, write_csv, write_xlsx

from apdesk.imports.roll import read_roll
from apdesk.problems import Problem

OLDER = [[*SIMS, "Sex", "Ethnicity"], [*RUBY, "F", "WBRI"]]


def test_a_hidden_sheet_is_read_only_where_no_other_is_a_list(tmp_path):
    book = openpyxl.load_workbook(write_xlsx(tmp_path, [SIMS, CHIDERA], sheets=[("Last year", OLDER)]))
    book["Last year"].sheet_state = "hidden"
    book.save(tmp_path / "roll.xlsx")
    roll = read_roll(tmp_path / "roll.xlsx")
    assert [row.surname for row in roll.rows] == ["Okonjo"]
    assert "Sheet Roll was read; not read: Last year." in roll.remarks


def test_rows_and_columns_that_a_filter_hides_are_read(tmp_path):
    book = openpyxl.load_workbook(write_xlsx(tmp_path, [SIMS, *PUPILS]))
    book["Roll"].row_dimensions[3].hidden = True
    book["Roll"].column_dimensions["E"].hidden = True
    book.save(tmp_path / "roll.xlsx")
    assert [(row.surname, row.born) for row in read_roll(tmp_path / "roll.xlsx").rows][1] == (
        "Marlowe", date(2012, 12, 3))


@pytest.mark.parametrize("foot", [
    ["Total", "3"], ["", "Total:", "", "", "3"], ["Grand total"], ["Number of pupils", "3"], ["Page 1 of 3"],
    ["Printed 12/11/2026 08:15"], ["", "", "Total"], ["3 pupils"], ["Report run on 12/11/2026"],
])
def test_a_line_at_the_foot_is_passed_over_and_said(tmp_path, foot):
    roll = read_roll(write_csv(tmp_path, [SIMS, *PUPILS, foot]))
    assert [row.problems for row in roll.rows] == [()] * 3
    assert "Row 5 names no pupil and was passed over." in roll.remarks


def test_a_pupil_whose_surname_is_totals_stays(tmp_path):
    assert len(read_roll(write_csv(tmp_path, [SIMS, [*CHIDERA[:2], "Total", *CHIDERA[3:]]])).rows) == 1


def test_a_name_that_a_spreadsheet_takes_for_true(tmp_path):
    (row,) = read_roll(write_xlsx(tmp_path, [SIMS, [*CHIDERA[:3], True, *CHIDERA[4:]]])).rows
    assert row.forename == "True"


def test_dates_turned_half_round_by_a_spreadsheet_refuse_the_file(tmp_path):
    born = ["25/12/2011", date(2012, 3, 4), "13/01/2012", date(2012, 5, 6), "30/06/2012", date(2012, 1, 12)]
    rows = [[f"00{at}", "", f"Okonjo{'abcdef'[at]}", "Chidera", day] for at, day in enumerate(born)]
    with pytest.raises(Problem, match="the wrong way round") as caught:
        read_roll(write_xlsx(tmp_path, [SIMS[:5], *rows]))
    assert caught.value.where == "roll.xlsx, row 3, column DOB"


def test_dates_with_am_and_pm_refuse_the_file(tmp_path):
    with pytest.raises(Problem, match="AM or PM"):
        read_roll(write_csv(tmp_path, [SIMS, [*CHIDERA[:4], "3/4/2012 12:00:00 AM", *CHIDERA[5:]]]))


def test_one_row_a_contact_gives_each_contact_the_phone_beside_the_name(tmp_path):
    head = ["UPN", "Surname", "Forename", "DOB", "Priority", "Contact Name", "Parental responsibility T/F", "Mobile"]
    pupil = [CHIDERA[1], "Okonjo", "Chidera", "14/03/2012"]
    (row,) = read_roll(write_csv(tmp_path, [
        head, [*pupil, "1", "Mrs F Okonjo", "T", "7700900142"], [*pupil, "2", "Mr B Okonjo", "F", "07700 900 143"],
    ])).rows
    assert [(one.name, one.parental_responsibility, one.phone) for one in row.contacts] == [
        ("Mrs F Okonjo", True, "07700900142"), ("Mr B Okonjo", False, "07700 900 143")]
    assert row.phone is None


def test_pupil_cells_merged_over_rows_of_contacts(tmp_path):
    path = write_xlsx(tmp_path, [
        ["UPN", "Surname", "Forename", "DOB", "Contact Name"],
        [CHIDERA[1], "Okonjo", "Chidera", date(2012, 3, 14), "Mrs F Okonjo"], [None, None, None, None, "Mr B Okonjo"],
        [KAYDEN[1], "Marlowe", "Kayden", date(2012, 12, 3), "Ms T Marlowe"],
    ])
    book = openpyxl.load_workbook(path)
    for letter in "ABCD":
        book["Roll"].merge_cells(f"{letter}2:{letter}3")
    book.save(path)
    rows = read_roll(path).rows
    assert [[one.name for one in row.contacts] for row in rows] == [["Mrs F Okonjo", "Mr B Okonjo"], ["Ms T Marlowe"]]


def test_a_sign_that_no_text_has_is_named_with_its_row(tmp_path):
    path = write_csv(tmp_path, [SIMS, CHIDERA, [*KAYDEN[:3], "Kay\0den", *KAYDEN[4:]]])
    with pytest.raises(Problem) as caught:
        read_roll(path)
    assert caught.value.where == "roll.csv, row 3"


def test_two_columns_of_whole_names_of_which_one_is_half_a_name(tmp_path):
    head = ["UPN", "Name", "Surname Forename", "DOB"]
    (row,) = read_roll(write_csv(tmp_path, [head, [CHIDERA[1], "Okonjo", "Okonjo", "14/03/2012"]])).rows
    assert "only half a name" in row.problems[0]


@pytest.mark.parametrize("name", ["roll.xml", "roll.ods"])
def test_an_encoding_that_does_not_exist_is_a_refusal(tmp_path, name):
    path = tmp_path / name
    if name == "roll.xml":
        path.write_bytes(b"<?xml version='1.0' encoding='utfk8'?><CTfile><Pupil/></CTfile>")
    else:
        write_ods(path, [SIMS, CHIDERA])
        with zipfile.ZipFile(path) as book:
            whole = {part: book.read(part) for part in book.namelist()}
        with zipfile.ZipFile(path, "w") as book:
            for part, content in whole.items():
                book.writestr(part, content.replace(b'encoding="UTF-8"', b'encoding="UTFK8"'))
    with pytest.raises(Problem, match="nothing was read"):
        read_roll(path)
