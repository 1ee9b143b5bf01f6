"""Finding duties on Today, whose are shown, and where the ring and the marks stand."""

from __future__ import annotations

from datetime import date

from placement_school import clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from today_school import day, page, window  # noqa: F401

from ui.common.page import Place
from ui.shell.quick_find import QuickFind
from ui.today.groups import NEXT
from ui.today.page import TodayPage
from ui.today.tools import MINE


def titles(page, key):  # noqa: F811
    return [line.action for group in page.grouped.groups if group.key == key for line in group.lines]


def line_of(page, action):  # noqa: F811
    return next(line for group in page.grouped.groups for line in group.lines if line.action == action)


def ring_on(page, action):  # noqa: F811
    assert page.duties.focus_id(line_of(page, action).id)


def test_slash_finds_by_any_words_and_esc_brings_all_back(page, qtbot):  # noqa: F811
    everything = page.duties.duty_model().rowCount()
    qtbot.keyClicks(page.duties, "/")
    assert page.tools_strip.find.hasFocus()
    qtbot.keyClicks(page.tools_strip.find, "benb contact")
    qtbot.waitUntil(lambda: page.tools_strip.found.text().startswith("2 of") or len(page.grouped.members) < 4)
    assert {line.about for group in page.grouped.groups for line in group.lines} == {"Amara Benbow"}
    qtbot.keyClick(page.tools_strip.find, Qt.Key.Key_Down)
    assert page.duties.hasFocus()
    page.tools_strip.find.setFocus()
    qtbot.keyClick(page.tools_strip.find, Qt.Key.Key_Escape)
    qtbot.keyClick(page.tools_strip.find, Qt.Key.Key_Escape)
    assert page.duties.duty_model().rowCount() == everything
    assert page.duties.hasFocus()


def test_the_key_bar_says_what_the_keys_do_where_words_are_typed(page, window, qtbot):  # noqa: F811
    keys = window.key_bar.hints
    assert (("Space",), "open, close") in keys()
    assert (("S",), "put off") in keys()
    qtbot.keyClicks(page.duties, "/")
    assert keys()[:2] == [(("Enter / ↓",), "to the list"), (("Esc",), "close")]
    assert not any(words == "put off" for _, words in keys())
    qtbot.keyClick(page.tools_strip.find, Qt.Key.Key_Return)
    assert page.duties.hasFocus()
    assert (("S",), "put off") in keys()


def test_mine_is_by_person_and_remembered(page, context, day, record):  # noqa: F811
    page.tools_strip.whose.choose("Ms L Farrant")
    page.tools_strip.whose_changed.emit("Ms L Farrant")
    assert {line.who for group in page.grouped.groups for line in group.lines} == {"Ms L Farrant"}
    again = TodayPage(context)
    again.reload()
    assert again.tools_strip.whose.chosen() == "Ms L Farrant"
    page.tools_strip.whose.choose(MINE)
    page.tools_strip.whose_changed.emit(MINE)
    assert page.grouped.groups == ()
    assert not page.empty.isHidden()
    page.empty.button.click()
    assert page.grouped.groups
    assert context.memory.get("today/whose") == ""


def test_quick_find_puts_the_ring_on_a_duty(window, page, record):  # noqa: F811
    wanted = page.grouped.members[line_of(page, "Send placement notice to parents").id][0]
    page.tools_strip.tabs.set_key(NEXT)
    page.tools_strip.changed.emit()
    window.go(Place("pupils"))
    window.go(Place("today", {"duty": wanted}))
    assert wanted in page.grouped.members[page.duties.focused_id()]


def test_quick_find_finds_a_duty_by_what_it_is_and_whom_it_is_about(window, page, qtbot):  # noqa: F811
    window.go(Place("pupils"))
    found = QuickFind.open_over(window)
    found.field.setText("notice chid")
    hit = found.current()
    assert hit.kind == "duty"
    assert "Chidera Okonjo" in hit.detail
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert window.current() is page
    assert hit.place.values["duty"] in page.grouped.members[page.duties.focused_id()]


def test_after_a_duty_is_put_off_the_ring_is_on_the_next_one(page, ask, qtbot):  # noqa: F811
    ring_on(page, "Confirm the week’s attendance")
    contact = line_of(page, "Weekly contact: provider and pupil").id

    def work(dialog):
        dialog.to.set_date(date(2026, 11, 16))
        dialog.why.setText("The provider is closed")
        dialog.past.setChecked(True)
        dialog.accept()
        return True

    ask.expects("form", work)
    qtbot.keyClicks(page.duties, "s")
    assert titles(page, "week") == ["Weekly contact: provider and pupil"]
    assert page.duties.focused_id() == contact, "not away to where the duty went"


def test_what_can_be_done_with_the_marked_stands_in_place_of_the_tabs(page, qtbot):  # noqa: F811
    height = page.tools_strip.height()
    place = page.duties.mapTo(page, page.duties.rect().topLeft())
    qtbot.keyClicks(page.duties, "x")
    assert (page.marked.isVisible(), page.tools_strip.isVisible()) == (True, False)
    assert page.marked.height() == height
    qtbot.waitUntil(lambda: page.duties.mapTo(page, page.duties.rect().topLeft()) == place)
    qtbot.keyClick(page.duties, Qt.Key.Key_Escape)
    assert (page.marked.isVisible(), page.tools_strip.isVisible()) == (False, True)


def test_words_looked_for_stay_while_some_are_marked(page, qtbot):  # noqa: F811
    qtbot.keyClicks(page.duties, "/")
    qtbot.keyClicks(page.tools_strip.find, "benb")
    qtbot.waitUntil(lambda: "of" in page.tools_strip.found.text())
    qtbot.keyClick(page.tools_strip.find, Qt.Key.Key_Down)
    qtbot.keyClicks(page.duties, "x")
    assert page.marked.isVisible()
    assert page.tools_strip.find.isVisible()
    assert not page.tools_strip.tabs.isVisible()
    qtbot.keyClicks(page.duties, "x")
    assert page.tools_strip.tabs.isVisible()
    assert page.tools_strip.typed() == "benb"
