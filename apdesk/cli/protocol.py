"""`apdesk protocol check`: every mistake of a protocol file at once, with its line."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from apdesk.domain.protocol_file import Mistake
from apdesk.domain.protocol_toml import check_protocol
from apdesk.places import resources
from apdesk.services.shipped import obligations, read_text


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `protocol`."""
    parser.epilog = f"How to write such a file: {resources() / 'protocols' / 'README.md'}"
    parser.add_argument("action", choices=["check"], help="check: list every mistake of the file")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Print every mistake; 0 where there is none, else 1."""
    text = read_text(options.file, "protocol")
    named = re.search(r'^duty_table\s*=\s*"([^"]*)"', text, re.MULTILINE)
    rows = tuple(row["id"] for row in obligations(named.group(1) if named else ""))
    _, mistakes = check_protocol(text, rows)
    if options.json:
        problems = [{"line": one.line, "code": one.code, "text": one.text} for one in mistakes]
        print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    else:
        for one in mistakes:
            print(f"{options.file.name}, line {one.line}: {one.text}")
        print(_count(mistakes) + "." if mistakes else "No problems: the file can be used.")
    if mistakes:
        text = f"{options.file.name}: {_count(mistakes)}, the first in line {mistakes[0].line}. Put them right."
        print(text, file=sys.stderr)
    return 1 if mistakes else 0


def _count(mistakes: list[Mistake]) -> str:
    return f"{len(mistakes)} problem{'' if len(mistakes) == 1 else 's'}"
