"""The pupil list as at an earlier day: who was where, whatever was entered, corrected or changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from counting import counted

from apdesk.services import contacts, duties, duty_lists, pupils, undo
from apdesk.services.duties import Completion
from apdesk.services.placement_changes import carry_out, end_placement, extend, move_start, withdraw
from apdesk.services.pupil_list import ENDED, ON_ROLL, PLACED, pupil_list
from apdesk.services.pupils import PupilForm
from apdesk.services.start_placement import start_placement

TODAY = date(2027, 1, 20)


@pytest.fixture
def placed(school, clock):
    """A direction from 11 November 2026, entered on the 4th."""
    clock.go_to(date(2026, 11, 4))
    return start_placement(school.record, school.direction()).placement


def as_at(school, *day):
    return {row.list_name: row for row in pupil_list(school.record, date(*day))}


def okonjo(school, *day):
    return as_at(school, *day)["Okonjo, Chidera"]


def test_each_stage_of_a_placement_shows_on_its_day(school, placed, clock):
    clock.go_to(TODAY)
    carry_out(school.record, placed, end_placement(school.record, placed, date(2026, 12, 4), "returned", "Settled"))
    assert okonjo(school, 2026, 11, 3).status == ""
    assert okonjo(school, 2026, 11, 9).status_text == "Starts Wed 11 Nov"
    live = okonjo(school, 2026, 11, 13)
    assert (live.status_text, live.provider_name, live.pathway_short) == ("Placed", "Fairholt", "Off-site direction")
    assert (live.progress.done, live.progress.total) == (3, 49)
    assert PLACED in live.tabs
    assert okonjo(school, 2026, 12, 7).tabs == {ON_ROLL, ENDED}


def test_an_end_that_was_moved_later_leaves_the_plan_of_the_day(school, placed, clock):
    clock.go_to(date(2027, 1, 18))
    carry_out(school.record, placed, extend(
        school.record, placed, date(2027, 3, 25), date(2027, 1, 18), "Agreed at the review"
    ))
    clock.go_to(date(2027, 2, 22))
    assert okonjo(school, 2026, 11, 13).progress.total == 49
    assert okonjo(school, 2027, 1, 18).progress.total == 81
    assert okonjo(school, 2027, 2, 9).status_text == "Placed"       # it ran on, past the first plan's last day


def test_what_was_entered_late_is_true_all_the_same(school, clock):
    clock.go_to(date(2026, 11, 24))
    start_placement(school.record, school.direction(start=date(2026, 11, 11)))
    clock.go_to(date(2026, 11, 25))
    assert okonjo(school, 2026, 11, 13).status_text == "Placed"
    assert okonjo(school, 2026, 11, 13).provider_name == "Fairholt"


def test_a_first_day_that_was_moved_shows_as_it_was_planned_then(school, placed, clock):
    clock.go_to(date(2026, 11, 10))
    carry_out(school.record, placed, move_start(school.record, placed, date(2026, 11, 16), "Bus pass not ready"))
    clock.go_to(TODAY)
    assert okonjo(school, 2026, 11, 9).status_text == "Starts Wed 11 Nov"
    assert okonjo(school, 2026, 11, 12).status_text == "Starts Mon 16 Nov"
    assert okonjo(school, 2026, 11, 16).status_text == "Placed"


def test_what_did_not_go_ahead_stood_there_until_then(school, placed, clock):
    clock.go_to(date(2026, 11, 9))
    carry_out(school.record, placed, withdraw(school.record, placed, date(2026, 11, 9), "Parents moved"))
    clock.go_to(TODAY)
    assert okonjo(school, 2026, 11, 5).status_text == "Starts Wed 11 Nov"
    assert okonjo(school, 2026, 11, 10).status == ""


def test_a_placement_that_was_undone_was_never_there(school, placed, clock):
    undo.undo(school.record)
    clock.go_to(TODAY)
    assert okonjo(school, 2026, 11, 13).status == ""


def test_form_and_needs_are_those_of_the_day(school, placed, clock):
    clock.go_to(date(2026, 12, 1))
    form = pupils.pupil_form(school.record, school.pupil)
    pupils.edit_pupil(school.record, school.pupil, replace(form, form="10K", sen="E", eal=True))
    clock.go_to(TODAY)
    before, after = okonjo(school, 2026, 11, 30), okonjo(school, 2026, 12, 1)
    assert (before.form, [flag.letters for flag in before.flags]) == ("10F", ["K"])
    assert (after.form, [flag.letters for flag in after.flags]) == ("10K", ["EHCP", "EAL"])


def test_leavers_were_on_roll_and_joiners_were_not(school, placed, clock):
    clock.go_to(date(2026, 12, 7))
    pupils.mark_left(school.record, school.other_pupil, date(2026, 12, 4), "Moved away")
    pupils.add_pupil(school.record, PupilForm(surname="Newcomer", forename="Ada", year=9))
    pupils.add_pupil(
        school.record, PupilForm(surname="Olding", forename="Bo", year=9, joined_on=date(2026, 11, 16))
    )
    clock.go_to(TODAY)
    early = as_at(school, 2026, 11, 13)
    assert ON_ROLL in early["Strathdee, Callum"].tabs
    assert {"Newcomer, Ada", "Olding, Bo"}.isdisjoint(early)
    later = as_at(school, 2026, 12, 8)
    assert "Strathdee, Callum" not in later
    assert {"Newcomer, Ada", "Olding, Bo"} <= set(later)
    assert "Olding, Bo" in as_at(school, 2026, 11, 16)


def test_what_was_due_next_is_what_was_open_then(school, placed, clock):
    notice = next(row for row in duty_lists.duties_of(school.record, placement=placed) if "O13" in row.covers)
    clock.go_to(date(2026, 11, 6))
    duties.complete_duty(school.record, notice.id, Completion(on=date(2026, 11, 6), evidence=("D1",)))
    clock.go_to(TODAY)
    was_open = {row.id for row in duty_lists.duties_of(school.record, placement=placed)}
    before = okonjo(school, 2026, 11, 5)
    assert before.next_due.id in was_open
    assert before.next_due.day <= date(2026, 11, 6)
    assert before.overdue < okonjo(school, 2026, 11, 20).overdue


def test_before_the_record_began_the_facts_of_the_placements_are_all_there_is(school, clock):
    clock.go_to(date(2026, 11, 24))
    start_placement(school.record, school.direction(start=date(2026, 10, 5)))
    row = okonjo(school, 2026, 10, 12)
    assert (row.status_text, row.form, row.year) == ("Placed", "10F", 10)
    assert okonjo(school, 2026, 10, 2).status == ""


def test_as_at_today_is_today(school, placed, clock):
    clock.go_to(date(2026, 11, 25))
    contacts.add_contact(school.record, school.pupil, contacts.ContactForm(surname="Okonjo"))
    now = {row.id: row for row in pupil_list(school.record)}
    clock.go_to(date(2026, 11, 26))
    then = {row.id: row for row in pupil_list(school.record, date(2026, 11, 25))}
    assert then == now


def test_it_takes_as_many_questions_for_many_pupils_as_for_few(school, placed, clock):
    clock.go_to(TODAY)
    with counted(school.record) as few:
        pupil_list(school.record, date(2026, 11, 13))
    for number in range(30):
        pupils.add_pupil(school.record, PupilForm(surname=f"Added{number}", forename="Pupil", year=7))
    with counted(school.record) as many:
        pupil_list(school.record, date(2026, 11, 13))
    assert len(many) == len(few) < 25
