"""Chased, waiting for somebody, put off together, partly done: what people do before a duty is done."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy

import pytest
from counting import counted

from apdesk.domain.permissions import ATTENDANCE, HEAD_OF_YEAR, READ_ONLY
from apdesk.problems import Problem
from apdesk.services import chasing, duties, duty_following, duty_lists, staff
from apdesk.services.duties import Completion
from apdesk.services.staff import StaffForm
from apdesk.services.start_placement import start_placement
from apdesk.services.undo import undo
from apdesk.store.journal import JournalEntry
from apdesk.store.work import Actor

TODAY = date(2026, 11, 10)


@pytest.fixture
def placement(school, clock):
    """An off-site direction from 11 November, made on the 4th; today is Tuesday 10 November."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


@pytest.fixture
def the(school, placement):
    def find(rule):
        return next(row for row in duty_lists.duties_of(school.record, placement=placement) if row.rule == rule)

    return find


def test_a_duty_that_waits_for_somebody_stands_among_what_waits(school, the):
    contact = the("weekly.contact")
    assert contact.state == "soon"
    duty_following.wait_for(school.record, [contact.id], " Fairholt: a time ")
    row = the("weekly.contact")
    assert (row.state, row.waiting_for, row.waiting_since) == ("waiting", "Fairholt: a time", TODAY)
    duty_following.stop_waiting(school.record, [contact.id])
    assert the("weekly.contact").state == "soon"


def test_waiting_excuses_nothing_once_the_last_day_has_come(school, the, clock):
    contact = the("weekly.contact")
    duty_following.wait_for(school.record, [contact.id], "Fairholt")
    clock.go_to(contact.last_day)
    assert the("weekly.contact").state == "today"
    clock.go_to(date(2026, 11, 16))
    late = the("weekly.contact")
    assert (late.state, late.waiting_for) == ("overdue", "Fairholt")


def test_what_is_done_waits_for_nobody(school, the):
    contact = the("weekly.contact")
    duty_following.wait_for(school.record, [contact.id], "Fairholt")
    duties.complete_duty(school.record, contact.id, Completion(on=TODAY))
    assert the("weekly.contact").waiting_for == ""
    undo(school.record)
    assert the("weekly.contact").waiting_for == "Fairholt"


def test_waiting_needs_to_be_told_for_whom(school, the):
    with pytest.raises(Problem) as refused:
        duty_following.wait_for(school.record, [the("weekly.contact").id], " ")
    assert refused.value.code == "duty.whom"


def test_several_are_put_off_together_or_none_of_them(school, the):
    contact, invitation = the("weekly.contact"), the("review.invitation")
    entries = JournalEntry.select().count()
    with pytest.raises(Problem) as refused:
        duties.put_off_all(school.record, [contact.id, invitation.id], date(2026, 12, 14), "Busy")
    assert refused.value.code == "duty.hard"
    assert JournalEntry.select().count() == entries
    duties.put_off_all(school.record, [contact.id, invitation.id], date(2026, 12, 8), "Busy")
    assert {duty_lists.duty(school.record, one.id).day for one in (contact, invitation)} == {date(2026, 12, 8)}
    assert JournalEntry.select().count() == entries + 1


def test_past_the_last_day_only_where_somebody_says_so_and_it_stays_overdue(school, the):
    notice = the("osd.notice")
    assert notice.state == "overdue"
    with pytest.raises(Problem, match="Monday 9 November"):
        duties.put_off_all(school.record, [notice.id], date(2026, 11, 12), "The head is away")
    duties.put_off_all(school.record, [notice.id], date(2026, 11, 12), "The head is away", past_last_day=True)
    row = the("osd.notice")
    assert (row.state, row.day, row.lateness_school_days) == ("overdue", date(2026, 11, 12), 1)


def test_half_of_a_contact_is_kept_until_the_other_half_is_there(school, the):
    contact = the("weekly.contact")
    duties.note_evidence(school.record, contact.id, "spoken to the provider", True)
    row = the("weekly.contact")
    assert (row.state, row.evidence_given) == ("soon", ("spoken to the provider",))
    duties.note_evidence(school.record, contact.id, "spoken to the provider", False)
    assert the("weekly.contact").evidence_given == ()


