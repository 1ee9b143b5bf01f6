"""Settings, Security: passphrases, who can open the desk, the recovery key, the idle lock and the log."""

from __future__ import annotations

import pytest
from desk_fixture import PASSPHRASE, PERSON
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from settings_window import acting_as, finish, part_of, press, show_settings

from apdesk.problems import Problem
from apdesk.services import staff, unlock
from apdesk.services.staff import StaffForm
from ui.common.appearance import LOCK_MINUTES
from ui.settings.log_panel import count_words

NEW = "nine unrelated herons"


@pytest.fixture
def idowu(record):
    return staff.add_staff(record, StaffForm(surname="Idowu", forename="Rose", title="Ms", job="DSL")).id


@pytest.fixture
def granted(record, idowu):
    unlock.give_access(record, idowu, "Rose Idowu", "dsl", NEW)
    return idowu


def opens(record, name, passphrase):
    """Who it is that opens the desk by this name and passphrase."""
    unlocked = record.keys.unlock(name, passphrase, record.clock.now())
    unlocked.secrets.wipe()
    return unlocked.holder.id


@pytest.fixture
def working(qtbot, context, executor):
    """Answers a form whose saving is long work."""

    def work(fill):
        def answer(form):
            fill(form)
            form.accept()
            finish(qtbot, context, executor)
            return form.saved is not None

        return answer

    return work


def test_my_own_passphrase_is_changed(qtbot, context, record, ask, working):
    part = part_of(show_settings(qtbot, context, "security"))

    def fill(form):
        form.present.edit.setText(PASSPHRASE)
        form.wanted.first.edit.setText(NEW)
        form.wanted.again.edit.setText(NEW)

    ask.expects("form", working(fill))
    press(part, "Change my passphrase")
    unlock.confirm(record, NEW)
    with pytest.raises(Problem):
        unlock.confirm(record, PASSPHRASE)


def test_a_wrong_present_passphrase_is_said_at_its_field_and_forgotten(qtbot, context, record, ask, working):
    part = part_of(show_settings(qtbot, context, "security"))
    seen = []

    def fill(form):
        seen.append(form)
        form.present.edit.setText("not these words at all")
        form.wanted.first.edit.setText(NEW)
        form.wanted.again.edit.setText(NEW)

    ask.expects("form", working(fill))
    press(part, "Change my passphrase")
    assert "did not open" in seen[0].present.field.trouble()
    assert seen[0].present.text() == ""
    assert seen[0].wanted.text() == NEW
    unlock.confirm(record, PASSPHRASE)


@pytest.mark.parametrize(("first", "again", "place"), [("short", "short", "first"), (NEW, f"{NEW}s", "again")])
def test_a_new_passphrase_is_long_enough_and_twice_the_same(qtbot, context, ask, first, again, place):
    part = part_of(show_settings(qtbot, context, "security"))
    seen = []

    def fill(form):
        form.present.edit.setText(PASSPHRASE)
        form.wanted.first.edit.setText(first)
        form.wanted.again.edit.setText(again)
        form.accept()
        seen.append(getattr(form.wanted, place).field.trouble())
        return False

    ask.expects("form", fill)
    press(part, "Change my passphrase")
    assert seen[0]
    assert not context.jobs.busy


def test_somebody_is_given_access_and_can_open_the_desk(qtbot, context, record, ask, idowu, working):
    window = show_settings(qtbot, context, "security")

    def fill(form):
        form.who.set_key(idowu)
        form._on_who(idowu)
        form.role.set_key("dsl")
        form.passphrase.first.edit.setText(NEW)
        form.passphrase.again.edit.setText(NEW)

    ask.expects("form", working(fill))
    window.do("add")
    assert [(one.name, one.role) for one in unlock.people(record)] == [(PERSON, "administrator"), ("Rose Idowu", "dsl")]
    assert part_of(window).people.shown.rowCount() == 2
    assert opens(record, "Rose Idowu", NEW) == idowu


def test_role_name_and_passphrase_of_somebody_else_can_be_changed(qtbot, context, record, ask, granted, working):
    part = part_of(show_settings(qtbot, context, "security"))
    part.people.focus_id(granted)
    ask.expects("form", lambda form: form.role.set_key("attendance") or form.accept() or True)
    QTest.keyClick(part.people, Qt.Key.Key_Return)
    line = part.people.focused_row()
    ask.expects("form", lambda form: form.control("name").setText("R Idowu") or form.accept() or True)
    part._on_rename(line)
    ask.expects("form", working(lambda form: [each.edit.setText(f"{NEW} again")
                                              for each in (form.wanted.first, form.wanted.again)]))
    part._on_reset(line)
    found = unlock.people(record)[1]
    assert (found.name, found.role) == ("R Idowu", "attendance")
    assert opens(record, "R Idowu", f"{NEW} again") == granted


def test_the_last_administrator_keeps_the_role(qtbot, context, record, ask):
    part = part_of(show_settings(qtbot, context, "security"))
    seen = []

    def fill(form):
        form.role.set_key("dsl")
        form.accept()
        seen.append(form.troubles.isVisibleTo(form))
        return False

    part.people.focus_id(record.actor.id)
    ask.expects("form", fill)
    QTest.keyClick(part.people, Qt.Key.Key_Return)
    assert seen == [True]
    assert unlock.people(record)[0].role == "administrator"


