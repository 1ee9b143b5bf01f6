"""`apdesk pack`: the review pack of a pupil's placement for one reader."""

from __future__ import annotations

import argparse
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.domain.disclosure import READERS
from apdesk.services.review_packs import placement_for_pack, write_pack


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser)
    parser.add_argument("--pupil", metavar="UPN", required=True, help="whose placement")
    parser.add_argument("--for", dest="reader", choices=list(READERS), required=True, help="who reads it")
    parser.add_argument("--out", metavar="PACK.pdf", type=Path, required=True, help="the file to write")


def run(options: argparse.Namespace) -> int:
    """Write the pack; it counts as the next numbered copy."""
    with desk_from(options) as record:
        written = write_pack(record, placement_for_pack(record, options.pupil), options.reader, file=options.out)
    print(f"{written.file} is ready.")
    return 0
