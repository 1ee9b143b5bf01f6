"""Settings, Protocol: a reading chosen by keys with its effect seen first, taken back, and the versions it makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from pupil_school import placed  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton
from settings_window import acting_as, finish, part_of, press, show_settings, type_into

from apdesk.services.duty_lists import duties_of
from apdesk.services.protocol_files import check_text
from apdesk.services.protocol_versions import versions_in_use
from apdesk.services.protocols import activate_protocol
from apdesk.services.readings import points
from apdesk.services.shipped import shipped_protocol_text
from apdesk.services.what_would_move import ADDED, KEPT
from ui.settings.protocol_file_dialog import ProtocolFileDialog

HALF_TERM = "9"
THIRD_SCHOOL = Path(__file__).parents[1] / "domain" / "third-school.toml"


@pytest.fixture
def shown(qtbot, context, placed):  # noqa: F811
    """The part, open at the words that can be read in two ways."""
    window = show_settings(qtbot, context, "protocol", at="readings")
    return window, part_of(window)


def point(record):  # noqa: F811
    return next(one for one in points(record) if one.key == HALF_TERM)


def to_front(qtbot, table):
    """The window has the keys, and the list in it."""
    table.window().activateWindow()
    qtbot.waitUntil(table.window().isActiveWindow)
    table.setFocus()


def chosen_by_keys(qtbot, part):
    """Down the list to the point, Enter to its readings, Down to the other one."""
    table = part.readings.table
    to_front(qtbot, table)
    while table.focused_row().key != HALF_TERM:
        QTest.keyClick(table, Qt.Key.Key_Down)
    options = part.readings.card.options
    qtbot.waitUntil(lambda: len({each.y() for each in options.findChildren(QRadioButton) if each.isVisible()}) == 2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert part.readings.card.options.isAncestorOf(part.window().focusWidget())
    QTest.keyClick(part.window().focusWidget(), Qt.Key.Key_Down)
    assert part.readings.card.wanted()


def saved(why, running, seen):
    def work(dialog):
        dialog.show()
        seen.update({fate: dialog._moves.count(fate) for fate in (ADDED, KEPT)})
        assert dialog.shown()
        if running:
            dialog.choices.set_key("running")
        type_into(dialog.why, why)
        press(dialog, "Save this reading")
        return True

    return work


def test_a_reading_is_chosen_by_keys_its_effect_seen_and_taken_back(
    qtbot, shown, context, record, ask, executor, placed  # noqa: F811
):  # fmt: skip
    _, part = shown
    before = [(row.rule, row.day) for row in duties_of(record, placement=placed.placement)]
    chosen_by_keys(qtbot, part)
    seen = {}
    ask.expects("form", saved("Tighter", True, seen))
    part.see_what_would_move()
    finish(qtbot, context, executor)
    assert seen[ADDED] > 0
    assert seen[KEPT] > 0
    assert point(record).changed
    after = [(row.rule, row.day) for row in duties_of(record, placement=placed.placement)]
    assert len(after) == len(before) + seen[ADDED]
    assert part.readings.tabs.key() == "all"
    assert part.readings.table.focused_row().changed, "the row says that it is chosen here"
    to_front(qtbot, part.readings.table)
    QTest.keyClick(part.readings.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    finish(qtbot, context, executor)
    assert not point(record).changed
    assert [(row.rule, row.day) for row in duties_of(record, placement=placed.placement)] == before


def test_the_new_version_stands_in_the_history_and_what_runs_can_be_moved_to_it(
    qtbot, shown, context, record, ask, executor  # noqa: F811
):  # fmt: skip
    _, part = shown
    chosen_by_keys(qtbot, part)
    ask.expects("form", saved("For new ones", False, {}))
    part.see_what_would_move()
    finish(qtbot, context, executor)
    to_front(qtbot, part.readings.table)
    QTest.keyClick(part.readings.table, Qt.Key.Key_H)
    assert part.tabs.key() == "versions"
    newest, first = part.versions.table.shown_rows()
    assert (newest.version, newest.in_force, newest.placements) == (2, True, 0)
    assert (first.version, first.movable) == (1, 1)

    def moved(dialog):
        dialog.show()
        type_into(dialog.why, "Agreed with the link")
        press(dialog, "Move placements")
        return True

    part.versions.table.focus_id(first.id)
    ask.expects("form", moved)
    part.see_what_would_move()
    finish(qtbot, context, executor)
    assert [one.placements for one in versions_in_use(record)] == [1, 0]


def test_nothing_is_saved_without_a_reason_or_by_going_back(
    qtbot, shown, context, record, ask, executor  # noqa: F811
):  # fmt: skip
    _, part = shown
    chosen_by_keys(qtbot, part)

    def gone_back(dialog):
        dialog.show()
        press(dialog, "Save this reading")
        assert dialog.isVisible(), "it asks why first"
        press(dialog, "Go back")
        return False

    ask.expects("form", gone_back)
    part.see_what_would_move()
    finish(qtbot, context, executor)
    assert not point(record).changed
    assert len(versions_in_use(record)) == 1
    part.readings.card.options.set_key(point(record).chosen)
    part.see_what_would_move()
    assert not context.jobs.busy, "the reading in force moves nothing"


@pytest.mark.parametrize("role", ["dsl", "attendance"])
def test_who_may_not_change_the_protocol_sees_it_and_changes_nothing(qtbot, context, record, placed, role):  # noqa: F811
    with acting_as(record, role):
        part = part_of(show_settings(qtbot, context, "protocol", at="readings"))
        part.readings.table.focus_id(HALF_TERM)
        assert not part.readings.card.options.isEnabled()
        assert not part.more_button.isVisible()
        part.see_what_would_move()
        assert not context.jobs.busy


@pytest.mark.parametrize("at", ["readings", "appendix"])
def test_its_dialog_fits_a_small_window(qtbot, context, record, placed, ask, executor, at):  # noqa: F811
    window = show_settings(qtbot, context, "protocol", (960, 540), at=at)
    part = part_of(window)
    card = part.readings.card if at == "readings" else part.appendix.reading
    card.show_point(point(record), "How it is read")
    card.options.set_key(next(one.name for one in card.point().options if one.name != card.point().chosen))

    def fits(dialog):
        dialog.setParent(window, dialog.windowFlags())
        dialog.show()
        return dialog.height() > window.height()

    ask.expects("form", fits)
    part.see_what_would_move()
    finish(qtbot, context, executor)
    assert not point(record).changed


def test_the_tab_has_the_name_of_the_policys_own_table_only_where_it_has_one(qtbot, context, record, placed):  # noqa: F811
    part = part_of(show_settings(qtbot, context, "protocol"))
    assert part.tabs.tab("appendix").text() == "Appendix A"
    activate_protocol(record, THIRD_SCHOOL.read_text(encoding="utf-8"), THIRD_SCHOOL.name)
    part.reload()
    assert part.tabs.tab("appendix").text() == "Pathways"


def bars(part):
    """How many parts of the page that is shown scroll up and down: the page, the list in it."""
    area = part.stack.currentWidget()
    return [each for each in (area, part.appendix.table) if each.verticalScrollBar().maximum() > 0]


@pytest.mark.parametrize("size", [(1366, 768), (1366, 690), (960, 540)])
def test_the_policy_has_one_scroll_and_all_of_its_columns_in_every_window(
    qtbot, context, placed, size  # noqa: F811
):  # fmt: skip
    part = part_of(show_settings(qtbot, context, "protocol", size=size))
    table = part.appendix.table
    qtbot.waitUntil(lambda: len(bars(part)) == 1)
    assert not [one.title for number, one in enumerate(table.table.columns) if table.isColumnHidden(number)]


def test_the_row_with_the_ring_stays_in_sight_where_the_page_scrolls(qtbot, context, placed):  # noqa: F811
    part = part_of(show_settings(qtbot, context, "protocol", size=(960, 540)))
    table, area = part.appendix.table, part.stack.currentWidget()
    to_front(qtbot, table)
    QTest.keyClick(table, Qt.Key.Key_End)
    place = table.visualRect(table.currentIndex())
    top = table.viewport().mapTo(area.viewport(), place.topLeft()).y()
    assert 0 <= top <= top + place.height() <= area.viewport().height()


def test_what_a_policy_file_changes_is_listed_with_was_and_will_be_and_copied(qtbot, record, context):  # noqa: F811
    text = shipped_protocol_text().replace('label = "Line manager of the Head of Year"', 'label = "Line manager"')
    dialog = ProtocolFileDialog(check_text(record, text, "ours.toml"), 1, "", context.today())
    qtbot.addWidget(dialog)
    (row,) = dialog.shown()
    assert row.change == ("name", "Line manager of the Head of Year", "Line manager")
    dialog.copy_button.click()
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t") == ["What", "Field", "Was", "Will be"]
    assert line.split("\t")[1:] == ["Name", "Line manager of the Head of Year", "Line manager"]
