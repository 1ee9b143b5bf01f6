"""The calendar as a file for other programs: initials and references, never a name."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from apdesk.domain.lateness import BEFORE_DESK, DONE, WITHDRAWN
from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.ics.feed import calendar_file
from apdesk.exports.ics_input import CalendarEvent, CalendarFeed
from apdesk.exports.names import calendar_name
from apdesk.services.acting import require
from apdesk.services.document_copies import keep_copy
from apdesk.services.duty_lists import DutyRow, duties_for_calendar
from apdesk.services.kinds_shown import LABELS, minutes_of, shown_as
from apdesk.services.paper import spaced
from apdesk.services.register_books import Written
from apdesk.services.settings import settings
from apdesk.store.documents import times_made
from apdesk.store.record import Record

BEFORE = 28     # calendar days before today from which duties are in the file
KIND = "calendar file"
ENGLAND = ZoneInfo("Europe/London")


def calendar_feed(record: Record, changed_since: date | None = None) -> CalendarFeed:
    """Every duty from four weeks ago on; what is no longer asked for is sent as cancelled.

    With `changed_since`, only what changed on that day or after, however old its day, so that nothing unchanged
    is sent twice.
    """
    require(record, Deed.EXPORT)
    first = record.clock.today() - timedelta(days=BEFORE) if changed_since is None else None
    made = times_made(KIND)
    events = (_event(row, made) for row in duties_for_calendar(record, first))
    since = None if changed_since is None else datetime.combine(changed_since, time(), ENGLAND)
    name = f"{settings(record)['school.name'] or 'School'}, AP duties"
    return CalendarFeed(name, tuple(event for event in events if event is not None), since)


def write_calendar(
    record: Record, folder: Path | None = None, file: Path | None = None, changed_since: date | None = None
) -> Written:
    """The calendar file is on disk."""
    data = calendar_file(calendar_feed(record, changed_since))
    target = write_document(file or (folder or Path()) / file_name(record), data)
    return Written(target, keep_copy(record, KIND, data))


def file_name(record: Record) -> str:
    """The usual name of the file: school and day, nobody's name."""
    return calendar_name(settings(record)["school.name"] or "school", record.clock.today())


def last_calendar_file(record: Record) -> date | None:
    """The day on which a calendar file was made last; None where none ever was."""
    require(record, Deed.EXPORT)
    made = times_made(KIND)
    return made[-1].astimezone(ENGLAND).date() if made else None


def _event(row: DutyRow, made: list[datetime]) -> CalendarEvent | None:
    """The entry of a duty; None where no calendar program can have heard of what is gone."""
    kept, taken_back = row.record, row.record.removed_at
    gone = taken_back is not None or row.state in (WITHDRAWN, BEFORE_DESK) or row.day is None
    if gone and not _was_sent(row, made):
        return None
    done = row.state == DONE
    on = row.done_on if done and row.done_on else row.day or kept.changed_at.date()
    return CalendarEvent(
        uid=row.id, sequence=kept.sequence + (taken_back is not None), changed_at=taken_back or kept.changed_at, on=on,
        title=row.title, initials=spaced(row.initials), reference=row.reference, by=_time(row.by), at=_time(kept.at),
        minutes=minutes_of(row.kind), owner=row.owner_label, policy=row.policy, kind=LABELS[shown_as(row.kind)],
        done=done, cancelled=gone,
    )


def _was_sent(row: DutyRow, made: list[datetime]) -> bool:
    """True where a file that was made named it; what is withdrawn counts as named."""
    kept = row.record
    if kept.removed_at is not None:
        begun = kept.changed_at if kept.sequence == 0 else None
        return row.day is not None and any((begun is None or begun <= one) and one <= kept.removed_at for one in made)
    if row.state == WITHDRAWN and row.day is not None:
        return True
    return kept.sequence > 0 and any(one <= kept.changed_at for one in made)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
