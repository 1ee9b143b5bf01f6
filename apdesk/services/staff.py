"""Staff, people outside who owe duties, who holds which role, and so who owns a duty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.reachable import email_trouble, phone_trouble
from apdesk.domain.roles import Holding, Owner, find_owner, held_on
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Added, Changes, values_of
from apdesk.store.record import Record
from apdesk.store.staff import RoleHolding, StaffMember, all_holdings, all_staff, holding_by_id, staff_by_id, staff_name


@dataclass(frozen=True, kw_only=True)
class StaffForm:
    """Everything about a person that may be typed. `external`: works for another organisation."""

    surname: str
    forename: str | None = None
    title: str | None = None
    job: str | None = None
    email: str | None = None
    phone: str | None = None
    external: bool = False
    organisation: str | None = None


class RoleRow(NamedTuple):
    """A role somebody holds."""

    id: str
    role: str                   # id of the protocol
    year: int | None
    covers: bool
    from_on: date | None
    until_on: date | None
    now: bool                   # held today


class StaffRow(NamedTuple):
    """A person as Settings lists them."""

    id: str
    name: str                   # "Ms L Farrant"
    form: StaffForm
    roles: tuple[RoleRow, ...]
    left_on: date | None

    def here_on(self, day: date) -> bool:
        """True while the person has not left; the last day counts."""
        return self.left_on is None or day <= self.left_on


def staff(record: Record) -> tuple[StaffRow, ...]:
    """Everybody by surname with the roles they hold or held; two queries."""
    require(record, Deed.SEE_PUPILS)
    today = record.clock.today()
    held: dict[str, list[RoleRow]] = {}
    for row in all_holdings():
        one = row.holding
        held.setdefault(one.staff, []).append(
            RoleRow(row.id, one.role, one.year_group, one.covers, one.from_on, one.until_on, held_on(one, today))
        )
    names = [field.name for field in fields(StaffForm)]
    return tuple(
        StaffRow(
            one.id, staff_name(one.title, one.forename, one.surname),
            StaffForm(**{name: getattr(one, name) for name in names}), tuple(held.get(one.id, ())), one.left_on,
        )
        for one in all_staff()
    )


@dataclass(frozen=True, kw_only=True)
class RoleAsked:
    """A role to give: for one year group or all, between two days (both included), or standing in for the holder."""

    role: str
    year: int | None = None
    covers: bool = False
    from_on: date | None = None
    until_on: date | None = None


def add_staff(record: Record, form: StaffForm, role: RoleAsked | None = None) -> Added:
    """The person can hold roles, and holds `role` at once. Raises `Problem` "staff.name" without a surname."""
    require(record, Deed.CHANGE_STAFF)
    _check(form)
    if role is not None:
        demand_days(role.from_on, role.until_on)
    with record.work("Added a member of staff") as work:
        row = work.create(StaffMember, **values_of(form))
        if role is not None:
            work.create(RoleHolding, staff=row.id, **values_of(role))
    return Added(row.id, work.changes)


def edit_staff(record: Record, member: str, form: StaffForm) -> Changes:
    """The person's details are those of the form."""
    require(record, Deed.CHANGE_STAFF)
    row = the_member(member)
    _check(form)
    with record.work("Changed a member of staff") as work:
        work.update(row, **values_of(form))
    return work.changes


def give_role(
    record: Record, member: str, role: str, year: int | None = None, *, covers: bool = False,
    from_on: date | None = None, until_on: date | None = None,
) -> Added:
    """The person holds the role (for one year group, or all) between the days, both included.

    Raises `Problem` "role.days" where the last day stands before the first, "role.held" where the person
    holds it already then.
    """
    require(record, Deed.CHANGE_STAFF)
    row = the_member(member)
    demand_days(from_on, until_on)
    for held in all_holdings():
        one = held.holding
        same = (one.staff, one.role, one.year_group) == (member, role, year)
        if same and _overlap(one, from_on, until_on):
            raise Problem("role.held", f"{one.name} holds this role already in that time.", "role")
    with record.work("Gave a role to a member of staff") as work:
        added = work.create(
            RoleHolding, staff=row.id, role=role, year=year, covers=covers, from_on=from_on, until_on=until_on
        )
    return Added(added.id, work.changes)


def end_role(record: Record, holding: str, on: date) -> Changes:
    """The role is held for the last time on that day. `Problem` "role.days" before its first."""
    require(record, Deed.CHANGE_STAFF)
    row = the_holding(holding)
    demand_days(row.from_on, on)
    with record.work("Ended a role of a member of staff") as work:
        work.update(row, until_on=on)
    return work.changes


class Owners:
    """Who owes what, asked many times from one query."""

    def __init__(self, holdings: Iterable[Holding], on: date) -> None:
        self._holdings = tuple(holdings)
        self._on = on
        self._known: dict[tuple[str, int | None], Owner] = {}

    def of(self, role: str, year: int | None) -> Owner:
        """The owner of a duty of this role for a pupil of this year group, today."""
        key = (role, year)
        if key not in self._known:
            self._known[key] = find_owner(role, year, self._on, self._holdings)
        return self._known[key]


def owners(record: Record, on: date | None = None) -> Owners:
    """Everybody's roles on a day (today), ready to be asked."""
    return Owners((held.holding for held in all_holdings()), on or record.clock.today())


def the_member(member: str) -> StaffMember:
    """The person; `Problem` "staff.unknown" where there is none of that id."""
    row = staff_by_id(member)
    if row is None:
        raise Problem("staff.unknown", "This person is no longer in the desk. Look again in Settings.")
    return row


def demand_days(from_on: date | None, until_on: date | None) -> None:
    """Pass where the days are in their order; else `Problem` "role.days"."""
    if from_on and until_on and until_on < from_on:
        raise Problem("role.days", "The last day stands before the first.", "until_on")


def the_holding(holding: str) -> RoleHolding:
    """The holding of a role; `Problem` "role.unknown" where there is none of that id."""
    row = holding_by_id(holding)
    if row is None:
        raise Problem("role.unknown", "This role is no longer held. Look again in Settings.")
    return row


def _overlap(one: Holding, from_on: date | None, until_on: date | None) -> bool:
    starts_in_time = one.until_on is None or (from_on or date.min) <= one.until_on
    ends_in_time = one.from_on is None or one.from_on <= (until_on or date.max)
    return starts_in_time and ends_in_time


def _check(form: StaffForm) -> None:
    if not (form.surname or "").strip():
        raise Problem("staff.name", "A member of staff needs a surname.", "surname")
    for name, wrong in (("email", email_trouble(form.email)), ("phone", phone_trouble(form.phone))):
        if wrong:
            raise Problem(f"staff.{name}", wrong, name)
