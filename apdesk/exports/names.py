"""File names that can be foretold and betray nobody: initials and a reference at the most."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from apdesk.domain.names import TITLES
from apdesk.problems import Problem

_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
_LONGEST = 60


def register_name(provider: str, first_day: date) -> str:
    """"register-kestrel-bridge-ap-2026-11-02.xlsx": the provider and the first day of its half-term."""
    return f"register-{_part(provider)}-{first_day.isoformat()}.xlsx"


def pack_name(initials: str, reference: str, reader: str, on: date) -> str:
    """"review-pack-zq-osd-2026-031-parent-2026-11-16.pdf"."""
    return f"review-pack-{_initials(initials)}-{_part(reference)}-{_part(reader)}-{on.isoformat()}.pdf"


def letter_name(initials: str, reference: str, what: str, on: date) -> str:
    """"placement-notice-nr-osd-2026-041-2026-11-10.pdf"."""
    return f"{_part(what)}-{_initials(initials)}-{_part(reference)}-{on.isoformat()}.pdf"


def calendar_name(school: str, on: date) -> str:
    """"calendar-larkmoor-high-school-2026-11-10.ics"."""
    return f"calendar-{_part(school)}-{on.isoformat()}.ics"


def message_name(what: str, person: str, on: date) -> str:
    """"chase-lf-2026-11-10.eml": what it is for and the initials of the one who gets it."""
    words = person.replace("-", " ").split()
    letters = "".join(word[:1] for word in words if word.rstrip(".") not in TITLES)
    return f"{_part(what)}-{_part(letters)[:4]}-{on.isoformat()}.eml"


def list_name(title: str, on: date, suffix: str) -> str:
    """"tracker-2026-11-10.xlsx"."""
    return f"{_part(title)}-{on.isoformat()}.{suffix}"


def suffix_of(file: Path, allowed: tuple[str, ...]) -> str:
    """What the file is to be, by its ending; `Problem` "document.suffix" for any other than those allowed."""
    suffix = file.suffix.casefold().removeprefix(".")
    if suffix not in allowed:
        endings = " or ".join(f".{each}" for each in allowed)
        raise Problem("document.suffix", f"Let the file’s name end in {endings}: that says what is made.", file.name)
    return suffix


def _initials(text: str) -> str:
    """"Z Q" and "ZQ" give "zq"; of anything longer the first letters, so that no name becomes a file name."""
    words = [word for word in re.split(r"[\s.\-]+", text) if word]
    letters = [word if word.isupper() and len(word) <= 3 else word[:1] for word in words]
    return _part("".join(letters))[:4].replace("-", "") or "x"


def _part(text: str) -> str:
    """Lower-case letters of the Latin alphabet, figures and hyphens; never empty, never a device's name."""
    flat = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    words = re.sub(r"[^a-z0-9]+", "-", "".join(letter for letter in flat if not unicodedata.combining(letter)))
    part = words.strip("-")[:_LONGEST].rstrip("-")
    return f"{part}-" if part in _RESERVED else part or "unnamed"


_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "", "'": "",
})
