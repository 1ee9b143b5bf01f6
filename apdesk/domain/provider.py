"""What a provider must show before a pupil goes there, and whether it can be used: worked out, never typed.

Sources: the policy's section 5 (commissioning) and section 9 (written assurance); the other rows are good
practice of the voluntary national standards for non-school alternative provision (2025).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.day_words import weekday_date, whole_date

KINDS: dict[str, str] = {
    "mainstream": "Mainstream school",
    "pru": "Pupil referral unit",
    "ap-academy": "AP academy or free school",
    "independent-school": "Independent school",
    "special": "Special school",
    "base": "AP base in a school",
    "tuition": "Tuition service",
    "la-service": "Local authority service",
    "college": "College",
    "non-school": "Provider that is not a school",
    "work-based": "Work-based placement",
}
SCHOOLS = frozenset({"mainstream", "pru", "ap-academy", "independent-school", "special"})
"""The kinds that are registered schools; a base is one where the school that it is in says so, the others are none."""
IN_A_SCHOOL = "base"


class Check(NamedTuple):
    """One row of due diligence."""

    code: str
    label: str
    essential: bool          # without it in date the provider cannot be used
    months: int | None       # how long one lasts when the paper itself does not say
    policy: str
    schools: bool = True     # also asked of registered schools


CHECKS: tuple[Check, ...] = (
    Check("assurance", "Safeguarding assurance letter", True, 12, "§9"),
    Check("inspection", "Ofsted or local authority report", True, None, "§5"),
    Check("dbs", "DBS confirmation", True, 12, "§5"),
    Check("child-protection", "Child protection policy", True, 12, "§5"),
    Check("data-protection", "Data protection agreement", True, 24, "§5"),
    Check("health-safety", "Health and safety policy", True, 12, "§3"),
    Check("directory", "Local authority list or registration", True, 12, "§5"),
    Check("sites", "Address and other sites", True, 12, "§9"),
    Check("insurance", "Public liability insurance", False, 12, "good practice"),
    Check("recruitment", "Safer recruitment", False, 12, "§9"),
    Check("subcontracting", "Subcontracting declared", False, 12, "§9"),
    Check("hours", "Hours offered, and registration where over 18 a week", False, 12, "good practice", schools=False),
)

CHECK_BY_CODE: dict[str, Check] = {check.code: check for check in CHECKS}

IN_DATE = "in date"
RUNS_OUT = "runs out soon"
OUT_OF_DATE = "out of date"
MISSING = "missing"
NOT_SATISFACTORY = "not satisfactory"
NOT_NEEDED = "not needed"

SOON_DAYS = 28    # calendar days before the end in which a check is shown as running out


class Seen(NamedTuple):
    """The newest evidence held for one check."""

    code: str
    seen_on: date
    valid_until: date | None      # None: no end date
    satisfactory: bool = True
    needed: bool = True           # False: judged not to apply to this provider


class CheckState(NamedTuple):
    """One row of due diligence on a day."""

    check: Check
    seen: Seen | None
    state: str
    days_left: int | None         # calendar days, None where there is no end


CLEAR = "clear to use"
CLEAR_UNTIL = "clear until"
CANNOT = "cannot be used"
STOPPED = "stopped"


class Clearance(NamedTuple):
    """Whether a provider can be used on a day, until when, and why not."""

    state: str
    until: date | None            # last day on which every essential check is in date
    reasons: tuple[str, ...]      # one sentence each; empty where it is clear without an end in sight
    in_date: int
    essential: int
    first: tuple[str, ...] = ()   # of one that can be used: which checks run out on `until`


def default_valid_until(code: str, seen_on: date) -> date | None:
    """The last day of a paper that does not name its own end; None where it has none."""
    check = CHECK_BY_CODE.get(code)
    if check is None or check.months is None:
        return None
    months = seen_on.month - 1 + check.months
    year, month = seen_on.year + months // 12, months % 12 + 1
    return date(year, month, min(seen_on.day, monthrange(year, month)[1])) - timedelta(days=1)


def check_states(seen: Iterable[Seen], registered_school: bool, on: date) -> tuple[CheckState, ...]:
    """Every row of due diligence as it stands on a day, in the order of the list."""
    newest: dict[str, Seen] = {}
    for one in sorted(seen, key=lambda s: s.seen_on):
        if one.seen_on <= on:
            newest[one.code] = one
    asked = (check for check in CHECKS if check.schools or not registered_school)
    return tuple(_state(check, newest.get(check.code), on) for check in asked)


def _state(check: Check, seen: Seen | None, on: date) -> CheckState:
    if seen is None:
        return CheckState(check, None, MISSING, None)
    if not seen.needed:
        return CheckState(check, seen, NOT_NEEDED, None)
    if not seen.satisfactory:
        return CheckState(check, seen, NOT_SATISFACTORY, None)
    if seen.valid_until is None:
        return CheckState(check, seen, IN_DATE, None)
    left = (seen.valid_until - on).days
    state = OUT_OF_DATE if left < 0 else RUNS_OUT if left < SOON_DAYS else IN_DATE
    return CheckState(check, seen, state, left)


def clearance(
    states: Iterable[CheckState], stopped_on: date | None, on: date, today: date | None = None
) -> Clearance:
    """Whether the provider can be used on `on`: all essential checks in date, and not stopped.

    `today`, where `on` is a day to come: a check that is in date until then has not run out, but will.
    """
    essential = [row for row in states if row.check.essential]
    failing = [row for row in essential if row.state in (MISSING, OUT_OF_DATE, NOT_SATISFACTORY)]
    good = len(essential) - len(failing)
    if stopped_on is not None and stopped_on <= on:
        return Clearance(STOPPED, None, ("The school has stopped using this provider.",), good, len(essential))
    if failing:
        return Clearance(CANNOT, None, tuple(_failure(row, today or on) for row in failing), good, len(essential))
    ends = [row.seen.valid_until for row in essential if row.seen and row.seen.needed and row.seen.valid_until]
    until = min(ends, default=None)
    if until is None:
        return Clearance(CLEAR, None, (), good, len(essential))
    first = tuple(
        row.check.label for row in essential if row.seen and row.seen.needed and row.seen.valid_until == until
    )
    if (until - on).days >= SOON_DAYS:
        return Clearance(CLEAR, until, (), good, len(essential), first)
    reasons = tuple(f"{label} runs out on {weekday_date(until)}." for label in first)
    return Clearance(CLEAR_UNTIL, until, reasons, good, len(essential), first)


def _failure(row: CheckState, today: date) -> str:
    if row.state == OUT_OF_DATE and row.seen and row.seen.valid_until:
        until = row.seen.valid_until
        if until >= today:
            return f"{row.check.label} runs out on {weekday_date(until)}, before the first day: renew it."
        return f"{row.check.label} ran out on {until:%A} {whole_date(until)}."
    if row.state == NOT_SATISFACTORY:
        return f"{row.check.label} is not satisfactory to us."
    return f"{row.check.label}: nothing is held."
