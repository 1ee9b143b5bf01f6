"""`apdesk new`: an empty desk and the recovery key for the safe."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from apdesk import desk
from apdesk.cli.desk_arguments import add_passphrase, clock_of, passphrase_of
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


def run(options: argparse.Namespace) -> int:
    """Make the desk; 0 when it stands and its recovery key is written."""
    out: Path = options.recovery_key_file
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        text = "The recovery key cannot be written here. Name a file that does not exist yet."
        raise Problem("new.recovery-file", text, str(out)) from None
    os.close(handle)
    try:
        passphrase = passphrase_of(options, twice=True)
        record, recovery_key = desk.create_desk(options.desk, options.person, passphrase, clock_of(options))
    except BaseException:
        out.unlink()
        raise
    desk.close_desk(record)
    out.write_text(recovery_key + "\n", encoding="utf-8")
    print(f"{options.desk} is ready. The recovery key stands in {out}: print it, put it in the safe, delete the file.")
    return 0
