"""School days, blocks and loaded years, checked with a calendar on the wall."""

from datetime import date

import pytest
from engine_helpers import both_calendars, day, fixture_calendar, leap_calendar

from apdesk.domain.school_calendar import Beyond, Block, Closure, SchoolCalendar, monday_of, school_year_of


def blocks(*spans, labels=()):
    return tuple(
        Block(day(first), day(last), labels[n] if labels else f"Block {n + 1}") for n, (first, last) in enumerate(spans)
    )


TWO_YEARS_APART = SchoolCalendar(
    blocks(("2026-09-07", "2026-09-18"), ("2026-10-05", "2026-10-09"), ("2028-09-04", "2028-09-08"))
)


def test_what_is_a_school_day_and_why_another_is_not():
    calendar = fixture_calendar()
    said = {
        one: (calendar.is_school_day(day(one)), calendar.label(day(one)), calendar.closure_kind(day(one)))
        for one in ("2026-09-03", "2026-09-02", "2026-10-24", "2026-10-28", "2026-11-02", "2026-12-25", "2027-05-03")
    }
    assert said == {
        "2026-09-03": (True, None, None), "2026-09-02": (False, "INSET", "inset"),
        "2026-10-24": (False, "Weekend", "weekend"), "2026-10-28": (False, "Holiday", "holiday"),
        "2026-11-02": (False, "INSET", "inset"), "2026-12-25": (False, "Holiday", "holiday"),
        "2027-05-03": (False, calendar.label(day("2027-05-03")), "bank_holiday"),
    }
    assert "holiday" in calendar.label(day("2027-05-03")).lower()


@pytest.mark.parametrize(
    ("first", "last", "n"),
    [
        ("2026-09-01", "2026-10-31", 37), ("2026-11-01", "2026-12-31", 34), ("2027-01-01", "2027-02-14", 29),
        ("2027-02-15", "2027-03-31", 24), ("2027-04-01", "2027-06-01", 34), ("2027-06-02", "2027-08-31", 32),
        ("2026-09-01", "2027-08-31", 190), ("2026-11-13", "2026-11-16", 2), ("2026-11-14", "2026-11-15", 0),
        ("2026-11-16", "2026-11-13", 0),
    ],
)
def test_school_days_are_counted_with_both_ends(first, last, n):
    calendar = fixture_calendar()
    assert calendar.count(day(first), day(last)) == n
    assert len(calendar.school_days(day(first), day(last))) == n


def test_a_year_of_six_blocks_is_loaded_whole_and_no_day_more():
    calendar = fixture_calendar()
    assert (calendar.first_day, calendar.last_day) == (day("2026-09-01"), day("2027-08-31"))
    assert calendar.covers(day("2027-08-31"))
    assert not calendar.covers(day("2027-09-01"))
    assert not calendar.covers(day("2026-08-31"))
    assert calendar.require(day("2027-08-31")) == day("2027-08-31")
    with pytest.raises(Beyond, match="Wednesday 1 September 2027 is outside") as late:
        calendar.require(day("2027-09-01"))
    assert late.value.late
    with pytest.raises(Beyond, match="1 September 2026 to 31 August 2027") as early:
        calendar.require(day("2026-08-31"))
    assert not early.value.late
    assert SchoolCalendar(calendar.blocks).first_day == day("2026-09-01")  # without its INSET days too


def test_two_years_that_touch_are_one_stretch():
    calendar = both_calendars()
    assert (calendar.first_day, calendar.last_day) == (day("2026-09-01"), day("2028-08-31"))
    assert calendar.after(day("2027-07-20"), 1) == day("2027-09-02")
    assert calendar.before(day("2027-09-02"), 1) == day("2027-07-20")
    assert calendar.count(day("2027-07-19"), day("2027-09-03")) == 4


def test_a_gap_between_loaded_years_is_never_counted_over():
    calendar = TWO_YEARS_APART
    assert calendar.after(day("2026-09-18"), 1) == day("2026-10-05")
    assert calendar.count(day("2026-09-18"), day("2026-10-05")) == 2
    for ask in (
        lambda: calendar.after(day("2026-10-09"), 1), lambda: calendar.before(day("2028-09-04"), 1),
        lambda: calendar.count(day("2026-10-09"), day("2028-09-04")), lambda: calendar.is_school_day(day("2027-09-06")),
        lambda: calendar.school_days(day("2027-01-04"), day("2027-01-08")),
    ):  # fmt: skip
        with pytest.raises(Beyond, match="outside the loaded term dates"):
            ask()
    assert calendar.count(day("2028-09-04"), day("2028-09-08")) == 5


def test_a_gap_of_one_day_is_a_gap():
    # the first year is loaded to 31 August; of the next only a block from 2 September
    calendar = SchoolCalendar((*fixture_calendar().blocks, Block(day("2027-09-02"), day("2027-10-22"), "Aut 1")))
    with pytest.raises(Beyond, match="Wednesday 1 September 2027 is outside the loaded term dates"):
        calendar.count(day("2027-07-20"), day("2027-09-02"))


def test_a_gap_after_two_years_that_touch_is_not_counted_over():
    calendar = SchoolCalendar((*both_calendars().blocks, Block(day("2029-09-03"), day("2029-09-07"), "Aut 1")))
    with pytest.raises(Beyond, match="Friday 1 September 2028 is outside the loaded term dates"):
        calendar.count(day("2027-07-19"), day("2029-09-04"))


