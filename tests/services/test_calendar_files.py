"""The calendar file over a desk's life: numbers rise when an entry changes, and only then; nothing is sent twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from apdesk.services import duties, duty_lists
from apdesk.services.calendar_files import last_calendar_file, write_calendar
from apdesk.services.duties import Completion
from apdesk.services.rescheduling import move
from apdesk.services.start_placement import start_placement
from apdesk.services.undo import redo, undo

TODAY = date(2026, 11, 12)


@pytest.fixture
def placement(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


@pytest.fixture
def sent(school, tmp_path, monkeypatch):
    """A colleague writes a calendar file; its entries by the id of the duty."""
    def write(since=None):
        with monkeypatch.context() as colleague:
            colleague.setattr(school.record, "actor", replace(school.record.actor, id="f" * 32, name="Mr Lacey"))
            data = write_calendar(school.record, folder=tmp_path, changed_since=since).file.read_bytes()
        return {str(one["uid"]).partition("@")[0]: one for one in Calendar.from_ical(data).walk("VEVENT")}

    return write


def the(record, placement, rule, occurrence=1):
    rows = duty_lists.duties_of(record, placement=placement)
    return next(row for row in rows if (row.rule, row.occurrence) == (rule, occurrence))


def numbers(entries):
    return {uid: int(one["sequence"]) for uid, one in entries.items()}


def test_the_same_desk_gives_the_same_bytes(school, placement, tmp_path):
    first = write_calendar(school.record, folder=tmp_path).file.read_bytes()
    assert write_calendar(school.record, folder=tmp_path).file.read_bytes() == first
    assert last_calendar_file(school.record) == TODAY


def test_a_move_raises_the_number_of_what_moved_and_of_nothing_else(school, placement, sent, clock):
    before = sent()
    clock.go_to(date(2026, 11, 16))
    review = the(school.record, placement, "osd.review")
    move(school.record, review.id, date(2026, 12, 10), "14:30")
    after = sent()
    raised = {uid for uid in after if numbers(after)[uid] != numbers(before)[uid]}
    moved = {the(school.record, placement, rule).id for rule in
             ("osd.review", "review.invitation", "review.decision", "review.report", "review.filed")}
    assert raised == moved
    assert after[review.id]["dtstart"].to_ical() == b"20261210T143000"
    assert set(sent(date(2026, 11, 16))) == moved
    assert sent(date(2026, 11, 17)) == {}


def test_moved_to_where_it_stands_nothing_is_sent(school, placement, sent, clock):
    sent()
    clock.go_to(date(2026, 11, 16))
    review = the(school.record, placement, "osd.review")
    move(school.record, review.id, review.day)
    assert sent(date(2026, 11, 16)) == {}


def test_what_was_undone_is_sent_again_under_a_higher_number(school, placement, sent):
    before = sent()
    review = the(school.record, placement, "osd.review").id
    move(school.record, review, date(2026, 12, 10))
    moved = sent()
    undo(school.record)
    undone = sent()
    assert undone[review]["dtstart"].dt == before[review]["dtstart"].dt
    assert numbers(before)[review] < numbers(moved)[review] < numbers(undone)[review]
    redo(school.record)
    again = sent()
    assert again[review]["dtstart"].dt == date(2026, 12, 10)
    assert numbers(again)[review] > numbers(undone)[review]


def test_what_was_sent_and_taken_back_is_sent_as_cancelled(school, sent):
    start_placement(school.record, school.respite())
    made = sent()
    undo(school.record)
    gone = sent()
    assert set(gone) == set(made)
    assert {str(one["status"]) for one in gone.values()} == {"CANCELLED"}
    assert all(numbers(gone)[uid] > numbers(made)[uid] for uid in made)
    redo(school.record)
    back = sent()
    assert {str(one["status"]) for one in back.values()} == {"CONFIRMED"}
    assert all(numbers(back)[uid] > numbers(gone)[uid] for uid in made)


def test_what_was_taken_back_before_any_file_was_made_is_never_sent(school, sent):
    start_placement(school.record, school.respite())
    undo(school.record)
    assert sent() == {}


def test_done_and_reopened_each_count_as_a_change(school, placement, sent):
    contact = the(school.record, placement, "weekly.contact").id
    before = numbers(sent())[contact]
    duties.complete_duty(school.record, contact, Completion(on=TODAY))
    done = sent()[contact]
    assert str(done["summary"]).startswith("Done: ")
    assert done["dtstart"].dt == TODAY
    duties.reopen_duty(school.record, contact, "It was the other pupil")
    open_again = sent()[contact]
    assert before < int(done["sequence"]) < int(open_again["sequence"])
    assert not str(open_again["summary"]).startswith("Done")


def test_no_name_leaves_in_the_file(school, placement, tmp_path):
    text = write_calendar(school.record, folder=tmp_path).file.read_text(encoding="utf-8").replace("\r\n ", "")
    assert "Okonjo" not in text
    assert "Chidera" not in text
    assert ", C O, LHS-" in text.replace("\\,", ",")


def test_a_late_change_of_an_old_duty_is_sent_however_old_its_day(school, placement, sent, clock):
    sent()
    clock.go_to(date(2027, 1, 12))
    old = the(school.record, placement, "weekly.contact").id
    duties.complete_duty(school.record, old, Completion(on=date(2026, 11, 13)))
    assert old not in sent()
    assert old in sent(date(2027, 1, 12))
