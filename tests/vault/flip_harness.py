"""Change one byte of the record, the keys or a backup at a time; opening or verifying must notice each.

.venv/bin/python tests/vault/flip_harness.py 2000
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from desk_fixture import CHEAP, PASSPHRASE, PERSON

from apdesk import desk as desks
from apdesk.clock import SystemClock
from apdesk.problems import Problem
from apdesk.services import backups
from apdesk.services.verifying import verify
from apdesk.store import key_wrap
from apdesk.store.pupils import Pupil


def run(flips: int, folder: Path, seed: int = 1) -> list[str]:
    """Change that many bytes, a third of them in each file; which changes were accepted."""
    key_wrap.TARGET = CHEAP
    desk, backup = _make(folder)
    chance = random.Random(seed)
    accepted = []
    for number in range(flips):
        target = (desk / "record.db", desk / "keys", backup)[number % 3]
        whole = target.read_bytes()
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        damaged = bytearray(whole)
        damaged[place] ^= bit
        target.write_bytes(damaged)
        if _sound(backup if target == backup else desk):
            accepted.append(f"{target.name} byte {place} bit {bit}")
        target.write_bytes(whole)
    if not _sound(desk) or not _sound(backup):
        accepted.append("the undamaged files were not accepted")
    return accepted


def _make(folder: Path) -> tuple[Path, Path]:
    desk = folder / "larkmoor.apdesk"
    record, _recovery = desks.create_desk(desk, PERSON, PASSPHRASE, SystemClock())
    try:
        with record.work("Took in a pupil list") as work:
            for number in range(200):
                work.create(Pupil, surname=f"Surname{number}", forename="Ada", year=9)
        return desk, backups.take(record).file
    finally:
        desks.close_desk(record)


def _sound(path: Path) -> bool:
    try:
        return verify(path, PERSON, PASSPHRASE, SystemClock()).ok
    except Problem:
        return False


def main() -> int:
    """Run in full and print the figures; 1 where any change was accepted."""
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        accepted = run(flips, Path(folder))
    print(f"{flips} changed bytes in {time.monotonic() - began:.0f} s: {len(accepted)} accepted")
    for each in accepted[:20]:
        print(each)
    return 1 if accepted else 0


if __name__ == "__main__":
    raise SystemExit(main())
