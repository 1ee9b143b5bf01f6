"""Register marks counted: what a provider's marks say of a pupil, and when two ledgers disagree.

The codes themselves are data of the protocol; only the national marks for present and late are named here
(School Attendance (Pupil Registration) (England) Regulations 2024, regulation 10).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from apdesk.domain.protocol import Code

PRESENT = {"AM": "/", "PM": "\\"}
LATE = "L"
NOT_KNOWN = "N"
HALVES = ("AM", "PM")

ACTIVITY = "AEA"            # attending an approved educational activity
ELSEWHERE = "NPA"           # no possible attendance here
ADMINISTRATIVE = "ADM"


class Counts(NamedTuple):
    """Sessions counted from marks."""

    possible: int
    attended: int
    late: int
    no_reason: int

    @property
    def share(self) -> float | None:
        """Attended of possible, 0 to 1; None where no session was possible."""
        return self.attended / self.possible if self.possible else None


def count(marks: Iterable[str], codes: Mapping[str, Code]) -> Counts:
    """Marks counted by what the protocol says of their codes; unknown codes count as nothing."""
    possible = attended = late = no_reason = 0
    for mark in marks:
        code = codes.get(mark)
        if code is None or not code.possible:
            continue
        possible += 1
        attended += code.attended
        late += mark == LATE
        no_reason += mark == NOT_KNOWN
    return Counts(possible, attended, late, no_reason)


def attended(mark: str, codes: Mapping[str, Code]) -> bool:
    """True where the mark says that the pupil was there."""
    code = codes.get(mark)
    return code is not None and code.attended


def disagree(home: str, provision: str, codes: Mapping[str, Code]) -> bool:
    """True where what the provider reported changes what our register must carry.

    Where our mark says that the pupil attends another school (no possible attendance here) it stays, whatever
    that school reports. Where it says that an approved activity was attended, an absence there contradicts it,
    and the other way round.
    """
    ours = codes.get(home)
    if ours is None or ours.category in (ELSEWHERE, ADMINISTRATIVE):
        return False
    return attended(home, codes) != attended(provision, codes)
