"""`apdesk import-tracker`: the spreadsheet in which the office kept its placements, shown first or taken in."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.tracker_import import TrackerReview, apply_tracker, open_tracker_file, review_tracker
from apdesk.services.tracker_rows import HERE, LEFT_OUT, PLACE, PROPOSE, TO_FIX

_WORDS = {
    "placed": "placed", "proposed": "proposed", "unchanged": "stand here already", "rejected": "cannot be taken in",
}
_KINDS = {PLACE: "placed", PROPOSE: "proposed", HERE: "unchanged", TO_FIX: "rejected", LEFT_OUT: "left out"}
_LONGEST_LIST = 60


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser, json=True)
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="one row a placement: pupil, provider, pathway, start, end, last "
        "visit, last review, notice date; CSV, XLS, XLSX or ODS",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")


def run(options: argparse.Namespace) -> int:
    """Say what the tracker does; unless --dry-run, do it in one transaction."""
    with desk_from(options) as record:
        review = review_tracker(record, open_tracker_file(record, options.file))
        if not options.dry_run:
            apply_tracker(record, review)
    problem = review.problem()
    if options.json:
        said = review.as_json()
        print(json.dumps(said | {"problem": problem.as_json()} if problem else said, ensure_ascii=False))
    else:
        _tell(review)
    if options.dry_run:
        print("Nothing was changed.", file=sys.stderr)
    if problem is not None:
        print(problem.text, file=sys.stderr)
    return 0 if problem is None else 1


def _tell(review: TrackerReview) -> None:
    counts = review.counts()
    said = ", ".join(f"{counts[name]:,} {words}" for name, words in _WORDS.items())
    print(f"{review.file.name}: {said}.")
    for entry in review.entries[:_LONGEST_LIST]:
        print(f"  {_KINDS[entry.kind]:9} {f'row {entry.line}':>8}  {entry.name}: {' '.join(entry.reasons)}")
    if len(review.entries) > _LONGEST_LIST:
        print(f"  and {len(review.entries) - _LONGEST_LIST:,} rows more")
