"""The Import room, driven by its keys on real files: refused, put right, taken in, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from roll_files import CHIDERA, KAYDEN, PUPILS, RUBY, SIMS, write_csv, write_xlsx

from apdesk.services import undo
from apdesk.services.pupil_list import pupil_list
from apdesk.services.roll_check import CHANGE, LEFT_OUT, NEW, NO_CHANGE, TO_FIX
from apdesk.services.roll_import import apply_roll, review_roll
from ui.roll_import.list_flow import CHECK, COLUMNS

MOVED = [*CHIDERA[:6], "10G", *CHIDERA[7:]]
OSCAR = ["004600", "", "Tranter", "Oscar", "04/05/2014", "Year  7", "7C", "N", "F"]
NO_DAY = [*RUBY[:4], "31/02/2013", *RUBY[5:]]


@pytest.fixture
def held(record, tmp_path):
    """Three pupils are on roll."""
    apply_roll(record, review_roll(record, write_csv(tmp_path, [SIMS, *PUPILS], name="first.csv")))


def on_roll(record):
    return {(row.list_name, row.form) for row in pupil_list(record)}


def test_the_first_list_is_matched_checked_and_taken_in_by_keys(room, ask, record, tmp_path):
    room.bring(write_xlsx(tmp_path, [["Larkmoor"], [], SIMS, *PUPILS]))
    assert room.page.flow.step == COLUMNS
    assert room.page.flow.columns.panel.boxes["Reg"].key() == "form"
    room.go_on()
    assert room.page.flow.step == CHECK
    assert room.counts() == {NEW: 3}
    assert on_roll(record) == set()
    ask.expects("confirm", True)
    room.go_on()
    question = ask.asked[-1][1]
    assert question.title == "Import 3 pupils?"
    assert question.body.startswith("0 change, 3 are new.")
    assert on_roll(record) == {("Okonjo, Chidera", "10F"), ("Marlowe, Kayden", "9B"), ("Fennimore, Ruby", "8B")}
    assert room.page.done.head.whole_text() == "3 pupils are in."
    assert "Backed up today" in room.window.key_bar.state(), "the copy made before stands at the foot at once"


def test_the_line_of_steps_stands_at_confirm_while_it_is_asked_and_goes_back_after(room, held, ask, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, OSCAR]))
    seen = []

    def here():
        names = [each.accessibleName() for each in room.page.steps.findChildren(QAbstractButton)]
        seen.append(next(name for name in names if name.endswith("this step")))

    room.page.flow.shown.connect(here)
    ask.expects("confirm", False)
    room.go_on()
    assert seen == ["Step 4, Confirm, this step", "Step 3, Check rows, this step"]


def test_the_columns_of_a_source_are_remembered_and_only_what_matters_is_seen(room, held, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, OSCAR]))
    assert room.page.flow.step == CHECK
    assert room.counts() == {CHANGE: 1, NEW: 1, NO_CHANGE: 2}
    assert set(room.names()) == {"Okonjo, Chidera", "Tranter, Oscar"}
    room.check.tiles.tiles[NO_CHANGE].click()
    assert set(room.names()) == {"Marlowe, Kayden", "Fennimore, Ruby"}


def test_a_wrong_cell_is_fixed_in_place_by_enter(room, held, ask, record, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, NO_DAY]))
    room.press(Qt.Key.Key_F)
    assert room.names() == ["Fennimore, Ruby"]
    assert "31/02/2013 does not exist" in room.check.rows[0].found

    def mend(form):
        form.boxes["born"].setText("08/10/2013")
        return True

    ask.expects("form", mend)
    room.on("Fennimore, Ruby")
    room.press(Qt.Key.Key_Return)
    room.work()
    assert room.counts() == {CHANGE: 1, NO_CHANGE: 2}


def test_the_form_of_a_row_leaves_it_out_by_a_button(room, held, ask, record, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, NO_DAY]))

    def leave_out(form):
        form.leave_out_button.click()
        return True

    ask.expects("form", leave_out)
    room.on("Fennimore, Ruby")
    room.press(Qt.Key.Key_Return)
    assert room.counts() == {CHANGE: 1, NO_CHANGE: 1}
    assert {row.kind for row in room.check.rows} >= {LEFT_OUT}


def test_a_pupil_who_comes_in_without_a_upn_is_counted_in_the_question(room, held, ask, tmp_path):
    short = ["004600", "X99920881", *OSCAR[2:]]
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, short]))
    assert room.counts()[TO_FIX] == 1
    assert room.check.table.shown_rows()[0].kind == TO_FIX, "what is to be fixed comes first"
    ask.expects("confirm", False)
    room.go_on()
    body = ask.asked[-1][1].body
    assert "1 pupil comes in without a UPN." in body
    assert "left out" not in body


def test_values_are_told_apart_and_what_is_confidential_is_not_shown(room, tmp_path):
    heads = ["UPN", "Pupil", "Medical Conditions", "CP plan"]
    room.bring(write_csv(tmp_path, [heads, ["L999204218003", "Okonjo, Chidera", "Severe nut allergy", "Yes"],
                                    ["", "Fennimore, Ruby", "", ""]]))  # fmt: skip
    shown = {one.heading: one for one in room.page.flow.columns.panel._shown}
    assert shown["Pupil"].samples == "Okonjo, Chidera · Fennimore, Ruby"
    assert shown["Pupil"].field == "full_name_surname_first"
    assert shown["Medical Conditions"].samples == shown["CP plan"].samples == "Confidential, not shown"


def test_x_leaves_a_row_out_and_takes_it_in_again(room, held, ask, record, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, OSCAR]))
    room.on("Tranter, Oscar")
    room.press(Qt.Key.Key_X)
    assert room.counts() == {CHANGE: 1, NO_CHANGE: 2}
    room.on("Tranter, Oscar")
    room.press(Qt.Key.Key_X)
    assert room.counts() == {CHANGE: 1, NEW: 1, NO_CHANGE: 2}
    room.press(Qt.Key.Key_X)
    ask.expects("confirm", True)
    room.go_on()
    assert "1 row is left out." in ask.asked[-1][1].body
    assert ("Okonjo, Chidera", "10G") in on_roll(record)
    assert len(on_roll(record)) == 3


def test_rows_to_fix_are_left_out_of_what_is_taken_in(room, held, ask, record, tmp_path):
    twin = [*RUBY[:3], "Rubie", *RUBY[4:]]
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, twin]))
    assert room.counts() == {TO_FIX: 2, CHANGE: 1, NO_CHANGE: 1}
    ask.expects("confirm", True)
    room.go_on()
    assert "2 rows are left out." in ask.asked[-1][1].body
    assert on_roll(record) == {("Okonjo, Chidera", "10G"), ("Marlowe, Kayden", "9B"), ("Fennimore, Ruby", "8B")}


def test_a_person_says_whom_a_doubtful_row_means(room, held, ask, record, tmp_path):
    doubtful = ["", "", "Okonjo", "Chidera", "", "Year  10", "10H", "K", "F"]
    room.bring(write_csv(tmp_path, [SIMS, doubtful, KAYDEN, RUBY]))
    room.on("Okonjo, Chidera")
    pupil = next(row.id for row in pupil_list(record) if row.list_name == "Okonjo, Chidera")
    ask.expects("choose", pupil)
    room.press(Qt.Key.Key_Return)
    title, options = ask.asked[-1][1]
    assert title == "Who is Okonjo, Chidera in row 2?"
    assert options[0].detail == "10F, born 14 March 2012, L999204218003"
    room.work()
    assert room.counts() == {CHANGE: 1, NO_CHANGE: 2}


def test_a_short_list_is_asked_about_before_anybody_is_marked_as_left(room, held, ask, record, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, CHIDERA]))
    ask.expects("confirm", False)
    room.go_on()
    question = ask.asked[-1][1]
    assert question.warning.startswith("The file holds 1 of the 3 pupils on roll (33%). 2 would be marked as left.")
    assert (question.do, question.danger) == ("Import and mark 2 as left", True)
    assert len([row for row in pupil_list(record) if row.status != "left"]) == 3


def test_a_refused_file_says_why_and_another_can_be_chosen(room, record, tmp_path):
    (tmp_path / "roll.csv").write_bytes(b"%PDF-1.7")
    room.bring(tmp_path / "roll.csv")
    assert room.page.flow is None
    assert "roll.csv is a PDF document" in room.page.choose.refusal.words()
    assert room.page.choose.rows["pupils"].button.hasFocus()
    room.bring(write_csv(tmp_path, [SIMS, *PUPILS], name="right.csv"))
    assert room.page.choose.refusal.isHidden()
    assert room.page.flow.step == COLUMNS


def test_columns_that_do_not_suffice_can_be_matched_by_hand(room, tmp_path):
    room.bring(write_csv(tmp_path, [["UPN", "Familie", "Vorname"], [CHIDERA[1], "Okonjo", "Chidera"]]))
    flow = room.page.flow
    assert flow.step == COLUMNS
    assert "hold names" in flow.columns.refusal.words()
    for heading, field in (("Familie", "surname"), ("Vorname", "forename")):
        box = flow.columns.panel.boxes[heading]
        box.set_key(field)
        box.changed.emit(field)
        room.work()
    assert flow.columns.refusal.isHidden()
    room.go_on()
    assert room.counts() == {NEW: 1}


def test_cancel_while_it_is_read_goes_back_to_the_choice(room, tmp_path):
    room.ask.expects("pick_file", write_csv(tmp_path, [SIMS, *PUPILS]))
    room.page.choose.rows["pupils"].button.click()
    room.window.frame.job_bar.cancel.click()
    room.work()
    assert room.page.flow is None
    assert room.page.stack.currentWidget() is room.page.choose


def test_cancel_while_it_is_written_leaves_everything_as_it_was(room, held, ask, record, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY]))
    before = on_roll(record)
    ask.expects("confirm", True)
    room.page.flow.go_next()
    room.window.frame.job_bar.cancel.click()
    room.work()
    assert on_roll(record) == before
    assert room.page.flow.step == CHECK


def test_what_was_put_right_is_not_given_up_without_a_question(room, held, ask, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY]))
    room.on("Okonjo, Chidera")
    room.press(Qt.Key.Key_X)
    ask.expects("confirm", False)
    room.page.tools()[0].click()
    assert room.page.flow is not None
    ask.expects("confirm", True)
    room.page.tools()[0].click()
    assert room.page.flow is None


def test_an_import_is_taken_back_until_the_next_change(room, held, ask, record, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, OSCAR]))
    ask.expects("confirm", True)
    room.go_on()
    assert ("Okonjo, Chidera", "10G") in on_roll(record)
    assert room.page.done.undo.isEnabled()
    room.press(Qt.Key.Key_Return, room.page.done.undo)
    room.work()
    assert on_roll(record) == {("Okonjo, Chidera", "10F"), ("Marlowe, Kayden", "9B"), ("Fennimore, Ruby", "8B")}
    assert room.page.flow is None


def test_taking_an_import_back_can_be_cancelled_and_leaves_it_in(room, held, ask, record, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, OSCAR]))
    ask.expects("confirm", True)
    room.go_on()
    taken_in = on_roll(record)
    room.press(Qt.Key.Key_Return, room.page.done.undo)
    room.window.frame.job_bar.cancel.click()
    room.work()
    assert on_roll(record) == taken_in
    assert room.page.stack.currentWidget() is room.page.done
    room.press(Qt.Key.Key_Return, room.page.done.undo)
    room.work()
    assert ("Okonjo, Chidera", "10F") in on_roll(record)


def test_undo_of_a_large_import_has_a_bar_that_can_be_cancelled(room, held, ask, record, tmp_path, monkeypatch):
    monkeypatch.setattr(undo, "LARGE", 2)
    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY, OSCAR]))
    ask.expects("confirm", True)
    room.go_on()
    taken_in = on_roll(record)
    room.window.saved.undo()
    assert on_roll(record) == taken_in
    room.window.frame.job_bar.cancel.click()
    room.work()
    assert on_roll(record) == taken_in
    room.window.saved.undo()
    room.work()
    assert ("Okonjo, Chidera", "10F") in on_roll(record)
    assert room.window.toast.text().startswith("Undone: ")
    room.window.saved.redo()
    room.work()
    assert on_roll(record) == taken_in


def test_after_another_change_an_import_stays(room, held, ask, record, tmp_path):
    from apdesk.services.settings import change_settings

    room.bring(write_csv(tmp_path, [SIMS, MOVED, KAYDEN, RUBY]))
    ask.expects("confirm", True)
    room.go_on()
    room.page.context.publish(change_settings(record, {"school.name": "Larkmoor High School"}))
    assert not room.page.done.undo.isEnabled()
    assert "stays" in room.page.done.kept.whole_text()


def test_the_desk_says_it_where_a_list_changes_nothing(room, held, tmp_path):
    room.bring(write_csv(tmp_path, [SIMS, *PUPILS]))
    assert room.counts() == {NO_CHANGE: 3}
    assert room.check.frame_of_table.is_empty()
    assert not room.page.foot().next_button.isEnabled()


def test_what_came_in_is_listed(room, held, record, tmp_path):
    room.page.stale = True
    room.page.freshen()
    (row,) = room.page.choose.history.shown_rows()
    assert (row.file_name, row.source, row.counts["new"]) == ("first.csv", "SIMS", 3)
    assert room.page.choose.rows["pupils"].last.whole_text().startswith("Last: first.csv, ")


TERMS = "type,start,end,label\nhalf_term,2026-09-03,2026-10-23,Autumn 1\nhalf_term,2026-11-03,2026-12-18,Autumn 2\n"


def test_term_dates_come_in_once_and_say_what_moves(room, ask, record, tmp_path):
    from apdesk.services.school_year import entries

    file = tmp_path / "terms.csv"
    file.write_text(TERMS, encoding="utf-8")
    room.bring(file, "dates")
    assert room.page.flow.subtitle() == "from terms.csv: 2026/27"
    ask.expects("confirm", True)
    room.go_on()
    assert ask.asked[-1][1].title == "Take in the term dates of 2026/27?"
    assert "No placement is planned yet, so nothing moves." in ask.asked[-1][1].body
    assert len(entries(record)) == 2
    room.page.done.again.click()
    room.bring(file, "dates")
    assert not room.page.foot().next_button.isEnabled()


def test_term_dates_may_come_as_an_english_spreadsheet_saves_them(room, ask, record, tmp_path):
    from apdesk.services.school_year import Entry, entries

    file = tmp_path / "terms.csv"
    lines = "half_term,03/09/2026,23/10/2026,Autumn 1\nINSET,4/9/2026,,\n"
    file.write_text(f"type,start,end,label\n{lines}", encoding="utf-8")
    room.bring(file, "dates")
    ask.expects("confirm", True)
    room.go_on()
    assert entries(record) == (
        Entry("half_term", date(2026, 9, 3), date(2026, 10, 23), "Autumn 1"),
        Entry("inset", date(2026, 9, 4), date(2026, 9, 4), ""),
    )


def test_term_dates_with_a_wrong_line_are_refused_by_line(room, tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text("type,start,end,label\nhalf_term,2026-09-03,soon,Autumn\n", encoding="utf-8")
    room.bring(file, "dates")
    assert "terms.csv, line 2" in room.page.choose.refusal.words()


def test_a_register_of_schools_is_used_from_where_it_is(room, record, tmp_path):
    from apdesk.services.settings import settings

    columns = "URN,EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),LA (code)\n"
    file = tmp_path / "edubasealldata.csv"
    file.write_text(columns + "999001,Fairholt School,1,1,999\n999002,Old School,1,2,999\n", encoding="utf-8")
    room.bring(file, "schools")
    assert settings(record)["gias.file"] == str(file)
    assert room.page.done.words.whole_text().startswith("1 open schools.")
