"""What every printed page needs to know about the school and about this printing of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class School:
    """The school as its paper shows it: its own crest and colour, never the program's."""

    name: str
    office: str = "Inclusion and alternative provision"
    address: str = ""                   # one line, for the letterhead and "if you found this"
    phone: str = ""
    email: str = ""
    headteacher: str = ""               # "Mrs A Wrenfield"
    crest: bytes | None = None          # a PNG or JPEG picture
    crest_letters: str = ""             # without a picture: a plain shield with these letters ("LHS")
    colour: str = "17604B"              # of the one rule under the head, six hexadecimal letters


@dataclass(frozen=True)
class Printing:
    """Who prints, when, and what stands in the head and foot of every page.

    `printed_at` is an aware moment; paper shows it in the time of the school (Europe/London).
    """

    school: School
    printed_at: datetime
    printed_by: str
    marking: str = "Confidential: pupil information"
