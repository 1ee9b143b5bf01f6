"""The lock: opening, refusing, recovering, setting up, and covering a window with everything kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_fixture import PASSPHRASE, PERSON
from manual_jobs import ManualExecutor
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from scripted_ask import ScriptedAsk

from apdesk.desk import close_desk, create_desk
from ui.common.dialogs.window_ask import TextDialog
from ui.common.jobs import Jobs
from ui.common.memory import Memory
from ui.common.recovery_sheet import recovery_sheet
from ui.common.widgets.button import Button
from ui.common.widgets.recovery_key import KeyGroups
from ui.common.widgets.scroller import Scroller
from ui.lock.first_run import MakingForm, NewDeskForm, StartForm
from ui.lock.inactivity import WARNING_SECONDS, IdleWatch
from ui.lock.recovery_form import RecoveryForm
from ui.lock.recovery_key_form import RecoveryKeyForm
from ui.lock.unlock_form import UnlockForm
from ui.shell.lock_window import LockWindow
from ui.shell.session import Session


@pytest.fixture
def desk(tmp_path, clock):
    """A desk on disk, closed, and its recovery key."""
    folder = tmp_path / "larkmoor.apdesk"
    record, key = create_desk(folder, PERSON, PASSPHRASE, clock)
    close_desk(record)
    return folder, key


@pytest.fixture
def lock(qtbot, clock):
    """A lock window whose work is carried out at once, and what it opened."""
    made = LockWindow(Memory(), clock, Jobs(ManualExecutor(at_once=True)))
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


def click(qtbot, form, text):
    button = next(each for each in form.findChildren(Button) if each.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_right_passphrase_opens_the_desk_by_enter(lock, desk, qtbot):
    lock.offer(desk[0])
    form = lock.form()
    assert isinstance(form, UnlockForm)
    assert form.passphrase.edit.hasFocus()
    qtbot.keyClicks(form.passphrase.edit, PASSPHRASE)
    with qtbot.waitSignal(lock.opened):
        qtbot.keyClick(form.passphrase.edit, Qt.Key.Key_Return)
    assert lock.records[0].actor.name == PERSON


def test_a_wrong_passphrase_is_said_calmly_and_forgotten(lock, desk, qtbot):
    lock.offer(desk[0])
    form = lock.form()
    assert lock.page.keys.state() == "5 tries, then a one minute wait"
    form.passphrase.edit.setText("wrong words here")
    click(qtbot, form, "Unlock")
    qtbot.waitUntil(lambda: bool(form.passphrase.field.trouble()))
    assert "tries left" in form.passphrase.field.trouble()
    assert lock.page.keys.state() == "Wrong tries: 1 of 5"
    assert form.passphrase.text() == ""
    assert form.unlock.isEnabled()
    assert lock.records == []


def test_in_a_small_window_the_fields_scroll_and_the_button_stays_in_view(lock, desk, qtbot):
    lock.offer(desk[0])
    lock.form().recovery_asked.emit()
    lock.resize(960, 420)
    form = lock.form()
    fields = form.findChild(Scroller)
    qtbot.waitUntil(lambda: fields.verticalScrollBar().maximum() > 0)
    there = form.go_on.mapTo(lock, form.go_on.rect().bottomRight())
    assert form.go_on.visibleRegion().boundingRect() == form.go_on.rect()
    assert there.y() < lock.page.keys.mapTo(lock, QPoint(0, 0)).y()


def test_an_empty_passphrase_is_no_try(lock, desk, qtbot):
    lock.offer(desk[0])
    click(qtbot, lock.form(), "Unlock")
    assert lock.form().passphrase.field.trouble() == "Type your passphrase first."


def test_a_folder_that_is_no_desk_is_refused_in_a_sentence(lock, tmp_path):
    lock.ask.expects("refuse")
    lock.offer(tmp_path)
    assert "no desk here" in lock.ask.asked[0][1].text
    assert isinstance(lock.form(), StartForm)


def test_the_recovery_key_opens_with_a_new_passphrase_and_a_new_key(lock, desk, qtbot):
    lock.offer(desk[0])
    qtbot.keyClick(lock.form().passphrase.edit, Qt.Key.Key_F2)
    form = lock.form()
    assert isinstance(form, RecoveryForm)
    form.key.setText(desk[1].lower().replace("-", " "))
    form.passphrase.first.edit.setText("four green boats sail")
    form.passphrase.again.edit.setText("four green boats sail")
    click(qtbot, form, "Open with the recovery key")
    qtbot.waitUntil(lambda: isinstance(lock.form(), RecoveryKeyForm))
    shown = "-".join(lock.form().findChild(KeyGroups).groups)
    assert shown != desk[1]
    prove_kept(qtbot, lock.form(), shown)
    assert lock.records[0].actor.name == PERSON


def test_a_wrong_recovery_key_names_the_group(lock, desk, qtbot):
    lock.offer(desk[0])
    lock.form().recovery_asked.emit()
    form = lock.form()
    groups = desk[1].split("-")
    groups[2] = ("B" if groups[2][0] == "A" else "A") + groups[2][1:]  # one wrong letter is always noticed
    form.key.setText("-".join(groups))
    form.passphrase.first.edit.setText("four green boats sail")
    form.passphrase.again.edit.setText("four green boats sail")
    click(qtbot, form, "Open with the recovery key")
    qtbot.waitUntil(lambda: bool(form._field.trouble()))
    assert "Group 3" in form._field.trouble()


def prove_kept(qtbot, form, key):
    groups = key.split("-")
    click(qtbot, form, "Open the desk")
    assert all(field.trouble() for field in form.proof.fields), "nothing was copied back yet"
    for number, copy in zip(form.proof.asked, form.copies, strict=True):
        copy.setText(groups[number - 1].lower())
    done = []
    form.kept.connect(lambda: done.append(True))
    click(qtbot, form, "Open the desk")
    assert done == [], "the box about the safe is not ticked"
    form.safe.setChecked(True)
    click(qtbot, form, "Open the desk")
    assert done == [True]


def test_the_first_morning_makes_a_desk_and_shows_the_key_once(lock, qtbot, tmp_path):
    lock.start()
    assert isinstance(lock.form(), StartForm)
    click(qtbot, lock.form(), "Make a new desk")
    form = lock.form()
    assert isinstance(form, NewDeskForm)
    lock.ask.expects("pick_folder", tmp_path)
    form.folder_asked.emit()
    click(qtbot, form, "Make the desk")
    assert form._school_field.trouble()
    form.school.setText("Larkmoor High School")
    form.person.setText("J Pemberton")
    form.passphrase.first.edit.setText("short")
    click(qtbot, form, "Make the desk")
    assert "12 characters" in form.passphrase.first.field.trouble()
    form.passphrase.first.edit.setText(PASSPHRASE)
    form.passphrase.again.edit.setText("something else entirely")
    click(qtbot, form, "Make the desk")
    assert form.passphrase.again.field.trouble() == "The two are not the same."
    form.passphrase.again.edit.setText(PASSPHRASE)
    click(qtbot, form, "Make the desk")
    qtbot.waitUntil(lambda: isinstance(lock.form(), RecoveryKeyForm))
    prove_kept(qtbot, lock.form(), "-".join(lock.form().findChild(KeyGroups).groups))
    record = lock.records[0]
    assert record.folder == tmp_path / "office.apdesk"
    from apdesk.services.settings import settings

    assert settings(record)["school.name"] == "Larkmoor High School"
    from apdesk.services.staff_roles import role_lines

    assert {line.label: line.owner for line in role_lines(record) if line.owner} == {
        "Inclusion administrator": "J Pemberton"
    }


def test_the_last_desk_is_offered_again_to_the_last_person(lock, desk):
    lock.memory.put("desk/last", str(desk[0]))
    lock.start()
    assert isinstance(lock.form(), UnlockForm)
    assert lock.form().person() == PERSON


def test_the_sheet_for_the_safe_holds_the_key_and_the_school(clock):
    words = recovery_sheet("ABCDE-FGHJK", "Larkmoor <High> School", "larkmoor.apdesk", clock.today()).toPlainText()
    assert "ABCDE" in words
    assert "Larkmoor <High> School" in words
    assert "10 November 2026" in words


def test_idleness_is_noticed_and_a_key_begins_the_count_again(qapp, qtbot):
    watch = IdleWatch(10, qapp)
    told = []
    watch.warned.connect(lambda: told.append("warned"))
    watch.idle.connect(lambda: told.append("idle"))
    watch.start()
    assert watch._end.interval() - watch._warning.interval() == WARNING_SECONDS * 1000
    watch._warning.timeout.emit()
    watch._end.timeout.emit()
    assert told == ["warned", "idle"]
    watch._end.setInterval(1_000_000)
    QApplication.sendEvent(qapp, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier))
    assert watch._end.interval() == 600_000
    watch.stop()
    assert not watch.running
    qapp.removeEventFilter(watch)


# The cover over an open window.


@pytest.fixture
def session(record, qtbot, clock):
    """An open window on a desk, whose lock works at once."""
    made = Session(Memory(), clock)
    made._lock_jobs = Jobs(ManualExecutor(at_once=True))
    made._practising = True
    window = made.open_window(record)
    qtbot.addWidget(window)
    qtbot.waitExposed(window)
    window.activateWindow()
    yield made
    QApplication.instance().removeEventFilter(made._watch)
    made._minute.stop()


def test_locking_covers_at_once_and_unlocking_gives_everything_back(session, qtbot):
    window = session.window
    page = window.current()
    session.lock("Locked after 10 minutes")
    assert window.covered
    assert not window.frame.isVisible()
    assert window.windowTitle() == "AP Desk: locked"
    form = session._cover.form
    assert form.passphrase.edit.hasFocus()
    window.do("find")
    assert window.covered, "keys of the desk do nothing"
    form.passphrase.edit.setText(PASSPHRASE)
    click(qtbot, form, "Unlock")
    qtbot.waitUntil(lambda: not window.covered)
    assert window.current() is page
    assert window.frame.isVisible()


def test_a_half_typed_dialog_is_out_of_sight_while_locked_and_comes_back(session, qtbot):
    window = session.window
    dialog = TextDialog("Why put off the visit to Chidera Okonjo?", "Reason", parent=window)
    dialog.show()
    dialog.area.setText("Half a sent")
    session.lock()
    assert not dialog.isVisible()
    session._cover.form.passphrase.edit.setText(PASSPHRASE)
    click(qtbot, session._cover.form, "Unlock")
    qtbot.waitUntil(lambda: not window.covered)
    assert dialog.isVisible()
    assert dialog.area.text() == "Half a sent"
    dialog.reject()


def test_a_wrong_passphrase_keeps_it_covered(session, qtbot):
    session.lock()
    form = session._cover.form
    form.passphrase.edit.setText("not the right one")
    click(qtbot, form, "Unlock")
    qtbot.waitUntil(lambda: bool(form.passphrase.field.trouble()))
    assert session.window.covered


def test_nothing_of_a_pupil_stands_on_the_lock(session):
    session.lock()
    said = session._cover.cover.accessibleName() + session._cover.cover.accessibleDescription()
    assert said.startswith("AP Desk")
    assert "Locked" in said


def test_the_made_up_school_shows_how_far_it_is(qtbot):
    jobs = Jobs(ManualExecutor())
    form = MakingForm(jobs)
    qtbot.addWidget(form)
    form.show()
    jobs.run("Making a made-up school", lambda progress: progress.step(4, 9, "1,487 pupils"), lambda outcome: None)
    assert form.bar.isVisible()
    jobs.close()


def test_the_folder_of_a_new_desk_is_never_one_that_is_there(lock, qtbot, tmp_path):
    (tmp_path / "office.apdesk").mkdir()
    lock.start()
    click(qtbot, lock.form(), "Make a new desk")
    lock.ask.expects("pick_folder", tmp_path)
    lock.form().folder_asked.emit()
    assert lock.form()._folder == Path(tmp_path / "office-2.apdesk")


def test_esc_goes_back_where_there_is_a_way_back(lock, qtbot):
    lock.start()
    click(qtbot, lock.form(), "Make a new desk")
    form = lock.form()
    assert (("Esc",), "back") in form.hints()
    qtbot.keyClick(form.school, Qt.Key.Key_Escape)
    assert isinstance(lock.form(), StartForm)
