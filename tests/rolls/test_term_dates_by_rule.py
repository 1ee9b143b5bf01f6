"""The made-up school's term dates: plausible in any year, and those of the pictures in 2026/27."""

from datetime import date

import pytest

from apdesk.domain.calendar_csv import parse_bank_holidays, parse_calendar
from apdesk.domain.term_dates_by_rule import easter, made_up_terms
from apdesk.places import resources


def calendar_of(first, last):
    holidays = parse_bank_holidays((resources() / "bank-holidays-england-wales.csv").read_text(encoding="utf-8"))
    return parse_calendar(made_up_terms(first, last), "made up", holidays)


@pytest.mark.parametrize(("year", "sunday"), [
    (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)), (2028, date(2028, 4, 16)),
    (2038, date(2038, 4, 25)), (2035, date(2035, 3, 25)), (2000, date(2000, 4, 23)), (2011, date(2011, 4, 24)),
    (2019, date(2019, 4, 21)), (2020, date(2020, 4, 12)), (2021, date(2021, 4, 4)), (2022, date(2022, 4, 17)),
    (2023, date(2023, 4, 9)), (2024, date(2024, 3, 31)), (2029, date(2029, 4, 1)), (2030, date(2030, 4, 21)),
    (2100, date(2100, 3, 28)),
])
def test_easter(year, sunday):
    assert easter(year) == sunday


@pytest.mark.parametrize("year", range(2024, 2029))
def test_every_year_has_190_school_days_in_six_half_terms(year):
    calendar = calendar_of(year, year)
    assert len(calendar.school_days(calendar.first_day, calendar.last_day)) == 190
    assert len(calendar.blocks) == 6


def test_2026_27_is_the_calendar_of_the_pictures():
    calendar = calendar_of(2026, 2026)
    assert calendar.is_school_day(date(2026, 9, 3))
    assert calendar.school_days(date(2026, 10, 24), date(2026, 11, 1)) == []
    assert calendar.is_school_day(date(2026, 11, 2))
    assert not calendar.is_school_day(date(2026, 11, 27))       # INSET
    assert calendar.is_school_day(date(2026, 12, 18))
    assert not calendar.is_school_day(date(2026, 12, 21))


def test_years_follow_each_other_without_a_clash():
    calendar = calendar_of(2024, 2030)
    assert len(calendar.blocks) == 42
    assert all(block.start.weekday() < 5 and block.end.weekday() < 5 for block in calendar.blocks)


# worked out on a calendar: Easter Sundays are 5 April 2026 and 28 March 2027
@pytest.mark.parametrize(
    ("year", "blocks"),
    [
        (2025, ["2025-09-01 2025-10-24", "2025-11-03 2025-12-19", "2026-01-05 2026-02-13", "2026-02-23 2026-04-02",
                "2026-04-20 2026-05-22", "2026-06-01"]),
        (2026, ["2026-09-01 2026-10-23", "2026-11-02 2026-12-18", "2027-01-04 2027-02-12", "2027-02-22 2027-03-25",
                "2027-04-12 2027-05-28", "2027-06-07"]),
    ],
)  # fmt: skip
def test_the_blocks_of_a_year(year, blocks):
    found = [f"{one.start} {one.end}" for one in calendar_of(year, year).blocks]
    assert found[:5] == blocks[:5]
    assert found[5].startswith(blocks[5])


def test_a_good_friday_of_8_april_stands_in_the_first_week_of_the_easter_break():
    # Easter Sunday is 10 April 2039: two weeks from Monday 4 April, with Easter Monday in the second
    blocks = calendar_of(2038, 2038).blocks
    assert (blocks[3].end, blocks[4].start) == (date(2039, 4, 1), date(2039, 4, 18))


def test_bank_holidays_and_inset_days_are_left_out_of_the_190():
    calendar = calendar_of(2026, 2026)
    closed = ("2026-09-01", "2026-09-02", "2026-11-27", "2027-01-04", "2027-05-03", "2027-06-07")
    assert not any(calendar.is_school_day(date.fromisoformat(one)) for one in closed)
    assert [one.kind for one in calendar.closures].count("inset") == 5
