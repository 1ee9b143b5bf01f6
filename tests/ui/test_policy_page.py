"""The policy row by row: opened from anywhere, filtered, a row's clause read, and put on paper."""

from __future__ import annotations

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from whole_window import shown_window

from ui.common.page import Place
from ui.settings.policy_columns import state_of
from ui.settings.policy_page import PolicyPageView
from ui.shell.quick_find import QuickFind


@pytest.fixture
def window(qtbot, context):
    """The whole window."""
    made = shown_window(qtbot, context)
    made.start()
    return made


@pytest.fixture
def page(window):
    """The page, in front."""
    window.go(Place("policy"))
    return window.current()


def test_quick_find_opens_it(window):
    found = QuickFind.open_over(window)
    found.field.setText("policy")
    QTest.keyClick(found.field, Qt.Key.Key_Return)
    assert isinstance(window.current(), PolicyPageView)
    assert window.current().shown()


def test_what_is_typed_and_chosen_limits_the_rows_together(page):
    everything = len(page.shown())
    page.search.setText("invitation")
    page.search.searched.emit("invitation")
    some = page.shown()
    assert 0 < len(some) < everything
    assert all("invitation" in row.text for row in some)
    page.tabs.set_key("standing")
    page.search.setText("")
    page.search.searched.emit("")
    rows = page.shown()
    assert rows
    assert {state_of(row)[0] for row in rows} == {"Nothing needed", "Always so", "On record"}
    assert "To come" not in {state_of(row)[0] for row in rows}
    page.search.setText("zzqq")
    page.search.searched.emit("zzqq")
    assert page.shown() == []
    page.empty.asked.emit()
    assert len(page.shown()) == everything


def test_the_counts_of_the_tabs_add_up(page):
    shown = {}
    for key in ("covered", "standing", "planned", "missing"):
        page.tabs.set_key(key)
        page.tabs.changed.emit(key)
        shown[key] = len(page.shown())
    page.tabs.set_key("all")
    page.tabs.changed.emit("all")
    assert sum(shown.values()) == len(page.shown())
    assert shown["missing"] == 0


def test_a_row_opens_its_clause_by_keys(page):
    page.activate({"row": "O19"})
    row = page.table.focused_row()
    assert row.id == "O19"
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.quote.isVisible()
    assert "six days" in page.quote.words()
    assert "Invite parents to the review" in page.met.words()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.focused_row().id != "O19"
    assert page.asked.words().startswith(page.table.focused_row().duty)


def test_roles_are_written_as_names(page):
    assert all(row.role[:1] == row.role[:1].upper() for row in page.shown())
    assert next(row for row in page.shown() if row.id == "S10").role == "Visitor"


def test_the_count_of_what_is_found_follows_the_ring_and_its_buttons_go_round(page):
    everything = len(page.shown())
    page.search.setText("visit")
    page.search.searched.emit("visit")
    found = len(page.shown())
    assert 2 < found < everything
    page.table.focus_id(page.shown()[0].id)
    assert page.found.words() == f"1 of {found} found, {everything} rows in all"
    page.found.next.click()
    assert page.found.words().startswith("2 of ")
    page.found.previous.click()
    page.found.previous.click()
    assert page.found.words().startswith(f"{found} of {found} found")
    page.search.setText("zzqq")
    page.search.searched.emit("zzqq")
    assert page.found.words() == f"None of {everything} found"
    assert not page.found.next.isEnabled()


def test_the_way_back_leads_over_protocol_to_settings(page):
    assert [crumb.text for crumb in page.crumbs()] == ["Settings", "Protocol"]
    assert page.crumbs()[-1].place == Place("settings", {"part": "protocol"})
