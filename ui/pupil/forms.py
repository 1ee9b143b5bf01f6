"""The forms of a pupil: details, a contact, a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from apdesk.services.contacts import PARENT, PROFESSIONAL, ContactForm
from apdesk.services.notes import KINDS, NoteForm
from apdesk.services.pupils import PupilForm
from ui.common.dialogs.record_form import AREA, CHOICE, DAY, HEAD, NUMBER, TICK, YES_NO, Part, RecordForm

Save = Callable[[Any], Any]

_SEN = (("", "Not known"), ("N", "No special provision"), ("K", "SEN support"), ("E", "EHC plan"))
_SEX = (("", "Not known"), ("F", "Female"), ("M", "Male"))

_NAMES = (
    Part("forename", "Forename"),
    Part("surname", "Surname", beside=True),
    Part("preferred_forename", "Known as (forename)", if_known=True),
    Part("preferred_surname", "Known as (surname)", if_known=True, beside=True),
    Part("born", "Date of birth", DAY, if_known=True, example="14 mar 2012"),
    Part("sex", "Sex", CHOICE, options=_SEX, beside=True),
    Part("year", "Year group", NUMBER, if_known=True, most=14),
    Part("form", "Form", if_known=True, beside=True),
    Part("tutor", "Tutor", if_known=True),
    Part("pronouns", "Pronouns", if_known=True, beside=True),
    Part("upn", "UPN", if_known=True),
    Part("admission_number", "Admission number", if_known=True, beside=True),
    Part("hosted_here", "Belongs to another school and attends here", TICK),
    Part("home_school", "Home school", if_known=True, beside=True),
)
_NEEDS = (
    Part("", "Needs", HEAD),
    Part("sen", "SEN", CHOICE, options=_SEN),
    Part("sen_need", "Need", if_known=True, beside=True),
    Part("ehcp_review_on", "Next annual review", DAY, if_known=True),
    Part("support", "What helps", AREA, if_known=True),
    Part("medical", "Medical", AREA, if_known=True),
    Part("looked_after", "Looked after", YES_NO),
    Part("care_authority", "By which authority", if_known=True, beside=True),
    Part("pupil_premium", "Pupil premium", YES_NO),
    Part("eal", "English as an additional language", YES_NO, beside=True),
)
_CONFIDENTIAL = (
    Part("social_worker", "Has a social worker", YES_NO),
    Part("child_protection", "Child protection plan", YES_NO, beside=True),
)
_HOME = (
    Part("", "Home", HEAD),
    Part("address", "Address", if_known=True),
    Part("postcode", "Postcode", if_known=True, beside=True),
    Part("confidential_address", "Confidential address: hidden on screen and paper", TICK),
)

CONTACT_PARTS = (
    Part("title", "Title", if_known=True),
    Part("forename", "Forename", if_known=True, beside=True),
    Part("surname", "Surname", if_known=True),
    Part("relationship", "Relationship", if_known=True, beside=True, help="Mother, foster carer, caseworker"),
    Part("kind", "Kind", CHOICE, options=((PARENT, "Parent or carer"), (PROFESSIONAL, "Professional"))),
    Part("organisation", "Organisation", if_known=True, beside=True),
    Part("position", "Ring in this order", NUMBER, most=99),
    Part("parental_responsibility", "Parental responsibility", YES_NO),
    Part("lives_with", "Pupil lives with", YES_NO, beside=True),
    Part("letters_to", "Letters go here", TICK),
    Part("no_contact", "No contact: must not be told or met", TICK, beside=True),
    Part("phone", "Telephone", if_known=True),
    Part("other_phone", "Other telephone", if_known=True, beside=True),
    Part("email", "Email", if_known=True),
    Part("address", "Address", if_known=True, help="Where it differs from the pupil’s"),
    Part("confidential_address", "This address is confidential", TICK),
    Part("note", "Note", AREA, if_known=True),
)


NOTE_PARTS = (
    Part("text", "Note", AREA),
    Part("on", "Day", DAY),
    Part("kind", "Kind", CHOICE, beside=True, options=tuple(KINDS.items())),
    Part("with_whom", "With whom", if_known=True),
    Part("outcome", "What followed", if_known=True, help="Removed from the lesson, suspended for 2 days, praised"),
    Part("by", "To be done by", DAY, if_known=True),
)
ASKED = {"contact": ("with_whom",), "behaviour": ("outcome",), "action": ("with_whom", "by")}
"""What is asked beside the words, by the kind of a note."""


def pupil_form(title: str, shown: PupilForm, save: Save, today: date, *, confidential: bool) -> RecordForm:
    """A pupil's details; the confidential needs only for those who may see them."""
    parts = (*_NAMES, *_NEEDS, *(_CONFIDENTIAL if confidential else ()), *_HOME)
    return RecordForm(title, parts, shown, save=save, today=today, do="Save pupil", width=640)


def contact_form(title: str, shown: ContactForm, save: Save, today: date) -> RecordForm:
    """A parent, carer or professional."""
    return RecordForm(title, CONTACT_PARTS, shown, save=save, today=today, do="Save contact")


class NotePad(RecordForm):
    """A note that stands in the pupil's timeline; what is asked depends on its kind."""

    def __init__(self, name: str, save: Save, today: date) -> None:
        super().__init__(
            f"Note about {name}", NOTE_PARTS, NoteForm(on=today, text=""), save=save, today=today, do="Keep note",
            width=520, body="Nothing about safeguarding: that goes to the DSL.",
        )
        self.control("kind").changed.connect(self._ask_for_kind)
        self._ask_for_kind()

    def _ask_for_kind(self) -> None:
        asked = ASKED.get(self.control("kind").key(), ())
        for name in ("with_whom", "outcome", "by"):
            self.parts[name].setVisible(name in asked)
        self.fit()


def tidy_note(said: NoteForm, placement: str | None) -> NoteForm:
    """The note as the service takes it: words, never nothing, and only what its kind asks for."""
    kind = said.kind or "note"
    return replace(
        said, text=said.text or "", kind=kind, placement=placement,
        with_whom=said.with_whom or "" if "with_whom" in ASKED.get(kind, ()) else "",
        outcome=said.outcome or "" if "outcome" in ASKED.get(kind, ()) else "",
        by=said.by if "by" in ASKED.get(kind, ()) else None,
    )
