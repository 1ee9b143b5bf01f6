"""The calendar with large letters and in a small window: names, targets, tab order, nothing cut without a word."""

from __future__ import annotations

from datetime import date

import pytest
from calendar_page import TODAY, direction
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtWidgets import QApplication
from walk import out_of_tab_order, stumbles

from apdesk.services.start_placement import start_placement
from ui.common.page import Place
from ui.due_calendar.page import CalendarPage
from ui.shell.main_window import MainWindow
from ui.theme.style import apply_theme

SIZES = ((100, (1366, 690)), (100, (960, 540)), (150, (1366, 768)), (200, (1920, 1080)))


def laid_out():
    for _ in range(4):
        QApplication.sendPostedEvents()


@pytest.fixture
def shown(qtbot, qapp, context, clock, small_school):  # noqa: F811
    """The calendar at a text size in a window of a size."""
    def show(text, size) -> CalendarPage:
        apply_theme(qapp, "light", text, still=True)
        clock.go_to(date(2026, 11, 4))
        start_placement(context.record, direction(small_school))
        clock.go_to(TODAY)
        window = MainWindow(context)
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.go(Place("calendar"))
        laid_out()
        page = window.current()
        assert isinstance(page, CalendarPage)
        return page

    return show


@pytest.mark.parametrize(("text", "size"), SIZES)
def test_every_view_and_an_opened_day_have_nothing_to_stumble_over(shown, text, size):
    page = shown(text, size)
    for mode in ("month", "week", "agenda"):
        page.show_mode(mode)
        laid_out()
        assert stumbles(page.window().frame) == [], mode
        assert out_of_tab_order(page) == [], mode
    page.show_mode("month")
    page.opening.open_day(TODAY)
    laid_out()
    assert page.panel.isVisible()
    assert stumbles(page.panel) == []
    assert out_of_tab_order(page.panel) == []


@pytest.mark.parametrize(("text", "size"), SIZES)
def test_an_empty_span_has_nothing_to_stumble_over(shown, text, size):
    page = shown(text, size)
    for mode in ("month", "week", "agenda"):
        page.show_mode(mode)
        page.show_day(date(2027, 8, 2))
        laid_out()
        assert stumbles(page) == [], mode
        assert out_of_tab_order(page) == [], mode


@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("name", ["move", "book", "opened"])
def test_the_forms_have_nothing_to_stumble_over(shown, ask, name, text):
    page = shown(text, (1600, 1000))
    items = page.readings.view(*page.span()).items
    item = next(one for one in items if one.duties and not one.lock and not one.done and one.day > TODAY)
    found = []

    def look(dialog):
        dialog.show()
        laid_out()
        found.extend([*stumbles(dialog), *out_of_tab_order(dialog)])
        assert dialog.height() <= dialog.screen().availableGeometry().height()

    ask.expects("form", look)
    {
        "move": lambda: page.opening.deeds.do("move", item), "book": page.opening.book,
        "opened": lambda: page.opening.open_item(item),
    }[name]()
    assert found == []


def test_a_calendar_without_anything_late_shows_no_red_strip(qtbot, context):
    window = MainWindow(context)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.go(Place("calendar"))
    page = window.current()
    assert isinstance(page, CalendarPage)
    assert not page.late.isVisible()
