"""The printed month."""

from __future__ import annotations

from dataclasses import replace

import month_samples as samples
import pytest
from pdf_reading import fonts, pages

from apdesk.exports.pdf.month_sheet import month_sheet
from apdesk.problems import Problem


def test_a_month_is_one_page_with_its_days_duties_and_key() -> None:
    [text] = pages(month_sheet(samples.november()))
    for word in ("November 2026", "Monday", "Friday", "09:15 R Fennimore PSP", "INSET day", "1 Dec", "Page 1 of 1",
                 "Initials and surnames only.", "V visit", "Struck through: done.",
                 "Overdue when printed: write up visit (C Okonjo), confirm attendance (K Marlowe)."):
        assert word in text
    assert "Saturday" not in text


def test_a_day_with_too_much_says_how_much_is_left_out() -> None:
    [text] = pages(month_sheet(samples.november()))
    shown = sum(f"Duty {n} of" in text for n in range(20))
    assert f"and {20 - shown} more, see the list" in text
    assert all(f"C Strathdee referral {n}" in text for n in range(7))


def test_a_long_row_of_overdue_duties_is_counted() -> None:
    many = tuple(f"write up visit number {n}" for n in range(30))
    [text] = pages(month_sheet(replace(samples.november(), overdue=many)))
    assert "write up visit number 0" in text
    assert "more." in text.split("Overdue when printed")[1]


def test_an_unfinished_week_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        month_sheet(replace(samples.november(), days=samples.november().days[1:]))
    assert refused.value.code == "calendar.days"
    with pytest.raises(Problem):
        month_sheet(replace(samples.november(), days=()))


def test_type_travels_and_bytes_stay_the_same() -> None:
    data = month_sheet(samples.november())
    assert all(fonts(data).values())
    assert data == month_sheet(samples.november())
