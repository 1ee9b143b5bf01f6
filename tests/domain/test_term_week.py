"""Weeks of a term as the office counts them: without the half-term holiday."""

from __future__ import annotations

from datetime import date

import pytest
from engine_helpers import fixture_calendar

from apdesk.domain.term_week import term_week


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 9, 3), ("Autumn term", 1, 15)),
        (date(2026, 10, 23), ("Autumn term", 8, 15)),
        (date(2026, 11, 10), ("Autumn term", 10, 15)),
        (date(2026, 12, 18), ("Autumn term", 15, 15)),
        (date(2026, 11, 14), ("Autumn term", 10, 15)),
        (date(2027, 1, 5), ("Spring term", 1, 11)),
        (date(2026, 10, 28), None),
        (date(2026, 12, 22), None),
    ],
)
def test_the_half_term_holiday_is_no_week_of_the_term(day, said):
    assert term_week(fixture_calendar(), day) == said
