"""The provider says that a pupil did not arrive: noted, on the registers, a duty, until somebody says where."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from counting import counted

from apdesk.domain.permissions import DSL, READ_ONLY
from apdesk.problems import Problem
from apdesk.services import absences, duty_lists
from apdesk.services.absences import AbsenceForm, Accounted
from apdesk.services.contacts import ContactForm, add_contact
from apdesk.services.expected_today import expected_today, whom_to_ring
from apdesk.services.start_placement import start_placement
from apdesk.services.undo import undo
from apdesk.store.journal import JournalEntry
from apdesk.store.placements import PlacementEvent
from apdesk.store.registers import marks_of
from apdesk.store.work import Actor

TODAY = date(2026, 11, 12)


@pytest.fixture
def placement(school, clock):
    """A directed pupil at Fairholt, registered there; today is Thursday 12 November, 09:50."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.moment = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
    return started.placement


@pytest.fixture
def visiting(school, clock):
    """The other pupil at Kestrel Bridge, which is no school: our register carries B."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(
        school.record,
        school.direction(pupil=school.other_pupil, pathway="ap-part-week", provider=school.kestrel, directed=False,
                         readings={}, end=date(2026, 12, 18), sessions="PPPPPPPPPP"),
        proposed=True,
    )
    from apdesk.services import placement_changes as changes

    changed = changes.agree(school.record, started.placement, date(2026, 11, 4))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "refuse_blocked", lambda plan: None)
        changes.carry_out(school.record, started.placement, changed)
    clock.moment = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
    return started.placement


def form(placement, **changes):
    told = {"session": "AM", "told_at": "09:40", "told_by": "Mr R Tansley"}
    return AbsenceForm(placement=placement, **{**told, **changes})


def finding_out(record, placement):
    return [row for row in duty_lists.duties_of(record, placement=placement) if row.rule == "absent.same-day"]


def marks(placement):
    return {(mark.session, mark.ledger): mark.code for mark in marks_of(placement) if mark.day == TODAY}


def test_a_report_stands_on_today_with_its_duty_and_the_providers_mark(school, placement):
    added = absences.report_absence(school.record, form(placement, home_rung=True, home_said="No answer"))
    (row,) = absences.open_absences(school.record)
    assert (row.name, row.form, row.provider_name) == ("Chidera Okonjo", "10F", "Fairholt")
    assert (row.told_at, row.told_by, row.home_said, row.accounted_on) == ("09:40", "Mr R Tansley", "No answer", None)
    (duty,) = finding_out(school.record, placement)
    assert (duty.state, duty.day, duty.role_short) == ("today", TODAY, "Attendance")
    assert marks(placement) == {("AM", "provision"): "N"}, "our D stays: he is registered there"
    assert {"absences", "duties", "registers"} <= added.changes.areas
    event = PlacementEvent.get(PlacementEvent.name == "not-arrived")
    assert (event.on, event.at, event.who) == (TODAY, "09:40", "Mr R Tansley")


def test_where_our_mark_says_that_the_pupil_was_there_it_changes_too(school, visiting):
    absences.report_absence(school.record, form(visiting))
    assert marks(visiting) == {("AM", "provision"): "N", ("AM", "home"): "N"}


def test_accounting_for_the_pupil_completes_the_duty_with_what_was_found(school, placement):
    record = school.record
    absence = absences.report_absence(record, form(placement, home_rung=True, home_said="Mother")).id
    absences.account_for(record, absence, Accounted(at="10:15", how="At home, ill: mother", code="I"))
    (row,) = absences.open_absences(record)
    assert (row.accounted_on, row.accounted_at, row.code) == (TODAY, "10:15", "I")
    (duty,) = finding_out(record, placement)
    assert duty.state == "done"
    assert duty.evidence_given == ("home rung", "whereabouts known", "both ledgers marked")
    assert marks(placement) == {("AM", "provision"): "I"}


def test_one_day_two_sessions_is_one_duty_that_waits_for_both(school, placement):
    record = school.record
    morning = absences.report_absence(record, form(placement)).id
    afternoon = absences.report_absence(record, form(placement, session="PM", told_at="13:10")).id
    assert len(finding_out(record, placement)) == 1
    absences.account_for(record, morning, Accounted(at="13:20", how="At home"))
    assert finding_out(record, placement)[0].state == "today"
    absences.account_for(record, afternoon, Accounted(at="13:20", how="At home"))
    assert finding_out(record, placement)[0].state == "done"


def test_undo_takes_all_of_it_back(school, placement):
    record = school.record
    absences.report_absence(record, form(placement))
    undo(record)
    assert absences.open_absences(record) == ()
    assert finding_out(record, placement) == []
    assert marks(placement) == {}


def test_a_wrong_report_is_taken_back_with_its_event_its_duty_and_its_marks(school, placement):
    record = school.record
    absence = absences.report_absence(record, form(placement)).id
    with pytest.raises(Problem) as refused:
        absences.take_back_absence(record, absence, " ")
    assert refused.value.code == "absence.why"
    absences.take_back_absence(record, absence, "It was another pupil")
    assert absences.open_absences(record) == ()
    assert [row.state for row in finding_out(record, placement)] == []
    assert marks(placement) == {}
    assert JournalEntry.select().order_by(JournalEntry.number.desc()).first().reason == "It was another pupil"


def test_a_mark_that_was_made_since_stays_when_the_report_goes(school, placement):
    from apdesk.services.registers import Mark, mark

    record = school.record
    absence = absences.report_absence(record, form(placement)).id
    mark(record, [Mark(placement, TODAY, "AM", "L", "provision", told_by="Mr R Tansley")])
    absences.take_back_absence(record, absence, "He came late")
    assert marks(placement) == {("AM", "provision"): "L"}


def test_a_report_can_be_corrected_and_the_history_keeps_what_it_said(school, placement):
    record = school.record
    absence = absences.report_absence(record, form(placement)).id
    absences.correct_absence(record, absence, form(placement, session="PM", told_at="13:05", code="I"), "Wrong half")
    (row,) = absences.open_absences(record)
    assert (row.session, row.told_at, row.code) == ("PM", "13:05", "I")
    assert marks(placement) == {("PM", "provision"): "I"}


def test_not_accounted_for_after_all_opens_report_and_duty_again(school, placement):
    record = school.record
    absence = absences.report_absence(record, form(placement)).id
    absences.account_for(record, absence, Accounted(at="10:15", how="At home: brother"))
    absences.lose_again(record, absence, "Mother says he left at eight")
    (row,) = absences.open_absences(record)
    assert (row.accounted_on, row.accounted_how) == (None, "")
    assert [duty.state for duty in finding_out(record, placement)] == ["today"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"told_by": " "}, "absence.told"), ({"told_at": "9.40"}, "absence.told"),
        ({"session": "noon"}, "absence.session"),
        ({"code": "/"}, "absence.code"), ({"code": "B"}, "absence.code"), ({"code": "??"}, "absence.code"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(school, placement, change, code):
    entries = JournalEntry.select().count()
    with pytest.raises(Problem) as refused:
        absences.report_absence(school.record, form(placement, **change))
    assert refused.value.code == code
    assert JournalEntry.select().count() == entries


def test_the_same_session_is_not_reported_twice(school, placement):
    absences.report_absence(school.record, form(placement))
    with pytest.raises(Problem) as refused:
        absences.report_absence(school.record, form(placement))
    assert refused.value.code == "absence.reported"


def test_nobody_is_missed_from_a_placement_that_does_not_run(school, placement, clock):
    clock.go_to(date(2026, 11, 9))
    with pytest.raises(Problem) as refused:
        absences.report_absence(school.record, form(placement))
    assert refused.value.code == "absence.placement"


def test_who_may_not_mark_registers_still_raises_the_alarm(school, placement):
    record = school.record
    record.actor = Actor(record.actor.id, "Ms R Idowu", DSL)
    absences.report_absence(record, form(placement))
    assert len(absences.open_absences(record)) == 1
    assert marks(placement) == {}
    record.actor = Actor(record.actor.id, "Reader", READ_ONLY)
    with pytest.raises(Problem) as refused:
        absences.report_absence(record, form(placement, session="PM"))
    assert refused.value.code == "permission.refused"


def test_yesterdays_pupil_stays_until_accounted_for_and_what_is_settled_goes_the_next_day(school, placement, clock):
    record = school.record
    absence = absences.report_absence(record, form(placement)).id
    clock.go_to(date(2026, 11, 13))
    assert [row.id for row in absences.open_absences(record)] == [absence]
    absences.account_for(record, absence, Accounted(at="08:40", how="At home: father"))
    clock.go_to(date(2026, 11, 16))
    assert absences.open_absences(record) == ()


def test_the_telephone_list_offers_who_is_expected_away_and_whom_to_ring(school, placement):
    record = school.record
    (one,) = expected_today(record)
    assert (one.list_name, one.provider_name, one.sessions) == ("Okonjo, Chidera", "Fairholt", ("AM", "PM"))
    add_contact(record, school.pupil, ContactForm(title="Mrs", forename="Funmi", surname="Okonjo",
                                                  relationship="Mother", phone="07700 900123"))  # fmt: skip
    add_contact(record, school.pupil, ContactForm(surname="Nobody", phone="07700 900456", no_contact=True))
    assert whom_to_ring(record, school.pupil) == (("Mrs F Okonjo, mother", "07700 900123"),)


def test_the_list_of_reports_is_one_question(school, placement):
    absences.report_absence(school.record, form(placement))
    with counted(school.record) as asked:
        absences.open_absences(school.record)
    assert len(asked) == 1
