"""The calendar file, read back with the library a calendar program might use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar

from apdesk.exports.ics.feed import calendar_file
from apdesk.exports.ics_input import CalendarEvent, CalendarFeed

CHANGED = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
VISIT = CalendarEvent(
    uid="a" * 32, sequence=3, changed_at=CHANGED, on=date(2026, 11, 16), title="Visit", initials="Z Q",
    reference="OSD/2026/031", owner="Head of Year 9", policy="Appendix A row 3", kind="Visit",
)


def read(*events: CalendarEvent, since: datetime | None = None) -> list[object]:
    data = calendar_file(CalendarFeed("Larkmoor High School, AP duties", events, since))
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_an_entry_lasts_all_day_and_names_initials_and_reference_only() -> None:
    [entry] = read(VISIT)
    assert str(entry["summary"]) == "Visit, Z Q, OSD/2026/031"
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 11, 16), date(2026, 11, 17))
    assert "Head of Year 9" in entry["description"]
    assert str(entry["transp"]) == "TRANSPARENT"
    assert str(entry["class"]) == "PRIVATE"


def test_a_time_to_be_done_by_stands_in_the_title_and_in_the_diary() -> None:
    [entry] = read(replace(VISIT, by=time(9, 30)))
    assert str(entry["summary"]) == "Visit, Z Q, OSD/2026/031 by 09:30"
    assert entry["dtstart"].to_ical() == b"20261116T093000"
    assert entry["dtstart"].params["TZID"] == "Europe/London"
    assert entry["dtend"].dt - entry["dtstart"].dt == timedelta(minutes=15)


def test_a_meeting_stands_at_its_time_in_winter_and_in_summer() -> None:
    winter = replace(VISIT, at=time(14, 30))
    summer = replace(VISIT, uid="b" * 32, on=date(2027, 6, 16), at=time(14, 30), minutes=30)
    data = calendar_file(CalendarFeed("Larkmoor", (winter, summer)))
    first, second = Calendar.from_ical(data).walk("VEVENT")
    assert first["dtstart"].dt.astimezone(UTC).hour == 14
    assert second["dtstart"].dt.astimezone(UTC).hour == 13
    assert second["dtend"].dt - second["dtstart"].dt == timedelta(minutes=30)
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert b"VTIMEZONE" not in calendar_file(CalendarFeed("Larkmoor", (VISIT,)))


def test_what_is_done_says_so_and_lasts_all_day() -> None:
    [entry] = read(replace(VISIT, at=time(14, 30), by=time(15), done=True))
    assert str(entry["summary"]) == "Done: Visit, Z Q, OSD/2026/031"
    assert entry["dtstart"].dt == date(2026, 11, 16)


def test_a_longer_entry_ends_after_its_last_day() -> None:
    [entry] = read(replace(VISIT, until=date(2026, 11, 18)))
    assert entry["dtend"].dt == date(2026, 11, 19)


def test_identity_and_version_come_from_the_record_so_that_a_change_replaces() -> None:
    [first], [moved] = read(VISIT), read(replace(VISIT, on=date(2026, 11, 17), sequence=4))
    assert first["uid"] == moved["uid"]
    assert (int(first["sequence"]), int(moved["sequence"])) == (3, 4)
    assert first["last-modified"].dt == first["dtstamp"].dt == CHANGED


def test_the_same_feed_gives_the_same_bytes() -> None:
    feed = CalendarFeed("Larkmoor", (VISIT, replace(VISIT, uid="b" * 32, by=time(8, 0))))
    assert calendar_file(feed) == calendar_file(feed)


def test_only_what_changed_since_is_sent() -> None:
    older = replace(VISIT, uid="b" * 32, changed_at=datetime(2026, 11, 9, 8, tzinfo=UTC))
    assert [str(entry["uid"])[:1] for entry in read(VISIT, older, since=CHANGED)] == ["a"]
    assert len(read(VISIT, older)) == 2
    assert read(older, since=CHANGED) == []


def test_a_cancelled_duty_is_sent_as_cancelled() -> None:
    [entry] = read(replace(VISIT, cancelled=True, sequence=5))
    assert str(entry["status"]) == "CANCELLED"


def test_long_lines_fold_and_signs_and_letters_survive() -> None:
    title = "Übergabe; mit, Komma\\ und “Zeichen” – Łódź, и ещё " * 3
    data = calendar_file(CalendarFeed("Larkmoor", (replace(VISIT, title=title.strip()),)))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    [entry] = Calendar.from_ical(data).walk("VEVENT")
    assert str(entry["summary"]).startswith(title.strip())


def test_a_title_with_lines_and_control_characters_makes_no_line_of_its_own() -> None:
    data = calendar_file(CalendarFeed("Larkmoor", (replace(VISIT, title="Visit\r\nATTENDEE:evil\x07"),)))
    assert b"\r\nATTENDEE" not in data


def test_an_empty_feed_is_still_a_calendar() -> None:
    assert calendar_file(CalendarFeed("Larkmoor", ())).startswith(b"BEGIN:VCALENDAR")
