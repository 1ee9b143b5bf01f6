"""How `apdesk bench` measures: a median beside its baseline, taken turn by turn in the same run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

LEAST = 500.0       # milliseconds that all runs of one side take together
MOST = 60


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One figure; times in milliseconds, `ratio` how many times the baseline."""

    name: str
    median_ms: float
    baseline: str
    baseline_ms: float
    n: int

    @property
    def ratio(self) -> float:
        return self.median_ms / self.baseline_ms if self.baseline_ms else 0.0

    @staticmethod
    def from_json(said: Mapping[str, Any]) -> Benchmark:
        """The figure that `as_json` told."""
        return Benchmark(said["name"], said["median_ms"], said["baseline"], said["baseline_ms"], said["n"])

    def as_json(self) -> dict[str, object]:
        """The shape of one benchmark on the command line."""
        return {
            "name": self.name, "median_ms": round(self.median_ms, 3), "baseline": self.baseline,
            "baseline_ms": round(self.baseline_ms, 3), "ratio": round(self.ratio, 3), "n": self.n,
        }


def measure(name: str, work: Callable[[], object], baseline: str, floor: Callable[[], object], n: int = 5) -> Benchmark:
    """The medians of at least `n` runs of each, in turn, so that a machine that slows down slows both.

    What takes a few milliseconds is run on until it took `LEAST` together: another program's turn on the processor
    is longer than that, and would else make the median of a handful.
    """
    work()
    floor()
    taken: list[float] = []
    bare: list[float] = []
    while _too_few(n, taken, bare):
        taken.append(milliseconds(work))
        bare.append(milliseconds(floor))
    return Benchmark(name, median(taken), baseline, median(bare), len(taken))


def median_of(work: Callable[[], object], n: int = 7) -> float:
    """The median in milliseconds of as many runs as `measure` takes, after one that does not count."""
    work()
    taken: list[float] = []
    while _too_few(n, taken):
        taken.append(milliseconds(work))
    return median(taken)


def _too_few(n: int, *sides: list[float]) -> bool:
    """True while a side has fewer than `n` runs, or took less than `LEAST` in fewer than `MOST`."""
    runs = len(sides[0])
    return runs < n or (runs < MOST and min(map(sum, sides)) < LEAST)


def milliseconds(work: Callable[[], object]) -> float:
    """How long one run takes, with nothing of the runs before it left to tidy."""
    gc.collect()
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
