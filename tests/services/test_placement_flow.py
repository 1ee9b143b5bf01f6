"""The wizard without a window: what it asks, what it shows, and that it does exactly what it showed."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import duty_lists, placement_choices, placement_dates, placement_summary, sharing
from apdesk.services.placement_answers import GateSaid
from apdesk.services.placement_case import the_placement
from apdesk.services.placement_choices import BLOCKED, OPEN, OVERRIDE
from apdesk.services.placement_flow import begin, earliest_in_time, unfinished
from apdesk.services.start_placement import UNDECIDED


@pytest.fixture
def flow(school, clock):
    """A new placement for Chidera on Wednesday 4 November 2026; nothing is answered yet."""
    clock.go_to(date(2026, 11, 4))
    return begin(school.record, school.pupil)


def pathways(flow):
    return {one.id: one for one in placement_choices.pathway_choices(flow)}


def test_pathways_are_open_blocked_or_need_an_override_and_say_which_clause(flow):
    flow.change(reasons=("psp",), tried="Report card")
    found = pathways(flow)
    assert len(found) == 9
    assert found["osd"].standing == OPEN
    assert (found["reduced-timetable"].standing, found["reduced-timetable"].policy) == (BLOCKED, "App. A row 6")
    assert "wellbeing" in found["reduced-timetable"].reason
    flow.change(reasons=("struggling",))
    assert pathways(flow)["osd"].standing == OVERRIDE


def test_a_provider_that_cannot_be_used_says_why(school, flow):
    flow.change(reasons=("ssp",), pathway="respite", start=date(2026, 11, 16))
    found = {one.name: one for one in placement_choices.provider_choices(flow)}
    assert found["Fairholt School"].standing == OPEN
    assert found["Kestrel Bridge AP"].standing == BLOCKED
    assert "13 Nov" in found["Kestrel Bridge AP"].reason


def test_both_readings_of_twelve_weeks_stand_side_by_side_and_one_must_be_chosen(school, flow):
    flow.change(reasons=("psp",), pathway="osd", provider=school.fairholt, start=date(2026, 11, 11))
    found = {one.name: (one.last_day, one.school_days) for one in placement_dates.end_readings(flow)}
    assert found["12 calendar weeks"] == (date(2027, 2, 2), 49)
    assert found["12 school weeks"][0] == date(2027, 2, 12)
    assert flow.missing("dates") is not None
    placement_dates.choose_reading(flow, "osd.length", "12 calendar weeks")
    assert (flow.missing("dates"), flow.answers.end) == (None, date(2027, 2, 2))


def test_a_notice_that_is_too_late_names_the_first_day_that_would_do(school, flow, clock):
    clock.go_to(date(2026, 11, 13))
    flow.change(
        reasons=("psp",), tried="Report card", pathway="osd", directed=True, provider=school.fairholt,
        start=date(2026, 11, 16),
    )
    assert earliest_in_time(flow) == date(2026, 11, 17)


def test_what_the_last_step_shows_is_what_is_created(school, flow):
    flow.answers = school.direction()
    shown, (duties, letters, _done) = placement_summary.groups(flow, every=True), placement_summary.counts(flow)
    started = flow.create()
    assert (started.duties, started.letters) == (duties, letters)
    rows = duty_lists.duties_of(school.record, placement=started.placement)
    planned = sorted((row.rule, day) for group in shown for row in group.rows for day in row.days)
    days = ((row.rule, row.done_on if row.state == "done" else row.due) for row in rows)
    assert sorted(one for one in days if one[1]) == planned


def test_the_draft_is_kept_at_every_change_and_gone_after_create(school, flow):
    flow.change(reasons=("psp",))
    (saved,) = unfinished(school.record)
    again = begin(school.record, draft=saved.id)
    assert again.answers == flow.answers
    again.answers = school.direction()
    again.create()
    assert unfinished(school.record) == ()


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 4), "Aim for Thu 12 Nov, latest Fri 13 Nov"),
        (date(2026, 11, 13), "Today, Fri 13 Nov, is the last day for it"),
    ],
)
def test_the_day_to_aim_for_is_not_said_once_it_is_gone(school, flow, clock, today, said):
    clock.go_to(today)
    flow.change(reasons=("psp",), tried="Report card", pathway="osd", directed=True, provider=school.fairholt,
                start=date(2026, 11, 17))  # fmt: skip
    (found,) = [one.detail for one in placement_dates.checks(flow) if one.text == "Notice can go in time"]
    assert found == said


def test_another_pathway_clears_what_depended_on_the_first(school, flow):
    flow.change(reasons=("psp",), pathway="osd", start=date(2026, 11, 11))
    placement_dates.choose_reading(flow, "osd.length", "12 calendar weeks")
    flow.change(pathway="respite")
    assert (flow.answers.end, dict(flow.answers.readings)) == (None, {})


def test_the_least_is_ticked_and_safeguarding_is_its_leads_alone(school, clock):
    clock.go_to(date(2026, 11, 4))
    flow = begin(school.record, school.other_pupil)
    flow.change(reasons=("psp",), pathway="osd")
    rows = {one.item: one for one in sharing.share_rows(flow)}
    assert any(one.locked for one in rows.values())
    assert not all(one.share for one in rows.values())


def test_a_placement_that_began_in_the_past_asks_about_each_duty_that_is_gone(school, flow, clock):
    clock.go_to(date(2026, 11, 10))
    flow.answers = school.direction(start=date(2026, 9, 14), decided_on=date(2026, 9, 7), end=date(2026, 12, 4))
    gone = placement_summary.past(flow)
    assert gone
    placement_summary.say_past(flow, [(gone[0].key, date(2026, 9, 8))])
    started = flow.create()
    rows = duty_lists.duties_of(school.record, placement=started.placement)
    assert not [row for row in rows if row.state == "overdue"]
    assert [row.done_on for row in rows if (row.rule, row.occurrence) == gone[0].key[:2]] == [date(2026, 9, 8)]


def test_a_letter_whose_last_day_falls_in_a_holiday_is_to_be_sent_before_it(school, flow, clock):
    clock.go_to(date(2026, 11, 10))
    flow.change(reasons=("psp",), tried="Report card", pathway="osd", directed=True, provider=school.fairholt,
                start=date(2026, 11, 23))  # fmt: skip
    (found,) = [one for one in placement_dates.checks(flow) if "while the school is shut" in one.text]
    assert found.level == "warn"
    assert "so send by Fri 18 Dec." in found.detail
    marks = placement_dates.preview(flow, date(2026, 11, 1), 3)
    reviews = {one.due for one in flow.plan.duties if one.kind == "review" and one.due}
    assert {day for day, mark in marks.items() if mark.state == placement_dates.REVIEW} == reviews


def ready(school, flow, **answers):
    """A placement answered to the end, except that nobody has said that it was decided."""
    flow.answers = school.direction(decided_on=None, start=date(2026, 11, 23), end=date(2027, 2, 12), **answers)
    return flow


def approval(record, placement):
    return next(one for one in duty_lists.duties_of(record, placement=placement) if one.rule == "approval")


def test_nothing_is_agreed_while_nobody_has_said_who_approved_it(school, flow):
    ready(school, flow)
    assert [gate.rule for gate in flow.stops()] == ["head-approval"]
    assert flow.in_the_way() == UNDECIDED
    with pytest.raises(Problem) as refused:
        flow.create()
    assert (refused.value.code, refused.value.where) == ("placement.undecided", "decided_on")
    started = flow.create(proposed=True)
    row = the_placement(started.placement)
    assert row.agreed_on is None
    assert approval(school.record, started.placement).done_on is None


def test_who_approved_it_and_when_makes_it_agreed_and_fulfils_the_duty(school, flow):
    ready(school, flow).decide(date(2026, 11, 3), "Mrs A Wrenfield")
    assert flow.in_the_way() == ""
    started = flow.create()
    assert the_placement(started.placement).agreed_on == date(2026, 11, 3)
    duty = approval(school.record, started.placement)
    assert (duty.state, duty.done_on, duty.done_by) == ("done", date(2026, 11, 3), "Mrs A Wrenfield")


def test_that_it_was_approved_is_never_a_yes_without_a_day(school, flow):
    ready(school, flow).say_gate(GateSaid("head-approval", met=False))
    flow.say_gate(GateSaid("head-approval", met=True))
    assert flow.answers.decided_on == date(2026, 11, 4)
    assert "head-approval" not in [one.rule for one in flow.answers.gates]
    flow.decide(None)
    assert (flow.answers.decided_on, flow.in_the_way()) == (None, UNDECIDED)


def test_a_placement_that_runs_already_is_not_asked_who_approved_it(school, flow):
    flow.answers = school.direction(decided_on=None, start=date(2026, 9, 14), end=date(2026, 12, 4))
    assert flow.in_the_way() == ""
    assert flow.create().placement


def test_the_day_of_a_late_approval_is_the_day_of_the_decision(school, flow):
    flow.answers = school.direction(decided_on=None, start=date(2026, 11, 6), end=date(2027, 1, 28))
    late = next(one for one in placement_summary.past(flow) if one.key[0] == "approval")
    placement_summary.say_past(flow, [(late.key, date(2026, 11, 2))])
    assert flow.answers.decided_on == date(2026, 11, 2)
    assert flow.in_the_way() == ""
    assert approval(school.record, flow.create().placement).done_on == date(2026, 11, 2)