def test_fewer_than_six_blocks_load_only_what_the_file_names():
    first = Block(day("2026-09-07"), day("2026-09-18"), "Autumn 1")
    inset = Closure(day("2026-09-03"), day("2026-09-04"), "INSET", "inset")
    after = Closure(day("2026-09-21"), day("2026-09-22"), "Burst pipe", "closure")
    holiday = Closure(day("2026-08-31"), day("2026-08-31"), "Summer bank holiday", "bank_holiday")
    other = Closure(day("2027-09-01"), day("2027-09-01"), "INSET", "inset")
    assert SchoolCalendar((first,), (inset, after, holiday)).first_day == day("2026-09-03")
    assert SchoolCalendar((first,), (inset, after, holiday)).last_day == day("2026-09-22")
    assert SchoolCalendar((first,), (inset, other)).last_day == day("2026-09-18")


def test_counting_runs_off_the_calendar_with_a_sentence():
    calendar = fixture_calendar()
    assert calendar.before(day("2026-09-04"), 1) == day("2026-09-03")
    assert calendar.after(day("2027-07-19"), 1) == day("2027-07-20")
    with pytest.raises(Beyond, match=r"runs before the loaded term dates.*Load the previous school year") as early:
        calendar.before(day("2026-09-03"), 1)
    assert not early.value.late
    with pytest.raises(Beyond, match=r"runs past the loaded term dates.*Load the next school year") as late:
        calendar.after(day("2027-07-20"), 1)
    assert late.value.late
    with pytest.raises(Beyond, match="Monday 31 August 2026 is outside"):
        calendar.before(day("2026-08-31"), 1)
    with pytest.raises(Beyond, match="Wednesday 1 September 2027 is outside"):
        calendar.after(day("2027-09-01"), 1)


def test_half_terms_and_terms_hold_their_days():
    calendar = fixture_calendar()
    found = [calendar.half_term_of(day(one)) for one in ("2026-09-02", "2026-09-03", "2026-10-23", "2026-10-24")]
    assert [one.label if one else None for one in found] == [None, "Aut 1", "Aut 1", None]
    assert calendar.term_of(day("2026-10-28")).end == day("2026-12-18")
    assert calendar.term_of(day("2026-12-19")) is None
    assert calendar.next_half_term(day("2026-09-03")).label == "Aut 2"
    assert calendar.next_half_term(day("2026-09-02")).label == "Aut 1"
    assert calendar.next_half_term(day("2027-06-07")) is None
    assert [(one.start, one.end) for one in calendar.terms] == [
        (day("2026-09-03"), day("2026-12-18")), (day("2027-01-05"), day("2027-03-25")),
        (day("2027-04-12"), day("2027-07-20")),
    ]  # fmt: skip


FIVE = (
    ("2026-09-07", "2026-10-23"), ("2026-11-02", "2026-12-18"), ("2027-01-04", "2027-03-25"),
    ("2027-04-12", "2027-05-28"), ("2027-06-07", "2027-07-20"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("spans", "labels", "ends"),
    [
        (FIVE, ("Autumn 1", "Autumn 2", "Spring", "Summer 1", "Summer 2"), ("2026-12-18", "2027-03-25", "2027-07-20")),
        (FIVE, ("1", "2", "3", "4", "5"), ("2026-12-18", "2027-05-28", "2027-07-20")),
        (FIVE[:3], ("A", "B", "C"), ("2026-10-23", "2026-12-18", "2027-03-25")),
    ],
    ids=["by their names", "in twos without names", "three blocks are three terms"],
)  # fmt: skip
def test_terms_of_a_school_with_other_blocks(spans, labels, ends):
    calendar = SchoolCalendar(blocks(*spans, labels=labels))
    assert [str(one.end) for one in calendar.terms] == list(ends)


@pytest.mark.parametrize(
    ("asked", "n", "monday"),
    [
        ("2026-11-11", 1, "2026-11-09"), ("2026-11-15", 1, "2026-11-09"), ("2026-11-11", 2, "2026-11-16"),
        ("2026-11-11", -1, "2026-11-02"), ("2026-10-23", 2, "2026-11-02"), ("2026-12-25", 1, "2027-01-04"),
        ("2026-12-25", -1, "2026-12-14"),
    ],
)
def test_school_weeks_leave_out_holidays(asked, n, monday):
    assert fixture_calendar().school_week(day(asked), n) == day(monday)


def test_the_weeks_of_a_span():
    weeks = fixture_calendar().weeks(day("2026-10-21"), day("2026-11-09"))
    assert weeks == [day("2026-10-19"), day("2026-11-02"), day("2026-11-09")]
    assert fixture_calendar().weeks(day("2026-10-24"), day("2026-11-01")) == [day("2026-10-19")]


@pytest.mark.parametrize(
    ("one", "year"), [("2026-08-31", 2025), ("2026-09-01", 2026), ("2027-01-01", 2026), ("2026-12-31", 2026)]
)
def test_the_school_year_turns_on_the_first_of_september(one, year):
    assert school_year_of(day(one)) == year


def test_monday_of():
    assert [monday_of(date(2026, 11, n)) for n in (9, 11, 15)] == [date(2026, 11, 9)] * 3


def test_leap_day_is_a_school_day():
    assert leap_calendar().is_school_day(day("2028-02-29"))
    assert leap_calendar().after(day("2028-02-28"), 2) == day("2028-03-01")


def test_a_closure_in_august_belongs_to_the_year_it_opens():
    first = Block(day("2026-09-07"), day("2026-09-18"), "Autumn 1")
    opening = Closure(day("2026-08-28"), day("2026-08-28"), "INSET", "inset")
    before = Closure(day("2026-07-31"), day("2026-07-31"), "INSET", "inset")
    assert SchoolCalendar((first,), (opening, before)).first_day == day("2026-08-28")
