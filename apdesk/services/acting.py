"""Who is acting, what they may do, and which year groups are their own."""

from __future__ import annotations

from apdesk.domain import permissions
from apdesk.domain.permissions import Deed
from apdesk.domain.roles import held_on
from apdesk.problems import Problem
from apdesk.store.record import Record
from apdesk.store.staff import all_holdings


def require(record: Record, deed: Deed) -> None:
    """Pass if the person who unlocked may do the deed; otherwise `Problem` "permission.refused"."""
    permissions.require(record.actor.role, deed)


def own_years(record: Record) -> frozenset[int]:
    """The year groups for which the acting person holds any role today."""
    today = record.clock.today()
    mine = (held.holding for held in all_holdings() if held.holding.staff == record.actor.id)
    return frozenset(one.year_group for one in mine if one.year_group is not None and held_on(one, today))


def own_years_only(record: Record) -> frozenset[int] | None:
    """The year groups whose pupils the acting person works with; None: all of them (everybody but a Head of Year)."""
    return own_years(record) if record.actor.role == permissions.HEAD_OF_YEAR else None


def demand_own_year(record: Record, year: int | None) -> None:
    """Pass if the acting person works with this year group; `Problem` "permission.year" for a Head of another."""
    years = own_years_only(record)
    if years is not None and year not in years:
        raise Problem("permission.year", "This pupil is in another Head of Year’s year group. Ask that Head of Year.")


class FlagRule:
    """Whether the confidential flags of a pupil may be shown to the acting person; asked once a list."""

    def __init__(self, record: Record) -> None:
        self._role = record.actor.role
        self._years = own_years(record) if self._role == permissions.HEAD_OF_YEAR else frozenset()

    def sees(self, year: int | None) -> bool:
        """True if child protection and social worker flags of a pupil in this year group may be shown."""
        return permissions.sees_flags_of(self._role, self._years, year)
