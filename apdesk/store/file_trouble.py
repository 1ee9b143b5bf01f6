"""What went wrong with a file, in the office's words.

Loads nothing of the record's engine, so that the lock is on the screen before that is read.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apdesk.problems import Problem

FULL = (
    "record.disk-full",
    "The disk is full, so the last change was not saved. Everything before it is safe. "
    "Make room on the disk, then save again.",
)
READ_ONLY = (
    "record.read-only",
    "The desk file is read-only here, so nothing can be changed. Ask IT for the right to write in its folder.",
)
GONE = (
    "record.gone",
    "The desk folder cannot be reached. Nothing is lost. Check that the drive is connected, then open it again.",
)
DISK = (
    "record.disk-trouble",
    "The disk reported an error, so the last change was not saved. Everything before it is safe. "
    "Take a backup to another drive before going on.",
)
_KINDS = {
    (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)): FULL,
    (errno.EROFS, errno.EACCES, errno.EPERM): READ_ONLY,
    (errno.ENOENT, errno.ENOTDIR, getattr(errno, "ESTALE", errno.ENOENT)): GONE,
}


def problem_of_file(error: OSError, where: str | None = None) -> Problem:
    """The sentence for an error of the system."""
    return Problem(*next((words for numbers, words in _KINDS.items() if error.errno in numbers), DISK), where)


@contextmanager
def files_in_plain_words(where: Path | str | None = None) -> Iterator[None]:
    """Within it, an error of the disk becomes a `Problem`; anything else stays itself."""
    try:
        yield
    except OSError as error:
        raise problem_of_file(error, str(where) if where is not None else None) from error
