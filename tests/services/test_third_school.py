"""A policy in half-days, fortnights and half-terms: what the wizard asks and says follows from its file alone."""

from __future__ import annotations

from datetime import date

from apdesk.services import duty_lists, placement_choices
from apdesk.services.placement_answers import GateSaid
from apdesk.services.placement_choices import BLOCKED, OPEN, OVERRIDE


def gates(flow):
    return {gate.rule: gate.met for gate in flow.plan.gates}


def test_its_pathways_are_offered_with_what_stands_in_their_way(flow):
    flow.change(pathway=None, facts={"pupil.risk": "red", "pupil.attendance": 76})
    found = {one.id: (one.standing, one.policy) for one in placement_choices.pathway_choices(flow)}
    assert found == {
        "taster": (BLOCKED, "4.1"), "workshop": (OVERRIDE, "4.2"), "secondment": (OVERRIDE, "4.2"),
        "watch": (OPEN, "3"),
    }


def test_its_own_facts_settle_its_gates_and_what_is_not_known_is_asked(flow):
    assert gates(flow) == {"insured": None, "attendance": None}
    flow.change(facts={"pupil.attendance": 91, "provider.insured_until": date(2027, 8, 31)})
    assert gates(flow) == {"insured": True, "attendance": True}


def test_the_cap_goes_by_the_reason(flow):
    assert [one.rule for one in flow.plan.limits if one.rule.startswith("cap.")] == ["cap.trade"]
    flow.change(reasons=("safety",))
    assert gates(flow)["cap.safety"] is False


def test_a_length_that_hangs_on_the_year_group_is_worked_out(flow):
    flow.change(pathway="secondment")
    assert flow.pupil.year == 10
    assert flow.plan.end == date(2027, 2, 12)


def test_it_is_created_with_its_duties(school, flow):
    flow.change(facts={"provider.insured_until": "2027-08-31"})
    flow.say_gate(GateSaid("attendance", override="Catching up", by="VP"))
    placement = flow.create().placement
    rows = duty_lists.duties_of(school.record, placement=placement)
    talks = [(row.due, "face to face" in row.evidence) for row in rows if row.rule == "talk"]
    assert talks[0] == (date(2026, 11, 20), False)
    assert talks[-2:] == [(date(2027, 1, 29), True), (date(2027, 2, 12), True)]
