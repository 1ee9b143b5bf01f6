"""Half-typed forms, kept so that a crash or a phone call loses nothing."""

from __future__ import annotations

from typing import ClassVar

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import JsonField, MomentField


class Draft(Row):
    """One form in progress. Not part of the journal: nothing has happened yet."""

    area: ClassVar[str] = "drafts"
    journaled: ClassVar[bool] = False

    kind = peewee.TextField()                           # "placement"
    person = peewee.TextField()                         # id of the one who types
    about = peewee.TextField(null=True)                 # a pupil's id
    title = peewee.TextField()                          # "New placement, step 3 of 7"
    content = JsonField(default=dict)
    saved_at = MomentField()


def draft_by_id(draft: str) -> Draft | None:
    """The draft, or None."""
    found: Draft | None = Draft.get_or_none((Draft.id == draft) & Draft.removed_at.is_null())
    return found


def drafts_of(person: str, kind: str | None = None) -> list[Draft]:
    """One person's drafts, newest first."""
    query = Draft.select().where((Draft.person == person) & Draft.removed_at.is_null())
    if kind is not None:
        query = query.where(Draft.kind == kind)
    return list(query.order_by(Draft.saved_at.desc()))
