"""Pupils and the people around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField, FlagField, JsonField
from apdesk.store.references import refers_to


class Pupil(Row):
    """A pupil on our roll, one who has left it, or one of another school who is hosted here.

    Facts that a pupil list may hold carry the names of `apdesk.domain.roll_row.RollFacts`; None: not known.
    """

    area: ClassVar[str] = "pupils"

    upn = peewee.TextField(null=True, index=True)
    former_upn = peewee.TextField(null=True)
    earlier_upns = JsonField(default=list)
    uln = peewee.TextField(null=True)
    admission_number = peewee.TextField(null=True, index=True)
    mis_id = peewee.TextField(null=True)
    surname = peewee.TextField()
    forename = peewee.TextField()
    middle_names = peewee.TextField(null=True)
    preferred_surname = peewee.TextField(null=True)
    preferred_forename = peewee.TextField(null=True)
    born = DayField(null=True)
    sex = peewee.TextField(null=True)
    pronouns = peewee.TextField(null=True)                # "they/them/their"; None: use the name
    year = peewee.IntegerField(null=True, index=True)     # national curriculum year
    form = peewee.TextField(null=True)
    tutor = peewee.TextField(null=True)
    sen = peewee.TextField(null=True)                     # N, K, E; E is an education, health and care plan
    sen_need = peewee.TextField(null=True)
    ehcp_review_on = DayField(null=True)                  # the next annual review
    support = peewee.TextField(null=True)                 # what helps, in words for a provider
    medical = peewee.TextField(null=True)
    pupil_premium = FlagField(null=True)
    fsm = FlagField(null=True)
    fsm_ever = FlagField(null=True)
    eal = FlagField(null=True)
    looked_after = FlagField(null=True)
    care_authority = peewee.TextField(null=True)
    social_worker = FlagField(null=True)
    child_protection = FlagField(null=True)
    harm_history = FlagField(null=True)                   # serious harmful behaviour before: risk assessment
    young_carer = FlagField(null=True)
    service_child = FlagField(null=True)
    ethnicity = peewee.TextField(null=True)
    first_language = peewee.TextField(null=True)
    enrolment_status = peewee.TextField(null=True)
    joined_on = DayField(null=True)
    left_on = DayField(null=True)
    left_for = peewee.TextField(null=True)
    on_roll = FlagField(default=True)
    hosted_here = FlagField(default=False)                # belongs to another school, attends here
    home_school = peewee.TextField(null=True)
    address = peewee.TextField(null=True)
    postcode = peewee.TextField(null=True)
    confidential_address = FlagField(default=False)
    phone = peewee.TextField(null=True)
    email = peewee.TextField(null=True)


class Contact(Row):
    """A parent, carer or professional of one pupil."""

    area: ClassVar[str] = "pupils"

    pupil = refers_to(Pupil)
    position = peewee.IntegerField(default=1)             # order in which to ring
    kind = peewee.TextField(default="parent")             # parent, professional
    title = peewee.TextField(null=True)
    forename = peewee.TextField(null=True)
    surname = peewee.TextField(null=True)
    relationship = peewee.TextField(null=True)
    organisation = peewee.TextField(null=True)
    parental_responsibility = FlagField(null=True)
    lives_with = FlagField(null=True)
    letters_to = FlagField(default=False)
    no_contact = FlagField(default=False)                 # must not be told or met
    confidential_address = FlagField(default=False)
    address = peewee.TextField(null=True)
    phone = peewee.TextField(null=True)
    other_phone = peewee.TextField(null=True)
    email = peewee.TextField(null=True)
    note = peewee.TextField(null=True)


def pupil_by_id(pupil: str) -> Pupil | None:
    """The pupil, or None where there is none of that id."""
    found: Pupil | None = Pupil.get_or_none((Pupil.id == pupil) & Pupil.removed_at.is_null())
    return found


def pupil_by_upn(upn: str) -> Pupil | None:
    """The pupil of this UPN, those on roll first."""
    query = Pupil.select().where((Pupil.upn == upn) & Pupil.removed_at.is_null()).order_by(Pupil.on_roll.desc())
    found: Pupil | None = query.first()
    return found


def all_pupils() -> list[Pupil]:
    """Every pupil ever held, leavers included, in order of name."""
    return list(Pupil.select().where(Pupil.removed_at.is_null()).order_by(Pupil.surname, Pupil.forename, Pupil.id))


def contacts_of(pupils: Iterable[str]) -> list[Contact]:
    """The contacts of these pupils, in the order in which to ring."""
    wanted = list(pupils)
    return list(
        Contact.select()
        .where(Contact.pupil.in_(wanted) & Contact.removed_at.is_null())
        .order_by(Contact.pupil, Contact.position, Contact.id)
    )


def contacts_ever(pupil: str) -> list[Contact]:
    """Everybody who is or was a contact of the pupil, those removed included."""
    return list(Contact.select().where(Contact.pupil == pupil))


def all_contacts() -> list[Contact]:
    """Every contact of every pupil, grouped by pupil, in the order in which to ring."""
    query = Contact.select().where(Contact.removed_at.is_null())
    return list(query.order_by(Contact.pupil, Contact.position, Contact.id))


def pupils_on_roll() -> int:
    """How many pupils are on our roll."""
    return int(Pupil.select().where(Pupil.on_roll & Pupil.removed_at.is_null()).count())


def pupils_by_ids(pupils: Iterable[str]) -> dict[str, Pupil]:
    """These pupils by their ids."""
    query = Pupil.select().where(Pupil.id.in_(list(pupils)) & Pupil.removed_at.is_null())
    return {row.id: row for row in query}


def year_groups() -> list[int]:
    """The year groups of the pupils on roll, in order."""
    on_roll = Pupil.on_roll & Pupil.year.is_null(False) & Pupil.removed_at.is_null()
    query = Pupil.select(Pupil.year).where(on_roll).distinct().order_by(Pupil.year)
    return [row[0] for row in cast(Any, query.tuples())]
