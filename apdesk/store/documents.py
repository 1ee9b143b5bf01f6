"""Which documents left the program: what, for whom, which copy. The pages themselves are not kept here."""

from __future__ import annotations

from typing import ClassVar

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import MomentField
from apdesk.store.placements import Placement
from apdesk.store.providers import Provider
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


def last_copy_number(kind: str, placement: str) -> int:
    """The number of the newest copy of a kind of document about a placement; 0 where there is none."""
    query = DocumentCopy.select(peewee.fn.MAX(DocumentCopy.copy_number)).where(
        (DocumentCopy.kind == kind) & (DocumentCopy.placement == placement) & DocumentCopy.removed_at.is_null()
    )
    return query.scalar() or 0


def copies_of(placement: str) -> list[DocumentCopy]:
    """The copies made about a placement, newest first."""
    query = DocumentCopy.select().where((DocumentCopy.placement == placement) & DocumentCopy.removed_at.is_null())
    return list(query.order_by(DocumentCopy.made_at.desc()))
