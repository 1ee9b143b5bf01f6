"""Registers: expected codes from the facts, marks with their history, and the workbook that goes out."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from apdesk.problems import Problem
from apdesk.services import registers
from apdesk.services.register_books import half_term_name, register_book, write_register
from apdesk.services.register_weeks import register_week
from apdesk.services.registers import Mark
from apdesk.services.school_year import school_calendar
from apdesk.services.start_placement import start_placement
from apdesk.store.registers import PROVISION, RegisterMark

WEDNESDAY = date(2026, 11, 11)


@pytest.fixture
def placed(school, clock):
    """Chidera is directed to Fairholt from Wednesday 11 November; today is Friday 13."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(date(2026, 11, 13))
    return started.placement


def test_the_week_shows_what_is_expected_and_what_lies_outside(school, placed):
    week = register_week(school.record, WEDNESDAY)
    (row,) = week.rows
    assert (row.list_name, row.provider_name, row.expected) == ("Okonjo, Chidera", "Fairholt", "D")
    assert [cell.state for cell in row.cells] == ["outside"] * 4 + ["open"] * 6
    assert week.sessions == 6


def test_expected_codes_fill_up_to_today_and_never_over_a_mark(school, placed):
    registers.mark(school.record, [Mark(placed, WEDNESDAY, "AM", "I", told_by="Mrs F Okonjo")])
    registers.fill_expected(school.record, date(2026, 11, 9))
    (row,) = register_week(school.record, WEDNESDAY).rows
    assert [cell.mark for cell in row.cells] == ["", "", "", "", "I", "D", "D", "D", "D", "D"]
    registers.fill_expected(school.record, date(2026, 11, 16))
    assert RegisterMark.select().where(RegisterMark.day > date(2026, 11, 13)).count() == 0


def test_an_older_mark_changes_only_with_a_reason(school, placed):
    registers.mark(school.record, [Mark(placed, WEDNESDAY, "AM", "D")])
    with pytest.raises(Problem, match="Say why"):
        registers.mark(school.record, [Mark(placed, WEDNESDAY, "AM", "I")])
    registers.mark(school.record, [Mark(placed, WEDNESDAY, "AM", "I", reason="Provider rang on Friday")])
    assert RegisterMark.get().code == "I"


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (("2026-11-12", "AM", "QQ"), "register.code"),
        (("2026-11-16", "AM", "D"), "register.future"),
        (("2026-11-09", "AM", "D"), "register.closed"),
    ],
)
def test_marks_that_cannot_be_are_refused(school, placed, mark, code):
    day, session, letter = mark
    with pytest.raises(Problem) as refused:
        registers.mark(school.record, [Mark(placed, date.fromisoformat(day), session, letter)])
    assert refused.value.code == code
    assert RegisterMark.select().count() == 0


def test_our_d_stays_when_the_host_reports_an_absence_and_a_wrong_code_is_named(school, placed):
    registers.mark(school.record, [
        Mark(placed, WEDNESDAY, "AM", "D"), Mark(placed, WEDNESDAY, "AM", "I", ledger=PROVISION),
        Mark(placed, WEDNESDAY, "PM", "B"),
    ])
    found = register_week(school.record, WEDNESDAY).differences
    assert [(one.kind, one.session) for one in found] == [("wrong-code", "PM")]


def test_an_n_that_is_four_school_days_old_asks_for_its_reason(school, placed, clock):
    registers.mark(school.record, [Mark(placed, WEDNESDAY, "AM", "N")])
    clock.go_to(date(2026, 11, 17))
    found = register_week(school.record, WEDNESDAY).differences
    assert [(one.kind, one.session) for one in found] == [("n-old", "AM")]


def test_the_workbook_opens_with_the_expected_codes_and_no_mark(school, placed, tmp_path):
    written = write_register(school.record, school.fairholt, WEDNESDAY, folder=tmp_path)
    assert "okonjo" not in written.file.name
    book = load_workbook(io.BytesIO(written.file.read_bytes()))
    assert any("11" in name or "Nov" in name for name in book.sheetnames)
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "Okonjo, Chidera" in texts
    assert "D" in texts
    again = register_book(school.record, school.fairholt, WEDNESDAY)
    assert again.weeks[0].monday == date(2026, 11, 9)
    assert half_term_name(school_calendar(school.record).half_term_of(WEDNESDAY), school_calendar(school.record)) == (
        "Autumn term, second half"
    )


def test_a_provider_without_pupils_has_no_register(school, placed):
    with pytest.raises(Problem) as refused:
        register_book(school.record, school.kestrel, WEDNESDAY)
    assert refused.value.code == "register.empty"
