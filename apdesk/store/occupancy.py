"""Who has the desk open: a lock the system drops by itself, and a note that says who and where."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from apdesk.problems import Problem
from apdesk.store.file_lock import lock
from apdesk.store.trouble import in_plain_words

NAME = "in-use"


@dataclass(frozen=True)
class Occupant:
    """Who holds a desk open."""

    person: str
    machine: str
    since: datetime

    def in_words(self) -> str:
        """ "Laptop 1, 10:42" with the person before it where known."""
        place = f"{self.machine}, {self.since.astimezone():%H:%M}"
        return f"{self.person}, {place}" if self.person else place


class Occupancy:
    """Held while a desk is open; another opening of the same desk, also in this process, is refused."""

    def __init__(self, folder: Path, person: str, now: datetime) -> None:
        """Afterwards the desk is ours; `Problem` "desk.in-use" naming who has it."""
        self.file = folder / NAME
        self._handle: IO[bytes] | None = None
        handle = self._locked(folder)
        self._handle = handle
        note = {"person": person, "machine": platform.node(), "since": now.isoformat()}
        with contextlib.suppress(OSError):  # a full disk keeps the note from being written, not the desk from opening
            handle.truncate(0)
            handle.write(json.dumps(note).encode())

    def _locked(self, folder: Path) -> IO[bytes]:
        while True:
            with in_plain_words(folder):
                number = os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            handle = os.fdopen(number, "r+b", buffering=0)
            try:
                lock(handle.fileno())
                if _same_file(handle, self.file):
                    return handle
            except OSError:
                handle.close()
                raise _in_use(folder, occupant_of(folder)) from None
            handle.close()  # the one before let go of the note between our opening and our locking it

    def release(self) -> None:
        """Afterwards the desk is free; the note is gone."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):  # a note that stays keeps nobody out
            if os.name != "nt":
                self.file.unlink(missing_ok=True)  # while locked: nobody can have opened it in between
            else:
                self._handle.truncate(0)
        self._handle.close()
        self._handle = None


def occupant_of(folder: Path) -> Occupant | None:
    """Who the note names, or None where there is none or it cannot be read."""
    try:
        note = json.loads((folder / NAME).read_bytes())
        return Occupant(str(note["person"]), str(note["machine"]), datetime.fromisoformat(note["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _same_file(handle: IO[bytes], file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle.fileno()), file.stat())
    except FileNotFoundError:
        return False


def is_here(folder: Path) -> bool:
    """True where the one who has the desk open sits at this very computer."""
    occupant = occupant_of(folder)
    return occupant is not None and occupant.machine == platform.node()


def _in_use(folder: Path, occupant: Occupant | None) -> Problem:
    where = f" ({occupant.in_words()})" if occupant else ""
    if occupant and occupant.machine != platform.node():
        text = f"{folder.name} is open on another computer{where}. Close it there, then open it here."
    else:
        text = f"{folder.name} is open already on this computer{where}. Go to that window, or close it there first."
    return Problem("desk.in-use", text, str(folder))
