"""`apdesk verify`: whether a desk or a backup is sound."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from apdesk.cli.desk_arguments import add_json, add_on, add_passphrase, clock_of, passphrase_of
from apdesk.cli.main import sentence
from apdesk.problems import Problem
from apdesk.services.verifying import DAMAGE, UNREAD, in_words, verify


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    parser.add_argument("path", metavar="DESK_OR_BACKUP", type=Path, help="a desk folder or a backup file")
    parser.add_argument("--person", metavar="NAME", help="who opens it (default: the only one who can)")
    add_passphrase(parser)
    add_on(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Check everything; 0 when it is sound, 1 with a sentence for each damage."""
    passphrase, clock = passphrase_of(options), clock_of(options)
    try:
        verdict = verify(options.path, options.person, passphrase, clock)
    except Problem as problem:
        if not options.json or problem.code not in DAMAGE:
            raise
        print(sentence(problem), file=sys.stderr)
        print(json.dumps({**UNREAD.as_json(), "damage": [problem.text], "problem": problem.as_json()}))
        return 1
    for each in verdict.damage and in_words(verdict):
        print(each, file=sys.stderr)
    if options.json:
        print(json.dumps(verdict.as_json(), ensure_ascii=False))
    elif verdict.ok:
        print(f"Sound: {verdict.pages} pages and {verdict.journal_entries} journal entries, all as written.")
    return 0 if verdict.ok else 1
