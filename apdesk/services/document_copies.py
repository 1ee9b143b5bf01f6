"""Which documents left the program, noted as each is written, and the bytes of those that may be asked for again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.names import list_name, suffix_of
from apdesk.problems import Problem
from apdesk.services.acting import demand_own_year, own_years_only, require
from apdesk.services.changes import Changes
from apdesk.services.placement_case import the_placement
from apdesk.services.pupils import the_pupil
from apdesk.store.documents import DocumentCopy, DocumentFile, copies_of, copy_by_id, last_copy_number
from apdesk.store.record import Record


class CopyRow(NamedTuple):
    """A document that was made."""

    id: str
    kind: str                   # "review pack", "register", "placement notice"
    reader: str
    recipient: str
    copy_number: int
    made_at: datetime
    made_by: str
    suffix: str                 # "pdf", "xlsx"; "" where its bytes are not kept
    size: int                   # bytes


class Opened(NamedTuple):
    """A kept document, byte for byte as it left."""

    row: CopyRow
    data: bytes
    placement: str | None


def keep_copy(
    record: Record, kind: str, data: bytes, *, placement: str | None = None, provider: str | None = None,
    reader: str = "", recipient: str = "", copy_number: int = 1, suffix: str = "",
) -> Changes:
    """It is noted that a document was made: for whom, which copy, and the digest of its bytes.

    With `suffix` ("pdf", "xlsx") the bytes are kept too, encrypted like everything else.
    """
    require(record, Deed.EXPORT)
    with record.work(f"Made a document: {kind}", undoable=False) as work:
        copy = work.create(
            DocumentCopy, kind=kind, placement=placement, provider=provider, reader=reader or None,
            recipient=recipient or None, copy_number=copy_number, digest=hashlib.sha256(data).hexdigest(),
            made_at=work.moment, made_by=record.actor.name,
        )
        if suffix:
            work.create(DocumentFile, id=copy.id, suffix=suffix, size=len(data), data=data)
    return work.changes


def next_copy_number(_record: Record, kind: str, placement: str) -> int:
    """The number of the next copy of a kind of document about a placement."""
    return last_copy_number(kind, placement) + 1


def copies(
    record: Record, placements: Iterable[str], providers: Iterable[str] = ()
) -> dict[str, tuple[CopyRow, ...]]:
    """The documents made about each of these placements, and for each of these providers, newest first; one query.

    A Head of Year sees none of a whole provider: it may name pupils of other years.
    """
    require(record, Deed.SEE_PUPILS)
    found: dict[str, list[CopyRow]] = {}
    for kept in copies_of(placements, providers if own_years_only(record) is None else ()):
        row = _row(kept.copy, kept.suffix, kept.size)
        found.setdefault(kept.copy.placement or kept.copy.provider or "", []).append(row)
    return {about: tuple(rows) for about, rows in found.items()}


def open_copy(record: Record, copy: str) -> Opened:
    """A kept document as it left; that it was opened is journaled.

    Raises `Problem` "document.unknown", "document.not-kept" where only its digest was noted, "document.damaged"
    where its bytes are no longer those that left, and "permission.year" as `acting.demand_own_year`.
    """
    require(record, Deed.SEE_PUPILS)
    opened = _read(record, copy)
    record.viewed(f"Opened a kept document: {opened.row.kind}", about=opened.placement)
    return opened


def save_copy(record: Record, copy: str, file: Path) -> Path:
    """The kept document stands as a file outside the desk, byte for byte as it left. Raises as `open_copy`."""
    require(record, Deed.EXPORT)
    opened = _read(record, copy)
    suffix_of(file, (opened.row.suffix,))
    written = write_document(file, opened.data)
    record.viewed(f"Saved a copy of a kept document: {opened.row.kind}", about=opened.placement)
    return written


def copy_printed(record: Record, copy: str) -> None:
    """It is journaled that a kept document went to a printer. Raises as `open_copy`."""
    require(record, Deed.EXPORT)
    opened = _read(record, copy)
    record.viewed(f"Printed a kept document: {opened.row.kind}", about=opened.placement)


def _read(record: Record, copy: str) -> Opened:
    found = copy_by_id(copy)
    if found is None:
        raise Problem("document.unknown", "This document is no longer in the desk. Look again at the list.")
    row, file = found
    demand_own_year(record, the_pupil(the_placement(row.placement).pupil).year if row.placement else None)
    if file is None:
        raise Problem("document.not-kept", "Of this document only its digest was kept. Make it again.")
    if hashlib.sha256(file.data).hexdigest() != row.digest:
        raise Problem("document.damaged", "The kept document is damaged, so it is not shown. Make it again.")
    return Opened(_row(row, file.suffix, file.size), file.data, row.placement)


def copy_name(row: CopyRow, reference: str) -> str:
    """A file name that betrays nobody: "review-pack-lhs-0012-copy-3-2026-11-10.pdf"."""
    return list_name(f"{row.kind} {reference} copy {row.copy_number}", row.made_at.date(), row.suffix)


def _row(copy: DocumentCopy, suffix: str | None, size: int | None) -> CopyRow:
    return CopyRow(
        copy.id, copy.kind, copy.reader or "", copy.recipient or "", copy.copy_number, copy.made_at, copy.made_by,
        suffix or "", size or 0,
    )
