"""Moving from a spreadsheet: a tracker is read, what it would do is shown, and only then is it done.

Its clocks run from the last visit and review that it names, and nothing before today is called overdue that nobody
knew of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services import backups
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.import_history import OPERATIONS_OF
from apdesk.services.start_placement import put_in
from apdesk.services.tracker_rows import (
    HERE,
    LEFT_OUT,
    PLACE,
    PROPOSE,
    PROVIDER,
    PUPIL,
    TO_FIX,
    Said,
    TrackerEntry,
    TrackerPlanner,
    counted,
    words_of,
)
from apdesk.store.record import Record
from apdesk.store.settings import ColumnMapping, ImportRun, mapping_row
from apdesk.store.work import Work

if TYPE_CHECKING:
    from apdesk.imports.table import RawTable
    from apdesk.imports.tracker import TrackerFile

COLUMNS, PROVIDERS, PATHWAYS = "tracker", "tracker providers", "tracker pathways"
"""Under which names the meanings of columns and words are remembered."""
_LISTS = {"placed": PLACE, "proposed": PROPOSE, "unchanged": HERE, "left_out": LEFT_OUT}


@dataclass(frozen=True)
class OpenedTracker:
    """A file that was read but not yet understood, and how its columns were matched the last time."""

    raw: RawTable = field(repr=False)
    digest: str
    mapping: Mapping[str, str] | None = None    # None: no tracker was ever taken in


@dataclass(frozen=True)
class TrackerReview:
    """A tracker and what taking it in would do. Nothing is written yet."""

    opened: OpenedTracker
    file: TrackerFile
    entries: tuple[TrackerEntry, ...]
    mapping: Mapping[str, str] | None
    said: Said
    fixes: Mapping[tuple[int, str], str]
    leave_out: frozenset[int]

    def of(self, kind: str) -> tuple[TrackerEntry, ...]:
        """The rows of one kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def counts(self) -> dict[str, int]:
        """How many placements come in, stand already, and cannot come in."""
        found = counted(self.entries)
        return {name: found[kind] for name, kind in _LISTS.items()} | {"rejected": found[TO_FIX]}

    def as_json(self) -> dict[str, list[dict[str, object]]]:
        """The document of the command line."""
        doubtful = [entry for entry in self.of(TO_FIX) if PUPIL in entry.wrong and entry.candidates]
        shown = {
            name: [entry.as_json() for entry in self.of(kind)] for name, kind in _LISTS.items() if kind != LEFT_OUT
        }
        return {
            **shown, "doubtful": [entry.as_json() for entry in doubtful],
            "rejected": [entry.as_json() for entry in self.of(TO_FIX) if entry not in doubtful],
        }

    def problem(self) -> Problem | None:
        """Why nothing of the file can come in; None where something can, or stands already."""
        refused = self.of(TO_FIX)
        if len(refused) < len(self.entries) - len(self.of(LEFT_OUT)) or not refused:
            return None
        first = refused[0]
        text = f"No row of {self.file.name} can be taken in. Row {first.line}: {first.reasons[0]}"
        return Problem("tracker.nothing-usable", text, f"{self.file.name}, row {first.line}")


class TrackerTaken(NamedTuple):
    """What taking in a tracker did."""

    counts: Mapping[str, int]   # placed, proposed, unchanged, rejected, left_out
    duties: int
    changes: Changes


def open_tracker_file(record: Record, file: Path, progress: Progress | None = None) -> OpenedTracker:
    """The rows of the file. Raises `Problem` with the place for what is no tracker."""
    from apdesk.imports.tracker import open_tracker

    require(record, Deed.CHANGE_PLACEMENTS)
    raw = open_tracker(file, progress)
    return OpenedTracker(raw, hashlib.sha256(file.read_bytes()).hexdigest(), _remembered(COLUMNS) or None)


