"""How `apdesk bench` measures: a median beside its baseline, taken turn by turn in the same run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any


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
    """The medians of `n` runs of each, in turn, so that a machine that slows down slows both."""
    work()
    floor()
    taken: list[float] = []
    bare: list[float] = []
    for _ in range(n):
        taken.append(_milliseconds(work))
        bare.append(_milliseconds(floor))
    return Benchmark(name, median(taken), baseline, median(bare), n)


def _milliseconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
