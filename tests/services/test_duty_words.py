"""What a duty is called, and what is kept from whom."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.permissions import AP_LEAD, HEAD_OF_YEAR
from apdesk.exports.ics.feed import calendar_file
from apdesk.problems import Problem
from apdesk.services import duty_lists, staff
from apdesk.services.calendar_files import calendar_feed
from apdesk.services.duty_words import KEPT_BACK
from apdesk.services.inspection_list import inspection_list
from apdesk.services.pupil_list import pupil_list
from apdesk.services.pupil_page import pupil_page
from apdesk.services.pupils import PupilForm, edit_pupil, pupil_form
from apdesk.services.start_placement import start_placement
from apdesk.services.tracker import tracker
from apdesk.store.work import Actor


@pytest.fixture
def placement(school, clock):
    """An off-site direction of a pupil with a social worker."""
    record, actor = school.record, school.record.actor
    record.actor = Actor(actor.id, actor.name, AP_LEAD)
    form = pupil_form(record, school.pupil)
    edit_pupil(record, school.pupil, PupilForm(**{**form.__dict__, "social_worker": True}))
    record.actor = actor
    clock.go_to(date(2026, 11, 4))
    started = start_placement(record, school.direction())
    clock.go_to(date(2026, 11, 10))
    return started.placement


def titles(rows):
    return {row.rule: row.title for row in rows}


def test_a_row_has_words_for_narrow_and_wide_columns(school, placement):
    rows = {row.rule: row for row in duty_lists.duties_of(school.record, placement=placement)}
    visit = rows["visit.month"]
    assert (visit.short, visit.title) == ("Monthly visit", "Visit the pupil")
    assert (visit.role_short, visit.clause, visit.clause_wide) == ("HOY 10", "App. A row 3", "App. A row 3 – Visits")
    assert rows["register.week-osd"].role_short == "Attendance"


def test_an_administrator_is_not_told_of_a_social_worker_by_a_duty(school, placement):
    rows = [row for row in duty_lists.duties_of(school.record, placement=placement) if row.confidential]
    assert {row.title for row in rows if row.rule.startswith("social-worker")} == {KEPT_BACK}
    shown = " ".join(f"{row.title} {row.short} {row.policy} {row.why} {row.evidence}" for row in rows)
    assert "social worker" not in shown.casefold()


def test_the_ap_lead_and_that_head_of_year_read_the_words(school, placement):
    record = school.record
    for actor in (
        Actor(record.actor.id, "Lead", AP_LEAD), Actor(school.farrant, "Ms L Farrant", HEAD_OF_YEAR),
    ):
        record.actor = actor
        rows = duty_lists.duties_of(record, placement=placement)
        assert titles(rows)["social-worker.each-review"] == "Consult the social worker for the review"
    other = staff.staff(record)
    record.actor = Actor(next(one.id for one in other if one.id != school.farrant), "Other", HEAD_OF_YEAR)
    rows = duty_lists.duties_of(record, placement=placement)
    assert titles(rows)["social-worker.each-review"] == KEPT_BACK


def test_no_social_worker_leaves_in_a_calendar_file_whoever_makes_it(school, placement):
    school.record.actor = Actor(school.record.actor.id, "Lead", AP_LEAD)
    data = calendar_file(calendar_feed(school.record)).decode().replace("\r\n ", "")
    assert KEPT_BACK in data
    assert "social worker" not in data.casefold()


def leave_open_only(record, prefix):
    """Everything but the duties of these rules is done, so that they are what a list shows."""
    from apdesk.store.duties import Duty

    with record.work("Completed the rest") as work:
        for row in Duty.select().where(Duty.state == "open"):
            if not row.rule.startswith(prefix):
                work.update(row, state="done", done_on=date(2026, 11, 9))


def test_the_pupil_list_keeps_it_back_today_and_as_at_an_earlier_day(school, placement, clock):
    leave_open_only(school.record, "social-worker")
    clock.go_to(date(2026, 11, 20))
    for day in (None, date(2026, 11, 17)):
        row = next(row for row in pupil_list(school.record, day) if row.id == school.pupil)
        assert (row.next_due.title, row.next_due.short) == (KEPT_BACK, KEPT_BACK)
        school.record.actor, before = Actor(school.record.actor.id, "Lead", AP_LEAD), school.record.actor
        row = next(row for row in pupil_list(school.record, day) if row.id == school.pupil)
        assert "social worker" in row.next_due.title
        assert "SW" in [flag.letters for flag in row.flags]
        school.record.actor = before


def test_no_list_that_leaves_tells_of_a_social_worker_whoever_makes_it(school, placement, clock):
    leave_open_only(school.record, "social-worker")
    clock.go_to(date(2026, 11, 20))
    school.record.actor = Actor(school.record.actor.id, "Lead", AP_LEAD)
    for document in (tracker(school.record), *inspection_list(school.record)):
        said = " ".join(str(cell) for row in document.rows for cell in row.cells).casefold()
        assert "social worker" not in said
    assert KEPT_BACK in tracker(school.record).rows[0].cells[-1]


def test_a_head_of_year_has_the_own_year_groups_and_nobody_elses(school, placement):
    school.record.actor = Actor(school.farrant, "Ms L Farrant", HEAD_OF_YEAR)
    assert [row.list_name for row in pupil_list(school.record)] == ["Okonjo, Chidera"]
    assert len(tracker(school.record).rows) == 1
    assert pupil_page(school.record, school.pupil).header.name == "Chidera Okonjo"
    with pytest.raises(Problem) as refused:
        pupil_page(school.record, school.other_pupil)
    assert refused.value.code == "permission.year"
