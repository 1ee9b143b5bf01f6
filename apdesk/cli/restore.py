"""`apdesk restore`: a backup in the place of a desk."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from apdesk.cli.desk_arguments import add_on, add_passphrase, clock_of, passphrase_of
from apdesk.services import backups


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    parser.add_argument("backup", metavar="BACKUP", type=Path, help="a file that ends in .apdesk-backup")
    parser.add_argument("--to", metavar="DESK", type=Path, required=True, help="the desk that shall stand again")
    parser.add_argument(
        "--keys-only",
        action="store_true",
        help="put back only the keys of a desk whose record is there; nothing of the record is lost",
    )
    parser.add_argument("--person", metavar="NAME", help="who opens it (default: the only one who can)")
    add_passphrase(parser)
    add_on(parser)


def run(options: argparse.Namespace) -> int:
    """Restore; 0 when the desk stands again. A desk that stood there is named, where it lies now."""
    if options.keys_only:
        backups.restore_keys(options.backup, options.to, options.person, passphrase_of(options), clock_of(options))
        print(f"{options.to} has its keys again. Nothing of its record was changed.")
        return 0
    restored = backups.restore(options.backup, options.to, options.person, passphrase_of(options), clock_of(options))
    for sentence in restored.health.damage:
        print(sentence, file=sys.stderr)
    print(f"{restored.folder} stands again, with {restored.health.journal.entries} journal entries.")
    if restored.aside:
        print(f"What stood there before is kept in {restored.aside}.")
    return 0
