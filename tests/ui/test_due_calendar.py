"""The calendar: what stands on a day and is opened there, by keys and by mouse, in month, week and agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from calendar_page import (  # noqa: F401
    CONTROL,
    INSET,
    TODAY,
    calendar_shown,
    item_of,
    place_of_item,
    press,
    stand_on,
    the,
    toasts_said,
)
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from apdesk.problems import Problem
from apdesk.services import duty_lists
from apdesk.services.calendar_view import Shown
from ui.common.dates import days_late
from ui.common.page import Place
from ui.due_calendar import readings
from ui.due_calendar.page import CalendarPage
from ui.theme.current import theme


def sentence(page: CalendarPage, day: date) -> str:
    model = page.month.days
    return model.data(model.index_of(day), Qt.ItemDataRole.AccessibleTextRole)


def test_a_month_is_its_weeks_and_each_day_is_a_sentence(page):
    assert (page.title(), page.subtitle()) == ("November 2026", "Autumn term, weeks 9 to 13")
    model = page.month.days
    assert (model.rowCount(), model.first) == (5, date(2026, 11, 2))
    assert sentence(page, date(2026, 11, 11)).startswith("Wednesday 11 Nov, ")
    assert "Off-site direction starts, Fairholt, Chidera Okonjo 10F" in sentence(page, date(2026, 11, 11))
    assert sentence(page, TODAY).startswith("Today, Thursday 12 Nov")
    assert sentence(page, INSET).startswith("Friday 27 Nov, INSET day")


def test_arrows_walk_the_days_and_past_the_end_of_the_month(page):
    press(Qt.Key.Key_Right)
    assert page.month.chosen_day() == date(2026, 11, 13)
    for _ in range(4):
        press(Qt.Key.Key_Down)
    assert page.title() == "December 2026"
    press(Qt.Key.Key_T)
    assert page.month.chosen_day() == TODAY
    press(Qt.Key.Key_End)
    assert page.month.chosen_day() == date(2026, 11, 13)


def test_j_and_k_walk_the_entries_and_a_screen_reader_hears_each(page):
    page.show_day(date(2026, 11, 13))
    press(Qt.Key.Key_J)
    first = page.focused()
    assert first is not None
    assert sentence(page, date(2026, 11, 13)).startswith(first.said)
    assert "1 of " in sentence(page, date(2026, 11, 13))
    press(Qt.Key.Key_J)
    assert page.focused() is not first
    press(Qt.Key.Key_K)
    press(Qt.Key.Key_K)
    assert page.focused() is None
    press(Qt.Key.Key_K)
    assert page.month.chosen_day() < date(2026, 11, 13)


def test_a_duty_is_done_with_who_and_when_and_opened_again(page, record, ask):  # noqa: F811
    item = stand_on(page, "visit.month")

    def opens(dialog) -> bool:
        assert "Visit the pupil" in dialog.heading.whole_text()
        dialog.pick("done")
        return True

    def fill(dialog) -> bool:
        dialog.by.setText("Mr D Ashworth")
        dialog.on.set_date(TODAY)
        dialog.note.setText("By telephone")
        dialog.accept()
        return True

    ask.expects("form", opens).expects("form", fill)
    press(Qt.Key.Key_Return)
    row = the(page, "visit.month")
    assert (row.state, row.done_by, row.done_on, row.entered_by) == ("done", "Mr D Ashworth", TODAY, "Ama Mensah")
    item = item_of(page, "visit.month")
    assert item.done

    def again(dialog) -> bool:
        assert list(dialog.others) == ["why", "pupil"]
        dialog.pick("reopen")
        return True

    ask.expects("form", again).expects("ask_text", "It was another pupil")
    page.opening.open_item(item)
    assert the(page, "visit.month").is_open


def test_a_click_on_an_entry_opens_it(page, ask):
    page.show_day(date(2026, 12, 16))
    item = item_of(page, "osd.review")
    ask.expects("form", False)
    QTest.mouseClick(page.month.viewport(), Qt.MouseButton.LeftButton, pos=place_of_item(page, item))
    assert ask.asked[-1][1].heading.whole_text() == "Review at 4 to 6 weeks"


def test_the_first_day_of_a_placement_leads_to_its_pupil(page, small_school):  # noqa: F811
    places = []
    page.place_requested.connect(places.append)
    start = next(one for one in page.readings.view(*page.span()).items if one.kind == "start")
    page.opening.open_item(start)
    assert places == [Place("pupil", {"pupil": small_school.pupil})]


def test_an_opened_day_lists_every_entry_and_closes_by_esc_or_a_click_beside_it(page, ask):
    page.show_day(date(2026, 11, 13))
    press(Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.heading.whole_text() == "Friday 13 November 2026"
    days = page.readings.days(*page.span(), Shown(), fold=False)
    assert page.panel.agenda.rows.rowCount() == len(days[date(2026, 11, 13)].items)
    ask.expects("form", False)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert page.month.hasFocus()
    page.opening.open_day(date(2026, 11, 13))
    far = page.month.area_of(date(2026, 11, 30)).center()
    QTest.mouseClick(page.month.viewport(), Qt.MouseButton.LeftButton, pos=far)
    assert page.panel.isHidden()


def test_kinds_and_people_are_hidden_without_reading_anything_again(page, record):  # noqa: F811
    asked = []
    original = record.database.execute_sql
    record.database.execute_sql = lambda *given, **named: (asked.append(given[0]), original(*given, **named))[1]
    try:
        for number in (1, 6):
            page.handlers()[f"kind-{number}"]()
        kinds = {item.kind for day in page.month.days.days.values() for item in day.items}
        assert not kinds & {"visit", "contact", "check"}
        page.whose.choose("Ms L Farrant")
        page._on_whose()
        people = {item.who for day in page.month.days.days.values() for item in day.items}
        assert people == {"Ms L Farrant"}
    finally:
        del record.database.execute_sql
    assert asked == []


def test_turning_to_a_month_that_was_read_ahead_reads_nothing(page, record, qtbot):  # noqa: F811
    december = (date(2026, 11, 30), date(2027, 1, 3))
    qtbot.waitUntil(lambda: page.readings.has(*december))
    asked = []
    original = record.database.execute_sql
    record.database.execute_sql = lambda *given, **named: (asked.append(given[0]), original(*given, **named))[1]
    try:
        page.turn(1)
    finally:
        del record.database.execute_sql
    assert page.title() == "December 2026"
    assert asked == []


def test_the_agenda_lists_from_today_and_opens_by_enter(page, ask):
    press(Qt.Key.Key_A)
    assert page.title() == "From Thursday 12 November 2026"
    model = page.agenda.rows
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(("Thursday", "Friday"))
    closed = [row for row in model.rows if row.item is None]
    assert next((row.day.day, row.day.closed) for row in closed) == (INSET, "INSET day")
    ask.expects("form", False)
    while page.focused() is None or len(page.focused().duties) != 1:
        press(Qt.Key.Key_J)
    press(Qt.Key.Key_Return)


def test_each_view_keeps_the_entry_that_has_the_ring(page):
    item = stand_on(page, "visit.month")
    press(Qt.Key.Key_W)
    assert page.title() == "30 Nov to 4 December 2026"
    assert page.focused().id == item.id
    press(Qt.Key.Key_M)
    assert page.focused().id == item.id


def test_the_week_is_walked_by_arrows_and_turns_at_its_ends(page):
    press(Qt.Key.Key_W)
    assert (page.title(), page.subtitle()) == ("9 to 13 November 2026", "Autumn term, week 10 of 15")
    assert page.week.chosen_day() == TODAY
    press(Qt.Key.Key_Right)
    assert page.week.chosen_day() == date(2026, 11, 13)
    press(Qt.Key.Key_Down)
    assert page.focused() is not None
    press(Qt.Key.Key_Right)
    assert page.title() == "16 to 20 November 2026"
    assert page.week.chosen_day() == date(2026, 11, 16)


def test_what_is_overdue_stands_on_top_in_every_view_and_a_click_does_it(page, clock, ask):  # noqa: F811
    clock.go_to(date(2026, 11, 19))
    page.reload()
    for mode in ("month", "week", "agenda"):
        page.show_mode(mode)
        assert page.late.isVisible()
        assert page.late.count.whole_text().endswith("overdue")
    lates = [button.item.late for button in page.late.buttons]
    assert lates == sorted(lates, reverse=True)
    ask.expects("form", False)
    page.late.buttons[0].click()
    assert page.late.buttons[0].accessibleName().startswith("Overdue, ")
    assert days_late(lates[0]) in page.late.buttons[0].toolTip()


def test_a_week_in_half_term_says_so_and_leads_back(page):
    page.show_mode("week")
    page.show_day(date(2026, 10, 28))
    assert page.note.isVisible()
    assert page.note.accessibleName() == "Nothing on in half-term. School opens again on Mon 2 Nov."
    assert page.readings.days(*page.span(), Shown())[date(2026, 10, 28)].closed == "Half-term"
    page.note.button.click()
    assert page.title() == "2 to 6 November 2026"


def test_a_red_line_stands_at_now_in_today_and_nowhere_else(page, clock):  # noqa: F811
    page.show_mode("week")
    hours = page.week.hours
    assert hours.now == page._minutes_now()
    hours.now = 10 * 60 + 44
    image = hours.grab().toImage()
    red, line = theme().colour("overdue/icon").rgb(), hours.y_of(hours.now) * image.devicePixelRatio()
    today, other = hours.column(hours.today), hours.column(hours.today - 1)
    assert image.pixel(round(today.center().x() * image.devicePixelRatio()), round(line)) == red
    assert image.pixel(round(other.center().x() * image.devicePixelRatio()), round(line)) != red
    page.turn(1)
    assert hours.now == -1


def test_what_cannot_be_read_is_said_in_its_place_with_the_way_to_try_again(page, monkeypatch):
    def broken(*_span, **_named):
        raise Problem("record.read", "The desk could not be read.")

    for mode in ("month", "week", "agenda"):
        page.show_mode(mode)
        with monkeypatch.context() as trouble:
            trouble.setattr(readings, "calendar_view", broken)
            page.reload()
            note = page.empty if mode == "agenda" else page.note
            assert note.isVisible()
            assert note.accessibleName() == "The desk could not be read. Nothing was changed."
            assert page.subtitle() == ""
        day = page.day
        note.button.click()
        assert not note.isVisible()
        assert page.day == day
        assert page.subtitle().startswith("Autumn term")


def test_a_filter_that_leaves_nothing_offers_everything_again(page):
    press(Qt.Key.Key_A)
    page.whose.set_options([("", "Everyone"), ("Nobody", "Nobody")])
    page.whose.choose("Nobody")
    page._on_whose()
    assert page.empty.isVisible()
    assert page.empty.accessibleName().startswith("Nothing for Nobody these weeks.")
    page.empty.button.click()
    assert page.agenda.rows.rowCount() > 0
    assert page.whose.chosen() == ""


def test_without_term_dates_it_says_so_and_leads_to_them(page):
    places = []
    page.place_requested.connect(places.append)
    page.show_mode("week")
    page.show_day(date(2031, 3, 5))
    assert page.note.accessibleName().startswith("No term dates are loaded for these days.")
    assert page.subtitle() == "No term dates are loaded for these days"
    page.note.button.click()
    assert places == [Place("settings", {"part": "dates"})]


def test_the_policy_for_the_entry_with_the_ring(page, ask):
    stand_on(page, "visit.month")
    ask.expects("form", False)
    press(Qt.Key.Key_F1)
    assert "Visit the pupil" in ask.asked[-1][1].heading.whole_text()


def test_the_month_goes_on_paper_as_it_is_filtered(page, ask):
    page.handlers()["kind-6"]()
    ask.expects("choose", "print").expects("print_pages", True)
    press(Qt.Key.Key_P, CONTROL)
    title, data = ask.asked[-1][1]
    assert title == "Calendar, November 2026"
    assert data.startswith(b"%PDF")


def test_the_calendar_file_offers_only_what_changed_since_the_last(page, ask, executor, tmp_path, said, qtbot):
    first, second = tmp_path / "first.ics", tmp_path / "second.ics"
    ask.expects("save_file", first)
    page.opening.deeds.hand_out()
    executor.drain()
    assert first.read_bytes().startswith(b"BEGIN:VCALENDAR")
    qtbot.waitUntil(lambda: said == ["Saved as first.ics."])
    ask.expects("choose", "changed").expects("save_file", second)
    page.opening.deeds.hand_out()
    executor.drain()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert second.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "Okonjo" not in first.read_text(encoding="utf-8")


def test_who_may_only_read_is_offered_nothing_to_change(page, record, monkeypatch):  # noqa: F811
    monkeypatch.setattr(record, "actor", replace(record.actor, role="read-only"))
    item = item_of(page, "visit.month")
    labels = [action.text() for action in page.opening.deeds.fill_menu(item, page).actions()]
    assert labels == ["Why, and by which clause", "Open the pupil"]


def test_400_duties_on_a_day_are_counted_and_all_of_them_open(page):
    view = page.readings.view(*page.span())
    one = item_of(page, "visit.month")
    many = tuple(
        one._replace(id=f"{n}", duties=(f"{n}",), word=f"word {n}", day=date(2026, 11, 16)) for n in range(400)
    )
    page.readings._views[page.span()] = view._replace(items=many)
    page._fill()
    day, item, more = page.month.item_at(_more_of(page, date(2026, 11, 16)))
    assert (item, more) == (None, True)
    assert day is not None
    page.opening.open_day(date(2026, 11, 16))
    assert page.panel.under.whole_text() == "400 entries"
    page.panel.close_panel()
    page.readings._views[page.span()] = view._replace(items=many)
    page.show_mode("week")
    page.show_day(date(2026, 11, 16))
    page.readings._views[page.span()] = page.readings.view(*page.span())._replace(items=many)
    page._fill()
    counts = [part.text() for part in page.week._parts[0] if not part.isHidden() and part.text().endswith(" more")]
    assert counts
    drawn = 400 - int(counts[0].split()[0])
    assert 0 < drawn < 20


def _more_of(page: CalendarPage, day: date):
    from ui.due_calendar.cells import more_place

    page.month.grab()
    place = more_place(page.month.area_of(day), 400)
    assert place is not None
    return place.center()


def test_what_was_done_elsewhere_shows_at_once(page, record):  # noqa: F811
    from apdesk.services.duties import Completion, complete_duty

    item = item_of(page, "visit.month")
    changes = complete_duty(record, item.id, Completion(on=TODAY))
    page.context.publish(changes)
    assert item_of(page, "visit.month").done
    assert duty_lists.duty(record, item.id).state == "done"


def test_where_there_is_little_room_the_kinds_stand_behind_a_button_with_their_names(page, qtbot):
    assert (page.kinds.isVisible(), page.kinds_button.isVisible()) == (True, False)
    page.window().resize(960, 600)
    qtbot.waitUntil(page.kinds_button.isVisible)
    assert not page.kinds.isVisible()
    menu = page.kinds_button.kind_menu
    page.kinds_button.click()
    qtbot.waitUntil(menu.isVisible)
    assert [row.text() for row in menu.rows][:4] == ["Visit", "Review", "Letter", "Starts and ends"]
    QTest.keyClick(menu, Qt.Key.Key_1)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.isVisible(), "several can be ticked one after another"
    assert (menu.rows[0].isChecked(), menu.rows[1].hasFocus()) == (False, True)
    assert (page.kinds_button.text(), "visit" in page.shown().hidden) == ("7 of 8 kinds", True)
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
