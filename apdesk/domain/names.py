"""Names as other systems write them: tidied, split where one column holds both, and made comparable.

How a pupil is shown in lists, in sentences and by initials stands in `pupil.py`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Words that begin a surname of several words; only ever used to decide where a surname starts or ends.
_PARTICLES = frozenset((
    "al", "abu", "ap", "bin", "bint", "ben", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "fitz", "ibn", "la", "le", "los", "mac", "mc", "o", "san", "st", "te", "ten", "ter", "van", "vande",
    "vander", "von", "zu", "zur",
))
_INNER = re.compile(r"(?:(?<=[^\W\d_])['’]|(?<=[a-z]))([A-ZÀ-Þ])(?=[^\W\d_])")
_UNFOLDED = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
})
_APOSTROPHES = str.maketrans({"`": "'", "´": "'", "ʼ": "'", "ʻ": "'"})


TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Rev", "Sir", "Lady"})


class FullName(NamedTuple):
    """A name from one column; `sure` is False where the split had to be guessed."""

    surname: str
    forename: str
    preferred_forename: str = ""
    sure: bool = True


def tidy(text: str) -> str:
    """The name with single spaces, composed letters and one kind of typewriter apostrophe; spelling is kept."""
    composed = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    return " ".join("".join(sign for sign in composed if sign.isprintable() or sign.isspace()).split())


@lru_cache(maxsize=32_768)
def fold(text: str) -> str:
    """The name for comparing: no case, accents, hyphens, apostrophes or spaces. "O'Brien-Łuk" is "obrienluk"."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.casefold()))
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UNFOLDED))
    return "".join(sign for sign in plain if sign.isalnum())


def greeted(name: str) -> str:
    """"Miss A Noor" is Miss Noor, as a greeting says it; a name without a title stays whole."""
    title, *others = name.split(" ")
    surname = [part for part in others if len(part.rstrip(".")) > 1]
    return " ".join((title, *surname)) if surname and title.rstrip(".") in TITLES else name


def inner_word(name: str) -> int:
    """Where a second word begins inside a name: 2 in "McQuarrie" and in "O'Neill"; 0 where there is none."""
    found = _INNER.search(name)
    return found.start(1) if found else 0


def recased(text: str) -> str:
    """A name written in capitals as a person writes it: "O'NEILL-MCQUARRIE" is "O'Neill-McQuarrie".

    A name that is not wholly capitals, or is two letters long ("AJ"), stays as it is.
    """
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 3 or not text.isupper():
        return text
    parts = re.split(r"([ '’‐-―-])", text)
    return "".join(_capitalised(part) for part in parts)


def _capitalised(part: str) -> str:
    if part.startswith("MC") and len(part) > 3:
        return "Mc" + part[2:].capitalize()
    return part.capitalize()


def split_full_name(text: str, surname_first: bool) -> FullName | None:
    """Surname and forename from one column; None where there is only one word.

    A comma decides ("Okonjo, Chidera"), then a surname in capitals ("OKONJO Chidera"), then the order that the
    heading promised. A name in brackets is the preferred forename.
    """
    bracketed = re.search(r"\(([^()]*)\)", text)
    preferred = tidy(bracketed.group(1)) if bracketed else ""
    plain = tidy(re.sub(r"\([^()]*\)", " ", text))
    if "," in plain:
        surname, _, forename = (part.strip() for part in plain.partition(","))
        return FullName(surname, forename, preferred) if surname and forename else None
    words = plain.split()
    if len(words) < 2:
        return None
    capitals = [word for word in words if word.isupper() and len(word) > 2]
    if capitals and len(capitals) < len(words):
        return _by_capitals(words, preferred)
    split = _surname_words_first(words) if surname_first else _surname_words_last(words)
    surname, forename = (" ".join(words[:split]), " ".join(words[split:]))
    if not surname_first:
        surname, forename = forename, surname
    return FullName(surname, forename, preferred, sure=len(words) == 2)


def _by_capitals(words: list[str], preferred: str) -> FullName:
    surname = " ".join(word for word in words if word.isupper() and len(word) > 1)
    forename = " ".join(word for word in words if not (word.isupper() and len(word) > 1))
    return FullName(surname, forename, preferred)


def _surname_words_first(words: list[str]) -> int:
    """How many leading words make the surname: particles and the word after them, at least one."""
    split = 1
    while split < len(words) - 1 and words[split - 1].casefold() in _PARTICLES:
        split += 1
    return split


def _surname_words_last(words: list[str]) -> int:
    """Where the surname starts when it stands last: the last word, and the particles before it."""
    split = len(words) - 1
    while split > 1 and words[split - 1].casefold() in _PARTICLES:
        split -= 1
    return split
