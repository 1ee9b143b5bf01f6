"""Meetings that are booked in the calendar itself: made, moved, noted as held, taken out."""

from __future__ import annotations

from datetime import date

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
from PySide6.QtCore import Qt


def test_something_new_is_a_meeting_booked_for_a_pupil(page, ask, small_school):  # noqa: F811
    def work(dialog) -> bool:
        dialog.choose(dialog.whom.itemData(0), "review")
        dialog.on.set_date(NEW_DAY)
        dialog.at.setText("1430")
        dialog.say()
        assert dialog.follows.text().startswith("On Thu 10 Dec: Review at 4 to 6 weeks")
        assert "Invitation moves to Thu 3 Dec, latest Fri 4" in dialog.follows.text()
        dialog.accept()
        return True

    ask.expects("form", work)
    press(Qt.Key.Key_N)
    row = the(page, "osd.review")
    assert (row.day, row.record.at) == (NEW_DAY, "14:30")
    assert page.title() == "December 2026"


def test_a_meeting_of_its_own_is_moved_noted_as_held_and_taken_out(page, ask, clock):  # noqa: F811
    from apdesk.services.booking import Meeting, book, bookable
    from apdesk.services.calendar_view import calendar_view

    record = page.context.record  # noqa: F811
    (placed,) = bookable(record)
    page.context.publish(
        book(record, Meeting(placement=placed.placement, name="annual-review", on=date(2026, 11, 26))).changes
    )
    meeting = next(one for one in calendar_view(record, *page.span()).items if one.event)
    assert (meeting.title, meeting.state) == ("Annual review", "booked")
    page.keep = meeting.id
    page.show_day(meeting.day)
    page.keep = meeting.id
    page._fill()
    press(Qt.Key.Key_Left, CONTROL)
    press(Qt.Key.Key_Return)
    meeting = next(one for one in page.readings.view(*page.span()).items if one.event)
    assert meeting.day == date(2026, 11, 25)
    clock.go_to(date(2026, 11, 26))
    labels = [action.text() for action in page.opening.deeds.fill_menu(meeting, page).actions()]
    assert labels == ["It was held", "Move to another day…", "It does not take place…", "Open the pupil"]
    ask.expects("ask_text", "The SENDCO is ill")
    page.opening.deeds.do("take-out", meeting)
    assert not [one for one in page.readings.view(*page.span()).items if one.event]
