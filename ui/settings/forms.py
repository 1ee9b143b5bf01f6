"""The forms of Staff and roles: a person, and a role that somebody takes over or covers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from apdesk.services.staff import RoleAsked, StaffForm
from apdesk.services.staff_roles import RoleLine
from ui.common.dialogs.record_form import CHOICE, DAY, HEAD, TICK, Part, RecordForm

Save = Callable[[Any], Any]
Options = Sequence[tuple[str, str]]

STAFF_PARTS = (
    Part("title", "Title", if_known=True, help="Mr, Mrs, Ms, Miss, Dr"),
    Part("forename", "Forename", if_known=True, beside=True),
    Part("surname", "Surname"),
    Part("job", "Job", if_known=True, beside=True),
    Part("email", "Email", if_known=True),
    Part("phone", "Telephone", if_known=True, beside=True),
    Part("external", "Works for another organisation", TICK),
    Part("organisation", "Organisation", if_known=True, beside=True),
)


@dataclass(frozen=True, kw_only=True)
class NewPerson(StaffForm):
    """A person with a first role, from a day on: `role` is the key of a role line."""

    role: str | None = None
    from_on: date | None = None

    def person(self) -> StaffForm:
        """The person alone."""
        return StaffForm(**{field.name: getattr(self, field.name) for field in fields(StaffForm)})


@dataclass(frozen=True)
class Giving:
    """A role to give: `role` is the key of a role line, `who` the id of somebody on the staff."""

    role: str | None = None
    who: str | None = None
    from_on: date | None = None
    until_on: date | None = None

    def asked(self, covers: bool) -> RoleAsked:
        """The role as the service takes it."""
        return asked_of(self.role or "", covers=covers, from_on=self.from_on, until_on=self.until_on)


def asked_of(key: str, **more: Any) -> RoleAsked:
    """The role of a role line's key ("HOY/10")."""
    role, _, year = key.partition("/")
    return RoleAsked(role=role, year=int(year) if year else None, **more)


def role_options(lines: Sequence[RoleLine]) -> Options:
    """Every role by its key, in words."""
    return [(line.key, line.title) for line in lines]


def add_person_form(save: Save, roles: Options, today: date) -> RecordForm:
    """Somebody new, with a first role where one is chosen."""
    parts = (
        *STAFF_PARTS,
        Part("", "A first role", HEAD),
        Part("role", "Role", CHOICE, options=(("", "None yet"), *roles)),
        Part("from_on", "From", DAY, if_known=True, beside=True),
    )
    return RecordForm("Add a person", parts, NewPerson(surname=""), save=save, today=today, do="Add person", width=560)


def person_form(name: str, shown: StaffForm, save: Save, today: date) -> RecordForm:
    """The details of somebody who is on the staff, or outside and owes duties."""
    return RecordForm(f"Edit {name}", STAFF_PARTS, shown, save=save, today=today, do="Save person", width=560)


def hand_over_form(title: str, shown: Giving, save: Save, roles: Options, people: Options, today: date) -> RecordForm:
    """Who has a role from a day on; who held it until then ends the day before."""
    parts = (
        Part("role", "Role", CHOICE, options=roles),
        Part("who", "Who", CHOICE, options=people),
        Part("from_on", "From", DAY),
        Part("until_on", "Until", DAY, if_known=True, beside=True, help="Empty: until somebody else takes over"),
    )
    body = "Duties of the role follow at once. What was done keeps the name of who did it."
    return RecordForm(title, parts, shown, save=save, today=today, body=body, do="Give role", width=520)


def cover_form(title: str, shown: Giving, save: Save, roles: Options, people: Options, today: date) -> RecordForm:
    """Who stands in for the holder of a role between two days."""
    parts = (
        Part("role", "Role", CHOICE, options=roles),
        Part("who", "Who covers", CHOICE, options=people),
        Part("from_on", "First day", DAY),
        Part("until_on", "Last day", DAY, beside=True),
    )
    body = "Until the last day the duties of the role fall to them; then they go back by themselves."
    return RecordForm(title, parts, shown, save=save, today=today, body=body, do="Arrange cover", width=520)


@dataclass(frozen=True)
class Ending:
    """The last day on which a role is held."""

    on: date | None = None


def end_form(title: str, today: date, save: Save) -> RecordForm:
    """When somebody holds a role for the last time."""
    parts = (Part("on", "Last day", DAY),)
    body = "Until somebody else has the role, its duties say that nobody owes them."
    return RecordForm(title, parts, Ending(today), save=save, today=today, body=body, do="End role", width=420)
