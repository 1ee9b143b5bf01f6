"""`apdesk tracker`: one row a pupil for the weekly meeting."""

from __future__ import annotations

import argparse
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.tracker import write_tracker


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser)
    parser.add_argument(
        "--out", metavar="FILE.xlsx", type=Path, required=True,
        help="the workbook to write; a name that ends in .pdf gives A4 across",
    )


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    with desk_from(options) as record:
        written = write_tracker(record, file=options.out)
    print(f"{written.file} is ready.")
    return 0
