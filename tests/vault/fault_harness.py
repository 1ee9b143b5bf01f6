"""Let writes fail at random while the office works, and compare with what it had acknowledged.

.venv/bin/python tests/vault/fault_harness.py 300
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from desk_fixture import PASSPHRASE, PERSON
from failing_disk import FailingDisk, any_error, failing_disk
from harness_school import CLOCK, Known, Office, Step, make_desk

from apdesk import desk as desks
from apdesk.problems import Problem
from apdesk.services.verifying import verify
from apdesk.store.journal_check import check_journal

REOPEN_EVERY = 5
MOST_WRITES = 60


@dataclass
class Tally:
    """What the run found: how often a disk that failed was met, and what came of it."""

    failures: int = 0
    refused: int = 0
    saved: int = 0
    uncertain: int = 0
    pending: Step | None = None
    """The change of which the office was told that it may or may not be kept, until something later is saved."""
    faults: list[str] = field(default_factory=list)


def run(failures: int, desk: Path, seed: int = 1) -> Tally:
    """Let that many writes fail; every fault stands in the tally."""
    chance = random.Random(seed)
    tally = Tally()
    known: Known | None = None
    with failing_disk() as disk:
        while tally.failures < failures:
            _open_on_a_bad_disk(desk, chance, disk, tally)
            known = _one_opening(desk, known, chance, disk, tally)
    verdict = verify(desk, PERSON, PASSPHRASE, CLOCK)
    tally.faults.extend(verdict.damage)
    return tally


def _open_on_a_bad_disk(desk: Path, chance: random.Random, disk: FailingDisk, tally: Tally) -> None:
    before = disk.failed
    disk.fail_after(chance.randrange(12), chance.choice((1, 2, 50)), any_error(chance))
    try:
        desks.close_desk(desks.open_desk(desk, PERSON, PASSPHRASE, CLOCK))
    except Problem:
        tally.refused += 1
    except Exception as error:
        tally.faults.append(f"opening: {error!r} instead of a sentence")
    tally.failures += disk.failed > before


def _one_opening(desk: Path, known: Known | None, chance: random.Random, disk: FailingDisk, tally: Tally) -> Known:
    disk.heal()
    with desks.opened(desk, PERSON, PASSPHRASE, CLOCK) as record:
        found = Known.read()
        if known is not None and found != known and not (tally.pending and known.is_whole(tally.pending, found)):
            tally.faults.append(f"after {disk.failed} failures, reopened: {known.step_to(found)}")
        tally.pending = None
        office, known = Office(record, desk.parent, chance), found
        for _ in range(REOPEN_EVERY):
            known = _one_step(office, known, chance, disk, tally)
        journal = check_journal(record.database.connection(), record.secrets.journal, record.keys.head)
        tally.faults.extend(journal.sentences)
        before = disk.failed
        disk.fail_after(chance.randrange(6), chance.choice((1, 1, 3)), any_error(chance))  # while closing
    tally.failures += disk.failed > before
    disk.heal()
    return known


def _one_step(office: Office, known: Known, chance: random.Random, disk: FailingDisk, tally: Tally) -> Known:
    step = office.next_step()
    before, entry = disk.failed, office.entry()
    disk.fail_after(chance.randrange(MOST_WRITES), chance.choice((1, 1, 1, 2, 50)), any_error(chance))
    saved = refused = False
    try:
        saved = office.do(step)
    except Problem as problem:
        refused = True
        if problem.code == "record.uncertain":
            tally.uncertain += 1
            tally.pending = step
    except Exception as error:
        tally.faults.append(f"{step.kind}: {error!r} instead of a sentence")
    disk.heal()
    found = Known.read()
    tally.failures += disk.failed > before
    tally.saved += saved
    tally.refused += refused
    if office.entry() != entry:
        tally.pending = None
    if refused and found != known:
        tally.faults.append(f"{step.kind}: refused and yet {known.step_to(found)}")
    if saved and office.entry() == entry and step.onto(known) != known:
        tally.faults.append(f"{step.kind}: acknowledged and lost")
    if not known.is_whole(step, found):
        tally.faults.append(f"{step.kind}: half done, {known.step_to(found)}")
    return found


def main() -> int:
    """Run in full and print the figures; 1 where anything was lost."""
    failures = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "larkmoor.apdesk"
        make_desk(desk)
        began = time.monotonic()
        tally = run(failures, desk, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(
        f"{tally.failures} times on a failing disk in {time.monotonic() - began:.0f} s: "
        f"{tally.saved} operations saved, "
        f"{tally.refused} refused with a sentence, {tally.uncertain} of them as uncertain; {len(tally.faults)} faults"
    )
    for fault in tally.faults[:20]:
        print(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
