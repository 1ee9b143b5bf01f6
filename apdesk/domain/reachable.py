"""Whether somebody can be reached by what was typed: it stands on letters, and on the sheet of where everyone is."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LEAST_DIGITS = 3
"""An extension of the school's own switchboard has as few."""


def email_trouble(typed: str | None) -> str:
    """What is wrong with an email address; "" where nothing is, or none was typed."""
    text = (typed or "").strip()
    return "" if not text or _EMAIL.fullmatch(text) else "An email address looks like office@school.example."


def phone_trouble(typed: str | None) -> str:
    """What is wrong with a telephone number; "" where nothing is, or none was typed. Words beside digits may stand."""
    text = (typed or "").strip()
    if not text or sum(letter.isdigit() for letter in text) >= _LEAST_DIGITS:
        return ""
    return "A telephone number has digits, such as 020 7946 0121."
