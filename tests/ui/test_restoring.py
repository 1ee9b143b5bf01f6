"""A desk that is gone or damaged comes back by following the screens of the lock, with nobody to help."""

from __future__ import annotations

import shutil

import pytest
from desk_fixture import PASSPHRASE, PERSON
from manual_jobs import ManualExecutor
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from scripted_ask import ScriptedAsk

from apdesk.desk import close_desk, create_desk
from apdesk.services import backups
from apdesk.services.pupil_list import pupil_list
from apdesk.services.pupils import PupilForm, add_pupil
from ui.common.jobs import Jobs
from ui.common.memory import Memory
from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.lock.first_run import StartForm
from ui.lock.restore_form import RestoredForm, RestoreForm
from ui.lock.trouble_form import TroubleForm
from ui.lock.unlock_form import UnlockForm
from ui.shell.lock_window import LockWindow
from ui.shell.session import Session


@pytest.fixture
def desk(tmp_path, clock):
    """A closed desk with a pupil in it and a copy of it; a second pupil came after the copy."""
    folder = tmp_path / "larkmoor.apdesk"
    record, _key = create_desk(folder, PERSON, PASSPHRASE, clock)
    add_pupil(record, PupilForm(surname="Okonjo", forename="Chidera"))
    copy = backups.take(record).file
    clock.tick(3600)
    add_pupil(record, PupilForm(surname="Qureshi", forename="Zayn"))
    close_desk(record)
    return folder, copy


@pytest.fixture
def lock(qtbot, clock, desk):
    memory = Memory()
    memory.put("desk/last", str(desk[0]))
    memory.put("desk/person", PERSON)
    made = LockWindow(memory, clock, Jobs(ManualExecutor(at_once=True)))
    made.ask = ScriptedAsk()
    made.records = []
    made.opened.connect(made.records.append)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    for record in made.records:
        close_desk(record)


def idle(qtbot, lock):
    qtbot.waitUntil(lambda: not lock.jobs.busy)


def press(form, text):
    button = next(each for each in form.findChildren(Button) if each.text() == text)
    QTest.keyClick(button, Qt.Key.Key_Return)


def words(form):
    return " ".join(label.whole_text() for label in form.findChildren(DataLabel))


def pupils(record):
    return [row.list_name for row in pupil_list(record)]


def unlock(qtbot, lock):
    form = lock.form()
    assert isinstance(form, UnlockForm)
    form.passphrase.edit.setText(PASSPHRASE)
    press(form, "Unlock")
    qtbot.waitUntil(lambda: bool(lock.records))
    return lock.records[0]


def test_a_deleted_desk_comes_back_as_it_was_at_its_newest_copy(qtbot, lock, desk):
    folder, copy = desk
    shutil.rmtree(folder)
    lock.start()
    assert isinstance(lock.form(), TroubleForm)
    assert "1 copy of this desk was found" in words(lock.form())
    press(lock.form(), "Restore from a copy")
    idle(qtbot, lock)
    form = lock.form()
    assert isinstance(form, RestoreForm)
    assert (form.copy.key(), form.who.key()) == (str(copy), PERSON)
    assert "There is nothing there now" in words(form)
    form.passphrase.edit.setText(PASSPHRASE)
    QTest.keyClick(form.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(lock.form(), RestoredForm))
    assert "It holds 1 pupils" in words(lock.form())
    press(lock.form(), "Open the desk")
    assert pupils(unlock(qtbot, lock)) == ["Okonjo, Chidera"]


def test_missing_keys_come_back_from_a_copy_and_no_work_is_lost(qtbot, lock, desk):
    folder, _copy = desk
    for keys in folder.glob("keys*"):
        keys.unlink()
    lock.start()
    press(lock.form(), "Take it from a copy")
    idle(qtbot, lock)
    lock.form().passphrase.edit.setText(PASSPHRASE)
    press(lock.form(), "Take the missing part")
    qtbot.waitUntil(lambda: isinstance(lock.form(), RestoredForm))
    press(lock.form(), "Open the desk")
    assert pupils(unlock(qtbot, lock)) == ["Okonjo, Chidera", "Qureshi, Zayn"]


