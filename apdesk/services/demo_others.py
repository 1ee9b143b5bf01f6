"""Around the made-up school's placements: support plans, pupils hosted here, and homes with something to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from apdesk.domain.lateness import OVERDUE
from apdesk.services import contacts, duties, pupils
from apdesk.services.contacts import PARENT, ContactForm
from apdesk.services.demo_school import SchoolWeeks, data
from apdesk.services.duty_lists import duties_of
from apdesk.services.placement_answers import Answers, GateSaid
from apdesk.services.start_placement import start_placement
from apdesk.services.support_plans import PlanForm, open_plan
from apdesk.store.pupils import pupil_by_upn
from apdesk.store.record import Record

FILE = "others.toml"


def put_in_others(record: Record, weeks: SchoolWeeks) -> tuple[int, int]:
    """Everything of the data file whose pupil is on the roll; how many plans opened, how many pupils are hosted."""
    file = data(FILE)
    plans = 0
    for one in file["stage"]:
        row = pupil_by_upn(one["upn"])
        if row is not None:
            form = PlanForm(one["pathway"], weeks.day(one["start"]), one["why"], "\n".join(one["targets"]))
            open_plan(record, row.id, form)
            plans += 1
    for one in file["hosted"]:
        _host(record, weeks, one)
    for one in file["home"]:
        row = pupil_by_upn(one["upn"])
        if row is not None:
            _say_of_home(record, row.id, one)
    return plans, len(file["hosted"])


def _host(record: Record, weeks: SchoolWeeks, one: Mapping[str, Any]) -> None:
    """A pupil of another school who is, or will be, here for a time."""
    pupil = pupils.add_pupil(record, pupils.PupilForm(
        surname=one["surname"], forename=one["forename"], sex=one["sex"], born=date.fromisoformat(one["born"]),
        year=one["year"], form=one["form"], hosted_here=True, home_school=one["home_school"],
    )).id
    parent = ContactForm(kind=PARENT, parental_responsibility=True, lives_with=True, letters_to=True, **one["contact"])
    contacts.add_contact(record, pupil, parent)
    started = start_placement(record, Answers(
        pupil=pupil, pathway=one.get("pathway", "hosted"), start=weeks.day(one["start"]),
        decided_on=weeks.day(one["decided"]), reason_note=one["reason"],
        gates=tuple(GateSaid(rule, met=True) for rule in one["gates"]),
    ))
    late = [row.id for row in duties_of(record, placement=started.placement) if row.state == OVERDUE]
    duties.say_before_desk(record, late)


def _say_of_home(record: Record, pupil: str, one: Mapping[str, Any]) -> None:
    if one.get("hidden"):
        shown = pupils.pupil_form(record, pupil)
        pupils.edit_pupil(record, pupil, replace(shown, confidential_address=True))
    if "no_contact" in one:
        barred = ContactForm(kind=PARENT, position=9, no_contact=True, lives_with=False, **one["no_contact"])
        contacts.add_contact(record, pupil, barred)
    if "apart" in one:
        held = next(row for row in contacts.contacts(record, pupil) if row.name == one["apart"]["contact"])
        form = replace(held.form, address=one["apart"]["address"], lives_with=False, letters_to=True)
        contacts.edit_contact(record, pupil, held.id, form)
