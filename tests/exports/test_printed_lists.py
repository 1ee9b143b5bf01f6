"""Lists of the office, on a sheet and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import list_samples as samples
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pdf_reading import fonts, pages

from apdesk.exports.list_input import Column, ListDocument, Row
from apdesk.exports.list_words import in_words
from apdesk.exports.pdf.list_pages import list_pages
from apdesk.exports.xlsx.list_book import list_workbook


def sheet(document: ListDocument) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(list_workbook(document))).worksheets[0]


def test_a_list_can_be_sorted_and_filtered_as_what_it_is() -> None:
    found = sheet(samples.tracker(5))
    assert [cell.value for cell in found[4]][:6] == ["Pupil", "Form", "HOY", "Provider", "Pathway", "Code"]
    assert found["H5"].value.date() == date(2026, 10, 1)
    assert found["H5"].number_format == "ddd d mmm yyyy"
    assert found["I5"].value is None
    assert found["J6"].value == pytest.approx(0.95)
    assert found["J6"].number_format == "0.0%"
    assert found.auto_filter.ref == "A4:L9"
    assert found.freeze_panes == "B5"
    assert found.print_title_rows == "$1:$4"
    assert found.page_setup.orientation == "landscape"


def test_gaps_are_grey_and_bold() -> None:
    found = sheet(samples.tracker(3))
    assert found["I5"].fill.fgColor.rgb == "00DEE1DD"
    assert found["L5"].font.bold
    assert found["I6"].fill.patternType is None


def test_groups_stand_under_their_names_and_notes_below() -> None:
    found = sheet(samples.tracker(4, groups=True))
    assert [found.cell(row, 1).value for row in (5, 8)] == ["Year 9", "Year 10"]
    words = [found.cell(row, 1).value for row in range(5, found.max_row + 1)]
    assert words[-2].startswith("D shows at home")
    assert words[-1] == "Made 13 Nov 2026, 15:40 by J Pemberton. Confidential: pupil information."


def test_text_of_a_list_is_never_a_formula() -> None:
    document = replace(samples.tracker(0), columns=(Column("=1+1"),), rows=(Row(("=1+1",)), Row(("@SUM(A1)",))),
                       title="=1+1", subtitle="+2")
    found = sheet(document)
    assert {cell.data_type for row in found.iter_rows() for cell in row if cell.value} == {"s"}


def test_an_empty_list_says_so_on_sheet_and_paper() -> None:
    assert sheet(samples.tracker(0))["A5"].value == "Nothing to list."
    assert "Nothing to list." in pages(list_pages(samples.tracker(0)))[0]


def test_paper_has_title_head_and_foot_on_every_page() -> None:
    read = pages(list_pages(samples.tracker(60, groups=True)))
    assert len(read) > 2
    for number, text in enumerate(read, start=1):
        assert f"Page {number} of {len(read)}" in text
        assert "Tracker for the weekly meeting" in text
        assert "Worst overdue" in text
        assert text.count("Confidential: pupil information") == 2
    assert "Year 10" in " ".join(read)
    assert all(fonts(list_pages(samples.tracker(3))).values())


def test_forty_pupils_with_short_rows_fit_two_pages() -> None:
    columns = samples.COLUMNS[:2]
    rows = tuple(Row((f"Pupil {n}", "9D")) for n in range(40))
    assert len(pages(list_pages(replace(samples.tracker(0), columns=columns, rows=rows)))) <= 2


def test_a_list_is_set_smaller_where_that_brings_it_on_one_page():
    columns = tuple(replace(column, kind="text") for column in samples.COLUMNS)
    row = ("Holloway-Tate, Summer", "10B", "Mr S Whitcombe", "Copperfield Lane", "Off-site direction", "D",
           "44 of 124", "Fri 23 Oct", "Mon 30 Nov", "91.7%", "1,250", "Visit the pupil, 4 days late")
    document = replace(samples.tracker(0), columns=columns, rows=tuple(Row(row) for _ in range(36)))
    assert len(pages(list_pages(document))) > 1
    (only,) = pages(list_pages(document, one_page=True))
    assert only.count("Holloway-Tate") == 36
    longer = replace(document, rows=document.rows * 3)
    assert list_pages(longer, one_page=True) == list_pages(longer, one_page=True)
    assert len(pages(list_pages(longer, one_page=True))) > 1      # never smaller than can be read


def test_several_tables_stand_under_their_headings_and_on_sheets_of_their_own():
    first, second = replace(samples.tracker(2), heading="Gaps"), replace(samples.tracker(0), heading="Providers")
    book = openpyxl.load_workbook(BytesIO(list_workbook(first, second)))
    assert book.sheetnames == ["Gaps", "Providers"]
    assert book["Providers"]["A1"].value.endswith("Tracker for the weekly meeting, providers")
    assert book["Providers"]["A5"].value == "Nothing to list."
    text = pages(list_pages(first, second))[0]
    assert text.index("Gaps") < text.index("Adeyinka") < text.index("Providers") < text.index("Nothing to list.")


def test_words_are_not_broken_while_there_is_room() -> None:
    text = pages(list_pages(samples.tracker(3)))[0]
    for word in ("Attendance", "Form", "Code", "Thu 1 Oct", "Featherstonehaugh-Mensah"):
        assert word in text


def test_any_letters_and_very_long_words_print() -> None:
    row = Row(("<b>&</b> Łucja 李", "Donau" * 40))
    document = replace(samples.tracker(0), columns=samples.COLUMNS[:2], rows=(row,))
    text = pages(list_pages(document))[0]
    assert "<b>&</b> Łucja ▯" in text
    assert text.replace(" ", "").count("Donau") >= 38


def test_numbers_dates_and_shares_in_words() -> None:
    today = date(2026, 11, 13)
    assert in_words(0.9604, Column("", "percent"), today) == "96.0%"
    assert in_words(12345, Column("", "number"), today) == "12,345"
    assert in_words(1250.5, Column("", "number"), today) == "1,250.5"
    assert in_words(date(2027, 8, 31), Column("", "date"), today) == "Tue 31 Aug"
    assert in_words(date(2027, 9, 1), Column("", "date"), today) == "Wed 1 Sep 2027"
    assert in_words(None, Column("", "date"), today) == ""


def test_the_same_list_gives_the_same_bytes() -> None:
    document = samples.tracker(5)
    assert list_workbook(document) == list_workbook(document)
    assert list_pages(document) == list_pages(document)


def test_one_long_name_breaks_no_short_word_and_no_row_over_two_pages() -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff-Mensah, Maximiliana-Theodora-Anastasia"
    provider = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and Valley Provision Academy"
    document = samples.tracker(40)
    rows = tuple(
        replace(row, cells=(long, *row.cells[1:3], provider, *row.cells[4:])) if n % 3 == 0 else row
        for n, row in enumerate(document.rows)
    )
    read = pages(list_pages(replace(document, rows=rows), one_page=True))
    for page in read:
        assert page.count("Attendance") == 1, "the head stands whole, and once on a page"
        assert page.count("Form HOY") == 1
    assert sum(page.count("Valley Provision Academy") for page in read) == 14
