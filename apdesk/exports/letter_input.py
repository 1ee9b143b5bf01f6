"""What a letter is made from; the direction notice names every statutory item by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdesk.exports.paper_input import Printing


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of plain words; **two stars** around words make them bold."""

    text: str


@dataclass(frozen=True)
class LetterFact:
    """One row of the facts table; several lines are numbered by the one who wrote them."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """Any letter: address in the window, subject, words, facts, words, signature."""

    printing: Printing
    reference: str
    on: date
    address: tuple[str, ...]            # addressee and address, one line each, at most seven
    greeting: str                       # "Dear Mr and Mrs Rahimov"
    subject: str
    before: tuple[Paragraph, ...]
    facts: tuple[LetterFact, ...]
    after: tuple[Paragraph, ...]
    signed_by: str                      # "Mrs A Wrenfield, Headteacher"
    signed_under: str = ""              # "Under powers delegated by the governing body, minute 2026/14"
    close: str = "Yours sincerely"
    copies_to: str = ""                 # "Copy to Fairholt School"
    document: str = ""                  # in the foot: "Placement notice, N R, OSD/2026/041"
    sent_by: str = ""                   # in the foot: "Sent by first class post and email"


@dataclass(frozen=True)
class SessionTimes:
    """The hours there. Two sessions: start, break, finish. One: start and finish, no break."""

    start: str                          # "08:35"
    finish: str                         # "15:05"
    break_start: str = ""
    break_finish: str = ""
    days: str = "Every school day"


@dataclass(frozen=True)
class DirectionNotice:
    """The notice of an off-site direction, with what SI 2010/1156 reg 3(4) demands and the policy adds.

    Refused while any of: where, address, who to report to, number of school days, reasons,
    objectives or session times is missing.
    """

    printing: Printing
    reference: str
    on: date
    address: tuple[str, ...]
    greeting: str
    pupil_name: str
    first_name: str
    initials: str
    form: str
    provider: str
    provider_address: str
    report_to: str                      # "Mr R Tansley at reception"
    report_by: str                      # "08:25"
    first_day: date
    last_day: date
    school_days: int                    # days the pupil must attend there
    length: str                         # "12 weeks"
    times: tuple[SessionTimes, ...]
    reasons: tuple[str, ...]            # what happened, what was tried, why there
    objectives: tuple[str, ...]
    support: tuple[str, ...] = ()       # SEND adjustments, named adult
    dual_registered: bool = True
    travel: str = ""
    lunch: str = ""                     # lunch and free meals
    uniform: str = ""
    if_away: str = ""                   # who to ring, by when
    reviews: tuple[date, ...] = ()
    met_on: date | None = None          # the meeting before the decision
    visit_before: str = ""              # "Ms Farrant will meet you and Nadia at Fairholt on …"
    requests_to: str = ""               # where a written request to the governing body goes
    contact: str = ""                   # "Ms L Farrant, Head of Year 10, on 020 7946 0112"
    minute: str = ""                    # of the delegation: "2026/14"
    copies_to: str = ""
    sent_by: str = ""
    pronouns: tuple[str, str, str] = ("they", "them", "their")
