"""The made-up school: for looking round, and for pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from apdesk.clock import Clock, ClockOn
from apdesk.desk import close_desk, make_demo_desk
from apdesk.progress import Progress
from ui.common.bus import Bus
from ui.common.context import Context
from ui.common.jobs import Jobs
from ui.common.memory import Memory
from ui.common.scenes import ON

STEPS = 10
"""Sentences that are said while it is made."""


def made_up_school(folder: Path, clock: Clock, progress: Progress | None = None) -> Any:
    """The made-up school, freshly made in a folder and open."""
    told: list[str] = []

    def say(sentence: str) -> None:
        told.append(sentence)
        if progress is not None:
            progress.step(len(told), STEPS, sentence)

    return make_demo_desk(folder / "larkmoor.apdesk", clock, say)


@dataclass
class PictureClock(ClockOn):
    """Twenty to eleven in the morning of the day, whenever the pictures are made."""

    def now(self) -> datetime:
        return datetime.combine(self.on, time(10, 42), UTC)


class AtOnce(Executor):
    """Carries work out where it is given: a picture has nobody to keep waiting, and needs no second thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Done before it returns."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class Unasked:
    """Stands in for `Ask` where nobody can be asked: pictures."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"a picture asked a question: {name}")


@contextmanager
def demo_context(folder: Path) -> Iterator[Callable[[], Context]]:
    """Gives a function that opens the made-up school on the day of the design's pictures; closed afterwards."""
    opened: list[Any] = []

    def open_desk() -> Context:
        record = made_up_school(folder, PictureClock(ON))
        opened.append(record)
        return Context(record, record.clock, Unasked(), Jobs(AtOnce()), Bus(), Memory())  # type: ignore[arg-type]

    try:
        yield open_desk
    finally:
        for record in opened:
            close_desk(record)
