"""`apdesk backup`: one verified file that holds the whole desk."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, clock_of, passphrase_of
from apdesk.services import backups


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser)
    parser.add_argument(
        "--to", metavar="FOLDER", type=Path, help="where the file goes (default: the desk’s own places)"
    )


def run(options: argparse.Namespace) -> int:
    """Take the backup; 0 when it was opened and checked."""
    taken = backups.take_of(options.desk, options.to, options.person, passphrase_of(options), clock_of(options))
    if taken.warning:
        print(taken.warning, file=sys.stderr)
    print(taken.file)
    return 0
