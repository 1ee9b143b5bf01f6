"""Which documents left the program: noted each time one is written."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

from apdesk.services.changes import Changes
from apdesk.store.documents import DocumentCopy, copies_of, last_copy_number
from apdesk.store.record import Record


class CopyRow(NamedTuple):
    """A document that was made about a placement."""

    id: str
    kind: str                   # "review pack", "letter"
    reader: str
    recipient: str
    copy_number: int
    made_at: datetime
    made_by: str


def keep_copy(
    record: Record, kind: str, data: bytes, *, placement: str | None = None, provider: str | None = None,
    reader: str = "", recipient: str = "", copy_number: int = 1,
) -> Changes:
    """It is noted that a document was made: for whom, which copy, and the digest of its bytes."""
    with record.work(f"Made a document: {kind}", undoable=False) as work:
        work.create(
            DocumentCopy, kind=kind, placement=placement, provider=provider, reader=reader or None,
            recipient=recipient or None, copy_number=copy_number, digest=hashlib.sha256(data).hexdigest(),
            made_at=work.moment, made_by=record.actor.name,
        )
    return work.changes


def next_copy_number(_record: Record, kind: str, placement: str) -> int:
    """The number of the next copy of a kind of document about a placement."""
    return last_copy_number(kind, placement) + 1


def copies(_record: Record, placement: str) -> tuple[CopyRow, ...]:
    """The documents made about a placement, newest first."""
    return tuple(
        CopyRow(row.id, row.kind, row.reader or "", row.recipient or "", row.copy_number, row.made_at, row.made_by)
        for row in copies_of(placement)
    )
