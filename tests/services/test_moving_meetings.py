"""Moving a meeting: the days that are refused and why, what moves along, the record after it, and undo."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import duties, duty_lists
from apdesk.services.duties import Completion
from apdesk.services.moving_along import MOVES, TOLD
from apdesk.services.rescheduling import move, moving
from apdesk.services.start_placement import start_placement
from apdesk.services.undo import redo, undo
from apdesk.store.journal import JournalEntry

TODAY = date(2026, 11, 12)
REVIEW, NEW_DAY = date(2026, 12, 16), date(2026, 12, 10)


@pytest.fixture
def placement(school, clock):
    """An off-site direction from 11 November; today is the second day of it."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def the(record, placement, rule, occurrence=1):
    rows = duty_lists.duties_of(record, placement=placement, withdrawn=True)
    return next(row for row in rows if (row.rule, row.occurrence) == (rule, occurrence))


def as_it_stands(record, placement):
    rows = duty_lists.duties_of(record, placement=placement, withdrawn=True)
    return {row.id: (row.state, row.day, row.due, row.hard, row.record.at, row.put_off_why) for row in rows}


def test_what_moves_along_is_said_before_anything_is_moved(school, placement):
    before = as_it_stands(school.record, placement)
    look = moving(school.record, the(school.record, placement, "osd.review").id).look(NEW_DAY)
    assert (look.refused, look.asks) == ("", "")
    said = {one.what: (one.how, one.now, one.latest) for one in look.follows}
    assert said["Invitation"] == (MOVES, date(2026, 12, 3), date(2026, 12, 4))
    assert said["Decision letter"] == (MOVES, date(2026, 12, 16), date(2026, 12, 16))
    assert [one.now for one in look.follows] == sorted(one.now for one in look.follows)
    assert as_it_stands(school.record, placement) == before


def test_the_record_is_as_it_was_said_and_the_journal_keeps_it(school, placement):
    review = the(school.record, placement, "osd.review")
    moved = move(school.record, review.id, NEW_DAY, "14:30")
    now = the(school.record, placement, "osd.review")
    assert (now.day, now.due, now.hard, now.record.at) == (NEW_DAY, REVIEW, review.hard, "14:30")
    invitation = the(school.record, placement, "review.invitation")
    assert (invitation.due, invitation.hard) == (date(2026, 12, 3), date(2026, 12, 4))
    said = {(one.what, one.now) for one in moved.look.follows}
    assert ("Invitation", invitation.due) in said
    assert ("Decision letter", the(school.record, placement, "review.decision").due) in said
    assert JournalEntry.select().order_by(JournalEntry.number.desc()).get().operation == "Moved a duty to another day"
    assert moving(school.record, review.id).look(NEW_DAY).follows == ()


def test_undo_puts_everything_back_and_redo_moves_it_again(school, placement):
    before = as_it_stands(school.record, placement)
    review = the(school.record, placement, "osd.review")
    move(school.record, review.id, NEW_DAY)
    after = as_it_stands(school.record, placement)
    undo(school.record)
    assert as_it_stands(school.record, placement) == before
    redo(school.record)
    assert as_it_stands(school.record, placement) == after


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (date(2026, 12, 8), "may not be before Wednesday 9 December"),
        (date(2026, 12, 12), "Saturday 12 December is not a school day. The next is Monday 14 December."),
        (date(2027, 1, 6), "last day is Wednesday 23 December"),
        (date(2026, 11, 11), "Wednesday 11 November has gone."),
    ],
)
def test_a_day_that_breaks_the_rule_is_refused_and_nothing_changes(school, placement, to, words):
    before = as_it_stands(school.record, placement)
    with pytest.raises(Problem, match=words) as refused:
        move(school.record, the(school.record, placement, "osd.review").id, to, why="The host asked")
    assert refused.value.code == "move.refused"
    assert as_it_stands(school.record, placement) == before


def test_statutory_and_worked_out_dates_are_locked_and_say_what_to_move(school, placement):
    invitation = the(school.record, placement, "review.invitation")
    locked = moving(school.record, invitation.id).locked
    assert locked == (
        "Its date follows from “Review at 4 to 6 weeks” on Wednesday 16 December: move that, and this moves along."
    )
    with pytest.raises(Problem) as refused:
        move(school.record, invitation.id, date(2026, 12, 8))
    assert refused.value.code == "move.locked"
    assert invitation.lock == "follows"
    assert the(school.record, placement, "osd.review").lock == ""


def test_a_letter_that_could_no_longer_go_in_time_holds_the_meeting_back(school, placement, clock):
    clock.go_to(date(2026, 12, 7))
    review = the(school.record, placement, "osd.review")
    look = moving(school.record, review.id).look(date(2026, 12, 11))
    assert look.refused == "Invitation would have been due by Saturday 5 December at the latest, which has gone."
    with pytest.raises(Problem, match="Saturday 5 December"):
        move(school.record, review.id, date(2026, 12, 11), why="The host asked")
    assert moving(school.record, review.id).look(date(2026, 12, 17)).refused == ""


