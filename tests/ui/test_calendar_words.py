"""What a move says, where timed entries stand, and how a time is read."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.moving import Window
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.services.calendar_items import Item
from apdesk.services.moving import Look, Moving
from apdesk.services.moving_along import GONE, MOVES, NEW, TOLD, Follow
from ui.due_calendar.hours import EARLIEST, LATEST, clock, slots, snapped, span_of
from ui.due_calendar.move_dialog import read_time
from ui.due_calendar.words import head_of, lines_of, moved_words, spoken_look

TODAY, STANDS, TO = date(2026, 11, 12), date(2026, 11, 18), date(2026, 11, 19)


def moving(locked="", at=""):
    calendar = SchoolCalendar((), ())
    return Moving("1", "Review", "review", STANDS, at, locked, Window(stands=STANDS), TODAY, calendar, lambda _to: ())


def look(to=TO, at="", refused="", asks="", follows=()):
    return Look(to, at, refused, asks, tuple(follows))


def follow(how=MOVES, what="Invitation", was=date(2026, 11, 11), now=date(2026, 11, 12), latest=None):
    return Follow(how, what, was, now, latest)


@pytest.mark.parametrize(
    ("asked", "head"),
    [
        (look(), "Move to Thu 19 Nov"),
        (look(at="14:30"), "Move to Thu 19 Nov at 14:30"),
        (look(to=STANDS, at="14:30"), "Move to 14:30"),
        (look(to=STANDS), "Stays on Wed 18 Nov"),
        (look(refused="Friday 27 November is not a school day (INSET)."), "Not on Thu 19 Nov"),
    ],
)
def test_the_head_of_the_label_says_what_the_drop_does(asked, head):
    assert head_of(moving(), asked) == head
    assert head_of(moving(locked="Its date follows."), asked) == "Not moved by hand"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (follow(latest=date(2026, 11, 13)), "Invitation moves to Thu 12 Nov, latest Fri 13"),
        (follow(latest=date(2026, 11, 12)), "Invitation moves to Thu 12 Nov"),
        (follow(was=date(2026, 11, 12), latest=date(2026, 11, 13)), "Invitation stays on Thu 12 Nov, latest Fri 13"),
        (follow(now=date(2026, 11, 10), latest=date(2026, 11, 13)), "Invitation is due at once, latest Fri 13"),
        (follow(now=None), "Invitation waits for a date"),
        (follow(how=NEW, was=None), "New: invitation by Thu 12 Nov"),
        (follow(how=GONE, now=None), "Invitation on Wed 11 Nov is no longer asked for"),
        (follow(how=TOLD, now=None), "Invitation went out on Wed 11 Nov: tell them of the new day"),
    ],
)
def test_each_date_that_moves_along_is_a_sentence(one, words):
    assert lines_of(look(follows=[one]), TODAY) == [words]


def test_the_label_keeps_what_has_to_be_done_by_hand_however_much_moves():
    many = [follow(what=f"Letter {number}") for number in range(20)]
    lines = lines_of(look(follows=[*many, follow(how=TOLD)], asks="Say why."), TODAY, 9)
    assert len(lines) == 9
    assert lines[-3] == "and 14 more dates"
    assert lines[-2].startswith("Invitation went out")
    assert lines[-1] == "Say why."
    assert len(lines_of(look(follows=many), TODAY)) == 20


def test_a_refusal_is_heard_as_it_is_read():
    refused = look(refused="Saturday 21 November is not a school day.")
    assert spoken_look(moving(), refused, TODAY) == "Not on Thu 19 Nov. Saturday 21 November is not a school day."


def test_the_toast_counts_what_moved_with_it_and_names_nobody():
    assert moved_words("Review", look(at="14:30", follows=[follow(), follow(how=TOLD)])) == (
        "Review moved to Thu 19 Nov at 14:30, 1 date with it."
    )


@pytest.mark.parametrize(
    ("typed", "time"),
    [("9.30", "09:30"), ("0930", "09:30"), (" 14:30 ", "14:30"), ("", ""), ("half nine", None), ("25:00", None),
     ("9", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_type_it(typed, time):
    assert read_time(typed) == time


def timed(time, name="", lasts=60):
    return Item(name or time, TODAY, "visit", "", name or time, "visit", "", "", "", "", time=time, minutes=lasts)


def test_entries_that_meet_stand_side_by_side_and_others_take_the_whole_width():
    placed, rest = slots([timed("09:00"), timed("09:30"), timed("10:30"), timed("14:00")])
    assert [(one.item.time, one.column, one.columns) for one in placed] == [
        ("09:00", 0, 2), ("09:30", 1, 2), ("10:30", 0, 1), ("14:00", 0, 1),
    ]  # fmt: skip
    assert rest == []


def test_more_than_there_is_room_for_are_counted_and_none_is_lost():
    placed, rest = slots([timed("09:00", f"{number}") for number in range(7)])
    assert len(placed) + sum(one.count for one in rest) == 7
    assert {one.columns for one in placed} == {rest[0].columns} == {4}


def test_the_hours_reach_as_far_as_the_earliest_and_the_latest():
    assert span_of([]) == (EARLIEST, LATEST)
    assert span_of([timed("06:15"), timed("19:20")]) == (6 * 60, 21 * 60)
    assert span_of([timed("23:45")])[1] == 24 * 60


def test_a_drop_falls_on_a_quarter_of_an_hour():
    assert clock(snapped(14 * 60 + 26)) == "14:30"
    assert clock(snapped(14 * 60 + 22)) == "14:15"
