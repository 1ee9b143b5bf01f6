"""A policy's own facts are asked where they decide something, and an answer changes the plan at once."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import policy_questions
from apdesk.services.placement_case import FROM_RECORDS, placement_facts, provider_facts, pupil_facts, school_facts
from apdesk.services.placement_flow import begin
from apdesk.store.providers import checks_of, provider_by_id
from apdesk.store.pupils import pupil_by_id


def asked(flow):
    return {one.fact: (one.label, one.type, one.answer, one.default) for one in policy_questions.questions(flow)}


def gates(flow):
    return {gate.rule: gate.met for gate in flow.plan.gates}


def test_each_pathway_asks_for_what_its_own_rules_decide_by(flow):
    assert asked(flow) == {
        "pupil.attendance": ("Attendance in per cent", "number", "", ""),
        "pupil.risk": ("Risk grade", "choice", "", "green"),
        "provider.insured_until": ("Insurance runs until", "date", "", ""),
        "provider.transport": ("Venue brings pupils by minibus", "yes-no", "", "no"),
    }
    flow.change(pathway="watch")
    assert asked(flow) == {}
    flow.change(pathway=None)
    assert asked(flow) == {}


def test_an_answer_settles_a_gate_and_can_be_taken_back(flow):
    policy_questions.answer(flow, "pupil.attendance", " 91 ")
    policy_questions.answer(flow, "provider.insured_until", "2026-12-01")
    assert gates(flow) == {"insured": False, "attendance": True}
    assert (asked(flow)["pupil.attendance"][2], asked(flow)["provider.insured_until"][2]) == ("91", "2026-12-01")
    policy_questions.answer(flow, "provider.insured_until", "")
    assert gates(flow)["insured"] is None


def test_yes_or_no_is_kept_with_the_draft(school, flow):
    policy_questions.answer(flow, "provider.transport", "yes")
    again = begin(school.record, draft=flow.draft)
    assert asked(again)["provider.transport"][2] == "yes"
    assert {duty.rule for duty in again.plan.duties} >= {"bus"}


@pytest.mark.parametrize(
    ("fact", "said", "why"),
    [
        ("pupil.attendance", "most days", 'Attendance in per cent is a number, not "most days".'),
        ("pupil.risk", "blue", 'Risk grade is one of green, amber, red, not "blue".'),
        ("provider.insured_until", "soon", '"soon" is not a date like 2026-11-11.'),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_the_words_of_the_question(flow, fact, said, why):
    with pytest.raises(Problem) as refused:
        policy_questions.answer(flow, fact, said)
    assert (refused.value.text, refused.value.where) == (why, fact)
    assert asked(flow)[fact][2] == ""


def test_nobody_is_asked_for_what_the_records_hold(school):
    provider = provider_by_id(school.fairholt)
    on = date(2026, 11, 4)
    held = {
        *pupil_facts(pupil_by_id(school.pupil), on, on), *placement_facts({}), *school_facts(school.record),
        *provider_facts(provider, checks_of(school.fairholt), on),
    }
    assert set(FROM_RECORDS) == held
