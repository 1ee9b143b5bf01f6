"""Settings, Staff and roles: added, handed over, covered, removed; by keyboard, through to the record."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from settings_window import acting_as, part_of, press, show_settings

from apdesk.services import staff
from apdesk.services.staff import StaffForm
from apdesk.services.staff_roles import role_lines

TODAY = date(2026, 11, 10)


@pytest.fixture
def farrant(record):
    member = staff.add_staff(record, StaffForm(surname="Farrant", forename="Lena", title="Ms")).id
    staff.give_role(record, member, "HOY", 10)
    return member


@pytest.fixture
def noor(record):
    return staff.add_staff(record, StaffForm(surname="Noor", forename="Aisha", title="Miss")).id


def line(record, key):
    return next(one for one in role_lines(record) if one.key == key)


def test_a_head_of_year_is_added_by_keys(qtbot, context, record, ask):
    window, said = show_settings(qtbot, context, "staff"), []
    context.bus.said.connect(said.append)

    def fill(form):
        QTest.keyClicks(form.control("forename"), "Guy")
        QTest.keyClicks(form.control("surname"), "Ellery")
        form.control("title").setText("Mr")
        form.control("role").set_key("HOY/11")
        QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        return True

    ask.expects("form", fill)
    window.do("add")
    assert line(record, "HOY/11").owner == "Mr G Ellery"
    assert said[0].text == "Mr Guy Ellery added."
    assert "Mr G Ellery" in [row.row.name for row in part_of(window).people_here()]


def test_a_person_without_a_surname_is_refused_beside_the_field(qtbot, context, record, ask):
    window = show_settings(qtbot, context, "staff")
    seen = []

    def fill(form):
        form.accept()
        seen.append(form.parts["surname"].trouble())
        return False

    ask.expects("form", fill)
    window.do("add")
    assert "surname" in seen[0]
    assert len(staff.staff(record)) == 1


def test_enter_on_a_role_hands_it_over(qtbot, context, record, ask, farrant, noor):
    part = part_of(show_settings(qtbot, context, "staff"))

    def fill(form):
        assert form.control("role").key() == "HOY/10"
        form.control("who").set_key(noor)
        form.accept()
        return True

    part.roles.focus_id("HOY/10")
    ask.expects("form", fill)
    QTest.keyClick(part.roles, Qt.Key.Key_Return)
    assert line(record, "HOY/10").owner == "Miss A Noor"
    assert "Miss A Noor" in part.roles.table.sentence(part.roles.focused_row())


def test_cover_needs_both_days_in_their_order(qtbot, context, record, ask, farrant, noor):
    part = part_of(show_settings(qtbot, context, "staff"))
    seen = []

    def fill(form):
        form.control("who").set_key(noor)
        form.control("until_on").set_date(date(2026, 11, 9))
        form.accept()
        seen.append(form.parts["until_on"].trouble())
        form.control("until_on").set_date(date(2026, 11, 13))
        form.accept()
        return True

    part.roles.focus_id("HOY/10")
    ask.expects("form", fill)
    press(part, "Arrange cover")
    assert "before the first" in seen[0]
    found = line(record, "HOY/10")
    assert (found.owner, found.covers[0].until_on) == ("Miss A Noor", date(2026, 11, 13))


def test_removing_somebody_shows_what_passes_and_keeping_comes_first(qtbot, context, record, ask, farrant, noor):
    window = show_settings(qtbot, context, "staff", at="people")
    part = part_of(window)
    seen = []

    def fill(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        seen.append((list(dialog.takers), dialog.checks.blocked(), dialog.focusWidget() is dialog.keep_button))
        (box,), (warning,) = dialog.takers.values(), dialog.warnings.values()
        assert warning.isVisible()
        box.set_key(noor)
        box.changed.emit(noor)
        assert warning.isHidden()
        dialog.accept()
        return True

    part.people.focus_id(farrant)
    ask.expects("form", fill)
    window.do("remove")
    assert [len(seen[0][0]), *seen[0][1:]] == [1, False, True]
    record.clock.go_to(date(2026, 11, 11))
    assert line(record, "HOY/10").owner == "Miss A Noor"
    gone = next(one for one in staff.staff(record) if one.id == farrant)
    assert gone.left_on == TODAY


def test_what_is_removed_can_come_back(qtbot, context, record, ask, farrant):
    staff_part = part_of(show_settings(qtbot, context, "staff"))
    ask.expects("form", lambda dialog: dialog.accept() or True)
    staff_part.people.focus_id(farrant)
    staff_part.tabs.set_key("people")
    staff_part._on_remove_key()
    record.clock.go_to(date(2026, 11, 12))
    staff_part.reload()
    staff_part.tabs.tab("gone").click()
    shown = staff_part.people.shown_rows()
    assert [row.row.name for row in shown] == ["Ms L Farrant"]
    staff_part._on_back(shown[0])
    assert next(one for one in staff.staff(record) if one.id == farrant).left_on is None


def test_handing_over_can_be_taken_back_at_once(qtbot, context, record, ask, farrant, noor):
    part = part_of(show_settings(qtbot, context, "staff"))
    said = []
    context.bus.said.connect(said.append)
    ask.expects("form", lambda form: form.control("who").set_key(noor) or form.accept() or True)
    part._on_role(line(record, "HOY/10"))
    said[0].undo()
    assert line(record, "HOY/10").owner == "Ms L Farrant"


def test_who_may_not_change_staff_sees_the_tables_alone(qtbot, context, record, farrant):
    with acting_as(record, "head-of-year"):
        window = show_settings(qtbot, context, "staff")
        part = part_of(window)
        window.do("add")
        window.do("give")
        window.do("cover")
        part.tabs.tab("people").click()
        window.do("remove")
        QTest.keyClick(part.people, Qt.Key.Key_Return)
        assert not part.add_button.isVisible()
        assert "Ask: " in part.refusal()
    assert len(staff.staff(record)) == 2
