"""The calendar by keys: what stands on a day, doing it, opening it again, moving it, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from apdesk.services import duty_lists
from apdesk.services.placement_answers import Answers
from apdesk.services.start_placement import start_placement
from ui.common.page import Place
from ui.due_calendar.page import CalendarPage
from ui.shell.main_window import MainWindow

TODAY = date(2026, 11, 4)


@pytest.fixture
def page(qtbot, context, clock, small_school) -> Iterator[CalendarPage]:  # noqa: F811
    """The calendar on 4 November with respite from the 16th in it."""
    clock.go_to(TODAY)
    start_placement(
        context.record,
        Answers(
            pupil=small_school.pupil,
            reasons=("ssp",),
            tried="Mentor",
            pathway="respite",
            provider=small_school.fairholt,
            start=date(2026, 11, 16),
            decided_on=date(2026, 11, 3),
            return_steps="Back on 30 November",
        ),
    )
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go(Place("calendar"))
    found = window.current()
    assert isinstance(found, CalendarPage)
    yield found
    window.close()


def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def one_due(page: CalendarPage):
    """A day ahead on which exactly one open duty stands."""
    return next(
        day
        for day in page.shown.days.values()
        if day.day > TODAY and len(day.items) == 1 and day.items[0].duties and not day.items[0].done
    )


def test_a_month_is_its_weeks_and_each_day_is_a_sentence(page):
    assert page.title() == "November 2026"
    model = page.grid.days
    assert (model.rowCount(), model.first) == (5, date(2026, 11, 2))
    said = model.data(model.index_of(date(2026, 11, 16)), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Monday 16 Nov, ")
    assert "Chidera Okonjo 10F" in said
    closed = model.data(model.index_of(date(2026, 11, 27)), Qt.ItemDataRole.AccessibleTextRole)
    assert "INSET day" in closed


def test_arrows_walk_the_days_and_past_the_end_of_the_month(page):
    press(Qt.Key.Key_Right)
    assert page.grid.chosen_day() == date(2026, 11, 5)
    for _ in range(5):
        press(Qt.Key.Key_Down)
    assert page.title() == "December 2026"
    press(Qt.Key.Key_T)
    assert page.grid.chosen_day() == TODAY


def test_a_duty_is_done_with_who_and_when_and_opened_again(page, record, ask):  # noqa: F811
    day = one_due(page)
    duty = day.items[0].duties[0]
    page._show_day(day.day)
    page.grid.setFocus()

    def fill(dialog):
        dialog.by.setText("Mr D Ashworth")
        dialog.on.set_date(date(2026, 11, 3))
        dialog.note.setText("By telephone")
        dialog.accept()
        return True

    ask.expects("choose", "done").expects("form", fill)
    press(Qt.Key.Key_Return)
    row = duty_lists.duty(record, duty)
    assert (row.state, row.done_by, row.done_on, row.entered_by) == (
        "done",
        "Mr D Ashworth",
        date(2026, 11, 3),
        "Ama Mensah",
    )
    item = next(one for one in page.shown.days[day.day].items if one.duties == (duty,))
    assert item.done
    ask.expects("choose", "reopen").expects("ask_text", "It was another pupil")
    page.open_item(item)
    assert duty_lists.duty(record, duty).is_open


def test_ctrl_right_moves_a_duty_to_the_next_school_day_with_a_reason(page, record, ask):  # noqa: F811
    day = next(
        one
        for one in page.shown.days.values()
        if one.day > TODAY
        and len(one.items) == 1
        and one.items[0].duties
        and not one.items[0].done
        and (one.items[0].latest or duty_lists.duty(record, one.items[0].duties[0]).hard is None)
    )
    duty = day.items[0].duties[0]
    page._show_day(day.day)
    page.grid.setFocus()
    ask.expects("ask_text", "The host asked for it")
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    row = duty_lists.duty(record, duty)
    assert row.day > day.day
    assert row.put_off_why == "The host asked for it"


def test_a_duty_is_not_moved_past_its_last_day(page, record):  # noqa: F811
    hard = next(
        (
            item
            for day in page.shown.days.values()
            for item in day.items
            if item.latest is None
            and item.duties
            and not item.done
            and duty_lists.duty(record, item.duties[0]).hard == item.day
        ),
        None,
    )
    if hard is None:
        hard = next(item for day in page.shown.days.values() for item in day.items if item.latest and not item.done)
        page.move_item(hard._replace(day=hard.latest), 1)
    else:
        page.move_item(hard._replace(latest=hard.day), 1)
    assert duty_lists.duty(record, hard.duties[0]).put_off_why == ""


def test_kinds_are_hidden_by_their_number_and_stay_reachable(page):
    def kinds():
        return {item.kind for day in page.shown.days.values() for item in day.items}

    assert "visit" in kinds() or "contact" in kinds()
    page.handlers()["kind-1"]()
    page.handlers()["kind-6"]()
    assert not kinds() & {"visit", "contact", "check"}


def test_the_agenda_lists_from_today_and_opens_by_enter(page, ask):
    press(Qt.Key.Key_A)
    assert page.title() == "From Wednesday 4 November 2026"
    row = page.agenda.rows
    said = row.data(row.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(("Wednesday", "Thursday", "Friday"))
    ask.expects("choose", None)
    press(Qt.Key.Key_Return)


def test_what_is_overdue_stands_on_top_in_every_view(page, clock):  # noqa: F811
    assert page.late.isHidden() or page.late.count.whole_text()
    clock.go_to(date(2026, 11, 19))
    page.reload()
    assert page.late.isVisible()
    assert page.late.count.whole_text().endswith("overdue")
    page.show_mode("week")
    assert page.late.isVisible()


def test_a_click_on_an_entry_opens_it(page, ask):
    day = one_due(page)
    index = page.grid.days.index_of(day.day)
    page.grid.grab()
    area = page.grid.visualRect(index)
    ask.expects("choose", None)
    QTest.mouseClick(
        page.grid.viewport(), Qt.MouseButton.LeftButton, pos=area.topLeft() + area.center().__class__(40, 34)
    )
    assert ask.asked[-1][1][0] == day.items[0].title
