"""Booking meetings: the duty that asks for one gets its day; others stand in the diary, held when somebody says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import booked_meetings, booking, duty_lists
from apdesk.services.booked_meetings import PREFIX
from apdesk.services.booking import Meeting
from apdesk.services.moving_along import NEW
from apdesk.services.placement_changes import replan_all
from apdesk.services.rescheduling import move, moving
from apdesk.services.start_placement import start_placement
from apdesk.services.undo import undo
from apdesk.store.placements import PlacementEvent, placement_by_id

TODAY = date(2026, 11, 12)


@pytest.fixture
def placement(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


@pytest.fixture
def proposed(school, clock):
    """A direction that goes to the Panel on 25 November."""
    clock.go_to(TODAY)
    answers = school.direction(pupil=school.other_pupil, start=date(2027, 1, 11), panel_on=date(2026, 11, 25))
    return start_placement(school.record, replace(answers, decided_on=None), proposed=True).placement


def the(record, placement, rule, occurrence=1):
    rows = duty_lists.duties_of(record, placement=placement)
    return next(row for row in rows if (row.rule, row.occurrence) == (rule, occurrence))


def event_of(placement, name):
    return PlacementEvent.get((PlacementEvent.placement == placement) & (PlacementEvent.name == name))


def test_what_may_be_booked_depends_on_the_pathway_and_where_the_placement_stands(school, placement, proposed):
    rows = {one.placement: one for one in booking.bookable(school.record)}
    assert rows[placement].name == "Okonjo, Chidera 10F"
    assert rows[placement].about == "Off-site direction, Fairholt School"
    assert "review" in dict(rows[placement].meetings)
    assert "visit" in dict(rows[placement].meetings)
    assert "panel" not in dict(rows[placement].meetings)
    assert dict(rows[proposed].meetings)["panel"] == "Inclusion Panel"


def test_a_review_inside_a_window_is_the_day_of_the_duty_that_asks_for_it(school, placement):
    meeting = Meeting(placement=placement, name="review", on=date(2026, 12, 10), at="14:30")
    assert booking.answers(school.record, meeting) == "Review at 4 to 6 weeks"
    assert {one.what for one in booking.look_at(school.record, meeting).follows} >= {"Invitation", "Decision letter"}
    booking.book(school.record, meeting)
    review = the(school.record, placement, "osd.review")
    assert (review.day, review.record.at) == (date(2026, 12, 10), "14:30")
    assert PlacementEvent.select().where(PlacementEvent.name == "review").count() == 0


def test_a_review_outside_every_window_stands_by_itself_with_its_letters(school, placement):
    meeting = Meeting(placement=placement, name="review", on=date(2026, 11, 26), at="15:00")
    new = {one.what: one.now for one in booking.look_at(school.record, meeting).follows if one.how == NEW}
    assert new["Invitation"] == date(2026, 11, 19)
    booking.book(school.record, meeting)
    extra = the(school.record, placement, "osd.review-extra")
    assert (extra.day, extra.state) == (date(2026, 11, 26), "later")
    assert the(school.record, placement, "osd.review").day == date(2026, 12, 16)


def test_a_booked_meeting_is_not_held_because_its_day_went_past(school, placement, clock):
    booking.book(school.record, Meeting(placement=placement, name="review", on=date(2026, 11, 26)))
    clock.go_to(date(2026, 11, 30))
    replan_all(school.record, "The next week")
    assert the(school.record, placement, "osd.review-extra").state == "overdue"
    booked_meetings.note_held(school.record, event_of(placement, "review").id)
    assert the(school.record, placement, "osd.review-extra").state == "done"


def test_a_meeting_still_to_come_cannot_have_been_held(school, placement):
    booking.book(school.record, Meeting(placement=placement, name="review", on=date(2026, 11, 26)))
    with pytest.raises(Problem, match="day to come"):
        booked_meetings.note_held(school.record, event_of(placement, "review").id)


def test_the_panel_moves_and_the_referral_with_it(school, proposed):
    panel = event_of(proposed, "panel")
    referral = the(school.record, proposed, "osd.panel")
    assert (referral.hard, referral.lock) == (date(2026, 11, 18), "meeting")
    assert moving(school.record, referral.id).locked.startswith("Its date is worked out from the Inclusion Panel")
    [moved] = [one for one in moving(school.record, PREFIX + panel.id).look(date(2026, 12, 2)).follows
               if one.what == "Panel referral"]
    assert (moved.was, moved.now) == (referral.due, date(2026, 11, 25))
    move(school.record, PREFIX + panel.id, date(2026, 12, 2), "13:00")
    assert the(school.record, proposed, "osd.panel").due == date(2026, 11, 25)
    assert placement_by_id(proposed).panel_on == date(2026, 12, 2)
    undo(school.record)
    assert the(school.record, proposed, "osd.panel").due == referral.due
    assert placement_by_id(proposed).panel_on == date(2026, 11, 25)


def test_a_panel_on_a_closed_day_or_too_near_for_its_papers_is_refused(school, proposed):
    panel = PREFIX + event_of(proposed, "panel").id
    assert "not a school day" in moving(school.record, panel).look(date(2026, 12, 5)).refused
    assert moving(school.record, panel).look(date(2026, 11, 16)).refused == (
        "Panel referral would have been due by Monday 9 November at the latest, which has gone."
    )
    with pytest.raises(Problem):
        move(school.record, panel, date(2026, 11, 16))


def test_a_meeting_taken_out_says_why_and_takes_its_letters_with_it(school, placement):
    booking.book(school.record, Meeting(placement=placement, name="review", on=date(2026, 11, 26)))
    event = event_of(placement, "review").id
    with pytest.raises(Problem) as refused:
        booked_meetings.take_out(school.record, event, " ")
    assert refused.value.code == "event.why"
    booked_meetings.take_out(school.record, event, "Parents cannot come")
    withdrawn = [row for row in duty_lists.duties_of(school.record, placement=placement, withdrawn=True)
                 if row.state == "withdrawn"]
    assert {row.rule for row in withdrawn} >= {"osd.review-extra"}
    assert {row.withdrawn_why for row in withdrawn} == {"Parents cannot come"}


def test_a_booking_on_a_closed_day_is_refused(school, placement):
    with pytest.raises(Problem) as refused:
        booking.book(school.record, Meeting(placement=placement, name="review", on=date(2026, 11, 28)))
    assert refused.value.code == "booking.refused"
    assert "The next is Monday 30 November." in refused.value.text
