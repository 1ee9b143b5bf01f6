"""From a duty's role to the person who owes it: by year group, date, and who covers.

Role ids (HOY, DHT, AO …) are data of the protocol; nothing here knows one of them by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Holding(NamedTuple):
    """One person holding one role, for one year group or for all, between two days."""

    staff: str                      # staff id
    name: str
    role: str
    year_group: int | None = None   # None: every year group
    covers: bool = False            # stands in while the holder is away
    from_on: date | None = None     # None: always has
    until_on: date | None = None    # last day, None: open


class Owner(NamedTuple):
    """Who owes a duty: a person, or nobody yet (then `why` says what to do)."""

    staff: str | None
    name: str
    why: str


def held_on(holding: Holding, on: date) -> bool:
    """True if the role is held on that day, both ends included."""
    return (holding.from_on is None or holding.from_on <= on) and (holding.until_on is None or on <= holding.until_on)


def find_owner(role: str, year_group: int | None, on: date, holdings: Iterable[Holding]) -> Owner:
    """The person who owes a duty of `role` for a pupil of `year_group` on a day.

    Somebody covering comes before the holder (that is what covering means); a holding for this very year
    group before one for all years; then the one who has held it longest. A role written "DHT/HOY" is owed
    by the first of them that somebody holds.
    """
    asked = [part.strip() for part in role.split("/") if part.strip()]
    present = [holding for holding in holdings if held_on(holding, on)]
    for wanted in asked:
        fitting = [h for h in present if h.role == wanted and h.year_group in (None, year_group)]
        if fitting:
            best = min(fitting, key=lambda h: (not h.covers, h.year_group is None, h.from_on or date.min, h.name))
            return Owner(best.staff, best.name, "covering" if best.covers else "")
    year = "" if year_group is None else f" for Year {year_group}"
    return Owner(None, "", f"Nobody holds {role}{year}. Add one under Settings, Staff and roles.")
