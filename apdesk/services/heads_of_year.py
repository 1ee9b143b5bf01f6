"""Who heads which year group, asked once for a list."""

from __future__ import annotations

from datetime import date

from apdesk.problems import Problem
from apdesk.services.protocols import protocol_in_force
from apdesk.services.staff import Owners, owners
from apdesk.store.record import Record


class Heads:
    """Heads of Year on one day: whoever holds the protocol's first role that goes by year."""

    def __init__(self, role: str, asked: Owners) -> None:
        self._role, self._owners = role, asked

    def of(self, year: int | None) -> str:
        """The name for a year group; "" where nobody holds the role."""
        return self._owners.of(self._role, year).name if self._role and year is not None else ""


def heads_of_year(record: Record, on: date) -> Heads:
    """The Heads of Year on a day; without a protocol there are none."""
    try:
        roles = list(protocol_in_force(record).protocol.roles.values())
    except Problem:
        roles = []
    return Heads(next((one.id for one in roles if one.by_year), ""), owners(record, on))
