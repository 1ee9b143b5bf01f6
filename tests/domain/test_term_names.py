"""A term is named as the office says it, whatever the year a block's label carries."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.calendar_csv import parse_calendar


@pytest.mark.parametrize(
    ("first", "second", "term"),
    [
        ("Autumn 1", "Autumn 2", "Autumn"),
        ("Autumn 1 2026/27", "Autumn 2 2026/27", "Autumn"),
        ("Michaelmas 2026-2027", "Michaelmas 2026-2027", "Michaelmas"),
    ],
)
def test_a_term_drops_the_number_and_the_year(first, second, term):
    calendar = parse_calendar(
        "type,start,end,label\n"
        f"half_term,2026-09-03,2026-10-23,{first}\nhalf_term,2026-11-02,2026-12-18,{second}\n",
        "dates.csv",
    )
    found = calendar.term_of(date(2026, 9, 10))
    assert found is not None
    assert (found.label, found.start, found.end) == (term, date(2026, 9, 3), date(2026, 12, 18))
