"""What a review pack is made from. A part that the reader may not see is simply not passed.

There is no field for safeguarding, child protection or social care: they are never printed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from apdesk.exports.paper_input import Printing

Reader = Literal["internal", "parent", "provider", "panel"]
Judgement = Literal["Met", "Mostly", "Partly", "Not yet"]


@dataclass(frozen=True)
class Fact:
    """One row of a facts table: "Where" and "Fairholt School, Priory Road"."""

    label: str
    text: str


@dataclass(frozen=True)
class RibbonMark:
    """A duty or event on the ribbon: V visit, R review, S start, E end, L letter, M meeting …"""

    on: date
    letter: str
    done: bool
    late: bool = False                  # shown in the internal copy only


@dataclass(frozen=True)
class RibbonWeek:
    """One cell; `closed` is the word for a week without school ("half-term"), else empty."""

    monday: date
    closed: str = ""


@dataclass(frozen=True)
class Ribbon:
    """The placement as a bar of weeks, first to last."""

    weeks: tuple[RibbonWeek, ...]
    today: date
    marks: tuple[RibbonMark, ...] = ()


@dataclass(frozen=True)
class Invited:
    """Someone asked to the meeting; `reply` is "Coming", "Sent views", … or empty."""

    name: str
    role: str
    reply: str = ""


@dataclass(frozen=True)
class Objective:
    """What the placement is for, how it is measured, and how far it is: a word with evidence."""

    text: str
    measure: str = ""
    judgement: Judgement | None = None  # None: not judged yet, four boxes to tick
    evidence: str = ""


@dataclass(frozen=True)
class AttendanceWeek:
    """Ten marks as the provider gave them, Monday morning first.

    A mark is a code, "" where the provider has not told us, or None where no session was due.
    `closed` replaces the row by words ("Half-term, no sessions").
    """

    monday: date
    marks: tuple[str | None, ...]
    closed: str = ""


@dataclass(frozen=True)
class NotPresent:
    """One session with any other mark than present, and what is known of it."""

    on: date
    session: Literal["AM", "PM"]
    text: str


@dataclass(frozen=True)
class Attendance:
    """Attendance by the provider's own marks; counts are sessions."""

    weeks: tuple[AttendanceWeek, ...]
    attended: int
    possible: int
    late: int
    no_reason: int
    not_present: tuple[NotPresent, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()         # each code used and its plain word: ("L", "late")
    present_codes: tuple[str, ...] = ("/", "\\")    # printed plainly; every other mark is grey and bold
    source: str = ""                    # "From Copperfield Lane's weekly returns, agreed to Friday 13 November."
    our_marks: str = ""                 # "Larkmoor marks every session D."


@dataclass(frozen=True)
class Visit:
    """A visit made; `found` is prose, never a safeguarding question or answer."""

    on: date
    who: str
    found: str
    agreed: str = ""                    # actions: what, who, by when


@dataclass(frozen=True)
class Contact:
    """A weekly or parent contact."""

    on: date
    with_whom: str
    text: str


@dataclass(frozen=True)
class Behaviour:
    """A removal, suspension, commendation or incident report that the reader may see."""

    on: date
    what: str
    outcome: str = ""


@dataclass(frozen=True)
class Progress:
    """A subject against what was expected of it."""

    subject: str
    expected: str
    now: str
    comment: str = ""


@dataclass(frozen=True)
class Action:
    """Agreed earlier: what, who, by when, and whether it was done."""

    what: str
    who: str
    by: date | None = None
    done: bool = False


@dataclass(frozen=True)
class LateDuty:
    """A duty late or missed; internal copies only. `late_by` counts school days."""

    title: str
    owner: str
    due: date
    late_by: int
    policy: str = ""


@dataclass(frozen=True)
class Meeting:
    """The review this pack is for."""

    title: str                          # "4–6 week review"
    on: date
    at: time | None = None
    place: str = ""


@dataclass(frozen=True)
class Decision:
    """What the meeting may recommend and who decides; option texts come from the protocol's words."""

    planned_end: date | None
    options: tuple[str, ...] = ()       # empty: the usual four
    decide_by: date | None = None       # last day of the decision letter
    decided_by: str = "Headteacher"     # role with the power to decide
    decider: str = ""                   # "Mrs A Wrenfield"
    minute: str = ""                    # of the delegation: "minute 2026/14"


@dataclass(frozen=True)
class ReviewPack:
    """One copy for one reader. Tuples that are None stay out; empty ones print "none recorded"."""

    printing: Printing
    reader: Reader
    reference: str                      # "OSD/2026/031"
    initials: str                       # "Z Q"
    recipient: str                      # "Mrs H Calloway, Copperfield Lane"
    copy_number: int
    copies: int
    destroy_by: date
    pupil_name: str                     # "Zayn Qureshi"; from page 2 on
    form: str
    first_name: str                     # for sentences: "Zayn"
    pathway: str                        # "Off-site direction"
    provider: str                       # "Copperfield Lane School"
    provider_short: str                 # "Copperfield Lane"
    start: date
    end: date | None
    meeting: Meeting | None = None
    school_day: int | None = None       # n of m school days, as at printing
    school_days: int | None = None
    facts: tuple[Fact, ...] = ()
    ribbon: Ribbon | None = None
    invited: tuple[Invited, ...] = ()
    invitation: str = ""                # "Sent 10 Nov, six days before"
    to_decide: tuple[str, ...] = ()
    bear_in_mind: str = ""
    bear_in_mind_from: str = ""         # "From the SENDCO"
    objectives: tuple[Objective, ...] | None = None
    judged_by: str = ""                 # "Copperfield Lane's judgement, 6 November"
    attendance: Attendance | None = None
    visits: tuple[Visit, ...] | None = None
    contacts: tuple[Contact, ...] | None = None
    behaviour: tuple[Behaviour, ...] | None = None
    progress: tuple[Progress, ...] | None = None
    actions: tuple[Action, ...] | None = None
    return_plan: tuple[Fact, ...] | None = None
    late_duties: tuple[LateDuty, ...] = ()          # refused unless the reader is internal
    decision: Decision | None = None    # given: the page to fill in with its signature boxes
    signers: tuple[tuple[str, str], ...] = ()       # role and name: ("Chair", "Mr D Ashworth")
