"""What is done for a pupil beside the placement itself: plans, judgements, sharing, contacts, kept papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from counting import counted

from apdesk.problems import Problem
from apdesk.services import contacts, duties, pupils
from apdesk.services.changes import Actor
from apdesk.services.contacts import ContactForm
from apdesk.services.document_copies import copies, copy_printed, keep_copy, open_copy, save_copy
from apdesk.services.duties import Completion
from apdesk.services.duty_lists import duties_of
from apdesk.services.goals import Judged, Standing, judge
from apdesk.services.placement_answers import OutcomeAnswer, SharedItem
from apdesk.services.placement_changes import carry_out, end_placement, withdraw
from apdesk.services.pupil_list import ENDED, SUPPORT_PLAN, pupil_list
from apdesk.services.pupil_page import pupil_page
from apdesk.services.start_placement import start_placement
from apdesk.services.support_plans import PlanForm, open_plan, stages
from apdesk.store.placements import Objective

NOW = date(2026, 11, 4)


@pytest.fixture
def today(clock):
    clock.go_to(NOW)
    return clock


def acting(record, role):
    record.actor = Actor(record.actor.id, record.actor.name, role)


def page_of(school):
    return pupil_page(school.record, school.pupil, log=False)


def test_a_support_plan_has_the_checks_of_the_protocol(school, today):
    started = open_plan(school.record, school.pupil, PlanForm("ssp", date(2026, 11, 5), "Removals", "On time\n\nCalm"))
    titles = [row.title for row in duties_of(school.record, placement=started.placement)]
    assert "Week 6: look at progress on the plan" in titles
    row = next(one for one in pupil_list(school.record) if one.id == school.pupil)
    assert SUPPORT_PLAN in row.tabs
    card = page_of(school).placements[0]
    assert (card.is_stage, [one.text for one in card.objectives]) == (True, ["On time", "Calm"])
    assert [one.id for one in stages(school.record)] == ["ssp", "psp"]
    assert "Decision to place" not in [entry.title for entry in page_of(school).timeline]


@pytest.mark.parametrize(("form", "code"), [
    (PlanForm("osd", NOW), "plan.stage"), (PlanForm("", NOW), "plan.stage"), (PlanForm("ssp"), "plan.day"),
])
def test_a_plan_without_its_kind_or_day_is_refused(school, today, form, code):
    with pytest.raises(Problem) as refused:
        open_plan(school.record, school.pupil, form)
    assert refused.value.code == code


def test_one_plan_of_a_kind_at_a_time(school, today):
    open_plan(school.record, school.pupil, PlanForm("ssp", NOW))
    with pytest.raises(Problem) as refused:
        open_plan(school.record, school.pupil, PlanForm("ssp", date(2026, 11, 9)))
    assert (refused.value.code, refused.value.where) == ("plan.twice", "pathway")
    open_plan(school.record, school.pupil, PlanForm("psp", date(2026, 11, 9)))
    acting(school.record, "sendco")
    with pytest.raises(Problem):
        open_plan(school.record, school.other_pupil, PlanForm("ssp", NOW))


def test_judging_keeps_the_day_of_what_is_as_it_was(school, today):
    record = school.record
    placement = start_placement(record, school.direction(outcomes=(OutcomeAnswer("Maths", "5"),))).placement
    (objective,) = Objective.select()
    judge(record, placement, [Judged(objective.id, "Partly", "Register")], by="Mr Tansley")
    today.go_to(date(2026, 11, 20))
    judge(record, placement, [Judged(objective.id, "Partly", "Register")], [Standing("Maths", "4", "On track")])
    card = page_of(school).placements[0]
    assert (card.objectives[0].judged_on, card.objectives[0].judged_by) == (NOW, "Mr Tansley")
    assert (card.outcomes[0].now, card.outcomes[0].comment) == ("4", "On track")
    for wrong, code in (([Judged(objective.id, "Splendid", "")], "objective.judgement"),
                        ([Judged("nobody", "Met", "")], "objective.unknown"),
                        ([Judged(objective.id, "Partly", "Register")], "objective.nothing")):  # fmt: skip
        with pytest.raises(Problem) as refused:
            judge(record, placement, wrong)
        assert refused.value.code == code


def test_a_social_worker_is_told_of_to_nobody_who_may_not_know(school, today):
    record = school.record
    form = pupils.pupil_form(record, school.pupil)
    acting(record, "ap-lead")
    pupils.edit_pupil(record, school.pupil, replace(form, social_worker=True))
    sharing = tuple(SharedItem(item, True, "to do") for item in ("profile", "social-worker"))
    started = start_placement(record, school.direction(sharing=sharing))
    contacts.add_contact(record, school.pupil, ContactForm(surname="Abara", relationship="Social worker"))
    titles = ["One page profile", "Social worker and Virtual School contacts"]
    assert [one.title for one in page_of(school).placements[0].shared] == titles
    assert [one.name for one in page_of(school).contacts] == ["Abara"]
    acting(record, "administrator")
    assert [one.title for one in page_of(school).placements[0].shared] == titles[:1]
    assert page_of(school).contacts == ()
    assert [one.name for one in page_of(school).every_contact] == ["Abara"]
    added = contacts.add_contact(record, school.pupil, ContactForm(surname="Beck", relationship="Social Worker"))
    assert added.remarks == ("It shows to those who may see that a pupil has a social worker.",)
    assert started.placement


def test_of_a_looked_after_child_everybody_knows(school, today):
    contacts.add_contact(school.record, school.other_pupil, ContactForm(surname="Abara", relationship="Social worker"))
    assert [one.name for one in pupil_page(school.record, school.other_pupil, log=False).contacts] == ["Abara"]


def test_what_was_noted_as_shared_keeps_its_own_day(school, today):
    sharing = (SharedItem("profile", True, "done", date(2026, 11, 2)), SharedItem("outcomes", True, "to do"),
               SharedItem("behaviour", False, "to do"))  # fmt: skip
    placement = start_placement(school.record, school.direction(sharing=sharing)).placement
    for duty in duties_of(school.record, placement=placement):
        if duty.rule in ("send.share", "before.year-team"):
            duties.complete_duties(school.record, [(duty.id, Completion(on=NOW, evidence=duty.evidence[:1]))])
    rows = page_of(school).placements[0].shared
    assert [(row.title, row.on, row.done) for row in rows] == [
        ("One page profile", date(2026, 11, 2), True), ("Expected academic outcomes", NOW, True),
    ]


def test_what_was_noted_without_a_day_is_not_shared_while_its_duty_is_to_do(school, today):
    sharing = (SharedItem("profile", True, "done"), SharedItem("outcomes", True, "to do"))
    placement = start_placement(school.record, school.direction(sharing=sharing)).placement
    rows = page_of(school).placements[0].shared
    due = {one.title: one.day for one in duties_of(school.record, placement=placement)}
    assert [(row.state, row.done, row.due) for row in rows] == [
        ("To do", False, due["Send the one-page profile, reports and guidance"]), ("To do", False, rows[1].due),
    ]
    for duty in duties_of(school.record, placement=placement):
        if duty.rule in ("send.share", "before.year-team"):
            duties.complete_duties(school.record, [(duty.id, Completion(on=NOW, evidence=duty.evidence[:1]))])
    assert [(row.state, row.on, row.due) for row in page_of(school).placements[0].shared] == [("Shared", NOW, None)] * 2


def test_a_head_of_year_opens_only_papers_of_their_own_years(school, today, tmp_path):
    record = school.record
    placement = start_placement(record, school.direction()).placement
    keep_copy(record, "review pack", b"%PDF", placement=placement, reader="parent", suffix="pdf")
    keep_copy(record, "register", b"PK", provider=school.fairholt, suffix="xlsx")
    (pack,) = copies(record, [placement])[placement]
    (register,) = copies(record, (), [school.fairholt])[school.fairholt]
    acting(record, "head-of-year")
    assert copies(record, (), [school.fairholt]) == {}
    for work in (lambda copy: open_copy(record, copy), lambda copy: copy_printed(record, copy),
                 lambda copy: save_copy(record, copy, tmp_path / "a.pdf")):  # fmt: skip
        for row in (pack, register):
            with pytest.raises(Problem) as refused:
                work(row.id)
            assert refused.value.code == "permission.year"
    assert not (tmp_path / "a.pdf").exists()


def test_a_pupil_who_is_back_stands_as_returned_with_the_next_check(school, today):
    record = school.record
    placement = start_placement(record, school.direction()).placement
    today.go_to(date(2026, 12, 14))
    carry_out(record, placement, end_placement(
        record, placement, date(2026, 12, 11), "returned", "Targets met", date(2026, 12, 14)
    ))
    late = [row.id for row in duties_of(record, placement=placement) if row.is_open and row.kind != "check"]
    duties.say_before_desk(record, late)
    row = next(one for one in pupil_list(record) if one.id == school.pupil)
    assert ENDED in row.tabs
    assert row.status_text == page_of(school).ended_words
    assert row.status_text.startswith("Returned")


def test_nine_placements_that_are_over_take_as_many_questions_as_three(school, today):
    record = school.record

    def begin(count):
        for number in range(count):
            made = start_placement(record, school.direction(start=date(2026, 11, 16 + number)), proposed=True).placement
            carry_out(record, made, withdraw(record, made, NOW, "Parents said no"))

    start_placement(record, school.direction())
    begin(2)
    with counted(record) as three:
        page_of(school)
    begin(6)
    with counted(record) as nine:
        page_of(school)
    assert len(page_of(school).placements) == 9
    assert len(nine) == len(three)
