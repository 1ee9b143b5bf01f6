"""The pupil list as a person works it: found as you type, filtered, looked into, looked back at, taken to Excel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from small_steps import answers_of, fill
from whole_window import shown_window

from apdesk.services import pupils
from apdesk.services.placement_changes import carry_out, end_placement
from apdesk.services.pupils import PupilForm
from apdesk.services.saved_filters import saved_filters
from apdesk.services.start_placement import start_placement
from ui.common.page import Place
from ui.pupils.columns import status_chip, with_more

NAMES = (
    ("Qureshi", "Zayn", "9D", "H999204218041"), ("Qureshi", "Amira", "7E", None), ("O'Brien", "Amy", "8C", None),
    ("Núñez-Sørensen", "Zoë", "10B", None), ("Featherstonehaugh-Mensah", "Oluwaseunfunmi", "11A", None),
)


@pytest.fixture
def school(record, small_school):  # noqa: F811
    """The small school with a few more pupils; Chidera Okonjo is placed from 11 November."""
    for surname, forename, form, upn in NAMES:
        year = int("".join(sign for sign in form if sign.isdigit()))
        pupils.add_pupil(record, PupilForm(surname=surname, forename=forename, form=form, upn=upn, year=year))
    start_placement(record, answers_of(small_school))
    return small_school


@pytest.fixture
def window(school, context, qtbot):
    made = shown_window(qtbot, context)
    made.go(Place("pupils"))
    made.activateWindow()
    return made


@pytest.fixture
def page(window):
    return window.current()


def names(page):
    return [row.list_name for row in page.table.shown_rows()]


def search(page, qtbot, words):
    with qtbot.waitSignal(page.search.searched):
        qtbot.keyClicks(page.search, words)


def press(page, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    page.table.setFocus()
    qtbot.keyClick(page.table, key, modifier)


def test_it_opens_on_those_who_are_placed(page):
    assert names(page) == ["Okonjo, Chidera"]
    assert page.bar.counted.text() == "1 planned"
    assert page.subtitle().startswith("7 on roll")


@pytest.mark.parametrize("words", ["qureshi zayn", "zayn qur", "ZAYN", "9d", "8041", "zoe sorensen", "obrien", "nunez"])
def test_a_pupil_is_found_in_either_order_by_form_upn_and_without_accents(page, qtbot, words):
    page.show_tab("on-roll")
    search(page, qtbot, words)
    wanted = {"zoe sorensen": "Núñez-Sørensen, Zoë", "nunez": "Núñez-Sørensen, Zoë", "obrien": "O'Brien, Amy"}
    assert names(page) == [wanted.get(words, "Qureshi, Zayn")]


def test_a_slip_of_the_finger_is_answered_with_who_is_close(page, qtbot):
    search(page, qtbot, "qurr")
    said = page.empty.accessibleName()
    assert said == "No pupil matches “qurr”. Qureshi, Amira and Qureshi, Zayn are close."
    assert page.frame_of_table.is_empty()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert page.search.text() == ""


def test_somebody_on_another_tab_is_one_button_away(page, qtbot):
    search(page, qtbot, "amira")
    assert page.empty.accessibleName() == "Nobody under “Placed or planned” matches “amira”. Elsewhere: Qureshi, Amira."
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert (page.tabs.key(), names(page)) == ("on-roll", ["Qureshi, Amira"])


def test_enter_in_the_search_goes_to_what_is_offered_instead(page, qtbot):
    page.search.setFocus()
    search(page, qtbot, "amira")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.empty.button.hasFocus()
    qtbot.keyClick(page.empty.button, Qt.Key.Key_Return)
    assert names(page) == ["Qureshi, Amira"]


def test_coming_back_keeps_filter_scroll_and_focus(window, page, qtbot, record, small_school):  # noqa: F811
    for number in range(60):
        pupils.add_pupil(record, PupilForm(surname=f"Xtra{number:02}", forename="P", form="9X", year=9))
    page.stale = True
    page.freshen()
    page.show_tab("on-roll")
    page.filters["year"].choose("9")
    page.filters["year"].changed.emit("9")
    page.table.focus_id(page.table.shown_rows()[40].id)
    page.table.verticalScrollBar().setValue(900)
    before = page.table.focused_id(), page.table.verticalScrollBar().value(), len(names(page))
    press(page, qtbot, Qt.Key.Key_Return)
    assert window.current().key == "pupil"
    pupils.add_pupil(record, PupilForm(surname="Aardvark", forename="P", year=9))
    window.context.publish(type("Changes", (), {"areas": frozenset({"pupils"}), "ids": {}})())
    window.go_back()
    assert window.current() is page
    assert (page.table.focused_id(), page.table.verticalScrollBar().value(), len(names(page))) == (
        before[0], before[1], before[2] + 1
    )
    assert QApplication.focusWidget() is page.table


def test_the_next_pupil_of_the_list_is_a_key_away(window, page, qtbot, context):
    page.show_tab("on-roll")
    page.table.focus_id(page.table.shown_rows()[0].id)
    shown = [row.id for row in page.table.shown_rows()]
    press(page, qtbot, Qt.Key.Key_Return)
    assert context.trail.place_of(shown[0]) == (1, 7)
    assert context.trail.beside(shown[0], 1) == shown[1]
    assert context.trail.beside(shown[0], -1) is None


def test_space_looks_beside_the_list_and_space_again_puts_it_away(page, qtbot):
    assert not page.side.isVisible()
    press(page, qtbot, Qt.Key.Key_Space)
    assert page.side.isVisible()
    assert page.peek.accessibleName() == "Chidera Okonjo"
    press(page, qtbot, Qt.Key.Key_Space)
    assert not page.side.isVisible()


def test_on_a_narrow_window_the_look_is_one_sheet_and_no_card_in_another(window, page, qtbot):
    window.resize(960, 540)
    qtbot.waitUntil(lambda: page.side.floating)
    press(page, qtbot, Qt.Key.Key_Space)
    picture = page.peek.grab().toImage()
    assert picture.pixelColor(0, picture.height() // 2) == picture.pixelColor(6, picture.height() // 2)


def test_filters_turn_green_and_are_kept_under_a_name(page, qtbot, ask, context):
    page.show_tab("on-roll")
    page.filters["year"].choose("9")
    page.filters["year"].changed.emit("9")
    assert names(page) == ["Qureshi, Zayn", "Strathdee, Callum"]
    assert page.filters["year"].accessibleName().startswith("Year: Year 9 (2). Press Delete")
    ask.expects("ask_text", "My nines")
    page.saved.keep()
    page.show_tab("placed")
    (kept,) = saved_filters(context.record)
    page.take_filters(kept)
    assert (page.tabs.key(), names(page)) == ("on-roll", ["Qureshi, Zayn", "Strathdee, Callum"])
    page.saved.forget("My nines")
    assert saved_filters(context.record) == ()


def test_what_is_copied_is_a_table_without_what_is_confidential(page, qtbot, record, small_school):  # noqa: F811
    form = pupils.pupil_form(record, small_school.pupil)
    pupils.edit_pupil(record, small_school.pupil, replace(form, surname="=1+1", social_worker=True))
    page.stale = True
    page.freshen()
    press(page, qtbot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard().mimeData()
    head, line = clipboard.text().splitlines()
    assert head.split("\t")[:3] == ["Pupil", "Status", "Where"]
    assert line.startswith("'=1+1, Chidera")
    assert "<table>" in clipboard.html()
    assert not {"SW", "CP"} & set(clipboard.text().split())


def test_control_e_writes_the_rows_as_a_workbook(page, window, ask, executor, tmp_path):
    page.show_tab("on-roll")
    page.table.sort_by("pupil", descending=True)
    ask.expects("save_file", tmp_path / "list.xlsx")
    window.do("excel")
    executor.drain()
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]][4:7] == ["Strathdee, Callum", "Qureshi, Zayn", "Qureshi, Amira"]
    assert [cell.value for cell in sheet[4]][-1] == "Needs"
    assert ask.asked[0][1][1].startswith("pupil-list-")


@pytest.mark.parametrize(("work", "suffix"), [("tracker", "xlsx"), ("tracker_on_paper", "pdf"), ("inspection", "xlsx"),
                                              ("inspection_on_paper", "pdf")])  # fmt: skip
def test_the_lists_of_the_office_are_made_from_here(page, ask, executor, tmp_path, work, suffix):
    ask.expects("save_file", tmp_path / f"made.{suffix}")
    getattr(page.papers, work)()
    executor.drain()
    assert (tmp_path / f"made.{suffix}").stat().st_size > 1000
    assert "Okonjo" not in ask.asked[0][1][1]


def test_an_earlier_day_stands_under_a_banner_until_it_is_put_away(page, window, ask, record, clock):  # noqa: F811
    clock.go_to(date(2027, 1, 18))
    placement = page.table.shown_rows()[0].placement
    carry_out(record, placement, end_placement(record, placement, date(2026, 12, 18), "returned", "Settled"))
    page.stale = True
    page.freshen()
    page.show_tab("ended")
    assert names(page) == ["Okonjo, Chidera"]
    ask.expects("form", lambda dialog: fill(dialog, on=date(2026, 11, 13)))
    window.do("as-at")
    assert page.banner_host.count() == 1
    page.show_tab("placed")
    (row,) = page.table.shown_rows()
    assert (row.status_text, row.progress.done) == ("Placed", 3)
    ask.expects("form", lambda dialog: fill(dialog, on=date(2026, 11, 11)))
    window.do("as-at")
    assert page.day() == date(2026, 11, 11), "from one earlier day to another"
    page.banner_host.itemAt(0).widget().asked.emit()
    assert (page.banner_host.count(), names(page)) == (0, [])


def test_a_whole_roll_shows_who_somebody_is_in_place_of_how_far_they_are(page, qtbot):
    def shown():
        table = page.table
        return {one.key for n, one in enumerate(table.table.columns) if not table.isColumnHidden(n)}

    page.show_tab("on-roll")
    assert "upn" in shown()
    assert not shown() & {"how-far", "next"}
    page.show_tab("placed")
    assert {"how-far", "next"} <= shown()
    assert "upn" not in shown()


def test_a_day_to_come_cannot_be_looked_back_at(page, window, ask):
    ask.expects("form", lambda dialog: fill(dialog, on=date(2027, 11, 13)))
    window.do("as-at")
    assert page.banner_host.count() == 0
    dialog = ask.asked[0][1]
    assert "before today" in dialog.parts["on"].trouble()


def test_a_pupil_is_added_by_hand(page, ask, record):  # noqa: F811
    ask.expects("form", lambda dialog: fill(dialog, forename="Ada", surname="Newcomer", year="9"))
    page.bar.add.click()
    assert [row.surname for row in pupils.Pupil.select().where(pupils.Pupil.surname == "Newcomer")] == ["Newcomer"]


@pytest.mark.parametrize(("width", "narrow"), [(1366, False), (960, False), (620, True)])
def test_the_tools_stay_whole_on_a_narrow_window(page, qtbot, width, narrow):
    page.bar.setFixedWidth(width - 108)
    page.bar.arrange()
    assert page.bar.narrow is narrow
    shown = [each for each in (*page.filters.values(), page.tabs, page.bar.which, page.bar.excel, page.bar.add)
             if each.isVisibleTo(page.bar)]  # fmt: skip
    assert sum(each.sizeHint().width() for each in page.filters.values() if each in shown) <= width - 108
    assert page.bar.more.isVisibleTo(page.bar) is (width < 1108)


def test_a_chip_says_the_status_and_leaves_the_check_that_follows_to_next_due(page):
    row = page.table.shown_rows()[0]._replace(status="ended", status_text="Returned (6-week check)")
    assert status_chip(row, date(2026, 11, 12))[0] == "Returned"
    page.peek.show_row(row)
    assert page.peek._chip.accessibleName().startswith("Returned (6-week check)")


def test_more_that_is_late_is_counted_beside_the_next_duty(page):
    row, today = page.table.shown_rows()[0]._replace(overdue=4), date(2026, 11, 12)

    def said(state, overdue):
        stands = row.next_due.standing._replace(state=state, lateness_school_days=2, last_day=row.next_due.day)
        return with_more(row._replace(overdue=overdue, next_due=row.next_due._replace(standing=stands)), today)

    assert said("overdue", 1) == "2 school days late"
    assert said("overdue", 4) == "2 school days late, and 3 more"
    assert "more" not in said("later", 0)


def test_a_narrow_list_says_under_where_when_a_placement_begins_or_ended(page, window):
    where = next(column for column in page.table.table.columns if column.key == "where")
    row = page.table.shown_rows()[0]
    assert where.second(row) == "Fairholt"
    window.resize(1050, 700)
    assert where.second(row) == "Fairholt, from\u00a0Wed\u00a011\u00a0Nov"
    over = row._replace(status="ended", end=date(2026, 12, 4))
    assert where.second(over) == "Fairholt, ended\u00a0Fri\u00a04\u00a0Dec"


@pytest.mark.parametrize("width", [960, 1050, 1200, 1366])
def test_what_is_due_next_is_whole_and_nothing_scrolls_sideways(page, window, width):
    window.resize(width, 690)
    due = next(column for column in page.table.table.columns if column.key == "next")
    assert due.whole
    assert page.table.horizontalScrollBar().maximum() == 0


def test_in_a_narrow_window_the_look_ends_where_the_list_ends(page, window, qtbot):
    window.resize(960, 640)
    press(page, qtbot, Qt.Key.Key_Space)
    assert page.side.floating
    assert page.side.isVisible()
    assert page.side.geometry().right() == page.frame_of_table.geometry().right()
    assert page.side.geometry().bottom() == page.frame_of_table.geometry().bottom()
