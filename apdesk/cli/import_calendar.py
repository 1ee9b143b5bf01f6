"""`apdesk import-calendar`: term dates from a CSV file."""

from __future__ import annotations

import argparse
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.term_date_changes import import_terms


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help="type,start,end,label: one line a block or closed day")


def run(options: argparse.Namespace) -> int:
    """Take the term dates in; the years the file does not name stay as they are."""
    with desk_from(options) as record:
        taken = import_terms(record, options.file)
    years = ", ".join(f"{year}/{(year + 1) % 100:02d}" for year in taken.school_years)
    if taken.changes is None:
        print(f"{options.file.name}: the desk knows these term dates already ({years}).")
    else:
        print(f"{options.file.name}: {years} taken in, {taken.school_days} school days.")
    return 0
