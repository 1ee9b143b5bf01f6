"""The forms of settings: a person, a role that a person holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from apdesk.services.staff import StaffForm
from ui.common.dialogs.record_form import CHOICE, DAY, TICK, Part, RecordForm

Save = Callable[[Any], Any]

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


@dataclass(frozen=True)
class RoleForm:
    """A role to give: `year` is "" for every year group."""

    role: str | None = None
    year: str | None = ""
    covers: bool = False
    from_on: date | None = None
    until_on: date | None = None


def staff_form(title: str, shown: StaffForm, save: Save, today: date) -> RecordForm:
    """A person on the staff, or outside, who owes duties."""
    return RecordForm(title, STAFF_PARTS, shown, save=save, today=today, do="Save person", width=560)


def role_form(name: str, roles: Sequence[tuple[str, str]], save: Save, today: date) -> RecordForm:
    """A role with its year group and days; covering comes before the holder while it lasts."""
    years = (("", "All years"), *((str(year), f"Year {year}") for year in range(7, 14)))
    parts = (
        Part("role", "Role", CHOICE, options=roles),
        Part("year", "Year group", CHOICE, options=years, beside=True),
        Part("covers", "Stands in for the holder (cover)", TICK),
        Part("from_on", "First day", DAY, if_known=True),
        Part("until_on", "Last day", DAY, if_known=True, beside=True),
    )
    first = RoleForm(role=roles[0][0] if roles else None)
    return RecordForm(f"Give {name} a role", parts, first, save=save, today=today, do="Give role", width=520)
