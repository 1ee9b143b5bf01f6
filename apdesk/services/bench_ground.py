"""What the record's figures stand on: made-up desks, and the same rows in plain SQLite and in a second copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from apdesk.clock import ClockOn
from apdesk.domain.term_dates_by_rule import made_up_terms
from apdesk.progress import Silent
from apdesk.services import school_year
from apdesk.services.measuring import Benchmark, measure, milliseconds
from apdesk.services.new_desk import furnish
from apdesk.services.protocols import protocol_in_force
from apdesk.store import opening
from apdesk.store.key_wrap import Cost
from apdesk.store.plain_twin import PlainTwin, Statement, as_plain
from apdesk.store.record import Record
from apdesk.store.replica import Replica
from apdesk.store.ten_years import Shape, fill

ON = date(2026, 11, 10)
PASSPHRASE = "only for measuring"
CLOCK = ClockOn(ON)
CHEAP = Cost(8, 1, 1)
PLAIN = "plain SQLite, the same statements"
PLAIN_ON_DISK = f"{PLAIN}, on disk"

Figure = tuple[str, Callable[[], Iterable[Benchmark]]]
"""A name and how its figure is taken; figures whose names go on with a hyphen may come with it."""


@dataclass(frozen=True)
class Ground:
    """A record with many years in it and its plain twin."""

    record: Record
    twin: PlainTwin

    def statements(self, name: str, work: Callable[[], object], n: int = 7) -> Benchmark:
        """Only the statements of a use case, every row fetched, in the record and in plain SQLite."""
        heard = self.heard(work)
        database = self.record.database

        def ours() -> None:
            for sql, values in heard:
                database.rows(sql, *values)

        return measure(name, ours, f"{PLAIN} ({len(heard)})", lambda: self.twin.replay(heard), n)

    def use_case(self, name: str, work: Callable[[], object], n: int = 7) -> Benchmark:
        """All that a use case takes, to the rows that the window is handed, beside its bare statements."""
        heard = self.heard(work)
        return measure(name, work, f"{PLAIN} ({len(heard)}), no use case", lambda: self.twin.replay(heard), n)

    def heard(self, work: Callable[[], object]) -> list[Statement]:
        """The statements that a use case asks, as any engine takes them."""
        with self.record.database.listening() as heard:
            work()
        return as_plain(heard)

    def written(self, name: str, work: Callable[[int], None], n: int) -> Benchmark:
        """Each run of a use case that writes, beside its own statements as one plain transaction on disk."""
        ours, plain = [], []
        for number in range(n):
            with self.record.database.listening() as heard:
                ours.append(milliseconds(partial(work, number)))
            plain.append(milliseconds(partial(self.twin.replay_as_one, as_plain(heard))))
        return Benchmark(name, median(ours), PLAIN_ON_DISK, median(plain), n)

    def saved(self, name: str, work: Callable[[int], None], n: int) -> Iterator[Benchmark]:
        """As `written`, once for the statements alone in an encrypted copy, once for the whole use case."""
        whole, ours, plain = [], [], []
        with Replica(self.record) as replica:
            for number in range(n):
                with self.record.database.listening() as listened:
                    whole.append(milliseconds(partial(work, number)))
                heard = as_plain(listened)
                ours.append(milliseconds(partial(replica.replay_as_one, heard)))
                plain.append(milliseconds(partial(self.twin.replay_as_one, heard)))
        yield Benchmark(name, median(ours), PLAIN_ON_DISK, median(plain), n)
        yield Benchmark(f"{name}-use-case", median(whole), f"{PLAIN_ON_DISK}, no use case", median(plain), n)


@contextmanager
def ground(folder: Path, years: int) -> Iterator[Ground]:
    """A made-up desk of so many school years with its twin, within the block."""
    record = made_desk(folder / f"bench-{years}.apdesk", years)
    try:
        yield Ground(record, PlainTwin(record))
    finally:
        opening.close_desk(record)


def made_desk(desk: Path, years: int) -> Record:
    """The desk, open."""
    record = opening.create_desk(desk, "Bench", PASSPHRASE, CLOCK, CHEAP).record
    furnish(record)
    school_year.take_calendar(record, made_up_terms(ON.year - 1, ON.year + 1), "made-up.csv")
    held = protocol_in_force(record)
    pathways = tuple(one.id for one in held.protocol.pathways.values() if one.scope == "placement")
    rules = tuple((one.id, one.kind) for one in held.protocol.duties_of(pathways[0]))
    fill(record, Shape(years, held.id, pathways, rules, ON), Silent())
    record.learn()
    return record


def wanted_of(figures: Iterable[Figure], only: str | None) -> Iterator[Benchmark]:
    """Take the figures of that name, or all; one that is not wanted is not taken."""
    for name, take in figures:
        if only is None or only == name or only.startswith(f"{name}-"):
            yield from (one for one in take() if only in (None, one.name))
