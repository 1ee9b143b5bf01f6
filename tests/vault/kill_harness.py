"""Kill the writing process at random moments, reopen, and compare with what it had acknowledged.

    .venv/bin/python tests/vault/kill_harness.py 1000

Only where processes can be forked; the tests run it briefly.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import select
import signal
import struct
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from desk_fixture import PASSPHRASE, PERSON
from harness_school import CLOCK, Known, Office, Step, make_desk, newest_entry

from apdesk import desk as desks
from apdesk.services.verifying import verify
from apdesk.store.journal_check import check_journal

LONGEST = 0.6  # seconds between the start of a process and its end
FULL_CHECK_EVERY = 50


@dataclass
class Tally:
    """What the run found."""

    kills: int = 0
    acknowledged: int = 0
    in_flight: int = 0
    while_opening: int = 0
    faults: list[str] = field(default_factory=list)


def run(kills: int, desk: Path, seed: int = 1) -> Tally:
    """Kill that many times; every fault stands in the tally."""
    chance = random.Random(seed)
    tally = Tally()
    with desks.opened(desk, PERSON, PASSPHRASE, CLOCK):
        known = Known.read()
    for number in range(1, kills + 1):
        known = _one(desk, known, chance, tally)
        if number % FULL_CHECK_EVERY == 0 or number == kills:
            verdict = verify(desk, PERSON, PASSPHRASE, CLOCK)
            tally.faults.extend(verdict.damage)
    return tally


def _one(desk: Path, known: Known, chance: random.Random, tally: Tally) -> Known:
    receiving, sending = Pipe(duplex=False)
    seed = chance.random()
    child = os.fork()
    if child == 0:
        receiving.close()
        _work_until_killed(desk, sending, random.Random(seed))
    sending.close()
    # a random moment, or sooner should the child end by itself
    ended = os.pidfd_open(child)
    select.select([ended], [], [], chance.random() * LONGEST)
    os.close(ended)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    tally.kills += 1
    tried: Step | None = None
    opened, acknowledged = False, 0
    for word, step in _messages(receiving):
        opened = True
        if word == "done":
            known, tried = step.onto(known), None
        elif word == "try":
            tried = step
        elif word == "saved":
            acknowledged = step.entry
            tally.acknowledged += 1
        elif word == "error":
            tally.faults.append(f"before kill {tally.kills}: {step.kind}")
    tally.while_opening += not opened
    tally.in_flight += tried is not None
    return _compare(desk, known, tried, acknowledged, tally)


def _compare(desk: Path, known: Known, tried: Step | None, acknowledged: int, tally: Tally) -> Known:
    with desks.opened(desk, PERSON, PASSPHRASE, CLOCK) as record:
        found = Known.read()
        # Opening has added an entry of its own.
        if newest_entry(record) <= acknowledged:
            tally.faults.append(f"after kill {tally.kills}: entry {acknowledged} was acknowledged and is lost")
        if not known.is_whole(tried, found):
            tally.faults.append(f"after kill {tally.kills}: {known.step_to(found)} while trying {tried}")
        journal = check_journal(record.database.connection(), record.secrets.journal, record.keys.head)
        tally.faults.extend(f"after kill {tally.kills}: {sentence}" for sentence in journal.sentences + record.notices)
    return found


def _work_until_killed(desk: Path, sending: Connection, chance: random.Random) -> None:
    try:
        record = desks.open_desk(desk, PERSON, PASSPHRASE, CLOCK)
        office, known = Office(record, desk.parent, chance), Known.read()
        sending.send_bytes(pickle.dumps(("open", Step(""))))
        while True:
            step = office.next_step()
            sending.send_bytes(pickle.dumps(("try", step)))
            done = office.do(step)
            # The use case has returned: the office has been told that it is saved, or why not.
            word = "saved" if done else "refused"
            sending.send_bytes(pickle.dumps((word, replace(step, entry=office.entry()))))
            now = Known.read()
            sending.send_bytes(pickle.dumps(("done", known.step_to(now))))
            known = now
    except BaseException as error:
        with contextlib.suppress(OSError):
            sending.send_bytes(pickle.dumps(("error", Step(repr(error)))))
    finally:
        os._exit(1)


def _messages(receiving: Connection) -> list[tuple[str, Step]]:
    found = []
    with contextlib.suppress(EOFError, OSError, struct.error):
        while True:
            found.append(pickle.loads(receiving.recv_bytes()))
    receiving.close()
    return found


def main() -> int:
    """Run in full and print the figures; 1 where anything was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "larkmoor.apdesk"
        make_desk(desk)
        began = time.monotonic()
        tally = run(kills, desk, seed)
    print(
        f"{tally.kills} kills in {time.monotonic() - began:.0f} s: {tally.acknowledged} operations acknowledged, "
        f"{tally.in_flight} in flight at the end, {tally.while_opening} while opening; {len(tally.faults)} faults"
    )
    for fault in tally.faults[:20]:
        print(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
