"""Dates as they are typed, and as they are shown."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from ui.common.date_words import read_date
from ui.common.dates import days_late, latest, latest_by_rule, long_day, no_school_on, short_day, when_of

TUESDAY = date(2026, 11, 10)


class WeekdaysOnly:
    """A calendar in which every weekday is a school day."""

    def is_school_day(self, day):
        return day.weekday() < 5

    def count(self, first, last):
        return sum(1 for n in range(first.toordinal(), last.toordinal() + 1) if date.fromordinal(n).weekday() < 5)

    def after(self, day, n):
        found = day
        while n:
            found = date.fromordinal(found.toordinal() + 1)
            n -= self.is_school_day(found)
        return found

    def on_or_after(self, day):
        return day if self.is_school_day(day) else self.after(day, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("16 nov", date(2026, 11, 16)),
        ("16 November", date(2026, 11, 16)),
        ("16th Nov 2026", date(2026, 11, 16)),
        ("mon 16 nov", date(2026, 11, 16)),
        ("16/11", date(2026, 11, 16)),
        ("16/11/26", date(2026, 11, 16)),
        ("16.11.2026", date(2026, 11, 16)),
        ("2026-11-16", date(2026, 11, 16)),
        ("mon", date(2026, 11, 16)),
        ("Tuesday", date(2026, 11, 17)),  # the next one, never today
        ("+2w", date(2026, 11, 24)),
        ("+3", date(2026, 11, 13)),
        ("-1d", date(2026, 11, 9)),
        ("+1m", date(2026, 12, 10)),
        ("today", TUESDAY),
        ("tomorrow", date(2026, 11, 11)),
        ("5 feb", date(2027, 2, 5)),  # the school year of today
        ("10 sep", date(2026, 9, 10)),
        ("Sept 10", date(2026, 9, 10)),
    ],
)
def test_dates_are_read_as_the_office_types_them(typed, meant):
    assert read_date(typed, TUESDAY) == meant


def test_school_days_are_counted_by_the_term_dates():
    assert read_date("+5s", TUESDAY, WeekdaysOnly()) == date(2026, 11, 17)


def test_plus_counts_from_the_date_beside_it():
    assert read_date("+1w", TUESDAY, base=date(2026, 12, 1)) == date(2026, 12, 8)


def test_a_month_that_is_long_past_means_the_next_school_year():
    assert read_date("10 sep", date(2027, 6, 15)) == date(2027, 9, 10)


@pytest.mark.parametrize("typed", ["", "31/11", "m", "nov", "32 jan", "99/99", "abc", "16 ju", "+999999999d", "29 feb"])
def test_what_cannot_be_read_is_refused_never_guessed(typed):
    with pytest.raises(Problem):
        read_date(typed, TUESDAY)


def test_the_end_of_a_month_stays_within_the_next():
    assert read_date("+1m", date(2027, 1, 31)) == date(2027, 2, 28)


def test_days_are_shown_with_their_weekday():
    assert short_day(date(2026, 11, 6), TUESDAY) == "Fri 6 Nov"
    assert short_day(date(2027, 2, 5), TUESDAY) == "Fri 5 Feb"
    assert short_day(date(2027, 9, 6), TUESDAY) == "Mon 6 Sep 2027"
    assert long_day(TUESDAY) == "Tuesday 10 November 2026"


@pytest.mark.parametrize(
    ("due", "hard", "text", "under", "status"),
    [
        (date(2026, 11, 6), None, "Fri 6 Nov", "2 school days late", "overdue"),
        (date(2026, 11, 9), None, "Mon 9 Nov", "1 school day late", "overdue"),
        (date(2026, 11, 9), date(2026, 11, 12), "Mon 9 Nov", "latest Thu 12", "today"),
        (date(2026, 11, 10), None, "Today", "", "today"),
        (date(2026, 11, 10), date(2026, 11, 10), "Today", "last day", "today"),
        (date(2026, 11, 11), date(2026, 11, 12), "Wed 11 Nov", "latest Thu 12", "soon"),
        (date(2026, 11, 11), date(2026, 11, 11), "Wed 11 Nov", "last day", "soon"),
        (date(2026, 11, 16), None, "Mon 16 Nov", "", "later"),
    ],
)
def test_a_duty_stands_as_the_design_says(due, hard, text, under, status):
    when = when_of(due, hard, TUESDAY, WeekdaysOnly())
    assert (when.text, when.under, when.status) == (text, under, status)


def test_lateness_over_a_weekend_is_not_yet_a_school_day():
    assert when_of(date(2026, 11, 6), None, date(2026, 11, 7), WeekdaysOnly()).under == "late"
    assert days_late(1) == "1 school day late"


def test_a_duty_without_a_date_says_so():
    assert when_of(None, None, TUESDAY).text == "No date yet"


FRIDAY, SUNDAY = date(2026, 11, 13), date(2026, 11, 15)


def test_a_last_day_without_school_is_given_as_the_last_school_day_before_it():
    assert latest(SUNDAY, TUESDAY, FRIDAY) == "latest Fri 13"
    assert latest_by_rule(SUNDAY, TUESDAY, FRIDAY) == "latest Fri 13 (by rule Sun 15)"
    assert no_school_on(SUNDAY, TUESDAY, FRIDAY) == (
        "By rule the last day is Sunday 15 November, when there is no school."
    )
    assert latest(SUNDAY, TUESDAY, FRIDAY, worked_to=FRIDAY) == "last school day"
    assert latest(SUNDAY, FRIDAY, FRIDAY) == "last day today"


def test_once_the_last_school_day_has_gone_the_last_day_itself_is_given():
    saturday = date(2026, 11, 14)
    assert latest(SUNDAY, saturday, FRIDAY) == latest_by_rule(SUNDAY, saturday, FRIDAY) == "latest Sun 15"
    assert no_school_on(SUNDAY, saturday, FRIDAY) == ""


def test_a_last_day_with_school_stands_as_it_is():
    assert latest_by_rule(FRIDAY, TUESDAY, FRIDAY) == "latest Fri 13"
    assert no_school_on(FRIDAY, TUESDAY, FRIDAY) == ""
