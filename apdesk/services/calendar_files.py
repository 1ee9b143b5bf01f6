"""The calendar as a file for other programs: initials and references, never a name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.ics.feed import calendar_file
from apdesk.exports.ics_input import CalendarEvent, CalendarFeed
from apdesk.exports.names import calendar_name
from apdesk.services.acting import require
from apdesk.services.document_copies import keep_copy
from apdesk.services.duty_lists import DutyRow, duties_for_calendar
from apdesk.services.kinds_shown import LABELS, shown_as
from apdesk.services.paper import spaced
from apdesk.services.register_books import Written
from apdesk.services.settings import settings
from apdesk.store.record import Record

BEFORE = 28     # calendar days before today from which duties are in the file


def calendar_feed(record: Record, changed_since: date | None = None) -> CalendarFeed:
    """Every duty from four weeks ago on; one that was withdrawn is sent as cancelled.

    With `changed_since`, only what changed on that day or after, so that nothing unchanged is sent twice.
    """
    require(record, Deed.EXPORT)
    rows = duties_for_calendar(record, record.clock.today() - timedelta(days=BEFORE))
    office = settings(record)
    since = None if changed_since is None else datetime.combine(changed_since, time(), UTC)
    name = f"{office['school.name'] or 'School'}, AP duties"
    return CalendarFeed(name, tuple(_event(row) for row in rows), since)


def write_calendar(
    record: Record, folder: Path | None = None, file: Path | None = None, changed_since: date | None = None
) -> Written:
    """The calendar file is on disk."""
    data = calendar_file(calendar_feed(record, changed_since))
    name = calendar_name(settings(record)["school.name"] or "school", record.clock.today())
    target = write_document(file or (folder or Path()) / name, data)
    return Written(target, keep_copy(record, "calendar file", data))


def _event(row: DutyRow) -> CalendarEvent:
    assert row.day is not None
    return CalendarEvent(
        uid=row.id, sequence=row.record.sequence, changed_at=row.record.changed_at,
        on=row.done_on if row.state == "done" and row.done_on else row.day, title=row.title,
        initials=spaced(row.initials), reference=row.reference, by=time.fromisoformat(row.by) if row.by else None,
        owner=row.owner_label, policy=row.policy, kind=LABELS[shown_as(row.kind)], cancelled=row.state == "withdrawn",
    )