def test_an_invitation_that_went_out_names_the_old_day(school, placement, clock):
    clock.go_to(date(2026, 12, 2))
    invitation = the(school.record, placement, "review.invitation")
    duties.complete_duty(school.record, invitation.id, Completion(on=date(2026, 12, 2)))
    look = moving(school.record, the(school.record, placement, "osd.review").id).look(date(2026, 12, 17))
    [told] = [one for one in look.follows if one.how == TOLD]
    assert (told.what, told.was) == ("Invitation", date(2026, 12, 2))
    assert "Invitation" not in [one.what for one in look.follows if one.how == MOVES]


def test_leaving_the_week_asks_why_and_keeps_it(school, placement):
    contact = the(school.record, placement, "weekly.contact", 2)
    to = date(2026, 11, 23)
    assert "say why" in moving(school.record, contact.id).look(to).asks
    with pytest.raises(Problem) as refused:
        move(school.record, contact.id, to)
    assert refused.value.code == "move.why"
    move(school.record, contact.id, to, why="Provider closed on Friday")
    now = the(school.record, placement, "weekly.contact", 2)
    assert (now.day, now.put_off_why) == (to, "Provider closed on Friday")


def test_brought_forward_it_is_still_in_time_until_the_day_it_was_due(school, placement, clock):
    contact = the(school.record, placement, "weekly.contact", 2)
    move(school.record, contact.id, date(2026, 11, 17))
    clock.go_to(date(2026, 11, 19))
    now = the(school.record, placement, "weekly.contact", 2)
    assert (now.state, now.last_day) == ("today", date(2026, 11, 20))
    clock.go_to(date(2026, 11, 23))
    assert the(school.record, placement, "weekly.contact", 2).state == "overdue"


def test_what_is_overdue_gets_a_new_day_for_a_reason_whatever_its_kind(school, placement):
    notice = the(school.record, placement, "osd.notice")
    assert notice.state == "overdue"
    look = moving(school.record, notice.id).look(date(2026, 11, 13))
    assert look.refused == ""
    assert look.asks.startswith("It was due by Monday 9 November")
    move(school.record, notice.id, date(2026, 11, 13), why="The Headteacher was away")
    now = the(school.record, placement, "osd.notice")
    assert (now.day, now.state) == (date(2026, 11, 13), "overdue")


def test_back_on_the_day_it_is_due_nothing_remembers_the_move(school, placement):
    review = the(school.record, placement, "osd.review")
    before = as_it_stands(school.record, placement)
    move(school.record, review.id, NEW_DAY)
    move(school.record, review.id, REVIEW)
    assert as_it_stands(school.record, placement) == before


def test_a_day_chosen_by_hand_goes_when_the_window_leaves_it(school, placement, clock):
    from apdesk.services.placement_changes import carry_out, end_placement

    second = the(school.record, placement, "osd.review", 2)
    move(school.record, second.id, date(2027, 1, 20), "10:00")
    ending = end_placement(school.record, placement, date(2027, 1, 15), "returned", "Moving")
    carry_out(school.record, placement, ending)
    now = the(school.record, placement, "osd.review", 2)
    assert now.due < date(2027, 1, 16)
    assert (now.day, now.record.at) == (now.due, None)


def test_a_visit_asks_whether_the_provider_is_open(school, placement):
    from apdesk.services import school_year

    terms = "type,start,end,label\n" + "".join(
        f"half_term,{first},{last},Block {n}\n" for n, (first, last) in enumerate([
            ("2026-09-03", "2026-10-23"), ("2026-11-03", "2026-12-18"), ("2027-01-05", "2027-02-12"),
            ("2027-02-22", "2027-03-25"), ("2027-04-12", "2027-05-28"), ("2027-06-07", "2027-07-20")], 1)
    ) + "inset,2026-11-24,2026-11-24,Staff training\n"
    school_year.take_calendar(school.record, terms, "fairholt.csv", school.fairholt)
    visit = the(school.record, placement, "visit.month")
    look = moving(school.record, visit.id).look(date(2026, 11, 24))
    assert look.refused == "Fairholt School is closed on Tuesday 24 November (Staff training)."
    assert moving(school.record, visit.id).look(date(2026, 11, 25)).refused == ""


def test_who_may_not_change_duties_is_told_who_may(school, placement, monkeypatch):
    from dataclasses import replace

    review = the(school.record, placement, "osd.review")
    monkeypatch.setattr(school.record, "actor", replace(school.record.actor, role="read-only"))
    assert moving(school.record, review.id).locked.startswith("Read-only may not complete, put off or reopen duties.")
    with pytest.raises(Problem) as refused:
        move(school.record, review.id, NEW_DAY)
    assert refused.value.code == "permission.refused"


def test_asking_about_many_days_reads_nothing_again(school, placement):
    held = moving(school.record, the(school.record, placement, "osd.review").id)
    asked = []
    original = school.record.database.execute_sql
    school.record.database.execute_sql = lambda *given, **named: (asked.append(given), original(*given, **named))[1]
    try:
        for number in range(9, 19):
            held.look(date(2026, 12, number))
    finally:
        del school.record.database.execute_sql
    assert asked == []
