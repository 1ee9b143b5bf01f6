"""A made-up record of many school years, put in by the hundred thousand rows: for measuring, nothing else.

The rows pass by the use cases and the journal; what stands in them is invented. Beside the encrypted record the
same rows stand in a plain SQLite file, the measure of every figure.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.store.base import Row
from apdesk.store.database import CACHE
from apdesk.store.duties import Duty
from apdesk.store.placements import Placement
from apdesk.store.providers import Provider
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record
from apdesk.store.registers import HOME, PROVISION, RegisterMark

PUPILS, PLACEMENTS, DUTIES, MARKS = 1500, 300, 50, 664  # a year, a year, a placement, a placement
PROVIDERS = 12
LIVE = 60  # placements that run on the day itself
_FORENAMES = ("Ada", "Bilal", "Chidera", "Dinah", "Ewan", "Farah", "Gethin", "Hana", "Idris", "Jaydon")
_SURNAMES = ("Okonjo", "Strathdee", "Marlowe", "Fennimore", "Abara", "Quill", "Rowntree", "Sorrel", "Tansley", "Vane")


@dataclass(frozen=True)
class Shape:
    """What the made-up years are made of: the protocol's words, and the day that is today."""

    years: int
    protocol: str
    pathways: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]  # (rule, kind)
    on: date


def fill(record: Record, shape: Shape, progress: Progress) -> None:
    """Afterwards the empty record holds that many school years; only in a folder made for measuring."""
    demand_made_for_measuring(record.folder)
    writer = _Writer(record)
    record.database.allow_writing(True)
    connection = record.database.connection()
    connection.pragma("cache_size", -262144)
    try:
        with record.database.transaction("IMMEDIATE"):
            for table, rows in _tables(shape, writer, random.Random(shape.years)):
                progress.step(0, 0, f"Making up {table.__name__}")
                connection.executemany(writer.insert(table), rows)
        connection.pragma("wal_checkpoint(TRUNCATE)")
    finally:
        connection.pragma("cache_size", -CACHE)
        record.database.allow_writing(False)


def demand_made_for_measuring(folder: Path) -> None:
    """Nothing happens for a desk whose name begins with "bench"; `Problem` "bench.not-here" otherwise."""
    if not folder.name.startswith("bench"):
        raise Problem("bench.not-here", "Made-up years are put only into a desk made for measuring.", str(folder))


def _tables(shape: Shape, writer: _Writer, chance: random.Random) -> Iterator[tuple[type[Row], Iterable[Any]]]:
    yield Provider, (writer.row(Provider, number, _provider(number)) for number in range(PROVIDERS))
    yield Pupil, (writer.row(Pupil, number, _pupil(number, shape, chance)) for number in range(PUPILS * shape.years))
    yield (
        Placement,
        (writer.row(Placement, number, _placement(number, shape)) for number in range(PLACEMENTS * shape.years)),
    )
    yield (
        Duty,
        (
            writer.row(Duty, number * DUTIES + step, _duty(number, step, shape))
            for number in range(PLACEMENTS * shape.years)
            for step in range(DUTIES)
        ),
    )
    yield RegisterMark, _marks(shape, writer)


def _provider(number: int) -> dict[str, Any]:
    return {"name": f"Provider {number}", "short_name": f"P{number}", "registered_school": number % 2 == 0}


