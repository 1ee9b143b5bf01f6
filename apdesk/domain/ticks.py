"""Which ticks together mean that a duty is done: both sides of a contact, else one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SPOKEN = "spoken to "           # evidence that begins so is a side that was spoken to


class Tick(NamedTuple):
    """One tick: the words of the evidence that it stands for, and a label beside it."""

    evidence: str
    label: str


def ticks_of(evidence: Iterable[str]) -> tuple[Tick, ...]:
    """The sides of a contact ("spoken to the provider", "spoken to the pupil"); none where it has no sides."""
    sides = [one for one in evidence if one.startswith(SPOKEN)]
    return tuple(Tick(one, _label(one)) for one in sides) if len(sides) > 1 else ()


def _label(evidence: str) -> str:
    words = evidence.removeprefix(SPOKEN).removeprefix("the ")
    return words[:1].upper() + words[1:]
