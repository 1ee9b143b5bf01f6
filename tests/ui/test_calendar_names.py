"""Whose an entry of the calendar is: the name stays while other words go, and initials only where they tell."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from apdesk.services.calendar_items import Item
from ui.due_calendar.agenda_places import LINE, places_of
from ui.due_calendar.brief import brief, shared_initials, shorter
from ui.due_calendar.cells import HEAD, fit_count, item_places, more_place
from ui.due_calendar.words import tail_of
from ui.theme.current import theme

NOBODY_SHARES: frozenset[str] = frozenset()


def entry(name="J Delgarde", rest=" return meeting", pupil="1", time="14:00") -> Item:
    short = f"{name}{rest}"
    return Item("1", date(2026, 11, 11), "meeting", name, short, "meeting", "Return meeting", "Return meeting",
                "Jo Delgarde 9A", short, time=time, pupil=pupil)  # fmt: skip


def wide(words: str, font: str = "condensed") -> int:
    return QFontMetrics(theme().font(font)).horizontalAdvance(words)


LEAD = 30


@pytest.mark.parametrize(
    ("room", "said", "timed"),
    [
        (LEAD + 500, "J Delgarde return meeting", True),
        (LEAD + 100, "J Delgarde return", True),
        (LEAD + 65, "J Delgarde", True),
        (65, "J Delgarde", False),
        (LEAD + 16, "JD", True),
        (16, "JD", False),
    ],
)
def test_the_kind_of_an_entry_goes_before_its_time_and_its_time_before_the_name(room, said, timed):
    assert wide("J Delgarde") <= 65 < wide("J Delgarde return") <= 100 < wide("J Delgarde return meeting")
    found = brief(entry(), room, LEAD, NOBODY_SHARES)
    assert (found.words, found.timed) == (said, timed)


def test_a_place_goes_whole():
    assert shorter("D Wood, Tanner’s Hill", "D Wood") == ["D Wood, Tanner’s Hill", "D Wood"]
    assert shorter("D Wood half-term review", "D Wood") == ["D Wood half-term review", "D Wood half-term", "D Wood"]
    assert shorter("4 attendance checks", "") == ["4 attendance checks"]


def test_two_pupils_with_the_same_initials_keep_their_names():
    first, second, third = entry(), entry("Jay Dale", pupil="2"), entry("B Sallow", pupil="3")
    shared = shared_initials([first, first, second, third])
    assert shared == {"JD"}
    assert brief(first, 16, 0, shared).words == "J Delgarde"
    assert brief(third, 16, 0, shared).words == "BS"


def test_a_provider_has_no_initials():
    found = brief(entry("Kestrel Bridge", " renewal", pupil=None), 16, 0, NOBODY_SHARES)
    assert found.words == "Kestrel Bridge"


def test_as_many_entries_are_drawn_as_a_day_holds():
    for height in range(HEAD, 400):
        area, count = QRect(0, 0, 150, height), 30
        places, rest = item_places(area, count), more_place(area, count)
        assert len(places) == fit_count(height, count)
        last = rest if rest is not None else places[-1]
        row = last.height() + 2
        assert not places or last.bottom() < area.bottom() - 1
        assert area.bottom() - last.bottom() <= row + 2 or not places


@pytest.mark.parametrize("width", [420, 560, 700, 760, 990, 1300])
@pytest.mark.parametrize("title", ["Return meeting", "Send the review decision to parents", "Word " * 20])
@pytest.mark.parametrize("latest", [None, date(2026, 11, 11), date(2026, 11, 16)])
def test_what_is_to_be_done_is_whole_in_every_row_of_the_agenda(width, title, latest):
    item = entry()._replace(title=title.strip(), latest=latest)
    places = places_of(QRect(0, 0, width, 33), item)
    room = QFontMetrics(places.said.font)
    assert " ".join(places.said.lines) in (item.title, f"{item.title}, {item.about}")
    assert all(room.horizontalAdvance(line) <= places.title.width() for line in places.said.lines)
    tail = wide(f", {tail_of(item)}", "small") if tail_of(item) else 0
    assert places.tail_below or room.horizontalAdvance(places.said.lines[-1]) + tail <= places.title.width()
    lines = len(places.said.lines) + places.tail_below
    assert places.grown >= (lines - 1) * LINE


def test_a_row_says_how_long_there_is_time():
    assert tail_of(entry()) == ""
    assert tail_of(entry()._replace(latest=date(2026, 11, 11))) == "last day"
    assert tail_of(entry()._replace(latest=date(2026, 11, 16))) == "latest Mon 16"
    assert tail_of(entry()._replace(latest=date(2026, 11, 16), state="done")) == "done"
    at_weekend = entry()._replace(latest=date(2026, 11, 15), latest_school_day=date(2026, 11, 13))
    assert tail_of(at_weekend) == "latest Fri 13 (by rule Sun 15)"
    assert tail_of(entry()._replace(state="overdue", late=2)) == "2 school days late"
