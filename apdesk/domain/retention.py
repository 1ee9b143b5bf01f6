"""How long the record of a pupil is kept. The school's own schedule prevails: its numbers are handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True)
class Keeping:
    """The school's schedule in years: the usual ones of a secondary school until it sets its own.

    Registers are kept six years from the entry by law (School Attendance (Pupil Registration) Regulations 2024).
    """

    to_age: int = 25
    plan_to_age: int = 31       # with an education, health and care plan
    registers: int = 6


class Kept(NamedTuple):
    """The first day on which nothing keeps the record any more, and what kept it until then."""

    until: date
    why: str


def kept_until(
    keeping: Keeping, *, born: date | None, has_plan: bool, hosted: bool, left_on: date | None, last_mark: date | None
) -> Kept | None:
    """Until when a pupil's record is kept; None where neither a date of birth nor a day of leaving tells.

    The file of a pupil hosted from another school goes home, so only the registers are ours to keep.
    """
    found = []
    age = keeping.plan_to_age if has_plan else keeping.to_age
    if hosted:
        if left_on is not None:
            found.append(Kept(_years_after(left_on, keeping.registers), _registers(keeping)))
    elif born is not None:
        found.append(Kept(_years_after(born, age), f"the file of a pupil is kept to the age of {age}"))
    elif left_on is not None:
        why = f"no date of birth is known, so the file is kept {age} years from the day of leaving"
        found.append(Kept(_years_after(left_on, age), why))
    if not found:
        return None
    if last_mark is not None:
        found.append(Kept(_years_after(last_mark, keeping.registers), _registers(keeping)))
    return max(found, key=lambda one: one.until)


def _registers(keeping: Keeping) -> str:
    return f"registers are kept {keeping.registers} years"


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:      # 29 February, in a year that has none
        return date(day.year + years, 3, 1)
