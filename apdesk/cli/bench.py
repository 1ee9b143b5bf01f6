"""`apdesk bench`: each figure beside its baseline in the same run."""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator

from apdesk.problems import Problem
from apdesk.services.measuring import Benchmark

# name -> module that offers benchmarks(only); its figures' names begin with the first four letters
GROUPS: dict[str, str] = {
    "planning": "apdesk.services.bench_planning",
    "record": "apdesk.services.bench_record",
}
WINDOW = "window"
WINDOW_PROGRAM = "ui.bench"  # a process of its own, so that the command line never loads Qt


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `bench`."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", metavar="NAME", help="one group or one figure")


def run(options: argparse.Namespace) -> int:
    """Print every figure as it is taken; 0."""
    found: list[Benchmark] = []
    for one in _benchmarks(options.only):
        found.append(one)
        if not options.json:
            times = f"{one.median_ms:>12.2f} ms  {one.ratio:>8.2f} x"
            print(f"{one.name:<32}{times}  {one.baseline} ({one.baseline_ms:.2f} ms)", flush=True)
    if not found:
        groups = ", ".join((*GROUPS, WINDOW))
        raise Problem("bench.name", f'No figure is called "{options.only}". Groups: {groups}.', "--only")
    if options.json:
        print(json.dumps({"benchmarks": [one.as_json() for one in found]}, indent=1))
    return 0


def _benchmarks(only: str | None) -> Iterator[Benchmark]:
    for group, module in GROUPS.items():
        if only is None or only == group:
            yield from _of(module)
        elif only.startswith(group[:4]):
            yield from _of(module, only)
    if only is None or only.startswith(WINDOW):
        yield from (one for one in _of_window() if only in (None, WINDOW, one.name))


def _of_window() -> Iterator[Benchmark]:
    """The window's figures, as its own process takes them."""
    command = [sys.executable, "-P", "-m", WINDOW_PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            yield Benchmark.from_json(json.loads(line))
        said = process.stderr.read()
    if process.returncode != 0:
        last = said.strip().splitlines()[-1:] or ["it gave no reason"]
        raise Problem("bench.window", f"The window could not be measured: {last[0]}")


def _of(module: str, only: str | None = None) -> Iterable[Benchmark]:
    found: Iterable[Benchmark] = importlib.import_module(module).benchmarks(only)
    return found
