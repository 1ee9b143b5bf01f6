"""`apdesk coverage`: which rule meets each row of the obligations table."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from apdesk.domain.coverage import coverage
from apdesk.problems import Problem
from apdesk.services.shipped import obligations, protocol_from_file, shipped_protocol


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `coverage`."""
    parser.add_argument("--protocol", type=Path, metavar="FILE", help="another school’s policy")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Print each row; 0, or 1 where a row is missing."""
    protocol = protocol_from_file(options.protocol) if options.protocol else shipped_protocol()
    rows = obligations(protocol.duty_table)
    if not rows:
        raise Problem("coverage.table", "The protocol names no obligations table that ships with AP Desk.")
    found = coverage(protocol, rows)
    counts = Counter(row.status for row in found)
    if options.json:
        document = {
            "rows": [
                {"id": row.id, "mechanism": row.mechanism, "status": row.status, "how": row.how,
                 "where": ", ".join(row.where)}
                for row in found
            ],
            "total": len(found), "covered": counts["covered"], "planned": counts["planned"],
            "missing": counts["missing"],
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        for row in found:
            print(f"{row.id:<5}{row.mechanism:<10}{row.status:<9}{row.how}")
        said = ", ".join(f"{counts[status]} {status}" for status in ("covered", "planned", "missing"))
        print(f"{len(found)} rows: {said}.")
    if counts["missing"]:
        text = f"{counts['missing']} rows are met by nothing in the protocol. Cover them, or name them in [planned]."
        print(text, file=sys.stderr)
    return 1 if counts["missing"] else 0
