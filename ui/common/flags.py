"""The needs flags: the letters on screen and the full words for tooltips and screen readers."""

from __future__ import annotations

FLAGS: dict[str, str] = {
    "K": "SEN support",
    "EHCP": "Education, health and care plan",
    "LAC": "Looked-after child",
    "SW": "Has a social worker",
    "PP": "Pupil premium",
    "MED": "Medical condition",
    "EAL": "English as an additional language",
    "CP": "Child protection plan",
    "FSM": "Free school meals",
    "PLAC": "Previously looked-after child",
}
SOLID = frozenset({"LAC"})
"""The only flag that is drawn solid."""
NEVER_LEAVES = frozenset({"CP", "SW"})
"""Flags that are never copied, exported or mailed."""


def flag_words(letters: str) -> str:
    """The full words of one flag; unknown letters stand for themselves."""
    return FLAGS.get(letters, letters)
