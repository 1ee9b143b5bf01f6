"""Settings, Backup: copies taken, read again, tried out, and one of them asked for in the place of the desk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from settings_window import acting_as, finish, part_of, press, show_settings

from apdesk.services import backups
from apdesk.services.backup_copies import kept
from apdesk.services.staff import StaffForm, add_staff
from ui.common.jobs import Jobs
from ui.shell.main_window import MainWindow


@pytest.fixture
def taken(record):
    return backups.take(record).file


def test_a_copy_is_taken_and_the_foot_of_the_window_knows(qtbot, context, record, executor):
    window = show_settings(qtbot, context, "backup")
    part = part_of(window)
    assert part.frame.is_empty()
    window.do("back-up")
    finish(qtbot, context, executor)
    assert len(kept(record).copies) == 1
    assert part.shown() == [part.shown()[0]]
    assert "1 copy, the newest of" in part.first_row.words()
    assert "Backed up today" in window.key_bar.state()


def test_a_second_place_is_chosen_and_gets_its_first_copy(qtbot, context, record, ask, executor, tmp_path):
    part = part_of(show_settings(qtbot, context, "backup"))
    assert "together" in part.second_row.words()
    ask.expects("pick_folder", tmp_path / "drive")
    press(part, "Choose a folder")
    finish(qtbot, context, executor)
    assert [one.place for one in kept(record).copies] == ["beside", "second"]
    assert "same drive" in part.second_row.words()
    ask.expects("confirm", True)
    press(part, "Stop using it")
    assert len(backups.status(record).places) == 1


def test_a_folder_inside_the_desk_is_refused(qtbot, context, record, ask):
    part = part_of(show_settings(qtbot, context, "backup"))
    ask.expects("pick_folder", record.folder / "copies").expects("refuse")
    press(part, "Choose a folder")
    assert ask.asked[-1][1].code == "backup.inside"
    assert len(backups.status(record).places) == 1


def test_a_damaged_copy_is_found_by_reading_and_said(qtbot, context, record, ask, executor, taken):
    record.clock.tick(60)
    backups.take(record)
    data = bytearray(taken.read_bytes())
    data[5000] ^= 1
    taken.write_bytes(data)
    part = part_of(show_settings(qtbot, context, "backup"))
    ask.expects("tell")
    press(part, "Check all copies")
    finish(qtbot, context, executor)
    title, _body, where = ask.asked[-1][1]
    assert title == "1 of 2 copies are damaged."
    assert where == taken.name
    states = {row.copy.file: row.trouble for row in part.table.shown_rows()}
    assert "damaged" in states[taken]
    assert sorted(bool(text) for text in states.values()) == [False, True]


def test_a_restore_is_tried_out_and_reported_in_words(qtbot, context, record, ask, executor, taken):
    part = part_of(show_settings(qtbot, context, "backup"))
    ask.expects("tell")
    press(part, "Test a restore")
    finish(qtbot, context, executor)
    title, body, _where = ask.asked[-1][1]
    assert title == "A restore would work."
    assert "opened, and removed again" in body
    assert "Last tried on" in part.test_row.words()


def test_enter_on_a_copy_asks_with_the_safe_answer_first(qtbot, context, ask, taken):
    part, asked = part_of(show_settings(qtbot, context, "backup")), []
    context.bus.restore_asked.connect(asked.append)
    ask.expects("confirm", False)
    part.table.setFocus()
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    assert asked == []
    question = ask.asked[-1][1]
    assert question.danger
    assert "kept aside, whole" in question.body
    ask.expects("confirm", True)
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    assert asked == [taken]


def test_cancelling_leaves_no_half_of_a_copy(qtbot, context, record, executor):
    show_settings(qtbot, context, "backup").do("back-up")
    context.jobs.cancel()
    finish(qtbot, context, executor)
    assert kept(record).copies == ()
    folder = backups.status(record).places[0].folder
    assert not folder.exists() or not list(folder.glob(".*partial*"))


def test_who_may_not_choose_backups_can_take_one_and_try_it_and_nothing_else(qtbot, context, record, taken):
    with acting_as(record, "head-of-year"):
        part = part_of(show_settings(qtbot, context, "backup"))
        assert part.now_button.isVisible()
        assert part.test_button.isVisible()
        assert not part.choose_button.isVisible()
        assert not part.read_button.isVisible()
        QTest.keyClick(part.table, Qt.Key.Key_Return)


def test_a_window_forgets_that_a_backup_failed_once_one_was_taken(qtbot, context, executor):
    window = show_settings(qtbot, context, "backup")
    assert isinstance(window, MainWindow)
    assert isinstance(context.jobs, Jobs)
    told = []
    context.bus.backed_up.connect(lambda: told.append(True))
    window.do("back-up")
    finish(qtbot, context, executor)
    assert told == [True]


def test_while_there_is_no_second_place_its_button_comes_first(qtbot, context, taken):
    part = part_of(show_settings(qtbot, context, "backup"))
    assert part.focus_start() is part.choose_button


def test_a_restore_says_first_how_many_changes_it_would_take_away(qtbot, context, record, ask, taken):
    record.clock.tick(3600)
    for surname in ("Noor", "Quint"):
        add_staff(record, StaffForm(surname=surname))
    part = part_of(show_settings(qtbot, context, "backup"))
    ask.expects("confirm", False)
    table = part.table
    last = table.model().columnCount() - 1
    assert table.table.columns[last].text(part.table.focused_row()) == "Restore…"
    place = table.visualRect(table.model().index(0, last)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    body = ask.asked[-1][1].body
    assert body.startswith("2 changes made since then, the last on ")
    record.clock.tick(60)
    backups.take(record)
    part.reload()
    ask.expects("confirm", False)
    table.focus_id(str(kept(record).copies[0].file))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert ask.asked[-1][1].body.startswith("Nothing was changed since then.")
