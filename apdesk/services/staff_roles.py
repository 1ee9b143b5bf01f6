"""Who holds each role of the protocol, who covers, how much falls to whom, and handing a role over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Protocol, Role
from apdesk.domain.roles import Holding, held_on
from apdesk.services.acting import require
from apdesk.services.changes import Added
from apdesk.services.protocols import protocol_in_force
from apdesk.services.staff import Owners, RoleAsked, demand_days, the_holding, the_member
from apdesk.store.duties import OpenCount, open_counts
from apdesk.store.pupils import year_groups
from apdesk.store.record import Record
from apdesk.store.staff import HeldRole, RoleHolding, all_holdings

USUAL_YEARS = (7, 8, 9, 10, 11)


class Held(NamedTuple):
    """Somebody who holds or covers a role, now or from a later day."""

    id: str                     # of the holding
    staff: str
    name: str
    from_on: date | None
    until_on: date | None
    now: bool


class RoleLine(NamedTuple):
    """A role of the protocol, for one year group or for all."""

    key: str                    # "HOY/10"
    role: str
    label: str                  # "Head of Year"
    year: int | None
    external: bool
    holders: tuple[Held, ...]
    covers: tuple[Held, ...]
    owner: str                  # who owes its duties today, "" where nobody
    duties: int                 # open ones that fall to it
    position: int               # in the order of the protocol

    @property
    def title(self) -> str:
        """ "Head of Year 10", "SENDCO"."""
        return role_title(self.label, self.year)


def role_title(label: str, year: int | None) -> str:
    """A role with its year group, in words: "Head of Year 10", "Line manager, Year 10"."""
    if year is None:
        return label
    return f"{label} {year}" if label.endswith("Year") else f"{label}, Year {year}"


def role_lines(record: Record) -> tuple[RoleLine, ...]:
    """Every role of the protocol in force in its order, by year group where it is held so."""
    require(record, Deed.SEE_PUPILS)
    protocol = protocol_in_force(record).protocol
    holdings, today = all_holdings(), record.clock.today()
    owners = Owners((one.holding for one in holdings), today)
    falls = _falling(protocol, open_counts(), owners)
    asked = [(role, year) for role in protocol.roles.values() for year in _years(role, holdings)]
    return tuple(
        _line(role, year, holdings, owners, today, falls, position) for position, (role, year) in enumerate(asked)
    )


def duties_by_person(record: Record) -> dict[str, int]:
    """How many open duties each person owes today, by staff id: given to them, or by a role they hold."""
    require(record, Deed.SEE_PUPILS)
    owners = Owners((one.holding for one in all_holdings()), record.clock.today())
    owed: Counter[str] = Counter()
    for one in open_counts():
        who = one.given_to or owners.of(one.role, one.year).staff
        if who is not None:
            owed[who] += one.number
    return dict(owed)


def hand_over(record: Record, member: str, asked: RoleAsked) -> Added:
    """The person holds the role from `asked.from_on` (today); who held it until then ends the day before.

    A cover ends nobody. The duties of the role follow by themselves.
    """
    require(record, Deed.CHANGE_STAFF)
    row, first = the_member(member), asked.from_on or record.clock.today()
    demand_days(first, asked.until_on)
    with record.work("Handed a role over" if not asked.covers else "Arranged cover for a role") as work:
        for one in () if asked.covers else _holding_on(asked.role, asked.year, first):
            held = the_holding(one.id)
            before = first - timedelta(days=1)
            if one.holding.from_on is not None and one.holding.from_on > before:
                work.remove(held)       # it would have been held for no day at all
            else:
                work.update(held, until_on=before)
        added = work.create(
            RoleHolding, staff=row.id, role=asked.role, year=asked.year, covers=asked.covers, from_on=first,
            until_on=asked.until_on,
        )
    return Added(added.id, work.changes)


def _holding_on(role: str, year: int | None, day: date) -> list[HeldRole]:
    """Who holds exactly this role on a day or is to hold it later, covers aside."""
    return [
        one for one in all_holdings()
        if (one.holding.role, one.holding.year_group, one.holding.covers) == (role, year, False)
        and (one.holding.until_on is None or one.holding.until_on >= day)
    ]


def _years(role: Role, holdings: Iterable[HeldRole]) -> tuple[int | None, ...]:
    mine = [one.holding for one in holdings if one.holding.role == role.id]
    if not role.by_year:
        return (None, *sorted({one.year_group for one in mine if one.year_group is not None}))
    years = {*(year_groups() or USUAL_YEARS), *(one.year_group for one in mine if one.year_group is not None)}
    whole = (None,) if any(one.year_group is None for one in mine) else ()
    return (*whole, *sorted(years))


def _line(
    role: Role, year: int | None, holdings: Iterable[HeldRole], owners: Owners, today: date,
    falls: dict[tuple[str, int | None], int], position: int,
) -> RoleLine:  # fmt: skip
    mine = [one for one in holdings if (one.holding.role, one.holding.year_group) == (role.id, year)]
    shown = [one for one in mine if one.holding.until_on is None or one.holding.until_on >= today]
    sides = {covers: tuple(_held(one, today) for one in shown if one.holding.covers == covers)
             for covers in (False, True)}  # fmt: skip
    count = falls.get((role.id, year), 0)
    if role.by_year is False and year is None:
        count = sum(number for (name, _), number in falls.items() if name == role.id)
    return RoleLine(
        f"{role.id}/{year or ''}", role.id, role.label, year, role.external, sides[False], sides[True],
        owners.of(role.id, year).name, count, position,
    )


def _held(one: HeldRole, today: date) -> Held:
    held: Holding = one.holding
    return Held(one.id, held.staff, held.name, held.from_on, held.until_on, held_on(held, today))


def _falling(protocol: Protocol, counts: Iterable[OpenCount], owners: Owners) -> dict[tuple[str, int | None], int]:
    """Open duties by role and year group; of "DHT/HOY" by the one that somebody holds, else the first."""
    found: Counter[tuple[str, int | None]] = Counter()
    for one in counts:
        parts = [part.strip() for part in one.role.split("/") if part.strip()]
        role = next((part for part in parts if owners.of(part, one.year).staff is not None), next(iter(parts), ""))
        known = protocol.roles.get(role)
        found[(role, one.year if known is not None and known.by_year else None)] += one.number
    return dict(found)
