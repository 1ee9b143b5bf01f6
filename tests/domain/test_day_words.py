"""How a letter says how long a placement is."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.day_words import length_words


@pytest.mark.parametrize(
    ("start", "end", "school_days", "words"),
    [
        (date(2026, 11, 9), date(2026, 11, 13), 5, "1 week"),                  # Monday to Friday
        (date(2026, 11, 10), date(2026, 11, 16), 5, "1 week"),                 # Tuesday to Monday
        (date(2026, 11, 9), date(2026, 12, 18), 30, "6 weeks"),                # no holiday inside
        (date(2026, 11, 9), date(2026, 11, 9), 1, "1 school day"),
        (date(2026, 11, 9), date(2026, 11, 16), 6, "6 school days"),           # a week and a day
        (date(2026, 11, 11), date(2027, 2, 2), 50, "12 weeks"),                # 84 days, whatever is closed
        (date(2026, 11, 9), date(2027, 2, 12), 58, "58 school days"),          # Christmas and an INSET day inside
        (date(2026, 10, 12), date(2026, 11, 6), 14, "14 school days"),         # half-term inside
    ],
)
def test_a_length_is_said_in_weeks_only_where_they_are_whole(start, end, school_days, words):
    assert length_words(start, end, school_days) == words
