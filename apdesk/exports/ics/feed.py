"""The calendar file: duties as all-day entries that a calendar program can follow through changes.

Initials and references only; the library is imported when a file is asked for.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from apdesk.exports.ics_input import CalendarEvent, CalendarFeed
from apdesk.exports.words import clean, clock_time

if TYPE_CHECKING:
    from icalendar import Event

UID_DOMAIN = "duties.apdesk.invalid"    # a name nobody can own: identities never meet another program's


def calendar_file(feed: CalendarFeed) -> bytes:
    """The events as iCalendar text (RFC 5545): UTF-8, folded lines, one entry a duty.

    UIDs are stable and SEQUENCE, LAST-MODIFIED and DTSTAMP come from the events, so that the same feed gives
    the same bytes and an entry sent again replaces the former. With `since`, only events changed at or after
    it. A time the duty must be done by stands in the title; cancelled duties are sent as cancelled.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//AP Desk//Duties//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(feed.name))
    for event in sorted(_chosen(feed), key=lambda event: (event.on, event.by or time.max, event.uid)):
        calendar.add_component(_entry(event))
    data: bytes = calendar.to_ical()
    return data


def _chosen(feed: CalendarFeed) -> list[CalendarEvent]:
    return [event for event in feed.events if feed.since is None or event.changed_at >= feed.since]


def _entry(event: CalendarEvent) -> Event:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{event.uid}@{UID_DOMAIN}")
    entry.add("dtstamp", _utc(event.changed_at))
    entry.add("last-modified", _utc(event.changed_at))
    entry.add("sequence", event.sequence)
    entry.add("dtstart", event.on)
    entry.add("dtend", (event.until or event.on) + timedelta(days=1))       # the day after the last
    entry.add("summary", clean(_summary(event)))
    entry.add("description", clean("\n".join(_lines(event))))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")  # a duty does not make the day busy
    entry.add("class", "PRIVATE")
    if event.kind:
        entry.add("categories", [clean(event.kind)])
    return entry


def _summary(event: CalendarEvent) -> str:
    """"Visit, Z Q, OSD/2026/031 by 09:30"."""
    words = ", ".join(part for part in (event.title, event.initials, event.reference) if part)
    return f"{words} by {clock_time(event.by)}" if event.by is not None else words


def _lines(event: CalendarEvent) -> list[str]:
    lines = [f"Owner: {event.owner}"] if event.owner else []
    if event.policy:
        lines.append(f"Policy: {event.policy}")
    return [*lines, "Open AP Desk for the rest. Names do not travel in calendars."]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
