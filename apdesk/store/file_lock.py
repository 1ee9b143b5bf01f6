"""Locks that the system drops by itself when a process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

_FAR = 1 << 30  # the locked byte lies beyond what is written, so that the file stays readable on Windows
_PATIENCE = 5.0  # seconds; nobody holds the lock of a folder longer than two small writes take


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """No other process is in such a block of the same folder meanwhile.

    Where the file system knows no locks, or somebody keeps one far too long, the block goes on without.
    """
    try:
        handle = _handle_of(folder)
    except OSError:
        yield
        return
    try:
        until = time.monotonic() + _PATIENCE
        while not _taken(handle) and time.monotonic() < until:
            time.sleep(0.01)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        lock(handle)
    except BlockingIOError:
        return False
    except PermissionError:  # what Windows answers while another holds it
        return False
    except OSError:
        return True
    return True


if os.name == "nt":
    import msvcrt

    def lock(handle: int) -> None:
        """Afterwards this process holds the file; OSError while another does."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        os.lseek(handle, 0, os.SEEK_SET)

    def _handle_of(folder: Path) -> int:
        return os.open(folder / "keys.lock", os.O_RDWR | os.O_CREAT, 0o600)

else:
    import fcntl

    def lock(handle: int) -> None:
        """Afterwards this process holds the file; OSError while another does."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _handle_of(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)
