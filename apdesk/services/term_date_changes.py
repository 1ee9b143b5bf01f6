"""Taking in and correcting term dates where placements are planned by them: what would move is seen first.

The dates and every duty that follows them change in one operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.services import backups
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.school_year import (
    Entry,
    Taken,
    as_text,
    merged,
    put_version,
    read_calendar,
    read_terms,
    same_as_held,
    taken,
)
from apdesk.services.what_would_move import NOTHING_MOVES, Instead, Moves, move, to_plan_again, would_move
from apdesk.store.record import Record
from apdesk.store.school_year import newest_term_dates

BY_HAND = "Corrected in AP Desk"
FOLLOW = "The term dates changed."


@dataclass(frozen=True)
class Corrected:
    """What new term dates did; `changes` None where nothing differs."""

    changes: Changes | None
    moves: Moves = NOTHING_MOVES


def dates_would_move(
    record: Record, lines: Iterable[Entry], provider: str | None = None, progress: Progress | None = None
) -> Moves:
    """What these term dates would do to the placements; nothing is written. Raises `Problem` "calendar.…"."""
    require(record, Deed.CHANGE_SCHOOL_YEAR)
    calendar = read_calendar(as_text(lines), BY_HAND)
    rows = to_plan_again(record, provider) if _planned_by_dates(provider) else []
    return would_move(record, rows, Instead(calendar=calendar, provider=provider), progress, FOLLOW)


def change_dates(
    record: Record, lines: Iterable[Entry], why: str, *, source: str = BY_HAND, provider: str | None = None,
    progress: Progress | None = None,
) -> Corrected:  # fmt: skip
    """The term dates are exactly these lines, as a new version, and the duties follow, in one operation.

    Raises `Problem` "calendar.why" without a reason where there were dates before, "calendar.…" for lines that make
    no calendar, "moves.unplanned" where a placement would stand outside them; nothing is changed then.
    """
    require(record, Deed.CHANGE_SCHOOL_YEAR)
    held = list(lines)
    first = newest_term_dates(provider) is None
    if same_as_held(held, provider):
        return Corrected(None)
    if not first and not why.strip():
        raise Problem("calendar.why", "Say why the term dates change.", "why")
    if source != BY_HAND:
        backups.before(record, progress)
    by_dates = _planned_by_dates(provider)
    operation = "Took in term dates" if first or source != BY_HAND else "Corrected term dates"
    with record.work(operation, reason=why.strip() or None) as work:
        put_version(record, work, held, source, provider)
        rows = to_plan_again(record, provider) if by_dates else []
        moves = move(record, work, rows, f"{FOLLOW} {why}".strip(), progress)
    return Corrected(work.changes, moves)


def import_terms(
    record: Record, file: Path, provider: str | None = None, progress: Progress | None = None
) -> Taken:  # fmt: skip
    """The file's school years stand as it says, other years stay, and the duties follow; for the command line.

    The same file twice changes nothing. Raises `Problem` "calendar.…" with file and line.
    """
    require(record, Deed.CHANGE_SCHOOL_YEAR)
    text = read_terms(file)
    lines = merged(record, text, file.name, provider)
    done = change_dates(record, lines, f"Taken in from {file.name}", source=file.name, provider=provider,
                        progress=progress)  # fmt: skip
    return taken(done.changes, text, file.name)


def _planned_by_dates(provider: str | None) -> bool:
    """True where something can have been planned: our own school has term dates already."""
    return newest_term_dates(None) is not None or provider is not None