def test_one_message_an_owner_in_initials_and_the_chase_is_on_the_row(school, placement, the, tmp_path):
    record = school.record
    staff.edit_staff(record, school.farrant, StaffForm(surname="Farrant", forename="Lena", title="Ms",
                                                       email="l.farrant@larkmoor.example"))  # fmt: skip
    rows = duty_lists.duties_of(record, placement=placement)
    ids = [the("weekly.contact").id, the("visit.month").id, the("osd.notice").id]
    found = chasing.chase_messages(record, ids)
    assert [(one.owner, len(one.duties)) for one in found.messages] == [("Ms L Farrant", 2)]
    assert found.nobody == 1
    message = found.messages[0]
    assert message.file_name == "chase-lf-2026-11-10.eml"
    chasing.save_chase(record, message, tmp_path / message.file_name)

    read = message_from_bytes((tmp_path / message.file_name).read_bytes(), policy=policy.default)
    body = read.get_content()
    assert (read["X-Unsent"], read["To"], read["From"]) == ("1", "l.farrant@larkmoor.example", None)
    assert read["Subject"] == "Alternative provision: 2 duties wait for you"
    clauses = "Section 6; Section 5 Managed move; Section 3 HOY"
    assert f"- Fri 13 Nov: Weekly contact with provider and pupil, C O, LHS-0001 ({clauses})" in body
    for secret in ("Okonjo", "Chidera", "Fairholt"):
        assert secret not in body
    chased = {row.rule: row.chased_on for row in duty_lists.duties_of(record, placement=placement) if row.chased_on}
    assert chased == {"weekly.contact": TODAY, "visit.month": TODAY}
    assert JournalEntry.select().order_by(JournalEntry.number.desc()).first().operation == "Chased the owner of duties"
    assert rows


def test_a_draft_that_cannot_be_written_is_not_logged_as_sent(school, the, tmp_path):
    record = school.record
    (message,) = chasing.chase_messages(record, [the("weekly.contact").id]).messages
    with pytest.raises(Problem) as refused:
        chasing.save_chase(record, message, tmp_path / "gone" / "chase.eml")
    assert refused.value.code == "document.no-folder"
    assert the("weekly.contact").chased_on is None


def test_two_owners_of_the_same_initials_get_two_files(school, placement, the, tmp_path):
    record = school.record
    flynn = staff.add_staff(record, StaffForm(surname="Flynn", forename="Leo", title="Mr")).id
    duties.give_to(record, [the("visit.month").id], flynn)
    found = chasing.chase_messages(record, [the("weekly.contact").id, the("visit.month").id])
    names = [one.file_name for one in found.messages]
    assert names == ["chase-lf-2026-11-10.eml", "chase-lf-2026-11-10-2.eml"]
    chasing.save_chases(record, found.messages, tmp_path)
    assert {file.name for file in tmp_path.glob("*.eml")} == set(names)


def test_nothing_is_chased_where_nobody_owes_it(school, the, tmp_path):
    found = chasing.chase_messages(school.record, [the("osd.notice").id])
    with pytest.raises(Problem) as refused:
        chasing.save_chases(school.record, found.messages, tmp_path)
    assert refused.value.code == "chase.none"


def test_who_may_not_complete_duties_may_not_chase_wait_or_tick(school, the):
    record, contact = school.record, the("weekly.contact").id
    record.actor = Actor(record.actor.id, "Reader", READ_ONLY)
    for deed in (
        lambda: duty_following.wait_for(record, [contact], "x"), lambda: chasing.chase_messages(record, [contact]),
        lambda: duties.note_evidence(record, contact, "x", True),
        lambda: duties.put_off_all(record, [contact], date(2026, 11, 12), "x"),
    ):
        with pytest.raises(Problem) as refused:
            deed()
        assert refused.value.code == "permission.refused"


def test_a_head_of_year_sees_the_own_years_and_attendance_the_registers(school, placement, clock):
    record = school.record
    everything = {row.rule for row in duty_lists.due_list(record, waiting=True)}
    record.actor = Actor(school.farrant, "Ms L Farrant", HEAD_OF_YEAR)
    assert {row.rule for row in duty_lists.due_list(record, waiting=True) if row.pupil} <= everything
    record.actor = Actor("somebody else", "Mr G Ellery", HEAD_OF_YEAR)
    assert duty_lists.due_list(record, waiting=True) == ()
    record.actor = Actor("somebody else", "Mrs P Sandhu", ATTENDANCE)
    assert {row.kind for row in duty_lists.due_list(record, waiting=True)} == {"register"}


def test_a_list_of_duties_asks_the_same_number_of_questions_however_long(school, placement):
    record = school.record
    duty_lists.due_list(record)
    with counted(record) as few:
        assert len(duty_lists.due_list(record, days=0)) < 20
    with counted(record) as many:
        assert len(duty_lists.due_list(record, waiting=True)) > 40
    assert len(many) == len(few)
