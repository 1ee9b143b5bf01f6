"""Moving by mouse and by keys, through to the record: what is said before the drop, refusals, reasons, undo."""

from __future__ import annotations

from datetime import date

import pytest
from calendar_page import (  # noqa: F401
    CONTROL,
    INSET,
    NEW_DAY,
    REVIEW,
    TODAY,
    calendar_shown,
    drag,
    item_of,
    place_of_item,
    press,
    stand_on,
    the,
    toasts_said,
)
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from apdesk.services.undo import what_can_be_undone
from apdesk.store.journal import JournalEntry


def over(page, day: date) -> QPoint:
    """The middle of a day of the month, on the screen."""
    return page.month.viewport().mapToGlobal(page.month.area_of(day).center())


def last_operation() -> str:
    return str(JournalEntry.select().order_by(JournalEntry.number.desc()).get().operation)


@pytest.fixture
def december(page):
    """December, with the review of the 16th in it."""
    page.show_day(REVIEW)
    return page


def test_a_drag_says_what_follows_and_the_drop_does_it(december, said):
    review = item_of(december, "osd.review")
    drag(december.month.viewport(), place_of_item(december, review), over(december, NEW_DAY), drop=False)
    assert december.mover.active
    words = december.moves.layer.words()
    assert words[0] == "Move to Thu 10 Dec"
    assert "Invitation moves to Thu 3 Dec, latest Fri 4" in words
    assert "Decision letter moves to Wed 16 Dec" in words
    assert the(december, "osd.review").day == REVIEW
    ghost = december.mover.item
    assert ghost is not None
    assert ghost.id == review.id
    end = december.month.viewport().mapFromGlobal(over(december, NEW_DAY))
    QTest.mouseRelease(december.month.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert the(december, "osd.review").day == NEW_DAY
    assert the(december, "review.invitation").due == date(2026, 12, 3)
    assert the(december, "review.decision").due == date(2026, 12, 16)
    assert last_operation() == "Moved a duty to another day"
    assert said[-1].startswith("Review at 4 to 6 weeks moved to Thu 10 Dec, ")
    assert "Okonjo" not in said[-1]
    assert december.focused().id == review.id
    assert december.month.chosen_day() == NEW_DAY


def test_the_toast_takes_the_whole_move_back(december):
    review = item_of(december, "osd.review")
    drag(december.month.viewport(), place_of_item(december, review), over(december, NEW_DAY))
    assert the(december, "osd.review").day == NEW_DAY
    undoable = what_can_be_undone(december.context.record)
    assert undoable is not None
    december.window().toast.take_back()
    assert the(december, "osd.review").day == REVIEW
    assert the(december, "review.invitation").due == date(2026, 12, 9)
    assert item_of(december, "osd.review").day == REVIEW


def test_a_click_is_no_drag(december, ask):
    review = item_of(december, "osd.review")
    ask.expects("form", False)
    place = place_of_item(december, review)
    QTest.mousePress(december.month.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(december.month.viewport(), place + QPoint(2, 1))
    QTest.mouseRelease(december.month.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(2, 1))
    assert not december.mover.active


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 12, 8), "It may not be before Wednesday 9 December (Section 5)."),
        (date(2026, 12, 12), "Saturday 12 December is not a school day. The next is Monday 14 December."),
        (date(2026, 12, 24), "Thursday 24 December is not a school day (Holiday). The next is Tuesday 5 January."),
    ],
)
def test_a_day_that_breaks_the_rule_refuses_with_the_reason(december, said, day, reason):
    review = item_of(december, "osd.review")
    drag(december.month.viewport(), place_of_item(december, review), over(december, day), drop=False)
    assert december.moves.layer.words() == [f"Not on {day:%a} {day.day} Dec", reason]
    assert december.mover.barred(day)
    before = last_operation()
    end = december.month.viewport().mapFromGlobal(over(december, day))
    QTest.mouseRelease(december.month.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert not december.mover.active
    assert the(december, "osd.review").day == REVIEW
    assert last_operation() == before
    assert said[-1] == reason


def test_an_inset_day_refuses_a_visit(page):
    visit = item_of(page, "visit.month")
    drag(page.month.viewport(), place_of_item(page, visit), over(page, INSET), drop=False)
    assert page.moves.layer.words()[1].startswith("Friday 27 November is not a school day (INSET day).")
    page.mover.cancel()


def test_leaving_the_week_asks_why_and_keeps_the_answer(page, ask):
    contact = item_of(page, "weekly.contact", 2)
    ask.expects("ask_text", "The provider was closed")
    drag(page.month.viewport(), place_of_item(page, contact), over(page, date(2026, 11, 23)))
    assert ask.asked[-1][1][0] == "Move to Mon 23 Nov: Weekly contact with provider and pupil"
    row = the(page, "weekly.contact", 2)
    assert (row.day, row.put_off_why) == (date(2026, 11, 23), "The provider was closed")


def test_who_gives_no_reason_leaves_it_where_it_was(page, ask):
    contact = item_of(page, "weekly.contact", 2)
    ask.expects("ask_text", None)
    drag(page.month.viewport(), place_of_item(page, contact), over(page, date(2026, 11, 23)))
    assert the(page, "weekly.contact", 2).day == date(2026, 11, 20)


def test_esc_while_dragging_leaves_everything(december):
    review = item_of(december, "osd.review")
    drag(december.month.viewport(), place_of_item(december, review), over(december, NEW_DAY), drop=False)
    QTest.keyClick(december, Qt.Key.Key_Escape)
    assert not december.mover.active
    assert december.moves.layer.isHidden()
    end = december.month.viewport().mapFromGlobal(over(december, NEW_DAY))
    QTest.mouseRelease(december.month.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert the(december, "osd.review").day == REVIEW


def test_a_statutory_date_has_a_lock_and_says_what_to_move(december):
    invitation = item_of(december, "review.invitation")
    assert invitation.lock == "follows"
    drag(december.month.viewport(), place_of_item(december, invitation), over(december, date(2026, 12, 8)), drop=False)
    words = december.moves.layer.words()
    assert words[0] == "Not moved by hand"
    assert words[1].startswith("Its date follows from “Review at 4 to 6 weeks” on Wednesday 16 December")
    december.mover.drop()
    assert the(december, "review.invitation").day == date(2026, 12, 9)


def test_keys_move_with_the_same_sentences(december):
    stand_on(december, "osd.review")
    press(Qt.Key.Key_Left, CONTROL)
    assert december.mover.head() == "Move to Tue 15 Dec"
    for _ in range(3):
        press(Qt.Key.Key_Left, CONTROL)
    assert december.moves.layer.words()[0] == "Move to Thu 10 Dec"
    assert "Invitation moves to Thu 3 Dec, latest Fri 4" in december.moves.layer.words()
    assert "Invitation moves to Thu 3 Dec" in december.moves.layer.accessibleName()
    press(Qt.Key.Key_Return)
    assert the(december, "osd.review").day == NEW_DAY
    assert the(december, "review.invitation").due == date(2026, 12, 3)
    assert december.focused().duties == (the(december, "osd.review").id,)


def test_keys_stand_on_a_refused_day_and_enter_does_nothing_there(december, said):
    stand_on(december, "osd.review")
    press(Qt.Key.Key_Up, CONTROL)
    press(Qt.Key.Key_Left, CONTROL)
    assert december.mover.head() == "Not on Tue 8 Dec"
    press(Qt.Key.Key_Return)
    assert december.mover.active
    assert said[-1].startswith("It may not be before Wednesday 9 December")
    press(Qt.Key.Key_Escape)
    assert not december.mover.active
    assert the(december, "osd.review").day == REVIEW


def test_keys_turn_the_page_with_what_they_move(page):
    stand_on(page, "visit.month")
    for _ in range(4):
        press(Qt.Key.Key_Right, CONTROL)
    assert (page.title(), page.mover.look.to) == ("November 2026", date(2026, 12, 4))
    press(Qt.Key.Key_Down, CONTROL)
    assert page.title() == "December 2026"
    press(Qt.Key.Key_Escape)
    assert page.title() == "November 2026"


def test_the_key_bar_says_what_the_keys_do_now(december):
    from ui.shell.actions import hints_for

    def hints() -> list[str]:
        return [words for _keys, words in hints_for("calendar", december.hint_names())]

    assert "open" in hints()
    december.opening.open_day(REVIEW)
    assert hints()[:2] == ["entry", "open"]
    december.panel.close_panel()
    assert hints()[0] == "day"
    stand_on(december, "osd.review")
    press(Qt.Key.Key_Left, CONTROL)
    assert hints()[:3] == ["move a day", "put it there", "put it back"]


def test_a_time_of_day_is_given_by_keys_in_the_week(december):
    stand_on(december, "osd.review")
    press(Qt.Key.Key_W)
    press(Qt.Key.Key_Down, CONTROL)
    assert december.mover.head() == "Move to 09:00"
    press(Qt.Key.Key_Down, CONTROL)
    press(Qt.Key.Key_Down, CONTROL)
    press(Qt.Key.Key_Left, CONTROL)
    assert december.mover.head() == "Move to Tue 15 Dec at 09:30"
    press(Qt.Key.Key_Return)
    row = the(december, "osd.review")
    assert (row.day, row.record.at) == (date(2026, 12, 15), "09:30")
    assert december.focused().time == "09:30"
    press(Qt.Key.Key_Up, CONTROL)
    assert december.mover.head() == "Move to 09:15"
    press(Qt.Key.Key_Escape)


def test_a_drag_into_the_hours_gives_the_time_under_the_mouse(december):
    stand_on(december, "osd.review")
    press(Qt.Key.Key_W)
    week = december.week
    button = next(part for parts in week._parts for part in parts if getattr(part, "item", None) is not None
                  and part.item.id == item_of(december, "osd.review").id)
    column = week.hours.column(3)
    spot = week.hours.mapToGlobal(QPoint(column.center().x(), week.hours.y_of(14 * 60 + 45)))
    drag(button, QPoint(30, 10), spot)
    row = the(december, "osd.review")
    assert (row.day, row.record.at) == (date(2026, 12, 17), "14:30")
    head = week.heads.mapToGlobal(week.heads.column(1).center())
    moved = next(part for parts in week._parts for part in parts if getattr(part, "item", None) is not None
                 and part.item.id == row.id)
    drag(moved, QPoint(30, 10), head)
    row = the(december, "osd.review")
    assert (row.day, row.record.at) == (date(2026, 12, 15), None)


def test_the_overdue_strip_puts_a_new_date_for_a_reason(page, ask):
    button = next(one for one in page.late.buttons if one.item.word == "notice")
    ask.expects("ask_text", "The Headteacher was away")
    drag(button, QPoint(40, 12), over(page, date(2026, 11, 13)))
    row = the(page, "osd.notice")
    assert (row.day, row.put_off_why, row.state) == (date(2026, 11, 13), "The Headteacher was away", "overdue")


def test_the_agenda_moves_by_mouse_and_by_keys(page):
    page.show_mode("agenda")
    contact = item_of(page, "weekly.contact", 2)
    page.keep = contact.id
    page._fill()
    rows = page.agenda.rows.rows
    start = next(n for n, row in enumerate(rows) if row.item and contact.id in row.item.duties)
    goal = next(n for n, row in enumerate(rows) if row.day.day == date(2026, 11, 18) and row.item) \
        if any(row.day.day == date(2026, 11, 18) and row.item for row in rows) else None
    view = page.agenda
    if goal is not None:
        place = view.visualRect(view.rows.index(goal)).center()
        drag(view.viewport(), view.visualRect(view.rows.index(start)).center(), view.viewport().mapToGlobal(place))
        assert the(page, "weekly.contact", 2).day == date(2026, 11, 18)
    stand_on(page, "weekly.contact", 3)
    press(Qt.Key.Key_Left, CONTROL)
    press(Qt.Key.Key_Left, CONTROL)
    press(Qt.Key.Key_Return)
    assert the(page, "weekly.contact", 3).day == date(2026, 11, 24)


def test_out_of_the_opened_day_an_entry_is_dragged_too(page):
    page.opening.open_day(date(2026, 11, 30))
    visit = item_of(page, "visit.month")
    agenda = page.panel.agenda
    number = next(n for n, row in enumerate(agenda.rows.rows) if row.item and row.item.id == visit.id)
    start = agenda.visualRect(agenda.rows.index(number)).center()
    drag(agenda.viewport(), start, over(page, date(2026, 11, 24)))
    assert the(page, "visit.month").day == date(2026, 11, 24)
    assert page.panel.isHidden()


def test_before_its_day_an_entry_leads_to_its_pupil_and_marking_it_as_done_is_a_plain_button(december, ask):
    def look(do: str, others: list[str]) -> None:
        def work(dialog) -> bool:
            assert dialog.do_button.text() == do
            assert {dialog.do_button.variant, *(one.variant for one in dialog.others.values())} == {"primary", "plain"}
            assert [key for key in dialog.others if key in ("done", "pupil")] == others
            return False

        ask.expects("form", work)
        december.opening.deeds.open(item_of(december, "osd.review"))

    look("Open the pupil", ["done"])
    december.context.clock.go_to(REVIEW)
    look("Mark as done…", ["pupil"])


def test_the_menu_moves_to_a_day_that_is_typed_with_the_same_sentences(december, ask):
    item = stand_on(december, "osd.review")
    labels = [action.text() for action in december.opening.deeds.fill_menu(item, december).actions()]
    assert labels[:2] == ["Mark as done…", "Move to another day…"]

    def work(dialog) -> bool:
        dialog.to.set_date(date(2026, 12, 8))
        dialog.say()
        assert dialog.follows.text().startswith("Not on Tue 8 Dec\nIt may not be before")
        dialog.accept()
        assert "It may not be before Wednesday 9 December" in dialog.to_field.trouble()
        assert dialog.why_field.isHidden()
        dialog.to.set_date(NEW_DAY)
        dialog.at.setText("9.5")
        assert not dialog.at_field.verify()
        dialog.at.setText("9.30")
        dialog.say()
        assert "Invitation moves to Thu 3 Dec, latest Fri 4" in dialog.follows.text()
        dialog.accept()
        return True

    ask.expects("form", work)
    press(Qt.Key.Key_D)
    row = the(december, "osd.review")
    assert (row.day, row.record.at) == (NEW_DAY, "09:30")


def test_the_dialog_asks_why_where_the_rule_asks(page, ask):
    stand_on(page, "weekly.contact", 2)

    def work(dialog) -> bool:
        dialog.to.set_date(date(2026, 11, 23))
        dialog.say()
        assert not dialog.why_field.isHidden()
        dialog.accept()
        assert dialog.saved is None
        dialog.why.setPlainText("Provider closed")
        dialog.accept()
        return True

    ask.expects("form", work)
    press(Qt.Key.Key_D)
    assert the(page, "weekly.contact", 2).put_off_why == "Provider closed"


def test_held_over_an_arrow_the_page_turns(december, qtbot):
    review = item_of(december, "osd.review")
    arrow = december.back_button.mapToGlobal(december.back_button.rect().center())
    drag(december.month.viewport(), place_of_item(december, review), arrow, drop=False)
    qtbot.waitUntil(lambda: december.title() == "November 2026", timeout=3000)
    december.mover.cancel()


def test_today_is_where_a_drag_may_end(page):
    contact = item_of(page, "weekly.contact")
    drag(page.month.viewport(), place_of_item(page, contact), over(page, TODAY))
    assert the(page, "weekly.contact").day == TODAY
