"""The log: found again by words, person, kind and days; confidential values kept from those who may not know."""

from __future__ import annotations

import pytest

from apdesk.problems import Problem
from apdesk.services import pupils, staff
from apdesk.services.changes import Actor
from apdesk.services.journal_log import Asked, log, log_people, looked_at_log, touched
from apdesk.services.pupils import PupilForm
from apdesk.services.staff import StaffForm


def as_role(record, role):
    record.actor = Actor(record.actor.id, record.actor.name, role)


@pytest.fixture
def busy(record):
    """A desk in which a few things were done."""
    pupil = pupils.add_pupil(record, PupilForm(surname="Okonjo", forename="Chidera", year=10, form="10E")).id
    as_role(record, "ap-lead")
    form = pupils.pupil_form(record, pupil)
    pupils.edit_pupil(record, pupil, PupilForm(**{**form.__dict__, "form": "10F", "social_worker": True}))
    as_role(record, "administrator")
    staff.add_staff(record, StaffForm(surname="Noor"))
    looked_at_log(record)
    return record


def what(found):
    return [row.what for row in found.rows]


def test_the_newest_comes_first_and_older_ones_on_demand(busy):
    found = log(busy, Asked(), limit=2)
    assert what(found) == ["Looked through the log", "Added a member of staff"]
    assert found.more
    everything = log(busy, Asked())
    assert not everything.more
    assert found.found == everything.found == len(everything.rows)
    assert log(busy, Asked("staff"), limit=1).found == len(log(busy, Asked("staff")).rows)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (Asked(kind="looks"), "Looked through the log"),
        (Asked(kind="changes"), "Added a member of staff"),
        (Asked("member added"), "Added a member of staff"),
        (Asked("MENSAH staff"), "Added a member of staff"),
        (Asked(days=0, kind="changes"), "Added a member of staff"),
    ],
)
def test_entries_are_found(busy, asked, first):
    assert what(log(busy, asked))[0] == first


def test_what_was_typed_is_searched_as_it_stands(busy):
    assert log(busy, Asked("100%")).rows == ()
    assert log(busy, Asked("pupil_")).rows == ()


def test_a_day_to_come_finds_nothing_of_before(busy):
    from datetime import date

    busy.clock.go_to(date(2026, 12, 1))
    assert log(busy, Asked(days=7)).rows == ()
    assert log(busy, Asked(days=31)).rows


def test_an_entry_opens_to_what_it_changed(busy):
    number = next(row.number for row in log(busy, Asked("pupil", kind="changes")).rows if "Changed" in row.what)
    as_role(busy, "ap-lead")
    (one,) = touched(busy, number)
    assert one.title == "Pupil Okonjo, Chidera: changed"
    assert "form: 10E → 10F" in one.details
    assert any("social worker: no → yes" in each or "social worker: nothing → yes" in each for each in one.details)
    as_role(busy, "administrator")
    (one,) = touched(busy, number)
    assert not any("social" in each for each in one.details)
    assert "a confidential fact: changed" in one.details


def test_everybody_who_wrote_an_entry_can_be_chosen(busy):
    assert [name for _, name in log_people(busy)] == ["Ama Mensah"]
    with pytest.raises(Problem, match="no entry"):
        touched(busy, 4711)


def test_only_those_who_may_see_the_journal_read_the_log(busy):
    as_role(busy, "attendance")
    with pytest.raises(Problem) as refused:
        log(busy, Asked())
    assert refused.value.code == "permission.refused"
