"""Half-typed forms: saved while typing, offered again, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from apdesk.problems import Problem
from apdesk.store.drafts import Draft, draft_by_id, drafts_of
from apdesk.store.record import Record


class DraftRow(NamedTuple):
    """A form in progress of the acting person."""

    id: str
    kind: str
    about: str | None           # a pupil's id
    title: str
    content: Mapping[str, Any]
    saved_at: datetime


def save_draft(
    record: Record, draft: str | None, kind: str, title: str, content: Mapping[str, Any], about: str | None = None
) -> str:
    """The form's content is on disk under the id returned; None begins a new draft."""
    row = _own(record, draft) if draft else None
    values = {"title": title, "content": dict(content), "about": about, "saved_at": record.clock.now()}
    with record.work("Saved a draft", undoable=False) as work:
        if row is None:
            row = work.create(Draft, kind=kind, person=record.actor.id, **values)
        else:
            work.update(row, **values)
    return str(row.id)


def drafts(record: Record, kind: str | None = None) -> tuple[DraftRow, ...]:
    """The acting person's drafts, newest first."""
    return tuple(_shown(row) for row in drafts_of(record.actor.id, kind))


def draft(record: Record, draft: str) -> DraftRow:
    """One draft of the acting person. Raises `Problem` "draft.gone" where it was finished or thrown away."""
    row = _own(record, draft)
    if row is None:
        raise Problem("draft.gone", "This draft was finished or thrown away meanwhile.")
    return _shown(row)


def discard_draft(record: Record, draft: str) -> None:
    """The acting person's draft is gone for good; nothing where it is gone already."""
    row = _own(record, draft)
    if row is None:
        return
    with record.work("Threw away a draft", undoable=False) as work:
        work.discard(row)


def _own(record: Record, draft: str) -> Draft | None:
    """What somebody else is typing is theirs: to the acting person it is not there."""
    row = draft_by_id(draft)
    return row if row is not None and row.person == record.actor.id else None


def _shown(row: Draft) -> DraftRow:
    return DraftRow(row.id, row.kind, row.about, row.title, row.content, row.saved_at)
