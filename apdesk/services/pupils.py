"""Add, edit and mark as left: pupils one at a time. Whole lists come in through `roll_import`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from apdesk.domain import upn as upn_rules
from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, require
from apdesk.services.changes import Added, Changes, values_of
from apdesk.store.pupils import Pupil, pupil_by_id, pupil_by_upn
from apdesk.store.record import Record

CONFIDENTIAL = frozenset({"social_worker", "child_protection"})


@dataclass(frozen=True, kw_only=True)
class PupilForm:
    """Everything about a pupil that a person may type; None: not known.

    `social_worker` and `child_protection` are None, and stay as they are when the form comes back, for
    somebody who may not see them.
    """

    surname: str
    forename: str
    middle_names: str | None = None
    preferred_surname: str | None = None
    preferred_forename: str | None = None
    pronouns: str | None = None
    upn: str | None = None
    former_upn: str | None = None
    uln: str | None = None
    admission_number: str | None = None
    mis_id: str | None = None
    born: date | None = None
    sex: str | None = None
    year: int | None = None
    form: str | None = None
    tutor: str | None = None
    sen: str | None = None
    sen_need: str | None = None
    ehcp_review_on: date | None = None
    support: str | None = None
    medical: str | None = None
    pupil_premium: bool | None = None
    fsm: bool | None = None
    fsm_ever: bool | None = None
    eal: bool | None = None
    looked_after: bool | None = None
    care_authority: str | None = None
    social_worker: bool | None = None
    child_protection: bool | None = None
    harm_history: bool | None = None
    young_carer: bool | None = None
    service_child: bool | None = None
    ethnicity: str | None = None
    first_language: str | None = None
    enrolment_status: str | None = None
    joined_on: date | None = None
    hosted_here: bool = False
    home_school: str | None = None
    address: str | None = None
    postcode: str | None = None
    confidential_address: bool = False
    phone: str | None = None
    email: str | None = None


def the_pupil(pupil: str) -> Pupil:
    """The pupil; `Problem` "pupil.unknown" where there is none of that id."""
    row = pupil_by_id(pupil)
    if row is None:
        raise Problem("pupil.unknown", "This pupil is no longer in the desk. Look again in the list.")
    return row


def pupil_form(record: Record, pupil: str) -> PupilForm:
    """The pupil's facts, ready to edit."""
    require(record, Deed.SEE_PUPILS)
    row = the_pupil(pupil)
    values = {field.name: getattr(row, field.name) for field in fields(PupilForm)}
    if not FlagRule(record).sees(row.year):
        values |= dict.fromkeys(CONFIDENTIAL)
    return PupilForm(**values)


def add_pupil(record: Record, form: PupilForm) -> Added:
    """The pupil stands on the roll (or among those hosted). Remarks say what is odd about the UPN.

    Raises `Problem` "pupil.name" without a surname or forename, "pupil.upn-taken" where somebody has the UPN.
    """
    require(record, Deed.CHANGE_PUPILS)
    values = _checked(form)
    with record.work("Added a pupil") as work:
        row = work.create(Pupil, on_roll=True, **values)
    return Added(row.id, work.changes, upn_remarks(values["upn"]))


def edit_pupil(record: Record, pupil: str, form: PupilForm) -> Added:
    """The pupil's facts are those of the form; a UPN that changed is kept among the earlier ones."""
    require(record, Deed.CHANGE_PUPILS)
    row = the_pupil(pupil)
    values = _checked(form, but=row)
    if not FlagRule(record).sees(row.year):
        values = {name: value for name, value in values.items() if name not in CONFIDENTIAL}
    if row.upn and values["upn"] != row.upn:
        values["earlier_upns"] = [*row.earlier_upns, row.upn]
    with record.work("Changed a pupil’s details") as work:
        work.update(row, **values)
    return Added(row.id, work.changes, upn_remarks(values["upn"]))


def mark_left(record: Record, pupil: str, on: date, destination: str = "") -> Changes:
    """The pupil is off the roll from the day after `on`; nothing of the pupil is deleted."""
    require(record, Deed.CHANGE_PUPILS)
    row = the_pupil(pupil)
    with record.work("Marked a pupil as left") as work:
        work.update(row, on_roll=False, left_on=on, left_for=destination.strip() or None)
    return work.changes


def mark_returned(record: Record, pupil: str) -> Changes:
    """A pupil who had left is on the roll again."""
    require(record, Deed.CHANGE_PUPILS)
    row = the_pupil(pupil)
    with record.work("Put a pupil back on the roll") as work:
        work.update(row, on_roll=True, left_on=None, left_for=None)
    return work.changes


def upn_remarks(upn: str | None) -> tuple[str, ...]:
    """What is odd about a UPN: a wrong check letter, a temporary one. Never a reason to refuse."""
    if not upn:
        return ()
    wrong = upn_rules.problem(upn)
    if wrong:
        return (f"UPN {upn} {wrong}.",)
    return ("The UPN is a temporary one.",) if upn_rules.is_temporary(upn) else ()


def _checked(form: PupilForm, but: Pupil | None = None) -> dict[str, Any]:
    values = values_of(form)
    for field, word in (("surname", "surname"), ("forename", "forename")):
        if not values[field]:
            raise Problem("pupil.name", f"A pupil needs a {word}.", field)
    if values["upn"]:
        values["upn"] = upn_rules.compact(values["upn"])
        holder = pupil_by_upn(values["upn"])
        if holder is not None and (but is None or holder.id != but.id):
            raise Problem("pupil.upn-taken", f"{holder.forename} {holder.surname} already has this UPN.", "upn")
    if values["hosted_here"] and not values["home_school"]:
        raise Problem("pupil.home-school", "Say which school the pupil belongs to.", "home_school")
    return values
