"""Pupils, contacts, staff and roles: what the office types is kept, checked and found again."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import contacts, leaving, pupils, staff
from apdesk.services.contacts import ContactForm
from apdesk.services.pupils import PupilForm
from apdesk.services.staff import StaffForm


def test_a_pupil_keeps_what_was_typed_and_a_changed_upn_is_remembered(record):
    added = pupils.add_pupil(record, PupilForm(surname=" Okonjo ", forename="Chidera", upn="l999204218003", year=10))
    assert added.changes.areas == {"pupils"}
    form = pupils.pupil_form(record, added.id)
    assert (form.surname, form.upn, form.year) == ("Okonjo", "L999204218003", 10)

    pupils.edit_pupil(record, added.id, PupilForm(surname="Okonjo", forename="Chidera", upn="X1", year=10))

    assert pupils.the_pupil(added.id).earlier_upns == ["L999204218003"]


def test_a_wrong_upn_is_a_remark_and_never_a_refusal(record):
    added = pupils.add_pupil(record, PupilForm(surname="Vance", forename="Jaydon", upn="A999204218003"))
    assert "L" in added.remarks[0]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (PupilForm(surname=" ", forename="Ada"), "pupil.name"),
        (PupilForm(surname="Hosted", forename="Ada", hosted_here=True), "pupil.home-school"),
        (PupilForm(surname="Twin", forename="Other", upn="L999204218003"), "pupil.upn-taken"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(record, form, code):
    pupils.add_pupil(record, PupilForm(surname="Okonjo", forename="Chidera", upn="L999204218003"))
    with pytest.raises(Problem) as refused:
        pupils.add_pupil(record, form)
    assert refused.value.code == code


def test_saving_a_form_without_a_change_writes_nothing(record):
    added = pupils.add_pupil(record, PupilForm(surname="Okonjo", forename="Chidera"))
    again = pupils.edit_pupil(record, added.id, pupils.pupil_form(record, added.id))
    assert again.changes.entry == 0


def test_an_administrator_neither_sees_nor_loses_the_social_worker_flag(record):
    added = pupils.add_pupil(record, PupilForm(surname="Okonjo", forename="Chidera", year=10, social_worker=True))
    form = pupils.pupil_form(record, added.id)
    assert form.social_worker is None
    pupils.edit_pupil(record, added.id, form)
    assert pupils.the_pupil(added.id).social_worker is True


def test_letters_never_go_to_somebody_who_must_not_be_contacted(record):
    pupil = pupils.add_pupil(record, PupilForm(surname="Okonjo", forename="Chidera")).id
    with pytest.raises(Problem, match="must not be contacted"):
        contacts.add_contact(record, pupil, ContactForm(surname="Okonjo", letters_to=True, no_contact=True))
    contacts.add_contact(record, pupil, ContactForm(title="Mrs", forename="Flora", surname="Okonjo", letters_to=True))
    assert [(row.name, row.gets_letters) for row in contacts.contacts(record, pupil)] == [("Mrs F Okonjo", True)]


def test_a_duty_is_owed_by_the_head_of_that_year_or_by_who_covers(record):
    farrant = staff.add_staff(record, StaffForm(surname="Farrant", forename="Lena", title="Ms")).id
    ellery = staff.add_staff(record, StaffForm(surname="Ellery", forename="Guy", title="Mr")).id
    staff.give_role(record, farrant, "HOY", 10)
    staff.give_role(record, ellery, "HOY", 10, covers=True, from_on=date(2026, 11, 9), until_on=date(2026, 11, 13))
    assert staff.owners(record).of("HOY", 10).name == "Mr G Ellery"
    assert staff.owners(record, date(2026, 11, 16)).of("HOY", 10).name == "Ms L Farrant"
    nobody = staff.owners(record).of("HOY", 9)
    assert nobody.staff is None
    assert "Year 9" in nobody.why


def test_a_role_ends_with_the_person_who_leaves(record):
    member = staff.add_staff(record, StaffForm(surname="Farrant", title="Ms")).id
    staff.give_role(record, member, "HOY", 10)
    leaving.leave(record, member, date(2026, 12, 18))
    assert staff.owners(record, date(2027, 1, 5)).of("HOY", 10).staff is None
    assert staff.owners(record, date(2026, 12, 18)).of("HOY", 10).name == "Ms Farrant"
