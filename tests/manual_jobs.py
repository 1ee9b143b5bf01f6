"""A job executor that does nothing until the test drains it, on the test's own thread."""

from __future__ import annotations

from concurrent.futures import Executor, Future


class ManualExecutor(Executor):
    """Collects the work; `drain()` carries it out in order. `at_once=True` carries it out when it is given."""

    def __init__(self, at_once: bool = False) -> None:
        self._waiting: list = []
        self._at_once = at_once

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        self._waiting.append((fn, args, kwargs, future))
        if self._at_once:
            self.drain()
        return future

    def drain(self) -> None:
        """Carries out everything that waits."""
        while self._waiting:
            fn, args, kwargs, future = self._waiting.pop(0)
            future.set_result(fn(*args, **kwargs))

    @property
    def waiting(self) -> int:
        """How many pieces of work wait."""
        return len(self._waiting)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._waiting.clear()
