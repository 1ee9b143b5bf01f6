"""The card of a policy's own questions in the wizard: one control each, and the gate follows the answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401

from apdesk.services.placement_flow import begin
from apdesk.services.protocols import activate_protocol
from ui.placement_wizard.pathway_step import PathwayStep

THIRD = Path(__file__).parents[1] / "domain" / "third-school.toml"


@pytest.fixture
def step(qtbot, context, record, small_school):  # noqa: F811
    """Step 2 for a workshop course of Harbour Hill School."""
    activate_protocol(record, THIRD.read_text(encoding="utf-8"), THIRD.name)
    flow = begin(record, small_school.pupil)
    flow.change(reasons=("trade",), pathway="workshop", provider=small_school.fairholt, start=date(2026, 11, 16))
    made = PathwayStep(context)
    qtbot.addWidget(made)
    made.show_flow(flow)
    with qtbot.waitExposed(made):
        made.show()
    return made


def gates(step):
    return {gate.rule: gate.met for gate in step.flow.plan.gates}


def test_the_policys_own_facts_are_asked_and_settle_its_gates(step):
    fields = step.questions.fields
    assert [field.label for field in fields.values()] == [
        "Attendance in per cent", "Risk grade", "Insurance runs until", "Venue brings pupils by minibus",
    ]
    assert gates(step)["attendance"] is None
    line = fields["pupil.attendance"].control
    line.setText("91")
    line.left.emit()
    assert gates(step)["attendance"] is True
    line.setText("most days")
    line.left.emit()
    assert step.flow.answers.facts == {"pupil.attendance": 91}
    assert step.questions._trouble("pupil.attendance", "most days") == (
        'Attendance in per cent is a number, not "most days".'
    )


def test_a_choice_says_what_is_taken_for_granted_and_is_kept(step):
    box = step.questions.fields["pupil.risk"].control
    assert box.itemText(0) == "Not said (counts as green)"
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert step.flow.answers.facts["pupil.risk"] == "red"


def test_other_questions_come_with_another_pathway_and_none_where_none_are_asked(step):
    step.change(pathway="watch")
    step.fill(step.flow)
    assert not step.questions.isVisibleTo(step)
    step.change(pathway="taster")
    step.fill(step.flow)
    assert step.questions.isVisibleTo(step)
    assert "pupil.risk" in step.questions.fields


def test_what_was_typed_for_one_pupil_is_not_there_for_the_next(step, record, small_school):  # noqa: F811
    step.questions.fields["pupil.attendance"].control.setText("most days")
    other = begin(record, small_school.pupil)
    other.change(reasons=("trade",), pathway="workshop", provider=small_school.fairholt, start=date(2026, 11, 16))
    step.show_flow(other)
    assert step.questions.fields["pupil.attendance"].control.text() == ""
