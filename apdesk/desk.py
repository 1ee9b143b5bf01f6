"""Where a desk is made, opened and closed; what the window and the command line start from."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from apdesk.clock import Clock
from apdesk.store import opening
from apdesk.store.record import Record

__all__ = ["Record", "close_desk", "create_desk", "discard_new", "make_demo_desk", "open_desk", "opened"]


def create_desk(folder: Path, person: str, passphrase: str, clock: Clock) -> tuple[Record, str]:
    """A desk with the shipped protocol and no pupil yet, open, and its recovery key.

    `Problem` where the folder is taken or the passphrase short.
    """
    from apdesk.services.new_desk import furnish

    new = opening.create_desk(folder, person, passphrase, clock)
    try:
        furnish(new.record)
    except BaseException:
        opening.close_desk(new.record)
        raise
    return new.record, new.recovery_key


def discard_new(record: Record) -> None:
    """Nothing remains of a desk that was made a moment ago, closed again, and is of no use to anybody."""
    shutil.rmtree(record.folder, ignore_errors=True)


def open_desk(folder: Path, person: str | None, passphrase: str, clock: Clock) -> Record:
    """The desk, open for this person (None: the only one); `Problem` for every reason why not."""
    return opening.open_desk(folder, person, passphrase, clock)


def close_desk(record: Record) -> None:
    """Afterwards the desk is closed and its keys are wiped from memory; closing twice does no harm."""
    opening.close_desk(record)


@contextmanager
def opened(folder: Path, person: str | None, passphrase: str, clock: Clock) -> Iterator[Record]:
    """The desk, open within the block."""
    record = open_desk(folder, person, passphrase, clock)
    try:
        yield record
    finally:
        close_desk(record)


def make_demo_desk(folder: Path, clock: Clock, say: Callable[[str], None] | None = None) -> Record:
    """The made-up school as it is on the clock's day, open; `say` is told each step in a sentence."""
    from apdesk.services.demo import PASSPHRASE, PERSON, make_school

    record, _recovery_key = create_desk(folder, PERSON, PASSPHRASE, clock)
    try:
        make_school(record, say or (lambda _sentence: None))
    except BaseException:
        close_desk(record)
        raise
    return record
