"""How every command that opens a desk is told which, by whom and on what day."""

from __future__ import annotations

import argparse
import codecs
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from apdesk import desk
from apdesk.clock import Clock, ClockOn, SystemClock
from apdesk.desk import Record
from apdesk.problems import Problem

PASSPHRASE_VARIABLE = "APDESK_PASSPHRASE"
_MOST_READ = 8192  # bytes of a passphrase file; the longest passphrase fits twice


def add_desk(parser: argparse.ArgumentParser, *, json: bool = False) -> None:
    """The command takes DESK, --person, --passphrase-file and --on; --json where asked."""
    parser.add_argument("desk", metavar="DESK", type=Path, help="the desk, a folder NAME.apdesk")
    parser.add_argument("--person", metavar="NAME", help="who opens it (default: the only one who can)")
    add_passphrase(parser)
    add_on(parser)
    if json:
        add_json(parser)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """The command takes --passphrase-file."""
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help=f"holds the passphrase in its first line (else ${PASSPHRASE_VARIABLE}, else you are asked)",
    )


def add_on(parser: argparse.ArgumentParser) -> None:
    """The command takes --on, the day it works as if it were."""
    parser.add_argument("--on", metavar="DATE", type=date.fromisoformat, help='the day that is "today", as 2026-11-10')


def add_json(parser: argparse.ArgumentParser) -> None:
    """The command takes --json."""
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def clock_of(options: argparse.Namespace) -> Clock:
    """The machine's clock, on the day of --on where it was given."""
    on: date | None = getattr(options, "on", None)
    return SystemClock() if on is None else ClockOn(on)


def passphrase_of(options: argparse.Namespace, *, twice: bool = False) -> str:
    """The passphrase from the file, the environment or the keyboard; asked `twice` where it is a new one."""
    file: Path | None = options.passphrase_file
    if file is not None:
        return _first_line(file)
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Problem(
            "passphrase.none",
            f"No passphrase was given. Name a file with --passphrase-file, or set {PASSPHRASE_VARIABLE}.",
        )
    try:
        typed = getpass.getpass("Passphrase: ")
        again = getpass.getpass("Once more: ") if twice else typed
    except EOFError:
        raise Problem("passphrase.none", "No passphrase was typed. Nothing was done.") from None
    if again != typed:
        raise Problem("passphrase.differs", "The two passphrases differ. Nothing was done. Type the same one twice.")
    return typed


def open_from(options: argparse.Namespace) -> Record:
    """The desk that the words name, open; close it with `apdesk.desk.close_desk`."""
    return desk.open_desk(options.desk, options.person, passphrase_of(options), clock_of(options))


@contextmanager
def desk_from(options: argparse.Namespace) -> Iterator[Record]:
    """The desk that the words name, open within the block; what it has to say goes to standard error."""
    record = open_from(options)
    try:
        for notice in record.notices:
            print(notice, file=sys.stderr)
        yield record
    finally:
        desk.close_desk(record)


def _first_line(file: Path) -> str:
    """The first line without its end, in UTF-8 or, as some Windows tools write, in UTF-16 with its mark."""
    try:
        with file.open("rb") as source:
            data = source.read(_MOST_READ)
        text = data.decode("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("passphrase.file", "The passphrase file is not text, so it cannot be read.", str(file)) from None
    except (OSError, ValueError):
        raise Problem("passphrase.file", "The passphrase file cannot be read.", str(file)) from None
    line = text.partition("\n")[0].rstrip("\r")
    if not line:
        raise Problem("passphrase.file", "The first line of the passphrase file is empty.", str(file))
    if len(data) == _MOST_READ and "\n" not in text:
        raise Problem("passphrase.file", "The first line of the passphrase file is too long for one.", str(file))
    return line
