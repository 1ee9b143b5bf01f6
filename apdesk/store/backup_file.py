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


def seal(file: Path, keys: bytes) -> None:
    """Afterwards the record file is a whole backup, on disk."""
    length = file.stat().st_size
    with file.open("ab") as out:
        out.write(keys)
        out.write(_END.pack(_MARK, length, len(keys), b"")[:-32])
    digest = _digest(file, file.stat().st_size)
    with file.open("ab") as out:
        out.write(digest)
        out.flush()
        os.fsync(out.fileno())


def read(file: Path, *, just_sealed: bool = False) -> BackupFile:
    """The backup; `Problem` "backup.damaged", "backup.not-one" or "backup.gone" where it is not whole.

    The checksum of one that was `just_sealed` is not made a second time.
    """
    try:
        size = file.stat().st_size
        with file.open("rb") as data:
            data.seek(max(0, size - _END.size))
            end = data.read()
    except OSError:
        raise Problem(
            "backup.gone", "This backup cannot be read. Check that its drive is connected.", str(file)
        ) from None
    if len(end) != _END.size:
        raise _not_one(file)
    mark, record_length, keys_length, digest = _END.unpack(end)
    if mark != _MARK and file.suffix != SUFFIX:
        raise _not_one(file)
    whole = mark == _MARK and size == record_length + keys_length + _END.size
    if not whole or not (just_sealed or _digest(file, size - 32) == digest):
        raise Problem(
            "backup.damaged", "This backup is damaged or was copied only in part. Use an older one.", str(file)
        )
    with file.open("rb") as data:
        data.seek(record_length)
        return BackupFile(file, record_length, key_file.decode(data.read(keys_length), str(file)))


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


def name_for(desk: Path, taken: datetime, folder: Path) -> Path:
    """A name in `folder` that says which desk and when (local time), and is not taken yet."""
    stem = f"{desk.stem}-{taken.astimezone():%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{SUFFIX}" if number == 1 else f"{stem}-{number}{SUFFIX}" for number in _counting())
    return next(folder / name for name in names if not (folder / name).exists())


def taken_at(file: Path) -> datetime | None:
    """When a backup was taken, by its name (local time); None for a name of another shape."""
    found = _STAMP.search(file.stem)
    return datetime.strptime(found[1], "%Y-%m-%d-%H%M%S").astimezone() if found else None


def listed(folder: Path, desk: Path) -> list[Path]:
    """The backups of this desk in a folder, newest first; empty where the folder cannot be read."""
    try:
        files = [file for file in folder.iterdir() if file.suffix == SUFFIX and _is_of(file, desk)]
    except OSError:
        return []
    return sorted(files, key=lambda file: (taken_at(file), file.name), reverse=True)


def _is_of(file: Path, desk: Path) -> bool:
    found = _STAMP.search(file.stem)
    return found is not None and file.stem[: found.start()] == desk.stem


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


def _counting() -> Iterator[int]:
    number = 1
    while True:
        yield number
        number += 1


def _not_one(file: Path) -> Problem:
    return Problem("backup.not-one", f"This is not a backup of AP Desk. Its name should end in {SUFFIX}.", str(file))
