"""What each kind of person may see or change: one table, asked by every use case.

The people who unlock the desk have one of seven roles. These are not the roles that owe duties
(`apdesk.domain.roles`): a Head of Year who never opens the desk still owes visits.
"""

from __future__ import annotations

from enum import StrEnum

from apdesk.problems import Problem

ADMINISTRATOR = "administrator"
AP_LEAD = "ap-lead"
DSL = "dsl"
SENDCO = "sendco"
HEAD_OF_YEAR = "head-of-year"
ATTENDANCE = "attendance"
READ_ONLY = "read-only"

PERSON_ROLES: dict[str, str] = {
    ADMINISTRATOR: "Administrator",
    AP_LEAD: "AP lead",
    DSL: "Designated Safeguarding Lead",
    SENDCO: "SENDCO",
    HEAD_OF_YEAR: "Head of Year",
    ATTENDANCE: "Attendance",
    READ_ONLY: "Read-only",
}


class Deed(StrEnum):
    """Something that a person may or may not do; the value completes "You may not …"."""

    SEE_PUPILS = "see pupils"
    SEE_SAFEGUARDING_FLAGS = "see child protection and social worker flags"
    CHANGE_PUPILS = "change pupils or their contacts"
    IMPORT_ROLL = "import a pupil list"
    CHANGE_STAFF = "change staff or who holds which role"
    CHANGE_PROVIDERS = "change providers"
    RECORD_CHECKS = "record a provider’s checks"
    CHANGE_PLACEMENTS = "start or change placements"
    COMPLETE_DUTIES = "complete, put off or reopen duties"
    MARK_REGISTERS = "mark registers"
    CHANGE_SCHOOL_YEAR = "change term dates"
    CHANGE_PROTOCOL = "change the protocol"
    CHANGE_SETTINGS = "change the settings of the office"
    EXPORT = "print or export documents"
    DECIDE_ACCESS = "decide who can open the desk"
    CHOOSE_BACKUPS = "choose where backups go"
    SEE_JOURNAL = "see who changed what"
    ERASE_RECORDS = "erase what is held of a pupil"


_EVERYDAY = frozenset({Deed.SEE_PUPILS, Deed.COMPLETE_DUTIES, Deed.EXPORT})

_MAY: dict[str, frozenset[Deed]] = {
    ADMINISTRATOR: frozenset(Deed) - {Deed.SEE_SAFEGUARDING_FLAGS},
    AP_LEAD: frozenset(Deed),
    DSL: _EVERYDAY | {
        Deed.SEE_JOURNAL, Deed.SEE_SAFEGUARDING_FLAGS, Deed.CHANGE_PUPILS, Deed.RECORD_CHECKS, Deed.CHANGE_PLACEMENTS,
        Deed.ERASE_RECORDS,
    },
    SENDCO: _EVERYDAY | {Deed.CHANGE_PUPILS},
    HEAD_OF_YEAR: _EVERYDAY | {Deed.SEE_SAFEGUARDING_FLAGS, Deed.CHANGE_PLACEMENTS, Deed.MARK_REGISTERS},
    ATTENDANCE: _EVERYDAY | {Deed.MARK_REGISTERS},
    READ_ONLY: frozenset({Deed.SEE_PUPILS}),
}


def may(role: str, deed: Deed) -> bool:
    """True if a person of this role may do the deed; an unknown role may do nothing."""
    return deed in _MAY.get(role, frozenset())


def may_words(role: str) -> str:
    """Everything that a person of this role may do, in a list of words."""
    able = [deed.value for deed in Deed if may(role, deed)]
    if not able:
        return "Nothing yet."
    listed = f"{', '.join(able[:-1])} and {able[-1]}" if len(able) > 1 else able[0]
    return f"May {listed}."


def require(role: str, deed: Deed) -> None:
    """Pass if the role may do the deed; otherwise `Problem` "permission.refused" naming who may."""
    if may(role, deed):
        return
    able = [label for name, label in PERSON_ROLES.items() if may(name, deed)]
    holder = PERSON_ROLES.get(role, role)
    raise Problem("permission.refused", f"{holder} may not {deed.value}. Ask: {', '.join(able)}.", "role")


def sees_flags_of(role: str, own_years: frozenset[int], year_group: int | None) -> bool:
    """True if the child protection and social worker flags of a pupil in `year_group` may be shown.

    They show to the DSL, the AP lead (the Deputy Headteacher) and the Head of that year, nobody else.
    """
    if not may(role, Deed.SEE_SAFEGUARDING_FLAGS):
        return False
    return role != HEAD_OF_YEAR or (year_group is not None and year_group in own_years)
