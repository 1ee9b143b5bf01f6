"""`apdesk register`: a provider's register workbook for one half-term."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.register_books import provider_named, write_register


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser)
    parser.add_argument("--provider", metavar="NAME", required=True, help="the provider’s name as in the list")
    parser.add_argument(
        "--half-term", metavar="DATE", type=date.fromisoformat, required=True, help="any day of the half-term"
    )
    parser.add_argument("--out", metavar="BOOK.xlsx", type=Path, required=True, help="the workbook to write")


def run(options: argparse.Namespace) -> int:
    """Write the workbook."""
    with desk_from(options) as record:
        provider = provider_named(options.provider)
        written = write_register(record, provider.id, options.half_term, file=options.out)
    print(f"{written.file} is ready.")
    return 0
