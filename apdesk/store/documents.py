"""Which documents left the program: what, for whom, which copy, and the very bytes of those worth keeping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, cast

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import BytesField, MomentField
from apdesk.store.placements import Placement
from apdesk.store.providers import Provider
from apdesk.store.pupils import Pupil
from apdesk.store.references import refers_to


class DocumentCopy(Row):
    """One copy of one document."""

    area: ClassVar[str] = "documents"

    kind = peewee.TextField()                           # "review pack", "register", "calendar file"
    placement = refers_to(Placement, null=True)
    provider = refers_to(Provider, null=True)
    reader = peewee.TextField(null=True)                # internal, parent, provider, panel
    recipient = peewee.TextField(null=True)
    copy_number = peewee.IntegerField(default=1)
    digest = peewee.TextField()                         # SHA-256 of the bytes
    made_at = MomentField()
    made_by = peewee.TextField()


class DocumentFile(Row):
    """The bytes of a copy, under the copy's own id; the journal holds their digest with the copy."""

    area: ClassVar[str] = "documents"
    journaled: ClassVar[bool] = False

    suffix = peewee.TextField()                         # "pdf", "xlsx"
    size = peewee.IntegerField()
    data = BytesField()


class CopyKept(NamedTuple):
    """A copy, and what is kept of it; `suffix` None where only its digest is."""

    copy: DocumentCopy
    suffix: str | None
    size: int | None


def last_copy_number(kind: str, placement: str) -> int:
    """The number of the newest copy of a kind of document about a placement; 0 where there is none."""
    query = DocumentCopy.select(peewee.fn.MAX(DocumentCopy.copy_number)).where(
        (DocumentCopy.kind == kind) & (DocumentCopy.placement == placement) & DocumentCopy.removed_at.is_null()
    )
    return query.scalar() or 0


def times_made(kind: str) -> list[datetime]:
    """The moments at which documents of a kind were made, oldest first."""
    query = DocumentCopy.select(DocumentCopy.made_at).where(DocumentCopy.kind == kind).order_by(DocumentCopy.made_at)
    return [row.made_at for row in query]


def copies_of(placements: Iterable[str], providers: Iterable[str] = ()) -> list[CopyKept]:
    """The copies made about any of these placements or for any of these providers, newest first; no bytes are read."""
    wanted = DocumentCopy.placement.in_(list(placements)) | DocumentCopy.provider.in_(list(providers))
    query = (
        DocumentCopy.select(DocumentCopy, DocumentFile.suffix, DocumentFile.size)
        .join(DocumentFile, peewee.JOIN.LEFT_OUTER, on=(DocumentFile.id == DocumentCopy.id), attr="file")
        .where(wanted & DocumentCopy.removed_at.is_null())
        .order_by(DocumentCopy.made_at.desc(), DocumentCopy.copy_number.desc(), DocumentCopy.id)
    )
    return [_kept(row) for row in query]


def _kept(row: DocumentCopy) -> CopyKept:
    file = getattr(row, "file", None)       # peewee puts it there where the join found one
    return CopyKept(row, file.suffix, file.size) if file is not None else CopyKept(row, None, None)


def copy_by_id(copy: str) -> tuple[DocumentCopy, DocumentFile | None] | None:
    """A copy with its bytes where they are kept, or None."""
    row: DocumentCopy | None = DocumentCopy.get_or_none((DocumentCopy.id == copy) & DocumentCopy.removed_at.is_null())
    return None if row is None else (row, DocumentFile.get_or_none(DocumentFile.id == copy))


class PaperRecord(NamedTuple):
    """A paper about a pupil, as a search shows it."""

    id: str
    kind: str
    reader: str | None
    recipient: str | None
    copy_number: int
    made_at: datetime
    pupil: str
    surname: str
    forename: str
    preferred_surname: str | None
    preferred_forename: str | None
    year: int | None


def newest_papers(most: int) -> list[PaperRecord]:
    """The newest papers made about pupils, at most so many; one query, and no bytes are read."""
    query = (
        DocumentCopy.select(
            DocumentCopy.id, DocumentCopy.kind, DocumentCopy.reader, DocumentCopy.recipient, DocumentCopy.copy_number,
            DocumentCopy.made_at, Pupil.id, Pupil.surname, Pupil.forename, Pupil.preferred_surname,
            Pupil.preferred_forename, Pupil.year,
        )
        .join(Placement, on=(DocumentCopy.placement == Placement.id))
        .join(Pupil, on=(Placement.pupil == Pupil.id))
        .where(DocumentCopy.removed_at.is_null())
        .order_by(DocumentCopy.made_at.desc(), DocumentCopy.copy_number.desc(), DocumentCopy.id)
        .limit(most)
    )
    return [PaperRecord(*row) for row in cast(Iterable[tuple[Any, ...]], query.tuples())]
