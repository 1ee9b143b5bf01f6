"""One runner for long work: one job at a time, off the window's thread, its outcome on it.

Work gets an `apdesk.progress.Progress` and nothing of Qt. It returns a value, raises a `Problem`, or raises
`Cancelled` when the person asked it to stop. The executor is injected, so that tests drain it by hand.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from apdesk.problems import Cancelled, Problem
from apdesk.progress import Progress


@dataclass(frozen=True)
class Done:
    """The work ended well with this value."""

    value: Any = None


@dataclass(frozen=True)
class Refused:
    """The work met something that the office can put right."""

    problem: Problem


@dataclass(frozen=True)
class Stopped:
    """The person cancelled; nothing of the work remains but what it said it keeps."""


@dataclass(frozen=True)
class Broke:
    """The program is at fault."""

    error: BaseException


Outcome = Done | Refused | Stopped | Broke
Work = Callable[[Progress], Any]


@dataclass
class Job:
    """One piece of long work; `kept` says what cancelling leaves."""

    what: str
    work: Work
    done: Callable[[Outcome], None]
    kept: str = ""


class _Steps(QObject):
    """Carries the work's progress to the window's thread, and the wish to stop to the work."""

    stepped = Signal(int, int, str)
    ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.stop = Event()

    def step(self, done: int, total: int, what: str) -> None:
        """Part of `Progress`; called on the work's own thread."""
        if self.stop.is_set():
            raise Cancelled
        self.stepped.emit(done, total, what)


class Jobs(QObject):
    """A serial queue of long work. `started(what, kept)`, `stepped(done, total, what)` and `ended` tell of it."""

    started = Signal(str, str)
    stepped = Signal(int, int, str)
    ended = Signal()

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._waiting: deque[Job] = deque()
        self._now: tuple[Job, _Steps] | None = None
        self.afterwards: Callable[[], None] | None = None
        """Done on the work's own thread after each job: lets go of what the thread held of the record."""

    @property
    def busy(self) -> bool:
        """True while a job runs or waits."""
        return self._now is not None

    @property
    def what(self) -> str:
        """The name of the running job, or nothing."""
        return self._now[0].what if self._now else ""

    def run(self, what: str, work: Work, done: Callable[[Outcome], None], kept: str = "") -> None:
        """Queues the work; `done` gets its outcome on the window's thread, whatever happens."""
        self._waiting.append(Job(what, work, done, kept))
        if self._now is None:
            self._next()

    def cancel(self) -> None:
        """Asks the running job to stop at its next step; its `done` still comes, with `Stopped`."""
        if self._now is not None:
            self._now[1].stop.set()

    def close(self) -> None:
        """Forgets what waits, asks the running job to stop and waits until its thread is free."""
        self._waiting.clear()
        self.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=True)

    def _next(self) -> None:
        if not self._waiting:
            return
        if self._executor is None:
            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="apdesk-work")
        job = self._waiting.popleft()
        steps = _Steps()
        steps.stepped.connect(self.stepped, Qt.ConnectionType.QueuedConnection)
        steps.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._now = (job, steps)
        self.started.emit(job.what, job.kept)
        self._executor.submit(_carry_out, job.work, steps, self.afterwards)

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        if self._now is None:
            return
        job, _ = self._now
        self._now = None
        self.ended.emit()
        job.done(outcome)
        if self._now is None:
            self._next()


def _carry_out(work: Work, steps: _Steps, afterwards: Callable[[], None] | None) -> None:
    """Runs on the work's thread and never raises."""
    outcome: Outcome
    try:
        outcome = Done(work(steps))
    except Cancelled:
        outcome = Stopped()
    except Problem as problem:
        outcome = Refused(problem)
    except BaseException as error:  # a fault must reach the window, not die with its thread
        outcome = Broke(error)
    try:
        if afterwards is not None:
            afterwards()
    except BaseException as error:
        outcome = Broke(error)
    steps.ended.emit(outcome)
