"""Who may open a desk, asked before it is open and before anything of its record is loaded."""

from __future__ import annotations

from pathlib import Path

from apdesk.store import key_wrap
from apdesk.store.door import demand_desk, read_keys


def names(folder: Path) -> tuple[str, ...]:
    """Who can open this desk, before it is open; `Problem` where its keys are missing or damaged."""
    demand_desk(folder)
    return tuple(holder.name for holder in read_keys(folder).people)


def wrong_tries(folder: Path, person: str) -> int:
    """How many tries in a row failed for this person: 0 after the right passphrase."""
    return read_keys(folder).wrong_tries(person)


def get_ready() -> None:
    """Trying a passphrase loads nothing more afterwards: called while it is typed."""
    key_wrap.get_ready()
