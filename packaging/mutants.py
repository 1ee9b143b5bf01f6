"""Whether the tests would notice: makes small mistakes in apdesk/domain, one at a time, and runs the tests on each.

    .venv/bin/python packaging/mutants.py --seed 1 --sample 400 --report mutants.json

Run by hand; a sample of 400 takes about an hour. Each worker makes its mistakes in a copy of its own, so the checkout
may be worked in meanwhile. A run that was cut short goes on from its report.
`--again` tries only what nobody noticed, after new tests; `--wider` asks the tests of everything but the window too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path
from queue import Queue
from threading import Lock

from mistakes import Mutant, all_mutants, mutated

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = ROOT / "apdesk" / "domain"
COPIED = ("apdesk", "ui", "tests", "resources", "packaging")
ROLLS = ("roll_", "names", "upn", "year_group", "term_dates_by_rule", "tracker_")
OFFICE = (
    "asked",
    "attendance",
    "coverage",
    "day_counts",
    "disclosure",
    "lateness",
    "permissions",
    "placement.",
    "provider",
    "pupil",
    "rhythm",
    "roles",
    "ticks",
)
QUICK = [
    f"tests/domain/test_{name}.py"
    for name in ("words_of_the_language", "school_calendar", "standings", "half_days_and_fortnights", "hand_worked")
]
PLANS = [*QUICK, "tests/domain", "tests/cli/test_plan_command.py", "tests/services/test_second_school.py"]
TESTS = {
    "rolls": ["tests/rolls", "tests/imports", "tests/services/test_tracker.py"],
    "office": ["tests/domain/test_standings.py", "tests/domain/test_provider_papers.py", "tests/services"],
    "plans": PLANS,
    "wider": [
        "tests/domain",
        "tests/rolls",
        "tests/imports",
        "tests/services",
        "tests/exports",
        "tests/store",
        "tests/cli",
    ],
}


def digest() -> str:
    """Says whether the domain is the one a report was made on."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(DOMAIN.glob("*.py")))).hexdigest()


def family(file: str) -> str:
    """Which tests are asked first about a file of the domain."""
    return "rolls" if file.startswith(ROLLS) else "office" if file.startswith(OFFICE) else "plans"


def copy_of_checkout(folder: Path) -> Path:
    """A folder that holds what the tests need, as the checkout has it now."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


class Trial:
    """Runs tests in copies of the checkout; each family without any mistake first, which has to pass."""

    def __init__(self, folders: list[Path], wider: bool) -> None:
        self.folders: Queue[Path] = Queue()
        self.wider = wider
        self.longest: dict[str, float] = {}
        self.measuring = Lock()
        for folder in folders:
            self.folders.put(folder)

    def __call__(self, mutant: Mutant) -> Mutant:
        """The mutant with the name of what noticed it; empty where nothing did."""
        folder = self.folders.get()
        place = folder / "apdesk" / "domain" / mutant.file
        before = place.read_text(encoding="utf-8")
        try:
            for name in (family(mutant.file), *(["wider"] if self.wider else [])):
                longest = self._patience(name, folder)
                _write(place, mutated(before, mutant.number))
                mutant.killed_by = _noticed(TESTS[name], folder, longest)
                _write(place, before)
                if mutant.killed_by:
                    break
        finally:
            _write(place, before)
            self.folders.put(folder)
        return mutant

    def _patience(self, name: str, folder: Path) -> float:
        """How many seconds a family of tests may take: three times as long as without a mistake, and half a minute."""
        with self.measuring:
            if name not in self.longest:
                begun = time.monotonic()
                noticed = _noticed(TESTS[name], folder, 3600)
                if noticed:
                    raise SystemExit(f"The tests fail without any mistake: {noticed}")
                self.longest[name] = 3 * (time.monotonic() - begun) + 30
            return self.longest[name]


def _write(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8")
    for stale in place.parent.glob(f"__pycache__/{place.stem}.*"):
        stale.unlink()


def _noticed(tests: list[str], folder: Path, longest: float) -> str:
    environment = os.environ | {"PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-P", "-m", "pytest", "-x", "-q", "--no-header", "--tb=no", *tests]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=longest)
    except subprocess.TimeoutExpired:
        return "time"
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0][:160] if lines else f"exit code {done.returncode}"


class Report:
    """What has been tried so far, kept in a file after every mutant."""

    def __init__(self, path: Path | None, digest: str) -> None:
        self.path, self.digest = path, digest
        self.tried: list[Mutant] = []
        if path and path.exists():
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["domain"] != digest:
                raise SystemExit("The domain has changed since that report was made: name a new one.")
            self.tried = [Mutant(**one) for one in told["mutants"]]

    def add(self, mutant: Mutant) -> None:
        self.tried = [one for one in self.tried if not _same(one, mutant)] + [mutant]
        if self.path:
            told = {"domain": self.digest, "mutants": [asdict(each) for each in self.tried]}
            self.path.write_text(json.dumps(told, indent=1), encoding="utf-8")

    def left(self, chosen: list[Mutant], again: bool) -> list[Mutant]:
        """The chosen ones not tried yet; with `again`, those tried and not noticed."""
        if again:
            return [one for one in self.tried if not one.killed_by]
        return [one for one in chosen if not any(_same(one, other) for other in self.tried)]


def _same(one: Mutant, other: Mutant) -> bool:
    return (one.file, one.number) == (other.file, other.number)


def main() -> int:
    """Prints the score and every survivor; 0 however many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--again", action="store_true", help="only what nobody noticed, by the report")
    parser.add_argument("--wider", action="store_true", help="survivors meet all tests but those of the window")
    options = parser.parse_args()
    os.nice(10)
    everything = list(all_mutants(DOMAIN))
    chosen = random.Random(options.seed).sample(everything, min(options.sample, len(everything)))
    report = Report(options.report, digest())
    with tempfile.TemporaryDirectory() as top, ThreadPoolExecutor(options.workers) as pool:
        trial = Trial([copy_of_checkout(Path(top) / str(n)) for n in range(options.workers)], options.wider)
        for tried in as_completed(pool.submit(trial, one) for one in report.left(chosen, options.again)):
            mutant = tried.result()
            report.add(mutant)
            print(f"{mutant.file}:{mutant.line} {mutant.change}: {mutant.killed_by or 'SURVIVED'}", flush=True)
    survivors = [mutant for mutant in report.tried if not mutant.killed_by]
    for mutant in sorted(survivors, key=lambda one: (one.file, one.line)):
        print(f"not noticed: {mutant.file}:{mutant.line} {mutant.change}")
    total = len(report.tried)
    print(
        f"{total - len(survivors)} of {total} noticed ({1 - len(survivors) / max(total, 1):.0%}), of {len(everything)}."
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
