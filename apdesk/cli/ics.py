"""`apdesk ics`: the calendar as a file, initials and references only."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.calendar_files import write_calendar


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser)
    parser.add_argument("--out", metavar="CAL.ics", type=Path, required=True, help="the file to write")
    parser.add_argument(
        "--changed-since", metavar="DATE", type=date.fromisoformat, help="only what changed on that day or after"
    )


def run(options: argparse.Namespace) -> int:
    """Write the calendar file."""
    with desk_from(options) as record:
        written = write_calendar(record, file=options.out, changed_since=options.changed_since)
    print(f"{written.file} is ready.")
    return 0
