"""What people do with duties: done with evidence, reopened, put off, and what follows moves along."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import duties, duty_lists, placement_changes, staff
from apdesk.services.duties import Completion
from apdesk.services.placement_changes import NewEvent, carry_out, preview
from apdesk.services.staff import StaffForm
from apdesk.services.start_placement import start_placement
from apdesk.store.duties import Duty
from apdesk.store.journal import JournalEntry

TODAY = date(2026, 11, 10)


@pytest.fixture
def placement(school, clock):
    """An off-site direction from 11 November, made on the 4th; today is Tuesday 10 November."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def the(record, placement, rule, occurrence=1):
    rows = duty_lists.duties_of(record, placement=placement, withdrawn=True)
    return next(row for row in rows if (row.rule, row.occurrence) == (rule, occurrence))


def dates(record, placement):
    return {row.id: (row.state, row.due, row.hard) for row in duty_lists.duties_of(record, placement=placement)}


def test_after_the_target_and_before_the_last_day_a_duty_is_due_today(school, placement, clock):
    clock.go_to(date(2026, 11, 9))
    assert the(school.record, placement, "osd.notice").state == "today"
    clock.go_to(TODAY)
    late = the(school.record, placement, "osd.notice")
    assert (late.state, late.lateness_school_days, late.last_day) == ("overdue", 1, date(2026, 11, 9))
    assert late.id in {row.id for row in duty_lists.due_list(school.record, days=0)}


def test_who_did_it_stands_apart_from_who_enters_it(school, placement):
    visit = the(school.record, placement, "weekly.contact")
    duties.complete_duty(
        school.record, visit.id, Completion(on=TODAY, evidence=("Contact log",), note="Settled", filed_in="CPOMS")
    )
    row = duty_lists.duty(school.record, visit.id)
    assert (row.state, row.done_by, row.entered_by) == ("done", "Ms L Farrant", "Ama Mensah")
    assert row.evidence_given == ("Contact log",)


def test_a_day_to_come_is_refused(school, placement):
    visit = the(school.record, placement, "weekly.contact")
    with pytest.raises(Problem, match="day to come"):
        duties.complete_duty(school.record, visit.id, Completion(on=date(2026, 11, 12)))


def test_a_review_held_early_moves_its_invitation_chain(school, placement, clock):
    review = the(school.record, placement, "osd.review")
    decision_before = [
        row for row in duty_lists.duties_of(school.record, placement=placement) if row.rule == "review.decision"
    ]
    clock.go_to(date(2026, 12, 10))
    duties.complete_duty(school.record, review.id, Completion(on=date(2026, 12, 10), done_by="Ms L Farrant"))
    moved = [row for row in duty_lists.duties_of(school.record, placement=placement) if row.rule == "review.decision"]
    assert moved[0].hard == date(2026, 12, 16)
    assert decision_before[0].hard == date(2026, 12, 22)


def test_reopening_brings_everything_back_as_it_was(school, placement, clock):
    clock.go_to(date(2026, 12, 10))
    before = dates(school.record, placement)
    review = the(school.record, placement, "osd.review")
    duties.complete_duty(school.record, review.id, Completion(on=date(2026, 12, 10)))
    duties.reopen_duty(school.record, review.id, "Wrong pupil")
    assert dates(school.record, placement) == before
    assert JournalEntry.select().order_by(JournalEntry.number.desc()).first().reason == "Wrong pupil"


def test_what_a_recorded_event_answers_is_not_said_to_be_reopened(school, placement):
    answered = Duty.select().where(Duty.placement == placement, Duty.met_by.startswith("event:")).first()
    before = school.record.last_entry()
    with pytest.raises(Problem, match="is on record") as refused:
        duties.reopen_duty(school.record, answered.id, "Wrong pupil")
    assert refused.value.code == "duty.answered"
    assert school.record.last_entry() == before


def test_where_an_event_answers_it_too_reopening_a_tick_says_that_it_stays_done(school, placement):
    answered = Duty.select().where(Duty.placement == placement, Duty.met_by.startswith("event:")).first()
    event, on = answered.met_by, answered.done_on
    with school.record.work("Ticked by hand as well") as work:
        work.update(answered, met_by=None, done_by="Ms L Farrant", done_on=date(2026, 11, 10))
    reopened = duties.reopen_duty(school.record, answered.id, "Ticked twice")
    now = Duty.get_by_id(answered.id)
    assert (now.state, now.met_by, now.done_on, now.done_by) == ("done", event, on, None)
    assert reopened.done_by.startswith("the ")
    assert f"{on.day} {on:%B}" in reopened.done_by


