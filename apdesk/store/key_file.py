"""The `keys` file as bytes: one line of JSON and its checksum, replaced atomically, previous generation kept."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from apdesk.problems import Problem
from apdesk.store.key_shape import is_keys

NAME = "keys"
PREVIOUS = "keys.previous"
FORMAT = 1
_LONGEST = 1 << 20  # bytes; hundreds of people fit


def encode(content: dict[str, Any]) -> bytes:
    """The exact bytes of a keys file; any one byte changed is noticed by `decode`."""
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"


def decode(data: bytes, where: str) -> dict[str, Any]:
    """The content; `Problem` "keys.damaged" where it is not exactly what was written, "keys.newer" for a later format.

    What is returned has every part in its place.
    """
    body, _, rest = data.partition(b"\n")
    if rest != hashlib.sha256(body).hexdigest().encode() + b"\n":
        raise _damaged(where)
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise _damaged(where) from None
    number = content.get("format") if isinstance(content, dict) else None
    if isinstance(number, int) and number > FORMAT:
        raise Problem("keys.newer", "The keys of this desk were written by a newer AP Desk. Update this one.", where)
    if number != FORMAT or not is_keys(content):
        raise _damaged(where)
    assert isinstance(content, dict)
    return content


def read(folder: Path) -> dict[str, Any]:
    """The present generation; `Problem` "keys.missing", "keys.damaged" or "keys.unreadable" otherwise."""
    file = folder / NAME
    try:
        with file.open("rb") as source:
            data = source.read(_LONGEST)
    except (FileNotFoundError, NotADirectoryError):
        raise Problem("keys.missing", "The keys of this desk are missing.", str(file)) from None
    except IsADirectoryError:
        raise _damaged(str(file)) from None
    except OSError:
        raise Problem(
            "keys.unreadable",
            "The keys of this desk cannot be read here. Check that the drive is connected and that you may read it.",
            str(file),
        ) from None
    return decode(data, str(file))


def _damaged(where: str) -> Problem:
    return Problem("keys.damaged", "The keys of this desk are damaged.", where)


def write(folder: Path, content: dict[str, Any]) -> None:
    """Afterwards `keys` is the new content on disk and `keys.previous` what it was before; never a half file."""
    file, previous = folder / NAME, folder / PREVIOUS
    aside = folder / "keys.new"
    write_through(aside, encode(content))
    if file.exists():
        older = folder / "keys.older"
        write_through(older, file.read_bytes())
        older.replace(previous)
    aside.replace(file)
    sync_folder(folder)


def write_through(file: Path, data: bytes) -> None:
    """Afterwards the bytes are on the disk, readable by this person alone; nothing is left behind on failure."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink()
        raise


def sync_file(file: Path) -> None:
    """Afterwards what the file holds is on the disk."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system knows how (Windows does it by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