def test_access_ends_only_after_a_question_and_never_ones_own(qtbot, context, record, ask, granted):
    window = show_settings(qtbot, context, "security")
    part = part_of(window)
    part.people.focus_id(granted)
    ask.expects("confirm", False)
    window.do("remove")
    assert len(unlock.people(record)) == 2
    ask.expects("confirm", True)
    window.do("remove")
    assert [one.name for one in unlock.people(record)] == [PERSON]
    assert ask.asked[-1][1].danger
    part.people.focus_id(record.actor.id)
    ask.expects("tell")
    window.do("remove")


def test_a_new_recovery_key_needs_the_passphrase_and_two_groups_back(qtbot, context, record, ask, working):
    part = part_of(show_settings(qtbot, context, "security"))
    kept = []

    def prove(dialog):
        groups = dialog.proof.findChild(type(dialog.proof.layout().itemAt(0).widget())).groups
        dialog.reject()
        dialog.accept()
        assert all(field.trouble() for field in dialog.proof.fields)
        for number, copy in zip(dialog.proof.asked, dialog.proof.copies, strict=True):
            copy.setText(groups[number - 1])
        dialog.accept()
        assert dialog.result() == 0
        dialog.proof.safe.setChecked(True)
        dialog.accept()
        kept.append("-".join(groups))
        return dialog.result() == 1

    ask.expects("form", working(lambda form: form.passphrase.edit.setText(PASSPHRASE))).expects("form", prove)
    press(part, "Make and print a new one")
    record.keys.unlock_by_recovery(kept[0], record.clock.now()).secrets.wipe()


def test_a_wrong_passphrase_makes_no_new_key(qtbot, context, record, ask, working):
    part = part_of(show_settings(qtbot, context, "security"))
    before = record.keys.as_bytes()
    ask.expects("form", working(lambda form: form.passphrase.edit.setText("not these words at all")))
    press(part, "Make and print a new one")
    assert b'"recovery"' in before
    assert unlock.recovery_key_made(record) == unlock.last_opened(record)[record.actor.id]


def test_the_idle_lock_is_told_and_remembered(qtbot, context):
    part, told = part_of(show_settings(qtbot, context, "security")), []
    context.bus.lock_minutes_chosen.connect(told.append)
    part.minutes.button("5").click()
    assert told == [5]
    assert context.memory.get(LOCK_MINUTES) == "5"


def test_the_log_is_searched_and_an_entry_opened(qtbot, context, record, ask, idowu):
    staff.edit_staff(record, idowu, StaffForm(surname="Idowu", forename="Rose", title="Ms", job="Lead"))
    window = show_settings(qtbot, context, "security", at="log")
    log = part_of(window).log
    assert log.table.shown.rowCount() > 3
    QTest.keyClicks(log.search, "changed member")
    qtbot.waitUntil(lambda: log.table.shown.rowCount() == 1)
    assert log.table.focused_row().what == "Changed a member of staff"
    words = []
    ask.expects("form", lambda dialog: words.extend(
        each.whole_text() for each in dialog.findChildren(type(log._count))) or True)
    QTest.keyClick(log.table, Qt.Key.Key_Return)
    assert "Member of staff Ms R Idowu: changed" in words
    assert "job: DSL → Lead" in words
    log.search.setText("zebra")
    qtbot.waitUntil(log.frame.is_empty)
    press(log, "Show everything")
    assert log.table.shown.rowCount() > 3


def test_the_desk_is_checked_and_the_verdict_is_said_in_words(qtbot, context, record, ask, executor):
    part = part_of(show_settings(qtbot, context, "security", at="log"))
    ask.expects("tell")
    press(part, "Check now")
    finish(qtbot, context, executor)
    title, body, _where = ask.asked[-1][1]
    assert title == "The desk is sound."
    assert "journal entries are as they were written" in body
    assert part.log.table.shown_rows()[0].what == "Checked the desk: sound"


def test_who_may_not_decide_on_access_has_their_own_passphrase_and_no_log(qtbot, context, record):
    with acting_as(record, "attendance"):
        window = show_settings(qtbot, context, "security")
        part = part_of(window)
        window.do("add")
        assert part.own_button.isVisible()
        assert part.minutes.isVisible()
        assert not part.people.isVisible()
        assert not part.key_button.isVisible()
        assert not part.tabs.isVisible()


def test_the_keys_shown_over_the_log_change_nothing_in_it(qtbot, context):
    window = show_settings(qtbot, context, "security")
    assert "remove" in window.current().hint_names()
    shown = show_settings(qtbot, context, "security", at="log")
    assert not {"add", "edit", "remove"} & set(shown.current().hint_names())


@pytest.mark.parametrize(
    ("shown", "found", "words"),
    [(300, 1_204, "The 300 newest of 1,204 entries"), (1, 1, "1 entry"), (12, 12, "12 entries"), (0, 0, "")],
)
def test_the_log_says_how_much_of_it_is_shown(shown, found, words):
    assert count_words(shown, found) == words
