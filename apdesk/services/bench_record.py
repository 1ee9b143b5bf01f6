"""The record with ten school years in it, beside plain SQLite doing the same statements in the same run.

A figure is the bare statements with every row fetched, on both sides; "-use-case" is all that the window waits for,
which plain SQLite does not do. Times are taken after the key is derived.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from apdesk.services.bench_ground import (
    CHEAP,
    CLOCK,
    ON,
    PLAIN,
    Figure,
    Ground,
    ground,
    made_desk,
    wanted_of,
)
from apdesk.services.duties import Completion, complete_duty
from apdesk.services.duty_lists import due_list
from apdesk.services.measuring import Benchmark, measure, median_of, milliseconds
from apdesk.services.pupil_list import pupil_list
from apdesk.services.register_weeks import register_week
from apdesk.services.search import Finder
from apdesk.store import backup, opening
from apdesk.store.keys import Keys, Secrets, Unlocked
from apdesk.store.occupancy import Occupancy
from apdesk.store.plain_twin import PlainTwin, as_plain
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record

_FIND = """
SELECT id, surname, forename, form FROM pupil
WHERE removed_at IS NULL AND (surname LIKE 'oko%' OR forename LIKE 'oko%' OR preferred_surname LIKE 'oko%'
    OR preferred_forename LIKE 'oko%' OR form LIKE 'oko%')
ORDER BY surname, forename LIMIT 12
"""
_MARKS_BY_CODE = "SELECT code, ledger, count(*) FROM register_mark GROUP BY code, ledger"
_EVERY_PAGE = "SELECT count(*), sum(length(code) + length(entered_by)) FROM register_mark"
_FRESH = "plain SQLite, a fresh connection"
_OPENED, _AT_TEN_YEARS = "record-open-to-list", "record-roll-at-ten-years"


def benchmarks(only: str | None = None) -> Iterable[Benchmark]:
    """Every figure of the record, or the one of that name."""
    with tempfile.TemporaryDirectory(prefix="apdesk-bench-") as folder:
        # One desk is open at a time, so the young one is measured first.
        one_year = _one_year(Path(folder)) if only in (None, _AT_TEN_YEARS) else 0.0
        with ground(Path(folder), 10) as made:
            both = made.record.secrets.both()
            yield from wanted_of(_figures(made, one_year), only)
        if only in (None, _OPENED):
            yield _opening(made.record.folder, both, made.twin)


def _one_year(folder: Path) -> float:
    record = made_desk(folder / "bench-1.apdesk", 1)
    try:
        return median_of(lambda: pupil_list(record, present=True))
    finally:
        opening.close_desk(record)


def _figures(made: Ground, one_year: float) -> Iterator[Figure]:
    record = made.record
    lists: tuple[tuple[str, Callable[[], object]], ...] = (
        ("record-pupils", lambda: pupil_list(record)),
        ("record-today", lambda: due_list(record, days=7)),
        ("record-register", lambda: register_week(record, ON)),
    )
    for name, work in lists:
        yield name, partial(_both, made, name, work)
    yield _AT_TEN_YEARS, lambda: [_at_ten_years(made, one_year)]
    yield "record-find", lambda: [_finding(made)]
    yield "record-2000-points", lambda: [_points(made)]
    yield "record-cold-scan", lambda: [_scan(made, "record-cold-scan", _MARKS_BY_CODE)]
    yield "record-cold-pages", lambda: [_scan(made, "record-cold-pages", _EVERY_PAGE)]
    yield "record-save-visit", lambda: _visits(made)
    yield "record-durable-write", lambda: [_one_change(made)]
    yield "record-verified-backup", lambda: [_backing_up(made)]


def _both(made: Ground, name: str, work: Callable[[], object]) -> Iterator[Benchmark]:
    yield made.statements(name, work)
    yield made.use_case(f"{name}-use-case", work)


def _at_ten_years(made: Ground, one_year: float) -> Benchmark:
    ten_years = median_of(lambda: pupil_list(made.record, present=True))
    return Benchmark(_AT_TEN_YEARS, ten_years, "those on roll, with one school year held", one_year, 7)


def _finding(made: Ground) -> Benchmark:
    finder = Finder(made.record)
    plain = made.twin.connection
    return measure(
        "record-find", lambda: finder.find("oko"), "plain SQLite, names that begin so",
        lambda: plain.execute(_FIND).fetchall(), 7,
    )


def _opening(desk: Path, both: bytearray, twin: PlainTwin) -> Benchmark:
    """From the derived key to the first list; what closing does is nobody's wait."""
    keys = Keys.read(desk, CHEAP)

    def opened() -> Record:
        occupancy = Occupancy(desk, "Bench", CLOCK.now())
        record = opening.open_unlocked(desk, keys, Unlocked(keys.people[0], Secrets(both)), occupancy, CLOCK)
        pupil_list(record, present=True)
        return record

    record = opened()
    with record.database.listening() as listened:
        pupil_list(record, present=True)
    heard = as_plain(listened)
    opening.close_desk(record)

    def plain() -> None:
        connection = twin.fresh()
        for sql, values in heard:
            connection.execute(sql, values).fetchall()
        connection.close()

    ours, bare = [], []
    for _ in range(7):
        begun = perf_counter()
        record = opened()
        ours.append((perf_counter() - begun) * 1000)
        opening.close_desk(record)
        bare.append(milliseconds(plain))
    return Benchmark(_OPENED, median(ours), "plain SQLite opened, the same list", median(bare), 7)


def _points(made: Ground) -> Benchmark:
    ids = [row[0] for row in made.record.database.rows("SELECT id FROM pupil ORDER BY upn LIMIT 2000")]
    statements = [("SELECT * FROM pupil WHERE id = ?", (one,)) for one in ids]

    def ours() -> None:
        for sql, values in statements:
            made.record.database.rows(sql, *values)

    return measure("record-2000-points", ours, PLAIN, lambda: made.twin.replay(statements))


def _scan(made: Ground, name: str, sql: str) -> Benchmark:
    def ours() -> None:
        made.record.release_thread()
        made.record.database.rows(sql)

    def plain() -> None:
        connection = made.twin.fresh()
        connection.execute(sql).fetchall()
        connection.close()

    return measure(name, ours, _FRESH, plain, 3)


def _visits(made: Ground) -> Iterator[Benchmark]:
    # One of each placement: planning anew settles the others that were made up.
    sql = "SELECT min(id) FROM duty WHERE state = 'open' AND due <= ? GROUP BY placement_id LIMIT 20"
    duties = [row[0] for row in made.record.database.rows(sql, ON)]

    def visit(number: int) -> None:
        complete_duty(made.record, duties[number], Completion(on=ON, note="Seen, settled"))

    return made.saved("record-save-visit", visit, len(duties))


def _one_change(made: Ground) -> Benchmark:
    pupils = list(Pupil.select().limit(20))

    def one_change(number: int) -> None:
        with made.record.work("Changed a pupil") as work:
            work.update(pupils[number], form=f"G{number}")

    return made.written("record-durable-write", one_change, len(pupils))


def _backing_up(made: Ground) -> Benchmark:
    record = made.record
    folder = record.folder.parent / "backups"

    def ours() -> None:
        taken = backup.take_into(folder, record.folder, record.keys, record.secrets, record.clock.now())
        taken.file.unlink()

    return measure(
        "record-verified-backup", ours, "plain SQLite: copy, integrity, references, counts", made.twin.back_up, 3
    )
