"""`apdesk import-roll`: a pupil list from the school's system, shown first or taken in."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.problems import Problem
from apdesk.services.roll_import import RollReview, apply_roll, review_roll

_WORDS = {
    "new": "new", "changed": "change", "unchanged": "stay as they are", "left": "have left",
    "doubtful": "are doubtful", "rejected": "cannot be taken in",
}
_SHOWN = ("new", "changed", "left", "doubtful", "rejected")
_LONGEST_LIST = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser, json=True)
    parser.add_argument("roll", metavar="ROLL", type=Path, help="the list: CSV, XLS, XLSX, ODS or CTF XML")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.add_argument(
        "--accept-leavers", action="store_true", help="mark as left whoever is missing, however short the list is"
    )


def run(options: argparse.Namespace) -> int:
    """Say what the list does; unless --dry-run, do it in one transaction."""
    with desk_from(options) as record:
        review = review_roll(record, options.roll)
        if not options.dry_run:
            apply_roll(record, review, accept_leavers=options.accept_leavers)
    problem = _hindrance(review, options.accept_leavers)
    if options.json:
        said = review.plan.as_json()
        print(json.dumps(said | {"problem": problem.as_json()} if problem else said, ensure_ascii=False))
    else:
        _tell(review)
    if options.dry_run:
        print("Nothing was changed.", file=sys.stderr)
    if problem is not None:
        print(problem.text, file=sys.stderr)
    return 0 if problem is None else 1


def _hindrance(review: RollReview, accept_leavers: bool) -> Problem | None:
    """Why the list cannot be taken in as it stands; None where it can, or was."""
    if review.plan.problem is None and review.plan.asks_about_leavers and not accept_leavers:
        return review.plan.leavers_problem(review.file.name)
    return review.plan.problem


def _tell(review: RollReview) -> None:
    counts = review.plan.counts()
    said = ", ".join(f"{counts[name]:,} {words}" for name, words in _WORDS.items())
    print(f"{review.file.name} ({review.file.source}): {said}.")
    for name in _SHOWN:
        entries = getattr(review.plan, name)
        for entry in entries[:_LONGEST_LIST]:
            line = f"row {entry.line}" if entry.line is not None else "not in the file"
            print(f"  {name:9} {line:>16}  {entry.name}: {' '.join(entry.reasons)}")
        if len(entries) > _LONGEST_LIST:
            print(f"  {name:9} and {len(entries) - _LONGEST_LIST:,} more")
