"""Settings, Term dates: imported, corrected in a draft, saved with every duty that follows; or refused."""

from __future__ import annotations

from datetime import date

import pytest
from placement_school import made_school, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from settings_window import acting_as, finish, part_of, press, show_settings

from apdesk.services import school_year
from apdesk.services.drafts import drafts
from apdesk.services.school_year import Entry, entries, versions

TERMS = """type,start,end,label
half_term,2026-09-03,2026-10-23,Autumn 1
half_term,2026-11-02,2026-12-18,Autumn 2
half_term,2027-01-05,2027-02-12,Spring 1
half_term,2027-02-22,2027-03-25,Spring 2
half_term,2027-04-12,2027-05-28,Summer 1
half_term,2027-06-07,2027-07-20,Summer 2
inset,2026-11-27,2026-11-27,INSET day
"""


@pytest.fixture
def terms(tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text(TERMS, encoding="utf-8")
    return file


@pytest.fixture
def loaded(record):
    school_year.take_calendar(record, TERMS, "terms.csv")


def closure(form):
    form.control("type").set_key("closure")
    form.control("label").setText("Boiler failed")
    form.control("start").set_date(date(2026, 11, 19))
    form.control("end").set_date(date(2026, 11, 20))
    form.accept()
    return True


def test_the_first_dates_come_from_a_file_without_further_questions(qtbot, context, record, ask, executor, terms):
    part = part_of(show_settings(qtbot, context, "dates"))
    assert part.frame.is_empty()
    ask.expects("pick_file", terms)
    press(part, "Import dates")
    finish(qtbot, context, executor)
    assert [one.source for one in versions(record)] == ["terms.csv"]
    assert part.strip.accessibleDescription().startswith("Autumn 1, Thu 3 Sep to Fri 23 Oct, 37 school days")
    assert not part.draft.changes()


def test_a_damaged_file_is_refused_with_its_line_and_nothing_changes(qtbot, context, record, ask, tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text(TERMS + "holiday,2026-12-19,2027-01-04,Christmas\n", encoding="utf-8")
    part = part_of(show_settings(qtbot, context, "dates"))
    ask.expects("pick_file", file).expects("refuse")
    press(part, "Import dates")
    problem = ask.asked[-1][1]
    assert (problem.code, problem.where) == ("calendar.type", "terms.csv, line 9")
    assert versions(record) == ()


def test_a_correction_is_seen_then_saved_with_a_reason_by_keys(qtbot, context, record, ask, executor, loaded):
    window = show_settings(qtbot, context, "dates")
    part = part_of(window)
    seen = []

    def confirm(dialog):
        dialog.accept()
        seen.append(dialog.fields[0].trouble())
        dialog.why.setText("The boiler failed")
        dialog.accept()
        return True

    ask.expects("form", closure)
    window.do("add")
    assert not [one for one in entries(record) if one.type == "closure"]
    assert "Nothing is saved yet" in part.bar._said.whole_text()
    ask.expects("form", confirm)
    window.do("would-move")
    finish(qtbot, context, executor)
    assert "why" in seen[0]
    assert Entry("closure", date(2026, 11, 19), date(2026, 11, 20), "Boiler failed") in entries(record)
    assert not part.bar.isVisible()
    assert drafts(record) == ()


def test_going_back_saves_nothing_and_keeps_the_draft(qtbot, context, record, ask, executor, loaded):
    window = show_settings(qtbot, context, "dates")
    ask.expects("form", closure).expects("form", False)
    window.do("add")
    window.do("would-move")
    finish(qtbot, context, executor)
    assert len(versions(record)) == 1
    again = part_of(show_settings(qtbot, context, "dates"))
    assert again.draft.changes() == 1
    press(again, "Discard changes")
    assert again.draft.changes() == 0
    assert drafts(record) == ()


def test_blocks_that_overlap_cannot_go_on(qtbot, context, record, ask, loaded):
    window = show_settings(qtbot, context, "dates")
    part = part_of(window)
    part.table.focus_id("0")

    def longer(form):
        form.control("end").set_date(date(2026, 11, 6))
        form.accept()
        return True

    ask.expects("form", longer)
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    assert "overlap" in part.bar._said.whole_text()
    assert not part.bar.go_on.isEnabled()


def test_a_line_is_removed_and_put_back_by_the_same_key(qtbot, context, record, loaded):
    window = show_settings(qtbot, context, "dates")
    part = part_of(window)
    part.table.focus_id(next(line.key for line in part.draft.lines() if line.entry.type == "inset"))
    window.do("remove")
    assert [line.state for line in part.draft.lines() if line.state] == ["removed"]
    window.do("remove")
    assert part.draft.changes() == 0


def test_next_year_begins_as_a_copy_and_an_earlier_version_as_a_draft(qtbot, context, record, ask, loaded):
    part = part_of(show_settings(qtbot, context, "dates"))
    part._on_copy_year()
    assert part.year_tabs.key() == "2027"
    part._on_discard()
    ask.expects("choose", "1")
    part._on_history()
    assert part.draft.changes() == 0


def test_who_may_not_change_dates_sees_them(qtbot, context, record, loaded):
    with acting_as(record, "attendance"):
        window = show_settings(qtbot, context, "dates")
        part = part_of(window)
        window.do("add")
        part.table.focus_id("1")
        window.do("remove")
        window.do("would-move")
        QTest.keyClick(part.table, Qt.Key.Key_Return)
        assert part.table.shown.rowCount() > 6
        assert not part.import_button.isVisible()
    assert len(versions(record)) == 1


def test_a_file_leaves_out_lines_that_are_not_saved_only_where_somebody_says_so(
    qtbot, context, record, ask, tmp_path, loaded
):
    file = tmp_path / "newer.csv"
    file.write_text(TERMS.replace("INSET day", "INSET for all"), encoding="utf-8")
    window = show_settings(qtbot, context, "dates")
    part = part_of(window)
    ask.expects("form", closure)
    window.do("add")
    ask.expects("pick_file", file).expects("confirm", False)
    part._on_import()
    asked = ask.asked[-1][1]
    assert asked.title == "Leave out 1 line that is not saved yet?"
    assert "Boiler failed, Thu 19 Nov" in asked.body
    assert "Boiler failed" in {one.label for one in part.draft.entries()}
    ask.expects("pick_file", file).expects("confirm", True)
    part._on_import()
    assert {"INSET for all"} == {one.label for one in part.draft.entries() if one.type == "inset"}
    assert "Boiler failed" not in {one.label for one in part.draft.entries()}
