"""What each reader of a document may be shown: a rule, not a detail of a template.

Documents are collected through this table, so that an exporter never holds more than it may print.
Safeguarding content, child protection plans and social workers stand in no document at all: they are
shared by the Designated Safeguarding Lead, outside this program.
"""

from __future__ import annotations

from enum import StrEnum

from apdesk.problems import Problem

INTERNAL = "internal"
PARENT = "parent"
PROVIDER = "provider"
PANEL = "panel"

READERS: dict[str, str] = {
    INTERNAL: "School copy",
    PARENT: "Parent’s copy",
    PROVIDER: "Provider’s copy",
    PANEL: "Panel’s copy",
}


SAFEGUARDING_EVENTS = frozenset({"concern"})
"""Events of which the record keeps that they were shared, when and by whom, and never what they are about."""


def demand_no_content(event: str, *texts: str) -> None:
    """Nothing happens where an event may hold these texts, or they are empty; `Problem` "event.safeguarding" else."""
    if event in SAFEGUARDING_EVENTS and any(text.strip() for text in texts):
        raise Problem(
            "event.safeguarding",
            "What a concern is about stays in the school’s safeguarding system. Here stands only that it was shared, "
            "by whom and when: leave the note empty.",
            "note",
        )


class Part(StrEnum):
    """A part of a document that some readers get and others do not."""

    IDENTITY = "name, form and year group"
    BORN = "date of birth"
    UPN = "unique pupil number"
    ADDRESS = "home address"
    PARENTS = "parents and their telephone numbers"
    NEEDS = "SEN support and how to help"
    MEDICAL = "medical needs"
    REASONS = "why the placement was made"
    OBJECTIVES = "objectives and how far they are met"
    ATTENDANCE = "attendance at the provider"
    VISITS = "visits made"
    CONTACTS = "weekly contacts"
    BEHAVIOUR = "removals, suspensions and commendations"
    PROGRESS = "progress against expected outcomes"
    ACTIONS = "actions agreed"
    RETURN_PLAN = "the plan for returning"
    LATE_DUTIES = "duties late or missed"
    COST = "what the placement costs"


_EVERYBODY = frozenset({
    Part.IDENTITY, Part.REASONS, Part.OBJECTIVES, Part.ATTENDANCE, Part.VISITS, Part.CONTACTS, Part.BEHAVIOUR,
    Part.PROGRESS, Part.ACTIONS, Part.RETURN_PLAN,
})

_SHOWN: dict[str, frozenset[Part]] = {
    INTERNAL: frozenset(Part) - {Part.ADDRESS},
    PARENT: _EVERYBODY | {Part.BORN, Part.NEEDS, Part.MEDICAL},
    PROVIDER: _EVERYBODY | {Part.BORN, Part.NEEDS, Part.MEDICAL, Part.PARENTS},
    PANEL: _EVERYBODY | {Part.BORN, Part.UPN, Part.NEEDS},
}

_FROM_CONFIDENTIAL_HOME = frozenset({Part.ADDRESS, Part.PARENTS})


def parts_for(reader: str, *, confidential_address: bool) -> frozenset[Part]:
    """The parts that a reader may be given of a pupil.

    Where the pupil's address is confidential, nothing from which the home could be found leaves the school.
    Raises `Problem` "disclosure.reader" for a reader that is not in the table.
    """
    shown = _SHOWN.get(reader)
    if shown is None:
        raise Problem("disclosure.reader", f"A pack is for one of: {', '.join(READERS)}.", "reader")
    if confidential_address and reader != INTERNAL:
        return shown - _FROM_CONFIDENTIAL_HOME
    return shown
