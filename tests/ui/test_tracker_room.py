"""Moving from a spreadsheet in the Import room: columns, rows put right by keys, placed, taken back."""

from __future__ import annotations

import pytest
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from roll_files import write_csv

from apdesk.services.duty_lists import duties_of
from apdesk.services.pupil_list import pupil_list
from apdesk.services.tracker_rows import HERE, PLACE, PROPOSE, TO_FIX
from ui.roll_import.list_flow import CHECK, COLUMNS

HEAD = ["Pupil", "Form", "Provider", "Type", "Start", "End", "Last visit"]
RUNNING = ["Okonjo, Chidera", "10F", "Fairholt", "OSD", "05/10/2026", "18/12/2026", "05/11/2026"]
LATER = ["Strathdee, Callum", "9F", "Fairholt", "Respite", "23/11/2026", "04/12/2026", ""]


@pytest.fixture(autouse=True)
def on_the_tenth(clock):  # noqa: F811
    """The day stands still on Tuesday 10 November 2026."""


def placed(record):  # noqa: F811
    return {row.list_name: row.status for row in pupil_list(record) if row.placement}


def test_a_tracker_comes_in_by_keys_and_can_be_taken_back(room, ask, record, small_school, tmp_path):  # noqa: F811
    room.bring(write_csv(tmp_path, [HEAD, RUNNING, LATER], name="tracker.csv"), "tracker")
    assert room.page.flow.step == COLUMNS
    room.go_on()
    assert room.counts() == {PLACE: 1, PROPOSE: 1}
    ask.expects("confirm", True)
    room.go_on()
    assert ask.asked[-1][1].title == "Place 2 pupils?"
    assert "Nothing before today becomes overdue." in ask.asked[-1][1].body
    assert placed(record) == {"Okonjo, Chidera": "live", "Strathdee, Callum": "proposed"}
    assert not [one for one in duties_of(record, pupil=small_school.pupil) if one.state == "overdue"]
    assert room.page.done.head.whole_text() == "2 placements are in."
    room.press(Qt.Key.Key_Return, room.page.done.undo)
    room.work()
    assert placed(record) == {}


def test_the_same_tracker_again_is_here_already(room, ask, record, tmp_path):  # noqa: F811
    file = write_csv(tmp_path, [HEAD, RUNNING], name="tracker.csv")
    room.bring(file, "tracker")
    room.go_on()
    ask.expects("confirm", True)
    room.go_on()
    room.page.done.again.click()
    room.bring(file, "tracker")
    assert room.page.flow.step == CHECK     # its columns are remembered
    assert room.counts() == {HERE: 1}
    assert not room.page.foot().next_button.isEnabled()


def test_words_are_said_once_for_every_row(room, ask, small_school, tmp_path):  # noqa: F811
    rows = [[*RUNNING[:2], "The Priory", *RUNNING[3:]], [*LATER[:2], "The Priory", *LATER[3:]]]
    room.bring(write_csv(tmp_path, [HEAD, *rows], name="tracker.csv"), "tracker")
    room.go_on()
    assert room.counts() == {TO_FIX: 2}
    ask.expects("choose", small_school.fairholt)
    room.on_row(2)
    room.press(Qt.Key.Key_Return)
    room.work()
    assert ask.asked[-1][1][0] == "Which provider is “The Priory”?"
    assert room.counts() == {PLACE: 1, PROPOSE: 1}


def test_what_is_to_fix_stands_first_and_is_put_right(room, ask, small_school, tmp_path):  # noqa: F811
    wrong = ["Strathdee, Callum", "", "Fairholt", "OSD", "31/09/2026", "", ""]
    room.bring(write_csv(tmp_path, [HEAD, RUNNING, wrong], name="tracker.csv"), "tracker")
    room.go_on()
    assert [row.line for row in room.check.table.shown_rows()] == [3, 2]
    ask.expects("choose", small_school.other)
    room.on_row(3)
    room.press(Qt.Key.Key_Return)
    room.work()

    def mend(form):
        form.boxes["start"].setText("28/09/2026")
        return True

    ask.expects("form", mend)
    room.on_row(3)
    room.press(Qt.Key.Key_Return)
    room.work()
    assert room.counts() == {PLACE: 2}


def test_without_term_dates_a_tracker_is_refused_with_the_way_on(qtbot, room, record, tmp_path):  # noqa: F811
    from apdesk.services import undo

    while undo.what_can_be_undone(record) is not None:
        undo.undo(record)
    room.bring(write_csv(tmp_path, [HEAD, RUNNING], name="tracker.csv"), "tracker")
    assert "No term dates are loaded yet" in room.page.choose.refusal.words()
