"""What a workbook keeps out of sight is read like the rest, and the office is told."""

import zipfile

import openpyxl
import pytest
import xlwt
from ods_sheet import write_ods
from roll_files import PUPILS, SIMS, write_xlsx

from apdesk.imports.roll import read_roll

ROWS = [["Pupil list"], [], SIMS, *PUPILS]


def write_hidden_xlsx(folder):
    path = write_xlsx(folder, ROWS, sheets=[("Notes", [["nothing"], ["here"]])])
    book = openpyxl.load_workbook(path)
    sheet = book["Roll"]
    for row in (2, 5, 6, 9):  # the second and the ninth are empty
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["H"].hidden = True
    sheet.column_dimensions.group("L", "XFD", hidden=True)  # as people hide all that lies right of a list
    book["Notes"].row_dimensions[1].hidden = True
    book.save(path)
    return path


def write_hidden_xls(folder):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Roll")
    for line, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(line, column, value)
    for line in (1, 4, 5):
        sheet.row(line).hidden = True
    sheet.col(7).hidden = True
    book.save(str(folder / "roll.xls"))
    return folder / "roll.xls"


def write_hidden_ods(folder):
    path = write_ods(folder / "roll.ods", ROWS)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    before, *rows = parts["content.xml"].split(b"<table:table-row>")
    columns = ('number-columns-repeated="7"/>', 'visibility="collapse"/>',
               'number-columns-repeated="1016" table:visibility="collapse"/>')  # fmt: skip
    for column in columns:
        before += f"<table:table-column table:{column}".encode()
    for line, row in enumerate(rows, 1):
        filtered = b' table:visibility="filter"' if line in (2, 5, 6) else b""
        before += b"<table:table-row" + filtered + b">" + row
    parts["content.xml"] = before
    with zipfile.ZipFile(path, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return path


@pytest.mark.parametrize("write", [write_hidden_xlsx, write_hidden_xls])
def test_hidden_rows_and_columns_are_read_and_said(tmp_path, write):
    found = read_roll(write(tmp_path))
    assert [row.surname for row in found.rows] == ["Okonjo", "Marlowe", "Fennimore"]
    assert "2 hidden rows (5, 6) and 1 hidden column (H) were read too." in found.remarks


def test_rows_that_a_filter_hides_are_said_in_an_open_document(tmp_path):
    found = read_roll(write_hidden_ods(tmp_path))
    assert len(found.rows) == 3
    assert "2 hidden rows (5, 6) and 2 hidden columns (H, I) were read too." in found.remarks


def test_a_workbook_that_hides_nothing_is_not_remarked_on(tmp_path):
    assert not [each for each in read_roll(write_xlsx(tmp_path, ROWS)).remarks if "hidden" in each]
