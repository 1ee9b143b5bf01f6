"""The only way a document reaches the disk: whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from apdesk.problems import Problem

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_document(path: Path, data: bytes) -> Path:
    """`path` holds exactly `data`, readable by its owner alone, and it is on the disk; returns `path`.

    Written aside in the same folder, flushed, then renamed over, so that a crash leaves the old file or the
    new one. On any refusal the old file stands and nothing is left aside. Raises `Problem` when the folder
    is gone (`document.no-folder`), the file is open elsewhere (`document.open`), the folder may not be
    written (`document.not-allowed`), the disk is full (`document.disk-full`) or fails (`document.not-written`).
    """
    if not path.parent.is_dir():
        raise Problem(
            "document.no-folder",
            f"The folder {path.parent} is not there. Choose another, or connect the drive and try again.",
            str(path),
        )
    if path.is_dir():
        raise Problem("document.not-written", f"{path.name} is a folder. Choose a file name.", str(path))
    aside = path.with_name(f".{secrets.token_hex(8)}.part")     # says nothing of what it holds
    try:
        _write_aside(aside, data)
        aside.replace(path)
        _settle_folder(path.parent)
    except OSError as error:
        raise _problem(path, error, replacing=aside.exists()) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
    return path


def _write_aside(aside: Path, data: bytes) -> None:
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle_folder(folder: Path) -> None:
    """The new name is on the disk too, where the system lets a folder be flushed."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network drives cannot; the file itself is safe by now
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _problem(path: Path, error: OSError, *, replacing: bool) -> Problem:
    where = str(path)
    if error.errno in _DISK_FULL:
        text = f"The disk is full, so {path.name} was not written. Make room or choose another folder."
        return Problem("document.disk-full", text, where)
    if error.errno in _FORBIDDEN and replacing and path.exists():
        text = f"{path.name} is open in another program or may not be changed. Close it there and try again."
        return Problem("document.open", text, where)
    if error.errno in _FORBIDDEN:
        text = f"You may not write in the folder {path.parent}. Choose another folder."
        return Problem("document.not-allowed", text, where)
    text = f"{path.name} could not be written ({error.strerror or error}). Nothing was changed. Choose another folder."
    return Problem("document.not-written", text, where)
