"""A pupil list from the school's system: read, show what it would do, and only then do it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.roll_plan import PlanEntry, RollPlan, facts_of, make_roll_plan
from apdesk.domain.roll_row import CONTACT_FIELDS, FACT_FIELDS, RollContact, RollPupil
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services import backups
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.import_history import OPERATIONS_OF
from apdesk.store.placements import pupils_placed
from apdesk.store.pupils import Contact, Pupil, all_contacts, all_pupils
from apdesk.store.record import Record
from apdesk.store.settings import ColumnMapping, ImportRun, import_runs, mapping_row
from apdesk.store.work import Work

if TYPE_CHECKING:
    from apdesk.imports.roll import RawRoll, RollFile


@dataclass(frozen=True)
class OpenedRoll:
    """A file that was read but not yet understood, and how its columns were matched the last time."""

    raw: RawRoll = field(repr=False)
    digest: str
    mapping: Mapping[str, str] | None = None    # None: this source was never taken in


@dataclass(frozen=True)
class RollReview:
    """A file that was read, and what taking it in would do. Nothing is written yet."""

    file: RollFile
    plan: RollPlan
    digest: str
    raw: RawRoll = field(repr=False)
    mapping: Mapping[str, str] | None = None
    fixes: Mapping[tuple[int, str], str] = field(default_factory=dict)
    leave_out: frozenset[int] = frozenset()
    decided: Mapping[int, str | None] = field(default_factory=dict)
    pupils: tuple[RollPupil, ...] = field(default=(), repr=False)   # as the desk knew them when it was read


class RollTaken(NamedTuple):
    """What taking in a roll did."""

    counts: Mapping[str, int]   # new, changed, unchanged, left, doubtful, rejected, left_out
    changes: Changes


def open_file(record: Record, file: Path, progress: Progress | None = None) -> OpenedRoll:
    """The rows of the file, whatever its kind. Raises `Problem` "roll.…" for a file that is no list, with the place."""
    from apdesk.imports.roll import open_roll

    require(record, Deed.IMPORT_ROLL)
    raw = open_roll(file, progress or Silent())
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    remembered = mapping_row(raw.source)
    known = set(raw.headings)
    mapping = None if remembered is None else {h: f for h, f in remembered.mapping.items() if h in known}
    return OpenedRoll(raw, digest, mapping or None)


def review_opened(
    record: Record, opened: OpenedRoll, mapping: Mapping[str, str] | None = None, progress: Progress | None = None
) -> RollReview:
    """What taking the file in would do, its columns as said, else as last time, else by their words.

    Raises `Problem` "roll.no-names", "roll.no-identity" or "roll.month-first" where its columns do not suffice.
    """
    from apdesk.imports.roll import clean_roll

    columns = opened.mapping if mapping is None else mapping
    cleaned = clean_roll(opened.raw, columns, progress or Silent())
    pupils = present_pupils(record)
    plan = make_roll_plan(cleaned.rows, pupils, record.clock.today())
    return RollReview(cleaned, plan, opened.digest, opened.raw, columns, pupils=pupils)


def review_roll(record: Record, file: Path, progress: Progress | None = None) -> RollReview:
    """The file as it would be taken in today, its columns matched as last time for this source.

    Raises `Problem` "roll.…" for a file that is no pupil list, with the place.
    """
    return review_opened(record, open_file(record, file, progress), None, progress)


def review_again(
    record: Record, review: RollReview, *, mapping: Mapping[str, str] | None = None,
    fixes: Mapping[tuple[int, str], str] | None = None, leave_out: Collection[int] | None = None,
    decided: Mapping[int, str | None] | None = None, anew: bool = False, progress: Progress | None = None,
) -> RollReview:
    """The same file after the person matched a column, mended a cell, left rows out or said whom one means.

    None: as before. `decided`: line to the id of the pupil it means, None for somebody new. `anew` asks the desk
    for its pupils once more, where they may have changed.
    """
    require(record, Deed.IMPORT_ROLL)
    from apdesk.imports.roll import clean_roll

    columns = review.mapping if mapping is None else mapping
    mended = review.fixes if fixes is None else fixes
    out = review.leave_out if leave_out is None else frozenset(leave_out)
    whom = review.decided if decided is None else decided
    same = mapping is None and fixes is None
    file = review.file if same else clean_roll(review.raw, columns, progress or Silent(), mended or None)
    pupils = present_pupils(record) if anew else review.pupils
    plan = make_roll_plan(file.rows, pupils, record.clock.today(), out, decided=whom)
    return RollReview(file, plan, review.digest, review.raw, columns, mended, out, whom, pupils)


def apply_roll(
    record: Record, review: RollReview, *, accept_leavers: bool = False, progress: Progress | None = None
) -> RollTaken:
    """Everything the plan shows has happened, in one transaction; the columns are remembered for this source.

    Nobody is deleted: who left is marked as left. Raises `Problem` "roll.leavers" for a file with under 80 % of
    the roll unless leavers are accepted, the plan's own problem where it may not be applied, and
    "roll.changed-meanwhile" where the desk no longer is as the plan saw it, and "backup.failed" where no backup
    could be made to go back to. Cancelling leaves nothing behind.
    """
    require(record, Deed.IMPORT_ROLL)
    plan = review.plan
    if plan.problem is not None:
        raise plan.problem
    if plan.asks_about_leavers and not accept_leavers:
        raise plan.leavers_problem(review.file.name)
    if plan != review_again(record, review, anew=True).plan:
        raise Problem("roll.changed-meanwhile", "The pupils in the desk changed since this plan. Look at it again.")
    if not plan.is_empty:
        backups.before(record, progress)
    with record.work(OPERATIONS_OF["roll"]) as work:
        _Applying(work, record.clock.today(), progress or Silent()).carry_out(plan)
        _remember(work, review)
        if not plan.is_empty:
            work.create(
                ImportRun, what="roll", file_name=review.file.name, source=review.file.source, digest=review.digest,
                counts=plan.counts(), taken_at=work.moment, taken_by=record.actor.name,
            )
    return RollTaken(plan.counts(), work.changes)


def roll_history(record: Record) -> list[ImportRun]:
    """The newest pupil lists that were taken in."""
    require(record, Deed.SEE_PUPILS)
    return import_runs("roll")


class _Applying:
    """One roll plan on its way into the record."""

    def __init__(self, work: Work, today: date, progress: Progress) -> None:
        self.work, self.today, self.progress = work, today, progress
        self.pupils = {pupil.id: pupil for pupil in all_pupils()}
        self.contacts = {contact.id: contact for contact in all_contacts()}
        self.total = self.done = 0

    def carry_out(self, plan: RollPlan) -> None:
        self.total = len(plan.new) + len(plan.changed) + len(plan.left)
        for entry in plan.new:
            self._add(entry)
        for entry in plan.changed:
            self._change(entry)
        for entry in plan.left:
            gone = entry.row.left_on if entry.row else None
            self._step(self.work.update(self.pupils[entry.pupil_id or ""], on_roll=False, left_on=gone or self.today))

    def _step(self, _written: object) -> None:
        self.done += 1
        if self.done % 25 == 0 or self.done == self.total:
            self.progress.step(self.done, self.total, "Writing pupils")

    def _add(self, entry: PlanEntry) -> None:
        assert entry.row is not None
        facts = facts_of(entry.row)
        contacts: Any = facts.pop("contacts", ())
        left_on = entry.row.left_on
        pupil = self.work.create(Pupil, on_roll=left_on is None or left_on >= self.today, **facts)
        for place, contact in enumerate(contacts, start=1):
            self._add_contact(pupil.id, contact, place)
        self._step(pupil)

    def _change(self, entry: PlanEntry) -> None:
        pupil = self.pupils[entry.pupil_id or ""]
        values = {one.field: one.after for one in entry.differences}
        contacts: Any = values.pop("contacts", None)
        if "upn" in values and pupil.upn:
            values["earlier_upns"] = [*pupil.earlier_upns, pupil.upn]
        if values.get("on_roll") is True:
            values |= {"left_on": values.get("left_on"), "left_for": None}
        if values:
            self.work.update(pupil, **values)
        for place, contact in enumerate(contacts or (), start=1):
            if contact.id is None:
                self._add_contact(pupil.id, contact, place)
            else:
                held = self.contacts[contact.id]
                self.work.update(held, **_contact_values(contact, held.position))
        self._step(pupil)

    def _add_contact(self, pupil: str, contact: RollContact, place: int) -> None:
        values = _contact_values(contact, place)
        self.work.create(Contact, pupil=pupil, letters_to=bool(contact.parental_responsibility), **values)


def _contact_values(contact: RollContact, place: int) -> dict[str, Any]:
    values = {name: getattr(contact, name) for name in CONTACT_FIELDS if name != "priority"}
    return values | {"position": contact.priority or place}


def present_pupils(record: Record) -> tuple[RollPupil, ...]:
    """Everybody whom the desk knows, as a roll plan compares them; three queries."""
    require(record, Deed.IMPORT_ROLL)
    placed = pupils_placed(record.clock.today())
    around: dict[str, list[RollContact]] = {}
    for row in all_contacts():
        known = {name: getattr(row, name) for name in CONTACT_FIELDS if name != "priority"}
        around.setdefault(row.pupil, []).append(RollContact(**known, priority=row.position, id=row.id))
    names = [name for name in FACT_FIELDS if name != "contacts"]
    return tuple(
        RollPupil(
            **{name: getattr(pupil, name) for name in names}, contacts=tuple(around.get(pupil.id, ())), id=pupil.id,
            on_roll=pupil.on_roll, placed=pupil.id in placed, hosted=pupil.hosted_here,
            earlier_upns=tuple(pupil.earlier_upns),
        )
        for pupil in all_pupils()
    )


def _remember(work: Work, review: RollReview) -> None:
    mapping = dict(review.file.mapping)
    row = mapping_row(review.file.source)
    if row is None:
        work.create(ColumnMapping, id=review.file.source, mapping=mapping)
    else:
        if row.removed_at is not None:  # the import that remembered it first was undone
            work.bring_back(row)
        work.update(row, mapping=row.mapping | mapping)
