"""What a desk folder tells before anybody has unlocked it: that it is one, and who may open it.

Imports nothing of the tables, so that the lock is on the screen before they are read.
"""

from __future__ import annotations

from pathlib import Path

from apdesk.problems import Problem
from apdesk.store.backup_places import newest_with_keys
from apdesk.store.file_trouble import files_in_plain_words
from apdesk.store.key_file import NAME as KEYS
from apdesk.store.key_wrap import Cost
from apdesk.store.keys import Keys
from apdesk.store.surroundings import demand_speakable

RECORD = "record.db"
"""The encrypted record of a desk folder."""
_PLAIN_HEADER = b"SQLite format 3\x00"


def demand_encrypted(file: Path) -> None:
    """Nothing happens unless the first bytes of an existing file are those of a readable SQLite file."""
    with file.open("rb") as start:
        header = start.read(len(_PLAIN_HEADER))
    if header == _PLAIN_HEADER:
        raise Problem("engine.plain-file", "This file is not encrypted, so AP Desk does not use it.", str(file))


def read_keys(folder: Path, cost: Cost | None = None) -> Keys:
    """The keys of the desk; where they are missing or damaged the `Problem` names the newest backup that has them."""
    try:
        return Keys.read(folder, cost)
    except Problem as problem:
        if problem.code not in ("keys.missing", "keys.damaged"):
            raise
        backup_with = newest_with_keys(folder)
        if backup_with is None:
            help_text = "No backup of this desk was found beside it. Look on the other drives for one, and restore it."
        else:
            help_text = f"The newest backup that has them is {backup_with}. Restore the keys from it; no work is lost."
        raise Problem(problem.code, f"{problem.text} {help_text}", problem.where) from problem


def demand_desk(folder: Path) -> None:
    """Nothing happens where the folder holds a desk; `Problem` "desk.not-here" or "desk.no-record" otherwise."""
    demand_speakable(folder)
    with files_in_plain_words(folder):
        there = folder.is_dir() and ((folder / RECORD).exists() or (folder / KEYS).exists())
        record_there = (folder / RECORD).is_file()
        empty = record_there and (folder / RECORD).stat().st_size == 0
    if not there:
        raise Problem("desk.not-here", f"There is no desk here. {_way_on(folder)}", str(folder))
    if not record_there:
        raise Problem(
            "desk.no-record", "The record of this desk is missing. Restore the newest backup.", str(folder / RECORD)
        )
    if empty:
        raise Problem(
            "record.damaged", "The record of this desk is empty. Restore the newest backup.", str(folder / RECORD)
        )
    with files_in_plain_words(folder):
        demand_encrypted(folder / RECORD)


def _way_on(folder: Path) -> str:
    if not folder.exists() and folder.with_name(f"{folder.name}.restoring").exists():
        return "A restore was interrupted here. What stood here is kept beside it; restore the backup once more."
    return "Choose the folder that ends in .apdesk."
