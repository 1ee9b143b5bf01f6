"""When somebody leaves: what passes to whom is seen first, then it is one operation; their history stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.roles import Holding
from apdesk.problems import Problem
from apdesk.services import unlock
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.protocols import protocol_in_force
from apdesk.services.staff import Owners, the_holding, the_member
from apdesk.services.staff_roles import role_title
from apdesk.store.duties import open_counts, open_duties_given_to
from apdesk.store.record import Record
from apdesk.store.staff import HeldRole, RoleHolding, all_holdings, staff_name
from apdesk.store.work import Work


class Passing(NamedTuple):
    """A role that the person holds, and what becomes of it."""

    holding: str
    title: str                  # "Head of Year 10"
    covers: bool
    duties: int                 # open ones that they owe by it today
    to: str                     # who owes them afterwards, "" where nobody
    to_staff: str | None


class Leaving(NamedTuple):
    """What somebody's leaving would do; nothing is written."""

    name: str
    roles: tuple[Passing, ...]
    given: int                  # open duties given to them by name; they go back to the holders of their roles
    opens_desk: bool


def leaving(record: Record, member: str, on: date) -> Leaving:
    """What passes to whom when the person is here for the last time on a day."""
    require(record, Deed.CHANGE_STAFF)
    row, protocol = the_member(member), protocol_in_force(record).protocol
    held = all_holdings()
    mine = [one for one in held if one.holding.staff == member and _beyond(one.holding, on)]
    now = Owners((one.holding for one in held), record.clock.today())
    then = Owners((one.holding for one in held if one.holding.staff != member), on + timedelta(days=1))
    passing = []
    for one in mine:
        role, year = protocol.roles.get(one.holding.role), one.holding.year_group
        duties = sum(
            each.number for each in open_counts()
            if each.given_to is None and one.holding.role in each.role.split("/") and year in (None, each.year)
            and now.of(each.role, each.year).staff == member
        )
        after = then.of(one.holding.role, year)
        title = role_title(role.label if role else one.holding.role, year)
        passing.append(Passing(one.id, title, one.holding.covers, duties, after.name, after.staff))
    opens = any(person.id == member for person in unlock.people(record))
    name = staff_name(row.title, row.forename, row.surname)
    return Leaving(name, tuple(passing), len(open_duties_given_to(member)), opens)


def leave(
    record: Record, member: str, on: date, passes: Mapping[str, str] | None = None, *, end_access: bool = False
) -> Changes:
    """The person is here for the last time on that day; what they did keeps their name.

    `passes` says by holding who has the role from the next day on. Duties given to them go back to the holders of
    their roles. Raises `Problem` "leaving.self" for the acting person, "access.last-administrator" where nobody
    else could look after the desk.
    """
    require(record, Deed.CHANGE_STAFF)
    row = the_member(member)
    if member == record.actor.id and end_access:
        raise Problem("leaving.self", "You cannot end your own access. Somebody else who may does that.", "end_access")
    changes = Changes()
    if end_access and any(person.id == member for person in unlock.people(record)):
        changes = unlock.end_access(record, member, "Left the school")
    with record.work("Marked a member of staff as left") as work:
        work.update(row, left_on=on)
        for one in all_holdings():
            if one.holding.staff == member and _beyond(one.holding, on):
                _end(work, one, on)
                _pass_on(work, one, on, (passes or {}).get(one.id))
        for duty in open_duties_given_to(member):
            work.update(duty, given_to=None)
    return changes | work.changes


def come_back(record: Record, member: str) -> Changes:
    """The person has not left; roles are given again where they hold them."""
    require(record, Deed.CHANGE_STAFF)
    row = the_member(member)
    with record.work("Took back that a member of staff had left") as work:
        work.update(row, left_on=None)
    return work.changes


def _beyond(holding: Holding, on: date) -> bool:
    return holding.until_on is None or holding.until_on > on


def _end(work: Work, one: HeldRole, on: date) -> None:
    row = the_holding(one.id)
    if one.holding.from_on is not None and one.holding.from_on > on:
        work.remove(row)        # it would have begun after they had gone
    else:
        work.update(row, until_on=on)


def _pass_on(work: Work, one: HeldRole, on: date, to: str | None) -> None:
    if to:
        held, first = one.holding, on + timedelta(days=1)
        first = max(first, held.from_on) if held.from_on else first
        work.create(
            RoleHolding, staff=the_member(to).id, role=held.role, year=held.year_group, covers=held.covers,
            from_on=first, until_on=held.until_on,
        )
