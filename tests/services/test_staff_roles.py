"""Roles handed over, covered and passed on: the duties follow, the history stays."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import duties, staff, unlock
from apdesk.services.changes import Actor
from apdesk.services.duties import Completion
from apdesk.services.duty_lists import due_list, duty
from apdesk.services.leaving import come_back, leave, leaving
from apdesk.services.staff import RoleAsked, StaffForm
from apdesk.services.staff_roles import duties_by_person, hand_over, role_lines
from apdesk.services.start_placement import start_placement

TODAY = date(2026, 11, 10)


@pytest.fixture
def noor(school):
    return staff.add_staff(school.record, StaffForm(surname="Noor", forename="Aisha", title="Miss")).id


@pytest.fixture
def placed(school):
    """A direction of a pupil in Year 10: its visits fall to the Head of Year 10."""
    start_placement(school.record, school.direction())
    return school


def line(record, key):
    return next(one for one in role_lines(record) if one.key == key)


def heads_duties(record):
    return {row.who for row in due_list(record) if row.owner == "HOY"}


def test_a_person_comes_with_a_first_role_in_one_operation(record):
    added = staff.add_staff(
        record, StaffForm(surname="Ellery", forename="Guy", title="Mr"), RoleAsked(role="HOY", year=11)
    )
    assert line(record, "HOY/11").owner == "Mr G Ellery"
    assert added.changes.entry
    with pytest.raises(Problem) as refused:
        staff.add_staff(record, StaffForm(surname="Late"), RoleAsked(
            role="HOY", year=11, from_on=date(2026, 12, 1), until_on=date(2026, 11, 1)
        ))  # fmt: skip
    assert refused.value.code == "role.days"
    assert not [one for one in staff.staff(record) if one.form.surname == "Late"]


def test_every_role_of_the_protocol_has_a_line_and_those_by_year_one_for_each(school):
    lines = role_lines(school.record)
    assert [one.title for one in lines if one.role == "HOY"] == ["Head of Year 9", "Head of Year 10"]
    assert line(school.record, "HOY/10").owner == "Ms L Farrant"
    assert line(school.record, "HOY/9").owner == ""
    assert [one.position for one in lines] == list(range(len(lines)))


def test_the_duties_of_a_role_follow_when_it_is_handed_over(placed, noor):
    record = placed.record
    assert heads_duties(record) == {"Ms L Farrant"}
    before = line(record, "HOY/10").duties
    assert before > 5
    hand_over(record, noor, RoleAsked(role="HOY", year=10, from_on=TODAY))
    assert heads_duties(record) == {"Miss A Noor"}
    farrant = next(one for one in staff.staff(record) if one.id == placed.farrant)
    assert farrant.roles[0].until_on == date(2026, 11, 9)
    assert line(record, "HOY/10").duties == before
    assert duties_by_person(record)[noor] >= before


def test_cover_lasts_its_days_and_ends_nobody(placed, noor):
    record = placed.record
    asked = RoleAsked(role="HOY", year=10, covers=True, from_on=TODAY, until_on=date(2026, 11, 13))
    hand_over(record, noor, asked)
    assert heads_duties(record) == {"Miss A Noor"}
    assert [one.name for one in line(record, "HOY/10").holders] == ["Ms L Farrant"]
    record.clock.go_to(date(2026, 11, 16))
    assert heads_duties(record) == {"Ms L Farrant"}


def test_leaving_says_what_passes_to_whom_before_anything_happens(placed, noor):
    record = placed.record
    staff.give_role(record, noor, "HOY", 10, covers=True, from_on=date(2026, 11, 30))
    given = due_list(record)[0]
    duties.give_to(record, [given.id], placed.farrant)
    seen = leaving(record, placed.farrant, TODAY)
    assert [(one.title, one.to) for one in seen.roles] == [("Head of Year 10", "")]
    assert seen.roles[0].duties > 5
    assert seen.given == 1
    assert not seen.opens_desk
    assert next(one for one in staff.staff(record) if one.id == placed.farrant).left_on is None
    later = leaving(record, placed.farrant, date(2026, 12, 18))
    assert later.roles[0].to == "Miss A Noor"


def test_who_leaves_passes_on_roles_and_duties_and_keeps_their_history(placed, noor):
    record = placed.record
    done = next(row for row in due_list(record) if row.owner == "HOY")
    duties.complete_duty(record, done.id, Completion(on=TODAY, done_by="Ms L Farrant"))
    given = next(row for row in due_list(record) if row.owner == "ADM" or row.who != "Ms L Farrant")
    duties.give_to(record, [given.id], placed.farrant)
    holding = leaving(record, placed.farrant, TODAY).roles[0].holding
    leave(record, placed.farrant, TODAY, {holding: noor})
    record.clock.go_to(date(2026, 11, 11))
    assert heads_duties(record) == {"Miss A Noor"}
    assert "Ms L Farrant" not in {row.who for row in due_list(record)}
    assert duty(record, done.id).done_by == "Ms L Farrant"
    gone = next(one for one in staff.staff(record) if one.id == placed.farrant)
    assert (gone.left_on, gone.here_on(record.clock.today())) == (TODAY, False)
    come_back(record, placed.farrant)
    assert next(one for one in staff.staff(record) if one.id == placed.farrant).left_on is None


def test_a_role_that_would_begin_after_the_last_day_is_taken_back(school, noor):
    record = school.record
    staff.give_role(record, noor, "HOY", 9, from_on=date(2027, 1, 4))
    leave(record, noor, date(2026, 12, 18))
    assert line(record, "HOY/9").holders == ()


def test_access_to_the_desk_ends_with_the_person_but_never_the_last_administrator(school, noor):
    record = school.record
    unlock.give_access(record, noor, "Aisha Noor", "dsl", "four unrelated herons")
    assert leaving(record, noor, TODAY).opens_desk
    leave(record, noor, TODAY, end_access=True)
    assert [one.name for one in unlock.people(record)] == ["Ama Mensah"]
    with pytest.raises(Problem) as refused:
        leave(record, record.actor.id, TODAY, end_access=True)
    assert refused.value.code == "leaving.self"


def test_who_may_not_change_staff_changes_nothing(school, noor):
    record = school.record
    record.actor = Actor(record.actor.id, record.actor.name, "attendance")
    for deed in (
        lambda: hand_over(record, noor, RoleAsked(role="HOY", year=10)),
        lambda: leave(record, noor, TODAY),
        lambda: leaving(record, noor, TODAY),
    ):
        with pytest.raises(Problem) as refused:
            deed()
        assert refused.value.code == "permission.refused"
    assert line(record, "HOY/10").owner == "Ms L Farrant"