def test_what_nothing_else_answers_is_said_to_be_open(school, placement, clock):
    clock.go_to(date(2026, 12, 10))
    review = the(school.record, placement, "osd.review")
    duties.complete_duty(school.record, review.id, Completion(on=date(2026, 12, 10)))
    assert duties.reopen_duty(school.record, review.id, "Wrong pupil").done_by == ""


@pytest.mark.parametrize(
    ("to", "why", "code"),
    [
        (date(2026, 11, 14), "Ill", "duty.closed"),
        (date(2026, 11, 9), "Ill", "duty.past"),
        (date(2026, 11, 12), " ", "duty.why"),
    ],
)
def test_putting_off_needs_a_reason_and_a_school_day_to_come(school, placement, to, why, code):
    contact = the(school.record, placement, "weekly.contact")
    with pytest.raises(Problem) as refused:
        duties.put_off(school.record, contact.id, to, why)
    assert refused.value.code == code


def test_nothing_is_put_off_beyond_its_last_lawful_day(school, placement):
    invitation = the(school.record, placement, "review.invitation")
    with pytest.raises(Problem) as refused:
        duties.put_off(school.record, invitation.id, date(2026, 12, 11), "Busy")
    assert refused.value.code == "duty.hard"
    duties.put_off(school.record, invitation.id, date(2026, 12, 10), "Venue not known")
    row = duty_lists.duty(school.record, invitation.id)
    assert (row.day, row.put_off_why) == (date(2026, 12, 10), "Venue not known")


def test_a_duty_given_to_somebody_is_theirs(school, placement):
    noor = staff.add_staff(school.record, StaffForm(surname="Noor", forename="Aisha", title="Miss")).id
    visit = the(school.record, placement, "weekly.contact")
    duties.give_to(school.record, [visit.id], noor)
    assert duty_lists.duty(school.record, visit.id).who == "Miss A Noor"


def test_an_event_meets_its_duty_and_taking_it_back_opens_it_again(school, placement, clock):
    clock.go_to(date(2026, 12, 16))
    placement_changes.record_event(school.record, placement, NewEvent("review", date(2026, 12, 16), note="Continue"))
    met = the(school.record, placement, "osd.review")
    assert (met.state, met.met_by, met.done_on) == ("done", "review 2026-12-16", date(2026, 12, 16))
    from apdesk.store.placements import PlacementEvent

    event = PlacementEvent.get(PlacementEvent.name == "review")
    placement_changes.take_back_event(school.record, event.id, "It was put off")
    assert the(school.record, placement, "osd.review").state == "today"


def test_ending_early_withdraws_what_is_to_come_and_keeps_what_is_done(school, placement, clock):
    contact = the(school.record, placement, "weekly.contact")
    duties.complete_duty(school.record, contact.id, Completion(on=TODAY))
    clock.go_to(date(2026, 11, 20))
    change = placement_changes.end_placement(
        school.record, placement, date(2026, 11, 20), "ended early", "The host ended it"
    )
    seen = preview(school.record, placement, change)
    done = carry_out(school.record, placement, change)
    assert done.duties == seen.duties
    rows = duty_lists.duties_of(school.record, placement=placement, withdrawn=True)
    still_asked = [row for row in rows if row.is_open and row.kind in ("visit", "contact")]
    assert all(row.day <= date(2026, 11, 20) for row in still_asked)
    assert next(row for row in rows if row.id == contact.id).state == "done"
    withdrawn = next(row for row in rows if row.state == "withdrawn")
    assert withdrawn.withdrawn_why == "The host ended it"


def test_extending_adds_duties_and_doing_it_twice_changes_nothing(school, placement, clock):
    clock.go_to(date(2027, 1, 20))
    until, decided = date(2027, 3, 12), date(2027, 1, 20)
    change = placement_changes.extend(school.record, placement, until, decided, "The review decided so")
    seen = preview(school.record, placement, change)
    assert seen.duties.added
    carry_out(school.record, placement, change)
    entries = JournalEntry.select().count()
    again = placement_changes.replan_all(school.record, "Nothing new")
    assert (again.entry, JournalEntry.select().count()) == (0, entries)


def test_a_change_that_is_refused_leaves_no_trace(school, placement):
    before = Duty.select().count()
    with pytest.raises(Problem):
        placement_changes.move_start(school.record, placement, date(2026, 11, 18), " ")
    with pytest.raises(Problem):
        carry_out(
            school.record, placement,
            placement_changes.move_start(school.record, placement, date(2029, 1, 8), "Later", date(2029, 3, 1)),
        )
    assert Duty.select().count() == before
