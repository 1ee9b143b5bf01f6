"""What a register workbook is made from: one provider, one half-term, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

SessionState = Literal["open", "school", "closed", "outside"]
"""Who marks the session: the provider (open), our own school, nobody (closed), not placed then (outside)."""

Counts = Literal["present", "late", "absent", "neither"]
"""What a code is worth in the Totals sheet; `neither` is no possible attendance."""


@dataclass(frozen=True)
class RegisterSession:
    """One half day of one pupil. `expected` is the code our register carries if the pupil attends."""

    state: SessionState
    expected: str | None = None


@dataclass(frozen=True)
class RegisterPupil:
    """One row of one week: `sessions` are ten, Monday morning to Friday afternoon."""

    id: str
    name: str                           # as lists show it: "Okonjo, Chidera"
    form: str
    sessions: tuple[RegisterSession, ...]


@dataclass(frozen=True)
class RegisterWeek:
    """One sheet. `closed` says for each of five days why the provider is shut ("INSET"), or None."""

    id: str                             # comes back with the return; any stable text
    monday: date
    pupils: tuple[RegisterPupil, ...]
    closed: tuple[str | None, ...] = (None, None, None, None, None)
    number: int | None = None           # of the school year, where the office counts them


@dataclass(frozen=True)
class RegisterCode:
    """A code that the provider may use, or that our own register carries, in plain words."""

    code: str
    label: str                          # "Illness"
    counts: Counts
    session: Literal["AM", "PM"] | None = None      # only in that half of the day: / and \
    meaning: str = ""                   # when to use it, one sentence


@dataclass(frozen=True)
class RegisterBook:
    """Everything in one workbook. Safeguarding, social care and other flags have no place here."""

    id: str                             # of this sending; comes back with the return
    school: str
    provider: str
    marks_with_codes: bool              # a school marks with codes; others say Present, Late, Absent
    half_term: str                      # "Autumn term, second half"
    weeks: tuple[RegisterWeek, ...]
    codes: tuple[RegisterCode, ...]     # what a school may enter; ignored for others
    expected_codes: tuple[RegisterCode, ...]        # what the Expect column may hold
    made_at: datetime
    made_by: str = ""
    return_to: str = ""                 # "inclusion@larkmoor.example"
    return_by: str = "every Friday by 15:30"
    marking: str = "Confidential: pupil information"
