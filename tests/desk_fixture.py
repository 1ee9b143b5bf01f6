"""A real encrypted desk in a temporary folder, with a passphrase that costs next to nothing to try."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from apdesk import desk as desks
from apdesk.store import key_wrap
from apdesk.store.key_wrap import Cost
from apdesk.store.record import Record

CHEAP = Cost(memory=8, passes=1, lanes=1)
PERSON = "Ama Mensah"
PASSPHRASE = "seven quiet herons"


@dataclass
class StoppedClock:
    """A clock that stands until told otherwise; ids count upwards so that failures can be read."""

    moment: datetime = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
    made: int = 0

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def new_id(self) -> str:
        self.made += 1
        return f"{self.made:032x}"

    def tick(self, seconds: float = 1) -> None:
        self.moment += timedelta(seconds=seconds)

    def go_to(self, day: date) -> None:
        self.moment = datetime.combine(day, self.moment.timetz())


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every desk made in this process takes milliseconds to unlock."""
    monkeypatch.setattr(key_wrap, "TARGET", CHEAP)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def record(tmp_path: Path, clock: StoppedClock, cheap_keys: None) -> Iterator[Record]:
    """An open, empty desk of one administrator."""
    record, _recovery = desks.create_desk(tmp_path / "larkmoor.apdesk", PERSON, PASSPHRASE, clock)
    yield record
    desks.close_desk(record)


@contextmanager
def reopened(record: Record, person: str = PERSON, passphrase: str = PASSPHRASE) -> Iterator[Record]:
    """The same desk, closed and opened again."""
    desks.close_desk(record)
    with desks.opened(record.folder, person, passphrase, record.clock) as again:
        yield again
