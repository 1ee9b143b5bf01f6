"""`apdesk inspection-list`: the list an inspector asks for, gaps first."""

from __future__ import annotations

import argparse
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.inspection_list import write_inspection_list


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser)
    parser.add_argument(
        "--out", metavar="FILE.pdf|.xlsx", type=Path, required=True, help="pages (.pdf) or a workbook (.xlsx)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    with desk_from(options) as record:
        written = write_inspection_list(record, file=options.out)
    print(f"{written.file} is ready.")
    return 0
