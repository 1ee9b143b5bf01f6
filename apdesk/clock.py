"""Where "now", "today" and new identities come from; the only place that asks the machine."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """What the rest of the program may ask of time and chance."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def today(self) -> date:
        """The office's calendar date."""

    def new_id(self) -> str:
        """A fresh random identity of 32 hexadecimal letters, unique across machines."""


class SystemClock:
    """The machine's own time and randomness."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return date.today()

    def new_id(self) -> str:
        return uuid.uuid4().hex


@dataclass
class ClockOn(SystemClock):
    """The machine's time of day on a chosen date: `--on` and the made-up school."""

    on: date

    def today(self) -> date:
        return self.on
