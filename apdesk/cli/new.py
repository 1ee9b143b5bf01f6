"""`apdesk new`: an empty desk and the recovery key for the safe."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TextIO

from apdesk import desk
from apdesk.cli.desk_arguments import add_on, add_passphrase, clock_of, passphrase_of
from apdesk.problems import Problem


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    parser.add_argument("desk", metavar="DESK", type=Path, help="the folder to make, NAME.apdesk")
    parser.add_argument("--person", metavar="NAME", required=True, help="the first person; they administer the desk")
    parser.add_argument(
        "--recovery-key-file",
        metavar="OUT",
        type=Path,
        required=True,
        help="where the recovery key is written; print it, put it in the safe, delete the file",
    )
    add_passphrase(parser)
    add_on(parser)


def run(options: argparse.Namespace) -> int:
    """Make the desk; 0 when it stands and its recovery key is written. Where either fails neither remains."""
    out: Path = options.recovery_key_file
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except (OSError, ValueError):
        text = "The recovery key cannot be written here. Name a file that does not exist yet."
        raise Problem("new.recovery-file", text, str(out)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as sheet:
            notices = _make(options, sheet)
    except BaseException:
        with contextlib.suppress(OSError):
            out.unlink()
        raise
    for notice in notices:
        print(notice, file=sys.stderr)
    print(f"{options.desk} is ready. The recovery key stands in {out}: print it, put it in the safe, delete the file.")
    return 0


def _make(options: argparse.Namespace, sheet: TextIO) -> list[str]:
    """The desk stands, and what it says at its first opening is returned."""
    passphrase = passphrase_of(options, twice=True)
    record, recovery_key = desk.create_desk(options.desk, options.person, passphrase, clock_of(options))
    desk.close_desk(record)
    try:
        sheet.write(recovery_key + "\n")
        sheet.flush()
        os.fsync(sheet.fileno())
    except OSError:
        desk.discard_new(record)
        text = "The disk is full or failed before the recovery key was written, so no desk was made. Make room first."
        raise Problem("new.recovery-file", text, str(options.recovery_key_file)) from None
    return record.notices
