"""On which days a duty may be done instead, in the words that people read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from engine_helpers import fixture_calendar

from apdesk.domain.moving import FOLLOWS, LAW, MEETING, Lock, Place, Window, lock_of, rule_on
from apdesk.domain.protocol_toml import check_protocol
from apdesk.services.shipped import shipped_protocol, shipped_protocol_text

TODAY = date(2026, 11, 10)
REVIEW = Window(
    stands=date(2026, 12, 16), due=date(2026, 12, 16), hard=date(2026, 12, 23), first=date(2026, 12, 9),
    life=(date(2026, 11, 11), date(2027, 2, 2)), clause="Section 5",
)
CONTACT = Window(
    stands=date(2026, 11, 20), due=date(2026, 11, 20), period=(date(2026, 11, 16), date(2026, 11, 22)),
    life=(date(2026, 11, 11), date(2027, 2, 2)), clause="Section 6",
)


def said(window: Window, to: date, **more: object) -> tuple[str, str]:
    return tuple(rule_on(window, to, TODAY, fixture_calendar(), **more))


@pytest.mark.parametrize("to", [date(2026, 12, 9), date(2026, 12, 17), date(2026, 12, 18)])
def test_inside_its_window_a_day_is_free(to):
    assert said(REVIEW, to) == ("", "")


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (date(2026, 12, 8), "It may not be before Wednesday 9 December (Section 5)."),
        (date(2026, 12, 12), "Saturday 12 December is not a school day. The next is Monday 14 December."),
        (date(2027, 1, 6), "Its last day is Wednesday 23 December (Section 5)."),
        (date(2026, 11, 9), "Monday 9 November has gone."),
        (date(2028, 1, 10), "Monday 10 January 2028 is outside the loaded term dates."),
    ],
)
def test_a_day_that_breaks_the_rule_is_refused_with_the_reason(to, reason):
    assert said(REVIEW, to) == (reason, "")


def test_a_closed_day_is_named():
    closed = next(one for one in fixture_calendar().closures if one.kind == "inset" and one.start > TODAY)
    label = fixture_calendar().label(closed.start)
    refused, _ = said(replace(CONTACT, stands=closed.start, due=None, period=None), closed.start)
    assert f"is not a school day ({label})" in refused


def test_what_may_fall_on_a_closed_day_may():
    assert said(replace(REVIEW, closed_days=True), date(2026, 12, 12)) == ("", "")


def test_past_a_day_that_is_no_last_lawful_one_somebody_says_why():
    assert said(CONTACT, date(2026, 11, 23)) == (
        "", "It is due by Friday 20 November (Section 6): say why it is later."
    )
    of_today = replace(CONTACT, stands=TODAY, due=TODAY, period=None, life=(None, None))
    assert said(of_today, date(2026, 11, 11)) == (
        "", "It is due by Tuesday 10 November (Section 6): say why it is later."
    )


def test_before_the_week_it_is_for_it_would_not_count():
    refused, _ = said(CONTACT, date(2026, 11, 13))
    assert refused.startswith("It is for the time from Monday 16 November")


def test_what_is_late_gets_a_new_day_for_a_reason_even_past_its_last_lawful_one():
    late = replace(REVIEW, stands=date(2026, 11, 4), due=date(2026, 11, 4), hard=date(2026, 11, 6), first=None)
    assert said(late, date(2026, 11, 12)) == (
        "", "It was due by Friday 6 November (Section 5): say why it was not done."
    )


def test_nothing_is_moved_out_of_its_placement_unless_it_outlives_it():
    ending = replace(CONTACT, stands=date(2027, 2, 2), due=date(2027, 2, 2), period=None)
    assert said(ending, date(2027, 2, 3)) == ("The placement ends on Tuesday 2 February.", "")
    assert said(replace(ending, outlives=True), date(2027, 2, 3))[0] == ""
    begins = replace(CONTACT, stands=date(2026, 11, 13), due=date(2026, 11, 13), period=None)
    assert said(begins, date(2026, 11, 10))[0] == "The placement begins on Wednesday 11 November."


def test_a_visit_asks_whether_the_place_is_open():
    there = Place("Fairholt School", replace(fixture_calendar(), closures=(
        replace(fixture_calendar().closures[0], start=date(2026, 12, 10), end=date(2026, 12, 10), label="Training"),
    )))
    assert said(REVIEW, date(2026, 12, 10), place=there) == (
        "Fairholt School is closed on Thursday 10 December (Training).", ""
    )


def test_a_time_past_the_one_it_must_be_done_by_is_refused_on_that_day():
    arrival = Window(stands=TODAY, due=TODAY, by="09:30", clause="App. A row 1")
    assert said(arrival, TODAY, at="10:00")[0] == "It has to be done by 09:30 (App. A row 1)."
    assert said(arrival, TODAY, at="09:15") == ("", "")


def test_meetings_are_moved_and_what_is_worked_out_from_them_is_not():
    protocol = shipped_protocol()
    locks = {rule.id: lock_of(rule, protocol) for rule in protocol.duties}
    free = ("osd.review", "visit.month", "weekly.contact", "osd.introduction", "before.settle", "register.week-osd")
    assert all(locks[name] is None for name in free)
    assert locks["review.invitation"] == locks["review.decision"] == locks["visit.month-record"] == Lock(FOLLOWS)
    assert locks["osd.panel"] == Lock(MEETING, "panel")
    assert locks["ehcp.review-papers"] == Lock(MEETING, "annual-review")
    assert locks["osd.notice"] == Lock(LAW, "SI 2010/1156 reg 3")


def test_every_duty_has_a_word_for_a_narrow_cell():
    words = {rule.id: rule.word for rule in shipped_protocol().duties}
    assert [name for name, word in words.items() if not word] == []


def test_a_word_that_would_be_cut_and_an_unknown_kind_are_mistakes_of_the_file():
    text = shipped_protocol_text().replace('word = "invitation"', f'word = "{"invitation " * 3}"', 1)
    text = text.replace('label = "review meeting"\narranged = "review"', 'label = "review meeting"\narranged = "party"')
    _, mistakes = check_protocol(text)
    assert {one.code for one in mistakes} == {"long", "unknown-word"}


@pytest.mark.parametrize(
    ("window", "to", "asked"),
    [
        (CONTACT, date(2026, 11, 20), ""),
        (CONTACT, date(2026, 11, 23), "It is due by Friday 20 November (Section 6): say why it is later."),
        (replace(CONTACT, stands=date(2026, 11, 6), due=date(2026, 11, 6), period=None, clause=""), date(2026, 11, 12),
         "It was due by Friday 6 November: say why it was not done."),
    ],
)  # fmt: skip
def test_later_than_it_is_due_asks_why(window, to, asked):
    assert said(window, to) == ("", asked)


@pytest.mark.parametrize(
    ("window", "to", "refused"),
    [
        (REVIEW, date(2026, 12, 23), "Wednesday 23 December is not a school day (Holiday)"),
        (replace(REVIEW, closed_days=True), date(2026, 12, 23), ""),
        (replace(REVIEW, closed_days=True), date(2026, 12, 24), "Its last day is Wednesday 23 December"),
        (replace(CONTACT, stands=date(2026, 11, 13), due=date(2026, 11, 13), period=None), date(2026, 11, 11), ""),
        (replace(CONTACT, stands=date(2026, 11, 13), due=date(2026, 11, 13), period=None), date(2026, 11, 10),
         "The placement begins on Wednesday 11 November."),
        (replace(CONTACT, stands=date(2027, 2, 1), due=date(2027, 2, 1), period=None), date(2027, 2, 2), ""),
        (replace(CONTACT, stands=date(2027, 2, 1), due=date(2027, 2, 1), period=None), date(2027, 2, 3),
         "The placement ends on Tuesday 2 February."),
        (replace(CONTACT, stands=date(2027, 2, 1), due=date(2027, 2, 1), period=None, outlives=True),
         date(2027, 2, 3), ""),
    ],
)  # fmt: skip
def test_the_edges_of_a_window_and_of_a_placement(window, to, refused):
    found, _asked = said(window, to)
    assert found.startswith(refused)
    assert bool(found) == bool(refused)
