"""`apdesk journal`: who did what, when and why, for whoever inspects the desk from outside."""

from __future__ import annotations

import argparse
import json

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.journal_log import Asked, LogRow, log


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser, json=True)
    parser.add_argument("--newest", metavar="N", type=int, default=200, help="how many entries (default: 200)")


def run(options: argparse.Namespace) -> int:
    """Print the newest entries, newest first; 0."""
    with desk_from(options) as record:
        rows = log(record, Asked(), max(0, options.newest)).rows
    if options.json:
        print(json.dumps({"entries": [_as_json(one) for one in rows]}, ensure_ascii=False))
        return 0
    for one in rows:
        reason = f" ({one.why})" if one.why else ""
        print(f"{one.number:>6}  {one.moment.astimezone():%Y-%m-%d %H:%M}  {one.who}, {one.role}: {one.what}{reason}")
    return 0


def _as_json(one: LogRow) -> dict[str, object]:
    return {**one._asdict(), "moment": one.moment.isoformat()}
