"""What went wrong underneath, in the office's words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import peewee

from apdesk.problems import Problem
from apdesk.store.file_trouble import DISK, FULL, GONE, READ_ONLY, problem_of_file

ENGINE = (apsw.Error, peewee.PeeweeException)
"""What the record's engine raises, whether it or its disk failed or the program asked wrongly."""
_ROOM_FOR_SIDE_FILES = 128 * 1024

_SENTENCES: dict[type[Exception], tuple[str, str]] = {
    apsw.FullError: FULL,
    apsw.BusyError: (
        "record.locked",
        "AP Desk could not save because another program holds the file. Nothing is lost. "
        "Wait a moment, then save again.",
    ),
    apsw.LockedError: (
        "record.locked",
        "AP Desk could not save because another program holds the file. Nothing is lost. "
        "Wait a moment, then save again.",
    ),
    apsw.ReadOnlyError: READ_ONLY,
    apsw.PermissionsError: (
        "record.read-only",
        "The desk file may not be opened for writing. Ask IT for the right to write in its folder.",
    ),
    apsw.CantOpenError: GONE,
    apsw.IOError: DISK,
    apsw.NotADBError: (
        "record.not-readable",
        "The record cannot be read with this key: it is damaged or belongs to another desk. Restore the newest backup.",
    ),
    apsw.CorruptError: (
        "record.damaged",
        "Part of the record is damaged. Close AP Desk and restore the newest backup.",
    ),
}


def problem_of(error: BaseException, where: str | None = None) -> Problem | None:
    """The sentence for an engine's or system's error, or None where it is a fault of the program."""
    for behind in _behind(error):
        if isinstance(behind, Problem):
            return behind
        for kind in type(behind).__mro__:
            if kind in _SENTENCES:
                # Where not even the engine's small side files find room, it speaks of an error of the disk.
                full = kind is apsw.IOError and _is_full(where)
                return Problem(*_SENTENCES[apsw.FullError if full else kind], where)
        if isinstance(behind, OSError):
            return problem_of_file(behind, where)
    return None


def surely_not_written(error: BaseException) -> bool:
    """True where a commit failed as its frames were being written: its last one is not whole in the log.

    A commit that failed at its sync, or in a way not known here, may have all of them there.
    """
    return any(
        isinstance(each, apsw.FullError)
        or (isinstance(each, apsw.IOError) and getattr(each, "extendedresult", 0) == apsw.SQLITE_IOERR_WRITE)
        for each in _behind(error)
    )


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error and those it wraps, each once: Peewee's errors and those they wrap may name each other."""
    seen: list[BaseException] = []
    behind: BaseException | None = error
    while behind is not None and behind not in seen:
        seen.append(behind)
        yield behind
        inner = behind.args[0] if isinstance(behind, peewee.PeeweeException) and behind.args else None
        behind = inner if isinstance(inner, BaseException) else behind.__cause__ or behind.__context__


def _is_full(where: str | None) -> bool:
    if where is None:
        return False
    there = next((folder for folder in (Path(where), *Path(where).parents) if folder.is_dir()), None)
    try:
        return there is not None and shutil.disk_usage(there).free < _ROOM_FOR_SIDE_FILES
    except OSError:
        return False


@contextmanager
def in_plain_words(where: Path | str | None = None) -> Iterator[None]:
    """Within it, an error of the engine or the disk becomes a `Problem`; a fault of the program stays itself."""
    try:
        yield
    except Problem:
        raise
    except (*ENGINE, OSError) as error:
        problem = problem_of(error, str(where) if where is not None else None)
        if problem is None:
            raise
        raise problem from error
