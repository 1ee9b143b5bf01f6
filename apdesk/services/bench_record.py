"""The record with ten school years in it, beside plain SQLite doing the same statements in the same run.

Where the figure is a whole use case, the time includes the rows that the window is handed; the baseline is the
bare statements. Figures are taken after the key is derived.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from apdesk.clock import ClockOn
from apdesk.domain.term_dates_by_rule import made_up_terms
from apdesk.progress import Silent
from apdesk.services import school_year
from apdesk.services.duties import Completion, complete_duty
from apdesk.services.duty_lists import due_list
from apdesk.services.measuring import Benchmark, measure
from apdesk.services.new_desk import furnish
from apdesk.services.protocols import protocol_in_force
from apdesk.services.pupil_list import pupil_list
from apdesk.services.register_weeks import register_week
from apdesk.services.search import Finder
from apdesk.store import backup, opening
from apdesk.store.key_wrap import Cost
from apdesk.store.keys import Keys, Secrets, Unlocked
from apdesk.store.occupancy import Occupancy
from apdesk.store.plain_twin import PlainTwin, Statement, as_plain
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record
from apdesk.store.ten_years import Shape, fill

ON = date(2026, 11, 10)
PLAIN = "plain SQLite, the same statements"
PASSPHRASE = "only for measuring"
CLOCK = ClockOn(ON)
_CHEAP = Cost(8, 1, 1)


@dataclass(frozen=True)
class _Bench:
    record: Record
    twin: PlainTwin

    def reading(self, name: str, work: Callable[[], object], n: int = 7) -> Benchmark:
        """A use case that reads, beside its own statements in plain SQLite."""
        with self.record.database.listening() as heard:
            work()
        statements = as_plain(heard)
        return measure(name, work, f"{PLAIN} ({len(statements)})", lambda: self.twin.replay(statements), n)

    def statements(self, name: str, work: Callable[[], object], n: int = 7) -> Benchmark:
        """Only the statements of a use case, in the record and in plain SQLite."""
        with self.record.database.listening() as heard:
            work()
        statements = as_plain(heard)
        database = self.record.database

        def ours() -> None:
            for sql, values in statements:
                database.rows(sql, *values)

        return measure(name, ours, f"{PLAIN} ({len(statements)})", lambda: self.twin.replay(statements), n)


def benchmarks() -> Iterable[Benchmark]:
    """Every figure of the record, one year first."""
    with tempfile.TemporaryDirectory() as folder:
        one_year = _one_year(Path(folder) / "bench-1.apdesk")
        desk = Path(folder) / "bench-10.apdesk"
        with _made(desk, 10) as bench:
            both = bench.record.secrets.both()
            yield from _figures(bench, one_year)
        yield _opening(desk, both, bench.twin)


def _one_year(desk: Path) -> float:
    record = _desk(desk, 1)
    try:
        return _median(lambda: pupil_list(record), 7)
    finally:
        opening.close_desk(record)


def _figures(bench: _Bench, one_year: float) -> Iterator[Benchmark]:
    record = bench.record
    finder = Finder(record)
    yield bench.statements("record-pupils-query", lambda: pupil_list(record))
    yield bench.reading("record-pupils", lambda: pupil_list(record))
    ten_years = _median(lambda: pupil_list(record), 7)
    yield Benchmark("record-pupils-ten-years", ten_years, "the same list with one school year", one_year, 7)
    yield bench.statements("record-today-query", lambda: due_list(record, days=7))
    yield bench.reading("record-today", lambda: due_list(record, days=7))
    yield bench.statements("record-register-query", lambda: register_week(record, ON))
    yield bench.reading("record-register", lambda: register_week(record, ON))
    yield measure("record-find", lambda: finder.find("oko"), "a scan of the surnames in plain SQLite", _like(bench), 7)
    yield _points(bench)
    yield _scan(bench)
    yield from _saving(bench)
    yield _backing_up(bench)


@contextmanager
def _made(desk: Path, years: int) -> Iterator[_Bench]:
    record = _desk(desk, years)
    try:
        yield _Bench(record, PlainTwin(record))
    finally:
        opening.close_desk(record)


def _desk(desk: Path, years: int) -> Record:
    record = opening.create_desk(desk, "Bench", PASSPHRASE, CLOCK, _CHEAP).record
    furnish(record)
    school_year.take_calendar(record, made_up_terms(ON.year - 1, ON.year + 1), "made-up.csv")
    held = protocol_in_force(record)
    pathways = tuple(one.id for one in held.protocol.pathways.values() if one.scope == "placement")
    rules = tuple((one.id, one.kind) for one in held.protocol.duties_of(pathways[0]))
    fill(record, Shape(years, held.id, pathways, rules, ON), Silent())
    record.learn()
    return record


def _opening(desk: Path, both: bytearray, twin: PlainTwin) -> Benchmark:
    keys = Keys.read(desk, _CHEAP)

    def ours() -> None:
        occupancy = Occupancy(desk, "Bench", CLOCK.now())
        unlocked = Unlocked(keys.people[0], Secrets(both))
        record = opening.open_unlocked(desk, keys, unlocked, occupancy, CLOCK)
        pupil_list(record)
        opening.close_desk(record)

    heard: list[Statement] = []

    def plain() -> None:
        connection = twin.fresh()
        for sql, values in heard:
            connection.execute(sql, values).fetchall()
        connection.close()

    record = opening.open_desk(desk, None, PASSPHRASE, CLOCK, _CHEAP)
    with record.database.listening() as listened:
        pupil_list(record)
    heard.extend(as_plain(listened))
    opening.close_desk(record)
    return measure("record-open-to-list", ours, "plain SQLite opened, the same list", plain)


def _points(bench: _Bench) -> Benchmark:
    ids = [row[0] for row in bench.record.database.rows("SELECT id FROM pupil ORDER BY upn LIMIT 2000")]
    statements = [("SELECT * FROM pupil WHERE id = ?", (one,)) for one in ids]

    def ours() -> None:
        for sql, values in statements:
            bench.record.database.rows(sql, *values)

    return measure("record-2000-points", ours, PLAIN, lambda: bench.twin.replay(statements))


def _scan(bench: _Bench) -> Benchmark:
    sql = "SELECT count(*), sum(length(code) + length(entered_by)) FROM register_mark"

    def ours() -> None:
        bench.record.release_thread()
        bench.record.database.rows(sql)

    def plain() -> None:
        connection = bench.twin.fresh()
        connection.execute(sql).fetchall()
        connection.close()

    return measure("record-cold-scan", ours, "plain SQLite, a fresh connection", plain, 3)


def _like(bench: _Bench) -> Callable[[], object]:
    sql = "SELECT id, surname, forename, form FROM pupil WHERE surname LIKE 'oko%' OR forename LIKE 'oko%' LIMIT 12"
    return lambda: bench.twin.connection.execute(sql).fetchall()


def _saving(bench: _Bench) -> Iterator[Benchmark]:
    # One of each placement: planning anew settles the others that were made up.
    sql = "SELECT min(id) FROM duty WHERE state = 'open' AND due <= ? GROUP BY placement_id LIMIT 20"
    duties = [row[0] for row in bench.record.database.rows(sql, ON)]
    pupils = list(Pupil.select().limit(20))

    def visit(number: int) -> None:
        complete_duty(bench.record, duties[number], Completion(on=ON, note="Seen, settled"))

    def one_change(number: int) -> None:
        with bench.record.work("Changed a pupil") as work:
            work.update(pupils[number], form=f"G{number}")

    yield _writing(bench, "record-save-visit", visit, len(duties))
    yield _writing(bench, "record-durable-write", one_change, len(pupils))


def _writing(bench: _Bench, name: str, work: Callable[[int], None], n: int) -> Benchmark:
    """Each run beside its own statements in plain SQLite, as one transaction that is on disk."""
    ours, plain = [], []
    for number in range(n):
        with bench.record.database.listening() as heard:
            ours.append(_milliseconds(partial(work, number)))
        plain.append(_milliseconds(partial(bench.twin.replay_as_one, as_plain(heard))))
    return Benchmark(name, median(ours), f"{PLAIN}, on disk", median(plain), n)


def _backing_up(bench: _Bench) -> Benchmark:
    record = bench.record
    folder = record.folder.parent / "backups"

    def ours() -> None:
        taken = backup.take_into(folder, record.folder, record.keys, record.secrets, record.clock.now())
        taken.file.unlink()

    return measure(
        "record-verified-backup", ours, "plain SQLite: copy, integrity, references, counts", bench.twin.back_up, 3
    )


def _median(work: Callable[[], object], n: int) -> float:
    work()
    return median(_milliseconds(work) for _ in range(n))


def _milliseconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
