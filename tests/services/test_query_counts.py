"""The questions that are measured with ten years in the record: how many statements each takes, whatever it finds."""

from __future__ import annotations

from datetime import date

import pytest
from counting import counted

from apdesk.services import pupils
from apdesk.services.duties import Completion, complete_duty
from apdesk.services.duty_lists import due_list
from apdesk.services.pupil_list import ENDED, ON_ROLL, pupil_list
from apdesk.services.pupils import PupilForm
from apdesk.services.register_weeks import register_week
from apdesk.services.search import Finder
from apdesk.services.start_placement import start_placement
from apdesk.store.pupils import Pupil

MONDAY = date(2026, 11, 16)


@pytest.fixture
def busy(school, clock):
    """One placement that runs, and a crowd of pupils on roll and gone."""
    start_placement(school.record, school.direction())
    with school.record.work("Took in a pupil list") as work:
        for number in range(60):
            work.create(Pupil, surname=f"Oko{number}", forename="Ada", year=9, on_roll=number % 2 == 0)
    clock.go_to(MONDAY)
    return school


@pytest.mark.parametrize(
    ("most", "question"),
    [
        (7, lambda record: pupil_list(record)),
        (7, lambda record: pupil_list(record, present=True)),
        (5, lambda record: due_list(record, days=7)),
        (11, lambda record: register_week(record, MONDAY)),
        (20, lambda record: Finder(record).find("oko")),
    ],
    ids=["pupils", "those on roll", "Today", "register", "find"],
)
def test_a_measured_list_takes_a_handful_of_statements(busy, most, question):
    with counted(busy.record) as asked:
        assert question(busy.record)
    assert len(asked) <= most
    assert sum("FROM pupil u" in sql or 'FROM "pupil"' in sql for sql in asked) <= 1


def test_finding_again_asks_the_record_nothing(busy):
    finder = Finder(busy.record)
    with counted(busy.record) as asked:
        assert len(finder.find("oko")) == 8, "four pupils and four of their duties"
        assert finder.find("nobody of that name") == ()
    assert asked == []


def test_saving_a_visit_takes_as_many_statements_however_many_pupils_there_are(busy):
    rows = [row for row in due_list(busy.record, days=90) if row.day and row.day <= MONDAY]

    def saved(number):
        with counted(busy.record) as asked:
            complete_duty(busy.record, rows[number].id, Completion(on=MONDAY, note="Seen"))
        return len(asked)

    few = saved(0)
    for number in range(40):
        pupils.add_pupil(busy.record, PupilForm(surname=f"Added{number}", forename="Pupil", year=7))
    assert abs(saved(1) - few) <= 12, "apart from the duties that the visit itself settles"
    assert few < 80


def test_those_on_roll_are_listed_without_anybody_who_has_left(busy, clock):
    everybody = {row.id for row in pupil_list(busy.record, leavers=True)}
    listed = pupil_list(busy.record, present=True)
    assert all(ON_ROLL in row.tabs for row in listed)
    assert len(listed) == 32
    assert len(everybody) == 62
    clock.go_to(date(2027, 7, 16))
    pupils.mark_left(busy.record, busy.pupil, date(2027, 7, 16))
    ended = {row.id for row in pupil_list(busy.record) if ENDED in row.tabs}
    assert busy.pupil in ended
    assert busy.pupil not in {row.id for row in pupil_list(busy.record, present=True)}
