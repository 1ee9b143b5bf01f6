"""How a pupil is named, abbreviated and flagged, the same everywhere."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple


class Names(NamedTuple):
    """A pupil's names; the preferred ones are empty where they are the legal ones."""

    legal_surname: str
    legal_forename: str
    preferred_surname: str = ""
    preferred_forename: str = ""

    @property
    def surname(self) -> str:
        """The surname that the pupil goes by."""
        return self.preferred_surname or self.legal_surname

    @property
    def forename(self) -> str:
        """The forename that the pupil goes by."""
        return self.preferred_forename or self.legal_forename

    @property
    def in_lists(self) -> str:
        """"Okonjo, Chidera"; the part that is missing leaves no comma behind."""
        return ", ".join(part for part in (self.surname, self.forename) if part)

    @property
    def in_sentences(self) -> str:
        """"Chidera Okonjo"."""
        return " ".join(part for part in (self.forename, self.surname) if part)

    @property
    def initials(self) -> str:
        """"CO": first letters of the names that the pupil goes by, for covers and calendar files."""
        return initials(self.forename, self.surname)


def initials(forename: str, surname: str) -> str:
    """First letter of each hyphenated or spaced part: ("Anna", "Holloway-Tate") gives "AHT"."""
    parts = f"{forename} {surname}".replace("-", " ").replace("–", " ").split()
    return "".join(part[0].upper() for part in parts if part[0].isalpha())


def age_on(born: date, on: date) -> int:
    """Whole years of age on a day; somebody born on 29 February turns on 1 March in common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class Flag(NamedTuple):
    """A need worth showing beside a name: short letters, and the words for a tooltip or screen reader."""

    letters: str
    words: str
    confidential: bool = False


SEN_SUPPORT = Flag("K", "SEN support")
EHCP = Flag("EHCP", "Education, health and care plan")
LOOKED_AFTER = Flag("LAC", "Looked after by a local authority")
SOCIAL_WORKER = Flag("SW", "Has a social worker", confidential=True)
CP_PLAN = Flag("CP", "Child protection plan", confidential=True)
PUPIL_PREMIUM = Flag("PP", "Pupil premium")
MEDICAL = Flag("MED", "Medical needs")
ENGLISH_ADDITIONAL = Flag("EAL", "English as an additional language")


@lru_cache(maxsize=4096)
def flags(
    *, sen: str, ehcp: bool, lac: bool, social_worker: bool, cp_plan: bool, pp: bool, medical: bool, eal: bool,
    confidential: bool,
) -> tuple[Flag, ...]:
    """The flags to show, most weighty first; the confidential ones only where `confidential` is True."""
    held = (
        (LOOKED_AFTER, lac), (EHCP, ehcp or sen == "E"), (SEN_SUPPORT, sen == "K" and not ehcp),
        (CP_PLAN, cp_plan), (SOCIAL_WORKER, social_worker), (MEDICAL, medical), (PUPIL_PREMIUM, pp),
        (ENGLISH_ADDITIONAL, eal),
    )
    return tuple(flag for flag, has in held if has and (confidential or not flag.confidential))
