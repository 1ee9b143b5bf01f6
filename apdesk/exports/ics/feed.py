"""The calendar file: duties as entries that a calendar program can follow through changes.

All day where a duty has no time of day, else in the time of England. Initials and references only; the library is
imported when a file is asked for.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from apdesk.exports.ics_input import CalendarEvent, CalendarFeed
from apdesk.exports.words import clean, clock_time

if TYPE_CHECKING:
    from icalendar import Event, Timezone

ENGLAND = ZoneInfo("Europe/London")
REMINDER = 15       # minutes that the time a duty must be done by takes up in a diary
UID_DOMAIN = "duties.apdesk.invalid"    # a name nobody can own: identities never meet another program's


def calendar_file(feed: CalendarFeed) -> bytes:
    """The events as iCalendar text (RFC 5545): UTF-8, folded lines, one entry a duty.

    UIDs are stable and SEQUENCE, LAST-MODIFIED and DTSTAMP come from the events, so that the same feed gives
    the same bytes and an entry sent again replaces the former. With `since`, only events changed at or after
    it. A time the duty must be done by stands in the title too; what is done says so; cancelled duties are sent
    as cancelled.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//AP Desk//Duties//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(feed.name))
    chosen = sorted(_chosen(feed), key=lambda event: (event.on, _time_of(event) or time.max, event.uid))
    if any(_time_of(event) for event in chosen):
        calendar.add_component(_england())
    for event in chosen:
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
    begins, ends = _span(event)
    entry.add("dtstart", begins)
    entry.add("dtend", ends)
    entry.add("summary", clean(_summary(event)))
    entry.add("description", clean("\n".join(_lines(event))))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")  # a duty does not make the day busy
    entry.add("class", "PRIVATE")
    if event.kind:
        entry.add("categories", [clean(event.kind)])
    return entry


def _time_of(event: CalendarEvent) -> time | None:
    """The time of day at which it stands; none for what is done, or lasts longer than a day."""
    return None if event.done or event.until is not None else event.at or event.by


def _span(event: CalendarEvent) -> tuple[date, date]:
    """First and last moment, or the first day and the day after the last."""
    at = _time_of(event)
    if at is None:
        return event.on, (event.until or event.on) + timedelta(days=1)
    begins = datetime.combine(event.on, at, ENGLAND)
    return begins, begins + timedelta(minutes=event.minutes if event.at is not None else REMINDER)


def _summary(event: CalendarEvent) -> str:
    """"Visit, Z Q, OSD/2026/031 by 09:30"; "Done: Visit, Z Q, OSD/2026/031"."""
    words = ", ".join(part for part in (event.title, event.initials, event.reference) if part)
    if event.done:
        return f"Done: {words}"
    return f"{words} by {clock_time(event.by)}" if event.by is not None else words


def _lines(event: CalendarEvent) -> list[str]:
    lines = [f"Owner: {event.owner}"] if event.owner else []
    if event.policy:
        lines.append(f"Policy: {event.policy}")
    return [*lines, "Open AP Desk for the rest. Names do not travel in calendars."]


def _england() -> Timezone:
    """Greenwich time and summer time as they have been since 1996."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", ENGLAND.key)
    for kind, name, shift, month, first in (
        (TimezoneDaylight, "BST", (0, 1), 3, (date(1996, 3, 31), time(1))),
        (TimezoneStandard, "GMT", (1, 0), 10, (date(1996, 10, 27), time(2))),
    ):
        part = kind()
        part.add("tzname", name)
        part.add("dtstart", datetime.combine(*first))
        part.add("tzoffsetfrom", timedelta(hours=shift[0]))
        part.add("tzoffsetto", timedelta(hours=shift[1]))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        zone.add_component(part)
    return zone


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
