"""What a roll says about one pupil, and what the desk knows of the pupils it already has."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from apdesk.domain.pupil import Names


@dataclass(frozen=True, kw_only=True)
class RollContact:
    """A parent, carer or other contact; None means that the roll does not say."""

    title: str | None = None
    forename: str | None = None
    surname: str | None = None
    relationship: str | None = None
    parental_responsibility: bool | None = None
    lives_with: bool | None = None
    priority: int | None = None
    phone: str | None = None
    other_phone: str | None = None
    email: str | None = None
    address: str | None = None
    id: str | None = field(default=None, compare=False)     # the desk's own, where it already holds the contact

    @property
    def name(self) -> str:
        """"Mrs F Okonjo", of the parts that are known."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


CONTACT_FIELDS: tuple[str, ...] = tuple(one.name for one in fields(RollContact) if one.name != "id")


@dataclass(frozen=True, kw_only=True)
class RollFacts:
    """The facts of a pupil that a roll may carry; None means not known, absent from the file, or blank."""

    upn: str | None = None
    former_upn: str | None = None
    uln: str | None = None
    admission_number: str | None = None
    mis_id: str | None = None
    surname: str | None = None              # legal
    forename: str | None = None             # legal
    middle_names: str | None = None
    preferred_surname: str | None = None
    preferred_forename: str | None = None
    born: date | None = None
    sex: str | None = None                  # F, M or U
    year: int | None = None                 # national curriculum year, 0 to 14
    form: str | None = None
    tutor: str | None = None
    sen: str | None = None                  # N none, K SEN support, E education, health and care plan
    sen_need: str | None = None
    medical: str | None = None
    pupil_premium: bool | None = None
    fsm: bool | None = None
    fsm_ever: bool | None = None            # free school meals at any time in six years
    eal: bool | None = None
    looked_after: bool | None = None
    social_worker: bool | None = None
    child_protection: bool | None = None
    young_carer: bool | None = None
    service_child: bool | None = None
    ethnicity: str | None = None
    first_language: str | None = None
    enrolment_status: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    email: str | None = None
    contacts: tuple[RollContact, ...] = ()

    @property
    def names(self) -> Names:
        """The names for lists and sentences."""
        return Names(
            self.surname or "", self.forename or "", self.preferred_surname or "", self.preferred_forename or "",
        )


FACT_FIELDS: tuple[str, ...] = tuple(one.name for one in fields(RollFacts))

LABELS: dict[str, str] = {
    "upn": "UPN", "former_upn": "Former UPN", "uln": "ULN", "admission_number": "Admission number",
    "mis_id": "Number in the school’s system", "surname": "Surname", "forename": "First name",
    "middle_names": "Middle names", "preferred_surname": "Preferred surname",
    "preferred_forename": "Preferred first name", "born": "Date of birth", "sex": "Sex", "year": "Year group",
    "form": "Form", "tutor": "Tutor", "sen": "SEN", "sen_need": "SEN need", "medical": "Medical needs",
    "pupil_premium": "Pupil Premium", "fsm": "Free school meals", "fsm_ever": "Free school meals in six years",
    "eal": "English as an additional language", "looked_after": "Looked after", "social_worker": "Social worker",
    "child_protection": "Child protection plan", "young_carer": "Young carer", "service_child": "Service child",
    "ethnicity": "Ethnicity", "first_language": "First language", "enrolment_status": "Enrolment status",
    "joined_on": "Joined", "left_on": "Leaving date", "address": "Address", "postcode": "Postcode",
    "phone": "Phone", "email": "E-mail", "contacts": "Contacts", "on_roll": "On roll",
    "title": "title", "relationship": "relationship", "parental_responsibility": "parental responsibility",
    "lives_with": "lives with the pupil", "priority": "order", "other_phone": "other phone",
}


@dataclass(frozen=True)
class CellProblem:
    """A cell that the office can put right on the spot."""

    line: int
    heading: str
    field: str
    written: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RollRow(RollFacts):
    """One pupil of a roll file, cleaned.

    `line` is the row as a spreadsheet shows it; `lines` are all rows that were joined into this pupil.
    `remarks` are worth knowing; a row with `problems` cannot be taken in as it stands.
    """

    line: int
    lines: tuple[int, ...] = ()
    upn_as_written: str | None = None
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    fixable: tuple[CellProblem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RollPupil(RollFacts):
    """A pupil whom the desk already has, on roll or not."""

    id: str
    on_roll: bool = True
    placed: bool = False            # has a live or planned placement: never marked as left by a file alone
    hosted: bool = False            # belongs to another school: our roll says nothing of them
    earlier_upns: tuple[str, ...] = ()