def review_tracker(
    record: Record, opened: OpenedTracker, mapping: Mapping[str, str] | None = None, progress: Progress | None = None
) -> TrackerReview:
    """What taking the file in would do, its columns as said, else as last time, else by their words.

    Raises `Problem` "tracker.columns" where they do not say who is placed, from when and how, "calendar.none" or
    "protocol.none" where the desk cannot plan yet.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    said = Said({}, _remembered(PROVIDERS), _remembered(PATHWAYS))
    return _review(record, opened, opened.mapping if mapping is None else mapping, said, {}, frozenset(), progress)


def review_tracker_again(
    record: Record, review: TrackerReview, *, mapping: Mapping[str, str] | None = None,
    fixes: Mapping[tuple[int, str], str] | None = None, leave_out: Collection[int] | None = None,
    said: Said | None = None, progress: Progress | None = None,
) -> TrackerReview:
    """The same file after the person matched a column, mended a cell, left rows out or said what one means."""
    require(record, Deed.CHANGE_PLACEMENTS)
    return _review(
        record, review.opened, review.mapping if mapping is None else mapping, said or review.said,
        review.fixes if fixes is None else fixes, review.leave_out if leave_out is None else frozenset(leave_out),
        progress,
    )


def _review(
    record: Record, opened: OpenedTracker, mapping: Mapping[str, str] | None, said: Said,
    fixes: Mapping[tuple[int, str], str], leave_out: frozenset[int], progress: Progress | None,
) -> TrackerReview:
    from apdesk.imports.tracker import clean_tracker
    from apdesk.services.school_year import school_calendar

    watcher = progress or Silent()
    file = clean_tracker(opened.raw, mapping, fixes, watcher)
    school_calendar(record)
    planner = TrackerPlanner(record, said)
    entries: list[TrackerEntry] = []
    seen: dict[object, int] = {}
    for count, row in enumerate(file.rows):
        watcher.step(count, len(file.rows), "Planning placements")
        entry = planner.plan(row)
        if row.line in leave_out:
            entry = replace(entry, kind=LEFT_OUT, reasons=("Left out.",), ready=None)
        entries.append(_once(entry, seen))
    return TrackerReview(opened, file, tuple(entries), mapping, said, fixes, leave_out)


def _once(entry: TrackerEntry, seen: dict[object, int]) -> TrackerEntry:
    """The same placement in two rows comes in once."""
    if entry.ready is None:
        return entry
    answers = entry.ready.answers
    first = seen.setdefault((answers.pupil, answers.pathway, answers.start), entry.line)
    if first == entry.line:
        return entry
    text = f"Row {first} is the same placement. Leave one of them out."
    return replace(entry, kind=TO_FIX, reasons=(text,), wrong=frozenset(("row",)), ready=None)


def apply_tracker(record: Record, review: TrackerReview, progress: Progress | None = None) -> TrackerTaken:
    """Every placement that the review shows as ready stands in the record, in one transaction.

    Each comes in as the wizard would put it in. The same file again changes nothing. Raises the review's own
    `Problem` where nothing can come in, "tracker.changed-meanwhile" where the desk no longer is as it saw it, and
    "backup.failed" where no backup could be made to go back to. Cancelling leaves nothing behind.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    problem = review.problem()
    if problem is not None:
        raise problem
    again = review_tracker_again(record, review)
    if [(one.line, one.kind, one.reasons) for one in again.entries] != [
        (one.line, one.kind, one.reasons) for one in review.entries
    ]:
        raise Problem("tracker.changed-meanwhile", "The desk changed since this was shown. Look at it again.")
    ready = [entry.ready for entry in again.entries if entry.ready is not None]
    if ready:
        backups.before(record, progress)
    duties = 0
    with record.work(OPERATIONS_OF["tracker"]) as work:
        for count, one in enumerate(ready):
            (progress or Silent()).step(count, len(ready), "Placing pupils")
            duties += len(put_in(record, work, one)[1])
        _remember(work, review)
        if ready:
            work.create(
                ImportRun, what="tracker", file_name=review.file.name, source=None, digest=review.opened.digest,
                counts=review.counts(), taken_at=work.moment, taken_by=record.actor.name,
            )
    return TrackerTaken(review.counts(), duties, work.changes)


def say_pupil(review: TrackerReview, line: int, pupil: str) -> Said:
    """What is said so far, and that the row of that line means this pupil."""
    return replace(review.said, pupils={**review.said.pupils, line: pupil})


def say_words(review: TrackerReview, line: int, field: str, means: str) -> Said:
    """What is said so far, and that the words of this row mean that provider or pathway, in every row."""
    row = next(one for one in review.file.rows if one.line == line)
    words = words_of(row, field)
    if field == PROVIDER:
        return replace(review.said, providers={**review.said.providers, words: means})
    return replace(review.said, pathways={**review.said.pathways, words: means})


def _remembered(name: str) -> dict[str, str]:
    row = mapping_row(name)
    return dict(row.mapping) if row is not None and row.removed_at is None else {}


def _remember(work: Work, review: TrackerReview) -> None:
    columns = {column.heading: column.field or "" for column in review.file.columns}
    for name, mapping in (
        (COLUMNS, columns), (PROVIDERS, review.said.providers), (PATHWAYS, review.said.pathways),
    ):
        row = mapping_row(name)
        if row is None:
            if mapping:
                work.create(ColumnMapping, id=name, mapping=dict(mapping))
            continue
        if row.removed_at is not None:
            work.bring_back(row)
        work.update(row, mapping=row.mapping | dict(mapping))
