"""How a duty stands on a day, whom it belongs to, and what a mark of the register counts as."""


import pytest
from engine_helpers import day, fixture_calendar

from apdesk.domain.attendance import attended, disagree
from apdesk.domain.lateness import LATER, OVERDUE, SOON, TODAY, WAITING, standing, week_end
from apdesk.domain.roles import Holding, find_owner, held_on
from apdesk.domain.ticks import ticks_of
from apdesk.services.shipped import shipped_protocol


def on(text, due="2026-11-13", hard=None, put_off_to=None, recorded="open"):
    dates = [day(one) if one else None for one in (due, hard, put_off_to)]
    return standing(recorded, *dates, day(text), fixture_calendar())


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-06", LATER), ("2026-11-08", LATER), ("2026-11-09", SOON), ("2026-11-12", SOON), ("2026-11-13", TODAY),
        ("2026-11-14", OVERDUE),
    ],
)  # fmt: skip
def test_a_duty_of_friday_is_soon_from_monday(today, state):
    assert on(today).state == state


def test_a_duty_of_sunday_is_still_of_this_week():
    assert on("2026-11-09", due="2026-11-15").state == SOON
    assert on("2026-11-09", due="2026-11-16").state == LATER
    assert week_end(day("2026-11-15")) == day("2026-11-15")
    assert week_end(day("2026-11-16")) == day("2026-11-22")


@pytest.mark.parametrize(
    ("today", "late"), [("2026-11-14", 0), ("2026-11-15", 0), ("2026-11-16", 1), ("2026-11-20", 5), ("2027-01-05", 26)]
)
def test_lateness_counts_school_days(today, late):
    found = on(today)
    assert (found.state, found.lateness_school_days, found.last_day) == (OVERDUE, late, day("2026-11-13"))


def test_up_to_the_latest_day_it_is_in_time():
    assert on("2026-11-16", hard="2026-11-16").state == TODAY
    assert on("2026-11-17", hard="2026-11-16") == (OVERDUE, 1, day("2026-11-16"))


def test_putting_off_moves_the_day_but_not_beyond_the_latest():
    assert on("2026-11-16", put_off_to="2026-11-18").state == SOON
    assert on("2026-11-18", put_off_to="2026-11-18").state == TODAY
    assert on("2026-11-17", put_off_to="2026-11-18", hard="2026-11-16").state == OVERDUE
    # brought forward: in time until the day it was due
    assert on("2026-11-12", put_off_to="2026-11-11").state == TODAY


def test_what_is_undated_waits_and_what_is_done_is_done():
    assert on("2026-11-16", due=None) == (WAITING, 0, None)
    assert on("2026-12-16", recorded="done") == ("done", 0, day("2026-11-13"))
    uncounted = standing("open", day("2026-11-13"), None, None, day("2026-11-16"), None)
    assert uncounted == (OVERDUE, None, day("2026-11-13"))


def holding(name, role="HOY", **more):
    return Holding(name.lower(), name, role, **more)


def test_the_year_groups_own_head_comes_before_one_for_all_years():
    everyone, ten = holding("Adams"), holding("Brown", year_group=10)
    assert find_owner("HOY", 10, day("2026-11-25"), [everyone, ten]).name == "Brown"
    assert find_owner("HOY", 9, day("2026-11-25"), [everyone, ten]).name == "Adams"
    assert find_owner("HOY", None, day("2026-11-25"), [ten]).staff is None


def test_who_covers_comes_before_the_holder_and_then_who_held_it_longest():
    ten, cover = holding("Brown", year_group=10), holding("Clark", covers=True)
    assert find_owner("HOY", 10, day("2026-11-25"), [ten, cover]) == ("clark", "Clark", "covering")
    newer, older = holding("Adams", from_on=day("2026-09-01")), holding("Young", from_on=day("2020-09-01"))
    assert find_owner("HOY", 10, day("2026-11-25"), [newer, older]).name == "Young"
    assert find_owner("HOY", 10, day("2026-11-25"), [holding("Young"), holding("Adams")]) == ("adams", "Adams", "")


@pytest.mark.parametrize(
    ("today", "held"), [("2026-10-31", False), ("2026-11-01", True), ("2026-11-30", True), ("2026-12-01", False)]
)
def test_a_role_is_held_on_both_its_ends(today, held):
    assert held_on(holding("Adams", from_on=day("2026-11-01"), until_on=day("2026-11-30")), day(today)) is held


def test_nobody_holds_it_is_said_with_what_to_do():
    assert find_owner("HOY/DHT", 9, day("2026-11-25"), []).why == (
        "Nobody holds HOY/DHT for Year 9. Add one under Settings, Staff and roles."
    )
    assert find_owner("DHT/HOY", 9, day("2026-11-25"), [holding("Adams")]).name == "Adams"


@pytest.mark.parametrize(
    ("home", "provision", "differ"),
    [("B", "/", False), ("B", "N", True), ("/", "/", False), ("D", "N", False), ("zz", "N", False), ("N", "/", True)],
)
def test_a_report_that_contradicts_our_mark(home, provision, differ):
    assert disagree(home, provision, shipped_protocol().codes) is differ


def test_only_a_code_that_is_listed_is_attended():
    codes = shipped_protocol().codes
    assert (attended("/", codes), attended("N", codes), attended("zz", codes)) == (True, False, False)


def test_both_sides_of_a_contact_have_a_tick_each():
    sides = ticks_of(["spoken to the provider", "spoken to the pupil", "note"])
    assert sides == (("spoken to the provider", "Provider"), ("spoken to the pupil", "Pupil"))
    assert ticks_of(["spoken to the pupil", "note"]) == ()
