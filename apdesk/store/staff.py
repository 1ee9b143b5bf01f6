"""Staff of the school, people outside it who owe duties, and who holds which role."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, cast

import peewee

from apdesk.domain.roles import Holding
from apdesk.store.base import Row
from apdesk.store.fields import DayField, FlagField
from apdesk.store.references import refers_to


class StaffMember(Row):
    """Somebody who can owe a duty, here or at another organisation; who unlocks the desk has the same id."""

    area: ClassVar[str] = "staff"

    title = peewee.TextField(null=True)
    forename = peewee.TextField(null=True)
    surname = peewee.TextField()
    job = peewee.TextField(null=True)                  # "Head of Year 9"
    email = peewee.TextField(null=True)
    phone = peewee.TextField(null=True)
    external = FlagField(default=False)
    organisation = peewee.TextField(null=True)
    left_on = DayField(null=True)


class RoleHolding(Row):
    """A role of the protocol held by somebody, for one year group or for all, between two days."""

    area: ClassVar[str] = "staff"

    staff = refers_to(StaffMember)
    role = peewee.TextField()
    year = peewee.IntegerField(null=True)              # None: every year group
    covers = FlagField(default=False)                  # stands in for the holder
    from_on = DayField(null=True)
    until_on = DayField(null=True)


def staff_by_id(staff: str) -> StaffMember | None:
    """The member of staff, or None."""
    found: StaffMember | None = StaffMember.get_or_none((StaffMember.id == staff) & StaffMember.removed_at.is_null())
    return found


def all_staff() -> list[StaffMember]:
    """Everybody, those who have left included, by surname."""
    query = StaffMember.select().where(StaffMember.removed_at.is_null())
    return list(query.order_by(StaffMember.surname, StaffMember.forename, StaffMember.id))


class HeldRole(NamedTuple):
    """A holding with its row id."""

    id: str
    holding: Holding


def all_holdings() -> list[HeldRole]:
    """Every holding of a role, past ones included, with its holder's name; one query."""
    query = (
        RoleHolding.select(
            RoleHolding.id, StaffMember.id, StaffMember.title, StaffMember.forename,
            StaffMember.surname, RoleHolding.role, RoleHolding.year, RoleHolding.covers, RoleHolding.from_on,
            RoleHolding.until_on,
        )
        .join(StaffMember, on=(RoleHolding.staff == StaffMember.id))
        .where(RoleHolding.removed_at.is_null() & StaffMember.removed_at.is_null())
        .order_by(RoleHolding.role, RoleHolding.year, StaffMember.surname, RoleHolding.id)
    )
    return [
        HeldRole(row[0], Holding(row[1], staff_name(*row[2:5]), row[5], row[6], bool(row[7]), row[8], row[9]))
        for row in cast(Any, query.tuples())
    ]


def staff_name(title: str | None, forename: str | None, surname: str) -> str:
    """"Ms L Farrant": title, initial, surname; with the whole forename where there is no title."""
    first = forename[:1] if title and forename else forename or ""
    return " ".join(part for part in (title, first, surname) if part)


def holding_by_id(holding: str) -> RoleHolding | None:
    """The holding, or None."""
    found: RoleHolding | None = RoleHolding.get_or_none((RoleHolding.id == holding) & RoleHolding.removed_at.is_null())
    return found
