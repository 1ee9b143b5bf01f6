"""One `*.apdesk-backup` file: the encrypted record, then its keys, then what proves both.

The record comes first and unchanged, so that the engine can open it where it lies. The end of the file holds
a mark, both lengths and a checksum over everything before, so that a copy cut short or a changed byte shows
even without a passphrase.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from apdesk.problems import Problem
from apdesk.store import key_file

SUFFIX = ".apdesk-backup"
_MARK = b"APDESK-BACKUP-01"
_END = struct.Struct(">16sQQ32s")
_CHUNK = 1 << 20
_STAMP = re.compile(r"-(\d{4}-\d{2}-\d{2}-\d{6})(-\d+)?$")


@dataclass(frozen=True)
class BackupFile:
    """A backup that is whole: where it is, how long its record is, and its keys."""

    file: Path
    record_length: int
    keys: dict[str, Any]
    whole: bool = True
    """False for one whose checksum does not fit, which only a check may look into."""


@dataclass(frozen=True)
class Told:
    """What a backup says of itself without a passphrase: its desk, and the journal entry that it reaches."""

    file: Path
    desk: str
    entry: int
    chain: str


def seal(file: Path, keys: bytes, checksum: Any) -> None:
    """Afterwards the record file is a whole backup, on disk; `checksum` is a SHA-256 over the record in it."""
    rest = keys + _END.pack(_MARK, file.stat().st_size, len(keys), b"")[:-32]
    checksum.update(rest)
    with file.open("ab") as out:
        out.write(rest + checksum.digest())
        out.flush()
        os.fsync(out.fileno())


def read(file: Path, *, just_sealed: bool = False, also_damaged: bool = False) -> BackupFile:
    """The backup; `Problem` "backup.damaged", "backup.not-one" or "backup.gone" where it is not whole.

    The checksum of one that was `just_sealed` is not made a second time. `also_damaged`: a checksum that does not
    fit is only noted, where lengths and keys are in their place.
    """
    try:
        size, mark, record_length, keys_length, digest = _end_of(file)
        fits = just_sealed or _digest(file, max(0, size - 32)) == digest
    except OSError:
        raise Problem(
            "backup.gone", "This backup cannot be read. Check the name, and that its drive is connected.", str(file)
        ) from None
    if mark != _MARK and file.suffix != SUFFIX:
        raise _not_one(file)
    in_place = mark == _MARK and size == record_length + keys_length + _END.size
    if not in_place or not (fits or also_damaged):
        raise _damaged(file)
    with file.open("rb") as data:
        data.seek(record_length)
        keys = data.read(keys_length)
    try:
        return BackupFile(file, record_length, key_file.decode(keys, str(file)), fits)
    except Problem as problem:
        raise (problem if problem.code == "keys.newer" else _damaged(file)) from None


def told_by(file: Path) -> Told | None:
    """What the backup says of itself, read in a moment; None where it is no backup or damaged where that stands."""
    try:
        size, mark, record_length, keys_length, _digest = _end_of(file)
        if mark != _MARK or size != record_length + keys_length + _END.size:
            return None
        with file.open("rb") as data:
            data.seek(record_length)
            sealed = key_file.decode(data.read(keys_length), str(file))["sealed"]
    except (OSError, Problem):
        return None
    return Told(file, sealed["desk"], sealed["head"]["entry"], sealed["head"]["chain"])


def _end_of(file: Path) -> tuple[int, bytes, int, int, bytes]:
    """Size of the file, then what its end says; an end that is too short for one is all zeros."""
    size = file.stat().st_size
    with file.open("rb") as data:
        data.seek(max(0, size - _END.size))
        mark, record_length, keys_length, digest = _END.unpack(data.read(_END.size).rjust(_END.size, b"\0"))
    return size, mark, record_length, keys_length, digest


def _damaged(file: Path) -> Problem:
    return Problem("backup.damaged", "This backup is damaged or was copied only in part. Use an older one.", str(file))


def copy_record(backup: BackupFile, target: Path) -> None:
    """Afterwards `target` is the record of the backup, on disk."""
    left = backup.record_length
    with backup.file.open("rb") as data, target.open("wb") as out:
        target.chmod(0o600)
        while left:
            chunk = data.read(min(_CHUNK, left))
            out.write(chunk)
            left -= len(chunk)
        out.flush()
        os.fsync(out.fileno())


def desk_name(desk: Path) -> str:
    """The name of a desk, by which its backups are called: that of its folder without .apdesk."""
    return desk.name.removesuffix(".apdesk")


def put_in_place(partial: Path, desk: Path, taken: datetime, folder: Path) -> Path:
    """The finished file under its name, which says which desk and when (local time); never over another file."""
    for target in _names(desk, taken, folder):
        try:
            os.link(partial, target)
        except FileExistsError:
            continue
        except OSError:  # a drive that knows no links
            if target.exists():
                continue
            partial.replace(target)
            return target
        partial.unlink()
        return target
    raise AssertionError("names never run out")


def _names(desk: Path, taken: datetime, folder: Path) -> Iterator[Path]:
    stem = f"{desk_name(desk)}-{taken.astimezone():%Y-%m-%d-%H%M%S}"
    yield folder / f"{stem}{SUFFIX}"
    for number in count(2):
        yield folder / f"{stem}-{number}{SUFFIX}"


def taken_at(file: Path) -> datetime | None:
    """When a backup was taken, by its name (local time); None for a name of another shape."""
    found = _STAMP.search(file.stem)
    try:
        return datetime.strptime(found[1], "%Y-%m-%d-%H%M%S").astimezone() if found else None
    except (ValueError, OverflowError):
        return None


def by_age(file: Path) -> tuple[str, str]:
    """Sorts backups by the moment in their names, oldest first."""
    found = _STAMP.search(file.stem)
    return found[1] if found else "", file.name


def listed(folder: Path, desk: Path, identity: str | None = None) -> list[Path]:
    """The backups of this desk in a folder, newest first; empty where the folder cannot be read.

    With the `identity` that its keys hold, those of another desk of the same name are left out.
    """
    try:
        files = [file for file in folder.iterdir() if file.suffix == SUFFIX and _is_of(file, desk)]
    except OSError:
        return []
    if identity is not None:
        files = [file for file in files if (told := told_by(file)) is not None and told.desk == identity]
    return sorted(files, key=by_age, reverse=True)


def _is_of(file: Path, desk: Path) -> bool:
    found = _STAMP.search(file.stem)
    return found is not None and file.stem[: found.start()] == desk_name(desk)


def _digest(file: Path, length: int) -> bytes:
    made = hashlib.sha256()
    with file.open("rb") as data:
        while length:
            chunk = data.read(min(_CHUNK, length))
            if not chunk:
                break
            made.update(chunk)
            length -= len(chunk)
    return made.digest()


def _not_one(file: Path) -> Problem:
    return Problem("backup.not-one", f"This is not a backup of AP Desk. Its name should end in {SUFFIX}.", str(file))
