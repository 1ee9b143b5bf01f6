"""How long work reports itself and learns that it should stop; free of any window."""

from __future__ import annotations

from typing import Protocol

from apdesk.problems import Cancelled


class Progress(Protocol):
    """Told how far the work is; raises `Cancelled` when the person has asked it to stop."""

    def step(self, done: int, total: int, what: str) -> None:
        """`done` of `total` (0 where unknown) of `what` ("Reading rows") are finished."""


class Silent:
    """Nobody is watching; `stop_at` lets a test cancel after that many steps."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.steps = 0
        self.stop_at = stop_at

    def step(self, done: int, total: int, what: str) -> None:
        self.steps += 1
        if self.stop_at is not None and self.steps >= self.stop_at:
            raise Cancelled
