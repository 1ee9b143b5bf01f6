"""Who did what, when and why: the journal of the whole desk, for an inspection."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from apdesk.domain.permissions import PERSON_ROLES, Deed
from apdesk.services.acting import require
from apdesk.store.journal_lines import newest_lines
from apdesk.store.record import Record


class JournalLine(NamedTuple):
    """One operation as it stands in the journal; its sentence holds no name of a pupil."""

    number: int
    moment: datetime            # UTC
    who: str
    role: str                   # "Administrator"
    kind: str                   # work, view, undo, service
    what: str
    why: str
    changes: int                # rows that it touched
    corrects: int | None        # the number of the entry that it puts right or takes back


def journal(record: Record, limit: int = 200, before: int | None = None) -> tuple[JournalLine, ...]:
    """The newest entries, newest first, or those that came before a number; that somebody looked is journaled too."""
    require(record, Deed.SEE_JOURNAL)
    found = newest_lines(record.database, limit, before)
    record.viewed("Looked at the journal")
    return tuple(
        JournalLine(
            one.number, one.moment, one.person, PERSON_ROLES.get(one.role, one.role), one.kind, one.operation,
            one.reason or "", one.changes, one.corrects,
        )
        for one in found
    )