def _pupil(number: int, shape: Shape, chance: random.Random) -> dict[str, Any]:
    age = number // PUPILS  # 0: on roll today
    return {
        "surname": f"{_SURNAMES[number % 10]}{chance.choice('abcdefghijklmnop')}",
        "forename": _FORENAMES[number // 10 % 10],
        "upn": f"L{number:012d}",
        "admission_number": f"{number:06d}",
        "born": date(2012 - age, 1 + number % 12, 1 + number % 28),
        "year": 7 + number % 5,
        "form": f"{7 + number % 5}{'ABCDEFGH'[number % 8]}",
        "sen": ("N", "N", "K", "E")[number % 4],
        "pupil_premium": number % 3 == 0,
        "looked_after": number % 97 == 0,
        "on_roll": age == 0,
        "left_on": None if age == 0 else shape.on - timedelta(days=365 * age),
    }


def _placement(number: int, shape: Shape) -> dict[str, Any]:
    start, end = _span(number, shape)
    return {
        "reference": f"BEN-{number:05d}",
        "pupil": _id(Pupil, _pupil_of(number)),
        "pathway": shape.pathways[number % len(shape.pathways)],
        "protocol": shape.protocol,
        "provider": _id(Provider, number % PROVIDERS),
        "proposed_on": start - timedelta(days=14),
        "agreed_on": start - timedelta(days=7),
        "start": start,
        "planned_end": end,
        "ended_on": end if end < shape.on else None,
    }


def _pupil_of(number: int) -> int:
    return number // PLACEMENTS * PUPILS + number % PLACEMENTS * 4


def _span(number: int, shape: Shape) -> tuple[date, date]:
    """Twelve weeks in their own school year; the first of this year run today, the others have ended."""
    age, place = divmod(number, PLACEMENTS)
    if age == 0 and place < LIVE:
        start = shape.on - timedelta(days=28)
    else:
        start = shape.on - timedelta(days=365 * age + 100 + place % 100)
    return start, start + timedelta(days=83)


def _duty(number: int, step: int, shape: Shape) -> dict[str, Any]:
    start, _end = _span(number, shape)
    rule, kind = shape.rules[step % len(shape.rules)]
    due = start + timedelta(days=step * 83 // DUTIES)
    done = due < shape.on - timedelta(days=2)
    return {
        "placement": _id(Placement, number),
        "pupil": _id(Pupil, _pupil_of(number)),
        "rule": rule,
        "occurrence": step // len(shape.rules) + 1,
        "kind": kind,
        "act": rule,
        "title": f"Duty {step}",
        "due": due,
        "hard": due + timedelta(days=3),
        "owner": "HOY",
        "policy": "9",
        "why": "Made up for measuring, as long as such a sentence usually is, with its day and its rule.",
        "rules": [rule],
        "state": "done" if done else "open",
        "done_on": due if done else None,
        "done_by": "Somebody" if done else None,
        "changed_at": f"{due.isoformat()}T00:00:00.000000Z",
    }


def _marks(shape: Shape, writer: _Writer) -> Iterator[tuple[Any, ...]]:
    number = 0
    half_days = MARKS // 4
    for placement in range(PLACEMENTS * shape.years):
        start, _end = _span(placement, shape)
        # The day itself and those before it, so that the week of today is full.
        last = shape.on if placement < LIVE else start + timedelta(days=half_days)
        owner, pupil = _id(Placement, placement), _id(Pupil, _pupil_of(placement))
        for day in range(half_days):
            when = (last - timedelta(days=day)).isoformat()
            for session in ("AM", "PM"):
                for ledger in (HOME, PROVISION):
                    yield writer.mark(number, owner, pupil, when, session, ledger)
                    number += 1


def _id(table: type[Row], number: int) -> str:
    return f"{table.__name__[:4].encode().hex():0<8}{number:024x}"


class _Writer:
    """Turns values into the tuples of a table's columns."""

    def __init__(self, record: Record) -> None:
        self._version = (record.device, record.database.rows("SELECT max(number) FROM journal_entry")[0][0])

    def insert(self, table: type[Row]) -> str:
        """The statement for all columns of a table."""
        meta: Any = table._meta
        columns = ", ".join(f'"{field.column_name}"' for field in meta.sorted_fields)
        return f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({", ".join("?" * len(meta.sorted_fields))})'

    def row(self, table: type[Row], number: int, values: dict[str, Any]) -> tuple[Any, ...]:
        """One row through the fields of its table."""
        row: Any = table(**values)
        row.id = _id(table, number)
        row.version_device, row.version_counter = self._version
        meta: Any = table._meta
        return tuple(field.db_value(row.__data__.get(field.name)) for field in meta.sorted_fields)

    def mark(self, number: int, placement: str, pupil: str, day: str, session: str, ledger: str) -> tuple[Any, ...]:
        """One mark; two million of them leave no time for fields."""
        key = _id(RegisterMark, number)
        return (
            key,
            *self._version,
            None,
            placement,
            pupil,
            day,
            session,
            ledger,
            "D",
            None,
            None,
            None,
            None,
            "Office",
        )