def test_a_desk_that_stands_there_is_kept_aside(qtbot, lock, desk, tmp_path):
    folder, copy = desk
    lock.restoring.begin(folder, copy)
    idle(qtbot, lock)
    assert "kept beside it, whole" in words(lock.form())
    lock.form().passphrase.edit.setText(PASSPHRASE)
    press(lock.form(), "Restore this copy")
    qtbot.waitUntil(lambda: isinstance(lock.form(), RestoredForm))
    assert "What was there before is kept as\nlarkmoor before restore" in words(lock.form())
    assert len(list(tmp_path.glob("larkmoor before restore *.apdesk"))) == 1


def test_a_wrong_passphrase_restores_nothing(qtbot, lock, desk):
    folder, copy = desk
    before = (folder / "record.db").read_bytes()
    lock.restoring.begin(folder, copy)
    idle(qtbot, lock)
    lock.form().passphrase.edit.setText("not these words at all")
    press(lock.form(), "Restore this copy")
    qtbot.waitUntil(lambda: bool(lock.form().passphrase.field.trouble()))
    assert lock.form().passphrase.text() == ""
    assert lock.form().go_on.isEnabled()
    assert (folder / "record.db").read_bytes() == before


def test_a_damaged_copy_is_said_at_the_copy(qtbot, lock, desk):
    folder, copy = desk
    copy.write_bytes(copy.read_bytes()[:-100])
    lock.restoring.begin(folder, copy)
    idle(qtbot, lock)
    form = lock.form()
    assert "damaged" in form._copy_field.trouble()
    assert form.who.count() == 0


def test_a_copy_from_another_drive_is_chosen_by_hand(qtbot, lock, desk, tmp_path):
    _folder, copy = desk
    elsewhere = tmp_path / "stick" / copy.name
    elsewhere.parent.mkdir()
    shutil.move(copy, elsewhere)
    lock.show_start()
    assert isinstance(lock.form(), StartForm)
    lock.form().restore_asked.emit()
    lock.ask.expects("pick_file", elsewhere).expects("pick_folder", tmp_path / "stick")
    lock.form().other.click()
    idle(qtbot, lock)
    lock.form().elsewhere.click()
    assert lock.form().folder() == tmp_path / "stick" / "larkmoor.apdesk"
    lock.form().passphrase.edit.setText(PASSPHRASE)
    press(lock.form(), "Restore this copy")
    qtbot.waitUntil(lambda: isinstance(lock.form(), RestoredForm))
    assert (tmp_path / "stick" / "larkmoor.apdesk" / "record.db").is_file()


def test_going_back_leads_to_where_one_came_from(qtbot, lock, desk):
    folder, _copy = desk
    lock.restoring.begin(folder)
    idle(qtbot, lock)
    press(lock.form(), "Back")
    assert isinstance(lock.form(), UnlockForm)
    shutil.rmtree(folder)
    lock.restoring.begin(folder)
    idle(qtbot, lock)
    press(lock.form(), "Back")
    assert isinstance(lock.form(), StartForm)


def test_settings_close_the_desk_and_the_lock_asks_for_the_rest(qtbot, clock, desk):
    folder, copy = desk
    from apdesk.desk import open_desk

    session = Session(Memory(), clock)
    session._lock_jobs = Jobs(ManualExecutor(at_once=True), session)
    window = session.open_window(open_desk(folder, PERSON, PASSPHRASE, clock))
    with qtbot.waitSignal(window.closed):
        window.context.bus.restore_asked.emit(copy)
    assert session.record is None
    lock = session.lock_window
    qtbot.addWidget(lock)
    idle(qtbot, lock)
    form = lock.form()
    assert isinstance(form, RestoreForm)
    assert form.copy.key() == str(copy)
    assert form.copy.count() == 2, "a last copy was taken when the desk closed"
    session.close()
