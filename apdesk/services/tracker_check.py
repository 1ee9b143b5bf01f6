"""A tracker as the window shows it before it is taken in: what a row may mean, and what can be put right."""

from __future__ import annotations

from typing import NamedTuple

from apdesk.problems import Problem
from apdesk.services.protocols import protocol_in_force
from apdesk.services.providers import providers
from apdesk.services.roll_check import Candidate, CellToFix, candidate_of
from apdesk.services.roll_import import present_pupils
from apdesk.services.tracker_import import TrackerReview
from apdesk.services.tracker_rows import LEFT_OUT, PLACE, PROPOSE, TO_FIX, TrackerEntry
from apdesk.store.record import Record


class Meaning(NamedTuple):
    """Something that words of a tracker may mean."""

    id: str
    name: str
    detail: str


class TrackerQuestion(NamedTuple):
    """The question before a tracker is taken in, in numbers."""

    title: str
    body: str


def tracker_cells(review: TrackerReview, line: int) -> tuple[CellToFix, ...]:
    """Every cell of a row that means something, with what is wrong with it."""
    from apdesk.imports.sheet import text_of
    from apdesk.imports.tracker_columns import TRACKER_MAPPABLE

    cells = next(cells for number, cells in review.opened.raw.rows if number == line)
    row = next(one for one in review.file.rows if one.line == line)
    troubles, labels = {fault.field: fault.text for fault in row.fixable}, dict(TRACKER_MAPPABLE)
    return tuple(
        CellToFix(
            column.field, column.heading, labels[column.field],
            review.fixes.get((line, column.field), text_of(cells[column.index]) if column.index < len(cells) else ""),
            troubles.get(column.field, ""),
        )
        for column in review.file.columns if column.field
    )


def tracker_candidates(record: Record, entry: TrackerEntry) -> tuple[Candidate, ...]:
    """The pupils of the desk whom a row may mean."""
    held = {pupil.id: pupil for pupil in present_pupils(record)}
    return tuple(candidate_of(held[one]) for one in entry.candidates if one in held)


def providers_meant(record: Record) -> tuple[Meaning, ...]:
    """Every provider in use, that words may mean."""
    return tuple(Meaning(row.id, row.name, row.kind) for row in providers(record))


def pathways_meant(record: Record) -> tuple[Meaning, ...]:
    """Every pathway of the policy for our own pupils, that words may mean."""
    pathways = protocol_in_force(record).protocol.pathways.values()
    return tuple(Meaning(one.id, one.title, one.summary) for one in pathways if one.chosen)


def tracker_question(review: TrackerReview) -> TrackerQuestion:
    """What will happen, in numbers. Raises `Problem` where nothing of the file can come in."""
    problem = review.problem()
    if problem is not None:
        raise problem
    placed, proposed = review.of(PLACE), review.of(PROPOSE)
    duties = sum(len(entry.ready.plan.duties) for entry in (*placed, *proposed) if entry.ready)
    count = len(placed) + len(proposed)
    if not count:
        text = "Every placement of this file stands in the desk already."
        raise Problem("tracker.nothing-new", text, review.file.name)
    parts = [f"{len(placed):,} run already" if len(placed) != 1 else "1 runs already"]
    if proposed:
        parts.append(f"{len(proposed):,} begin{'s' if len(proposed) == 1 else ''} later and come in as proposed")
    out = len(review.of(TO_FIX)) + len(review.of(LEFT_OUT))
    sentences = [f"{', '.join(parts)}, with {duties:,} duties."]
    if out:
        sentences.append("1 row is left out." if out == 1 else f"{out:,} rows are left out.")
    sentences.append("Nothing before today becomes overdue. A backup is made first.")
    return TrackerQuestion(f"Place {count:,} pupil{'' if count == 1 else 's'}?", " ".join(sentences))
