"""The tracker for the weekly meeting: one row a pupil, true to the record, and nothing confidential in it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from counting import counted
from pypdf import PdfReader

from apdesk.problems import Problem
from apdesk.services import duties, duty_lists, pupils, registers
from apdesk.services.duties import Completion
from apdesk.services.placement_changes import NewEvent, record_event
from apdesk.services.registers import Mark
from apdesk.services.start_placement import start_placement
from apdesk.services.tracker import tracker, write_tracker
from apdesk.store.registers import PROVISION

TODAY = date(2026, 11, 20)


@pytest.fixture
def placed(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def row_of(record, name):
    document = tracker(record)
    heads = [column.head for column in document.columns]
    row = next(row for row in document.rows if row.cells[0] == name)
    return dict(zip(heads, row.cells, strict=True)), {heads[at] for at in row.gaps}


def test_a_row_says_who_where_how_far_and_what_is_late(school, placed):
    row, late = row_of(school.record, "Okonjo, Chidera")
    assert (row["Form"], row["HOY"], row["Provider"]) == ("10F", "Ms L Farrant", "Fairholt")
    assert (row["Pathway"], row["Code"], row["Day"]) == ("Off-site direction", "D", "8 of 49")
    assert (row["Last visit"], row["Attendance"]) == (None, None)
    assert isinstance(row["Next review"], date)
    worst = min(
        (one for one in duty_lists.duties_of(school.record, placement=placed) if one.state == "overdue"),
        key=lambda one: (one.last_day, one.title),
    )
    assert row["Worst overdue"].startswith(f"{worst.title}, {worst.lateness_school_days} school days late")
    assert "Worst overdue" in late


def test_visits_reviews_and_attendance_are_what_was_recorded(school, placed):
    visit = next(one for one in duty_lists.duties_of(school.record, placement=placed) if one.kind == "visit")
    duties.complete_duty(school.record, visit.id, Completion(on=date(2026, 11, 17), evidence=visit.evidence))
    record_event(school.record, placed, NewEvent("review", date(2026, 11, 19)))
    registers.mark(school.record, [
        Mark(placed, date(2026, 11, 11), "AM", "/", ledger=PROVISION),
        Mark(placed, date(2026, 11, 11), "PM", "I", ledger=PROVISION, reason="Ill"),
        Mark(placed, date(2026, 11, 12), "AM", "D"),
    ])
    row, _ = row_of(school.record, "Okonjo, Chidera")
    assert (row["Last visit"], row["Last review"]) == (date(2026, 11, 17), date(2026, 11, 19))
    assert row["Attendance"] == pytest.approx(0.5)      # our own D says nothing about it


def test_a_pupil_with_two_placements_has_one_row(school, placed, clock):
    clock.go_to(date(2026, 11, 10))
    start_placement(school.record, school.direction(
        pathway="flexi-timetable", provider=None, directed=False, readings={}, start=date(2026, 11, 23),
        facts={"placement.agreed_from": "2026-11-23", "placement.agreed_until": "2026-12-18"},
    ))
    clock.go_to(TODAY)
    assert [row.cells[0] for row in tracker(school.record).rows] == ["Okonjo, Chidera"]
    row, _ = row_of(school.record, "Okonjo, Chidera")
    assert row["Pathway"] == "Off-site direction; Flexi timetable"
    assert row["Day"] == "8 of 49; starts Mon 23 Nov"
    assert row["Provider"] == "Fairholt; In school"


def test_what_is_only_planned_says_so(school, clock):
    clock.go_to(TODAY)
    start_placement(school.record, school.direction(
        pupil=school.other_pupil, provider=None, start=None, panel_on=date(2026, 11, 25), decided_on=None,
    ), proposed=True)
    row, _ = row_of(school.record, "Strathdee, Callum")
    assert (row["Day"], row["Provider"]) == ("panel Wed 25 Nov", "Panel to choose")


def test_no_confidential_flag_and_no_formula_leaves(school, placed, tmp_path):
    form = pupils.pupil_form(school.record, school.pupil)
    pupils.edit_pupil(school.record, school.pupil, replace(
        form, surname="=cmd|calc", social_worker=True, child_protection=True,
    ))
    data = write_tracker(school.record, file=tmp_path / "tracker.xlsx").file.read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    words = " ".join(str(cell.value) for cell in cells)
    assert "=cmd|calc, Chidera" in words
    assert not any(cell.data_type == "f" for cell in cells)
    assert not {"CP", "SW"} & set(words.split())
    assert "ocial worker" not in words
    assert "hild protection" not in words


def test_the_workbook_is_ready_to_filter_and_to_print(school, placed, tmp_path):
    sheet = openpyxl.load_workbook(write_tracker(school.record, folder=tmp_path).file).worksheets[0]
    assert [cell.value for cell in sheet[4]][:3] == ["Pupil", "Form", "HOY"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B5", "A4:M5")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_on_paper_it_is_a4_across(school, placed, tmp_path):
    (page,) = PdfReader(write_tracker(school.record, folder=tmp_path, suffix="pdf").file).pages
    assert page.mediabox.width > page.mediabox.height
    assert "Okonjo, Chidera" in page.extract_text()


def test_it_takes_as_many_questions_for_many_pupils_as_for_one(school, placed, clock):
    with counted(school.record) as few:
        tracker(school.record)
    clock.go_to(date(2026, 11, 4))
    for number in range(6):
        pupil = pupils.add_pupil(school.record, pupils.PupilForm(surname=f"Added{number}", forename="P", year=9)).id
        start_placement(school.record, school.direction(pupil=pupil), proposed=True)
    clock.go_to(TODAY)
    with counted(school.record) as many:
        assert len(tracker(school.record).rows) == 7
    assert len(many) == len(few)


def test_another_ending_is_refused_and_writes_nothing(school, placed, tmp_path):
    with pytest.raises(Problem) as refused:
        write_tracker(school.record, file=tmp_path / "tracker.doc")
    assert refused.value.code == "document.suffix"
    assert list(tmp_path.glob("tracker*")) == []
