"""Who changed what about a pupil, before and after, when and why, and nothing that is not for the reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from counting import counted

from apdesk.domain.permissions import AP_LEAD
from apdesk.services import contacts, duties, duty_lists, notes, pupils, registers
from apdesk.services.contacts import ContactForm
from apdesk.services.duties import Completion
from apdesk.services.goals import Judged, judge
from apdesk.services.notes import NoteForm
from apdesk.services.placement_changes import NewEvent, carry_out, extend, record_event, take_back_event
from apdesk.services.pupil_history import pupil_history
from apdesk.services.pupil_page import pupil_page
from apdesk.services.registers import Mark
from apdesk.services.start_placement import start_placement
from apdesk.store.placements import Objective, PlacementEvent
from apdesk.store.registers import PROVISION
from apdesk.store.work import Actor

TODAY = date(2026, 11, 20)


@pytest.fixture
def placed(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def newest(school):
    return pupil_history(school.record, school.pupil)[0]


def edit(school, **values):
    form = pupils.pupil_form(school.record, school.pupil)
    pupils.edit_pupil(school.record, school.pupil, replace(form, **values))


def test_a_change_of_the_pupil_says_before_and_after(school, placed):
    edit(school, form="10K", looked_after=True, born=date(2012, 3, 14))
    line = newest(school)
    assert (line.who, line.what) == ("Ama Mensah", "Changed a pupil’s details")
    assert set(line.details) == {
        "Form: 10F → 10K", "Looked after: nothing → yes", "Date of birth: nothing → Wed 14 Mar 2012",
    }


def test_a_change_of_the_placement_says_why(school, placed):
    carry_out(school.record, placed, extend(
        school.record, placed, date(2027, 2, 12), date(2026, 11, 20), "Agreed at the review"
    ))
    line = newest(school)
    assert (line.what, line.why) == ("Extended a placement", "Agreed at the review")
    assert "Last day: Tue 2 Feb 2027 → Fri 12 Feb 2027" in line.details
    assert any(detail.endswith(("duty added", "duties added")) for detail in line.details)


def test_contacts_stay_in_the_history_when_they_are_removed(school, placed):
    added = contacts.add_contact(school.record, school.pupil, ContactForm(title="Mrs", forename="Flora",
                                                                          surname="Okonjo"))
    contacts.edit_contact(school.record, school.pupil, added.id, ContactForm(
        title="Mrs", forename="Flora", surname="Okonjo", letters_to=True, address="1 Far Road",
    ))
    contacts.remove_contact(school.record, school.pupil, added.id)
    removed, changed, created = pupil_history(school.record, school.pupil)[:3]
    assert removed.details == ("Mrs F Okonjo removed",)
    assert set(changed.details) == {
        "Mrs F Okonjo: letters go here: no → yes", "Mrs F Okonjo: address: nothing → 1 Far Road",
    }
    assert created.details == ("Mrs F Okonjo added",)


def test_duties_events_and_marks_are_told_in_words(school, placed):
    visit = next(one for one in duty_lists.duties_of(school.record, placement=placed) if one.kind == "visit")
    duties.complete_duty(school.record, visit.id, Completion(on=date(2026, 11, 17), evidence=visit.evidence))
    assert f"{visit.title}: done on Tue 17 Nov 2026" in newest(school).details
    duties.reopen_duty(school.record, visit.id, "It was another pupil")
    assert f"{visit.title}: open again" in newest(school).details
    record_event(school.record, placed, NewEvent("review", date(2026, 11, 19)))
    assert any(line.startswith(("Review meeting on Thu 19 Nov 2026", "Review on Thu 19 Nov 2026"))
               for line in newest(school).details)
    event = PlacementEvent.get(PlacementEvent.name == "review")
    take_back_event(school.record, event.id, "Not held")
    assert any(line.endswith("taken back") for line in newest(school).details)
    registers.mark(school.record, [Mark(placed, date(2026, 11, 11), "AM", "/", ledger=PROVISION)])
    assert newest(school).details == ("1 mark added",)
    registers.mark(school.record, [Mark(placed, date(2026, 11, 11), "AM", "I", ledger=PROVISION, reason="Corrected")])
    assert newest(school).details == ("Mark: / → I",)


def test_a_judgement_names_its_objective_by_its_number(school, placed):
    objectives = Objective.select().where(Objective.placement == placed).order_by(Objective.position)
    judge(school.record, placed, [Judged(list(objectives)[-1].id, "Partly", "Register")])
    assert newest(school).details == (f"Objective {len(objectives)}: Partly",)


def test_looking_is_in_the_history_and_is_told_from_changing(school, placed):
    pupil_page(school.record, school.pupil)
    line = newest(school)
    assert (line.what, line.viewed, line.details) == ("Opened a pupil’s page", True, ())


def test_confidential_flags_and_hidden_addresses_are_not_told(school, placed):
    record, actor = school.record, school.record.actor
    record.actor = Actor(actor.id, "Lead", AP_LEAD)
    edit(school, social_worker=True, address="12 Secret Street", confidential_address=True)
    assert "Social worker: nothing → yes" in newest(school).details
    record.actor = actor
    told = " ".join(detail for line in pupil_history(record, school.pupil) for detail in line.details)
    assert "ocial worker" not in told
    assert "Secret Street" not in told
    assert "Address: address hidden" in told


def test_it_takes_as_many_questions_for_much_history_as_for_little(school, placed):
    with counted(school.record) as few:
        pupil_history(school.record, school.pupil)
        pupil_page(school.record, school.pupil, log=False)
    for number in range(12):
        notes.add_note(school.record, school.pupil, NoteForm(on=TODAY, text=f"Note {number}"))
        contacts.add_contact(school.record, school.pupil, ContactForm(surname=f"Okonjo {number}"))
    with counted(school.record) as many:
        pupil_history(school.record, school.pupil)
        pupil_page(school.record, school.pupil, log=False)
    assert len(many) == len(few)
    assert len(few) < 80
