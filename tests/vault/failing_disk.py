"""A file layer under the cipher that fails on command: no space left, or an error of the device.

It must stand below the cipher's own layer, never above it: above, the engine cannot tell the write-ahead log
from other files and writes it readable.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import apsw

BASE = "unix"
NAME = "failing"
CIPHER_ON_IT = f"multipleciphers-{NAME}"


class FailingDisk(apsw.VFS):
    """While `due` counts down to nothing, writes and syncs succeed; the next one fails, and `bad` ones after it."""

    def __init__(self) -> None:
        self.due: int | None = None
        self.bad = 0
        self.error: type[apsw.Error] = apsw.FullError
        self.failed = 0
        self.only_syncs = False
        super().__init__(NAME, BASE)

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> _File:
        return _File(self, name, flags)

    def fail_after(self, writes: int, bad: int, error: type[apsw.Error]) -> None:
        """The write after that many fails, and `bad` in all."""
        self.due, self.bad, self.error, self.only_syncs = writes, bad, error, False

    def fail_syncs(self, bad: int, error: type[apsw.Error]) -> None:
        """Writes arrive, but the next `bad` syncs fail: a commit has its last frame in the log and is refused."""
        self.due, self.bad, self.error, self.only_syncs = 0, bad, error, True

    def heal(self) -> None:
        """From now on everything succeeds."""
        self.due = None

    def touch(self, *, sync: bool = False) -> None:
        """Called before each write and sync; raises where this one shall fail."""
        if self.due is None or (self.only_syncs and not sync):
            return
        if self.due > 0:
            self.due -= 1
            return
        self.bad -= 1
        if self.bad <= 0:
            self.due = None
        self.failed += 1
        raise _as_the_engine_says_it(self.error, sync=sync)

    def python_write(self, descriptor: int) -> None:
        """In place of fsync for the files that Python writes (the keys)."""
        try:
            self.touch(sync=True)
        except apsw.Error as error:
            number = errno.ENOSPC if self.error is apsw.FullError else errno.EIO
            raise OSError(number, os.strerror(number)) from error
        _fsync(descriptor)


_fsync = os.fsync


def _as_the_engine_says_it(kind: type[apsw.Error], *, sync: bool) -> apsw.Error:
    # A sync that fails is an error of the device to the engine, for want of space too.
    error = apsw.IOError("as the test wants it") if sync else kind("as the test wants it")
    if isinstance(error, apsw.IOError):
        error.extendedresult = apsw.SQLITE_IOERR_FSYNC if sync else apsw.SQLITE_IOERR_WRITE
    return error


class _File(apsw.VFSFile):
    def __init__(self, disk: FailingDisk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        self._disk = disk
        super().__init__(BASE, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.touch()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._disk.touch(sync=True)
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:
        self._disk.touch()
        super().xTruncate(size)


@contextmanager
def failing_disk() -> Iterator[FailingDisk]:
    """The engine and the keys stand on a disk that fails on command, within the block."""
    usual = apsw.vfs_names()[0]
    disk = _the_only_one()
    disk.heal()
    apsw.set_default_vfs(CIPHER_ON_IT)
    os.fsync = disk.python_write
    try:
        yield disk
    finally:
        os.fsync = _fsync
        apsw.set_default_vfs(usual)


@cache
def _the_only_one() -> FailingDisk:
    # The cipher's layer on it is made once for the process and keeps pointing at it, so it is never taken away.
    disk = FailingDisk()
    apsw.Connection(":memory:", vfs=CIPHER_ON_IT).close()  # the engine makes its layer when it is asked for
    return disk


def any_error(chance: random.Random) -> type[apsw.Error]:
    """ENOSPC or EIO."""
    return chance.choice((apsw.FullError, apsw.IOError))
