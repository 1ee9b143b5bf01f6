"""Starting a placement: one transaction, the engine's duties with owners, and nothing late that nobody knew of."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import duty_lists
from apdesk.services.placement_answers import AlreadyDone, as_json, from_json
from apdesk.services.start_placement import past_duties, source_of, start_placement
from apdesk.store.duties import Duty
from apdesk.store.placements import Placement

TODAY = date(2026, 11, 10)


def test_a_direction_makes_its_duties_on_the_days_the_policy_asks(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    assert started.reference == "LHS-0001"
    rows = duty_lists.duties_of(school.record, placement=started.placement)
    assert len(rows) == started.duties
    notice = next(row for row in rows if "O13" in row.covers)
    assert (notice.due, notice.hard) == (date(2026, 11, 6), date(2026, 11, 9))
    assert notice.why
    visit = next(row for row in rows if row.kind == "visit")
    assert (visit.who, visit.pupil_list_name, visit.provider_name) == (
        "Ms L Farrant", "Okonjo, Chidera", "Fairholt School"
    )
    assert Placement.get().planned_end == date(2027, 2, 2)


def test_having_met_the_parents_meets_the_duty_to_meet_them(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction(met_parents_on=date(2026, 10, 20)))
    met = [row for row in duty_lists.duties_of(school.record, placement=started.placement) if "G16" in row.covers]
    assert [(row.state, row.done_on) for row in met] == [("done", date(2026, 10, 20))]
    other = start_placement(school.record, school.respite(pupil=school.other_pupil, met_parents_on=None))
    unmet = [row for row in duty_lists.duties_of(school.record, placement=other.placement) if "G16" in row.covers]
    assert [row.done_on for row in unmet] == [None]


def test_preparation_that_was_late_when_entered_can_be_said_to_be_done(school, clock):
    clock.go_to(date(2026, 11, 10))
    answers = school.direction(start=date(2026, 11, 11))
    late = past_duties(source_of(school.record, answers).plan(), date(2026, 11, 10))
    assert len(late) >= 2
    answers = school.direction(start=date(2026, 11, 11), already_done=(AlreadyDone(*late[0], on=date(2026, 11, 3)),))
    started = start_placement(school.record, answers)
    rows = {(row.rule, row.occurrence): row for row in duty_lists.duties_of(school.record, placement=started.placement)}
    assert rows[late[0][:2]].done_on == date(2026, 11, 3)
    assert rows[late[1][:2]].state == "overdue"


def test_nothing_is_written_where_a_gate_blocks(school):
    with pytest.raises(Problem) as refused:
        start_placement(school.record, school.direction(provider=school.kestrel, start=date(2026, 11, 16)))
    assert refused.value.code == "placement.blocked"
    assert (Placement.select().count(), Duty.select().count()) == (0, 0)


def test_an_override_needs_its_senior_and_is_kept(school, clock):
    clock.go_to(date(2026, 11, 4))
    with pytest.raises(Problem, match="named senior"):
        start_placement(school.record, school.direction(reasons=("struggling",)))


def test_a_start_outside_the_term_dates_is_refused(school):
    with pytest.raises(Problem) as refused:
        start_placement(school.record, school.direction(start=date(2028, 1, 10)))
    assert refused.value.code == "calendar.beyond"


def test_a_placement_that_began_in_the_past_has_nothing_overdue(school, clock):
    clock.go_to(TODAY)
    answers = school.direction(start=date(2026, 9, 14), decided_on=date(2026, 9, 7))
    plan = source_of(school.record, answers).plan()
    past = past_duties(plan, TODAY)
    assert past
    told = AlreadyDone(*past[0], on=date(2026, 9, 10), by="Mrs A Wrenfield")
    started = start_placement(school.record, school.direction(
        start=date(2026, 9, 14), decided_on=date(2026, 9, 7), already_done=(told,)
    ))
    rows = duty_lists.duties_of(school.record, placement=started.placement)
    assert [row for row in rows if row.state == "overdue"] == []
    done = [row for row in rows if row.state == "done" and row.done_by]
    assert [(row.rule, row.done_on, row.done_by) for row in done] == [
        (past[0][0], date(2026, 9, 10), "Mrs A Wrenfield")
    ]
    assert sum(row.state == "before-desk" for row in rows) == len(past) - 1


def test_a_proposed_placement_needs_no_provider_and_no_dates(school):
    started = start_placement(
        school.record, school.direction(provider=None, start=None, readings={}, panel_on=date(2026, 11, 18)),
        proposed=True,
    )
    rows = duty_lists.duties_of(school.record, placement=started.placement)
    papers = next(row for row in rows if "O01" in row.covers and row.day)
    assert papers.hard == date(2026, 11, 11)
    assert any(row.day is None and row.waits_for == "start" for row in rows)


def test_answers_survive_being_a_draft(school):
    answers = school.direction(already_done=(AlreadyDone("osd.notice", 1, on=date(2026, 11, 6)),))
    assert from_json(as_json(answers)) == answers
