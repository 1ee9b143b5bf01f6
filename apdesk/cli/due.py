"""`apdesk due`: what is due, for whom, and how late."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from apdesk.cli.desk_arguments import add_desk, desk_from
from apdesk.services.duty_lists import DutyRow, due_list

DEFAULT_DAYS = 7


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    add_desk(parser, json=True)
    parser.add_argument(
        "--days", metavar="N", type=int, default=DEFAULT_DAYS, help="calendar days to look ahead (default 7)"
    )


def run(options: argparse.Namespace) -> int:
    """Print the open duties, those that are late among them."""
    with desk_from(options) as record:
        rows = due_list(record, days=options.days)
        if options.json:
            print(json.dumps({"duties": [as_json(row) for row in rows]}, ensure_ascii=False))
            return 0
        for row in rows:
            print(_line(row))
        if not rows:
            print(f"Nothing is due in the next {options.days} days.")
    return 0


def as_json(row: DutyRow) -> dict[str, Any]:
    """The duty as `apdesk plan` shows it, with pupil, placement, state and lateness."""
    kept = row.record
    return {
        "rule": row.rule, "occurrence": row.occurrence, "kind": row.kind, "act": row.act, "title": row.title,
        "due": _iso(row.due), "by": row.by, "hard": _iso(row.hard), "from": _iso(row.window_from),
        "owner": row.owner, "provider": row.provider_name or None, "state": row.state, "met_by": row.met_by,
        "waits_for": row.waits_for, "after": row.after, "evidence": list(row.evidence), "readings": kept.readings,
        "covers": list(row.covers), "policy": row.policy, "why": row.why, "problem": row.problem,
        "pupil": row.pupil_name or None, "placement": row.reference or None,
        "lateness_school_days": row.lateness_school_days, "id": row.id, "who": row.who or None,
        "put_off_to": _iso(kept.put_off_to),
    }


def _line(row: DutyRow) -> str:
    day = f"{row.day:%a} {row.day.day:2} {row.day:%b}" if row.day else "no date"
    late = f"  {_late(row.lateness_school_days)}" if row.state == "overdue" else ""
    about = f"{row.pupil_list_name} {row.form}".strip() or row.provider_name or "the school"
    return f"{day}  {row.title}: {about} ({row.who or row.owner_label}, {row.policy}){late}"


def _late(days: int | None) -> str:
    return "late" if days is None else f"{days} school day{'' if days == 1 else 's'} late"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
