"""What waits for somebody behind an item of the rail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """`tone` is "late" (red, square), "due" (amber, round) or "open" (a plain number); `words` say it in full."""

    number: int
    tone: str = "open"
    words: str = ""
