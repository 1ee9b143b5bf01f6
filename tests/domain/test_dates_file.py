"""A file of term dates as an office writes it: British dates, one-day lines, and refusals that say what to write."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.calendar_csv import parse_calendar
from apdesk.problems import Problem

HEAD = "type,start,end,label\n"
BLOCK = "half_term,01/09/2026,23/10/2026,Autumn 1\n"


def test_dates_may_be_written_day_first_and_a_single_day_needs_no_end():
    days = "INSET,2/9/2026,,Training\nbank holiday,2026-10-05,,Founders\n"
    calendar = parse_calendar(HEAD + BLOCK + days, "terms.csv")
    assert (calendar.blocks[0].start, calendar.blocks[0].end) == (date(2026, 9, 1), date(2026, 10, 23))
    assert calendar.label(date(2026, 9, 2)) == "Training"
    assert calendar.closure_kind(date(2026, 10, 5)) == "bank_holiday"
    assert calendar.is_school_day(date(2026, 9, 3))


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("term,2026-11-02,2026-12-18,Autumn 2\n", "calendar.type", "half_term for a block of teaching"),
        ("half_term,2026-11-02,,Autumn 2\n", "calendar.date", "a block of teaching needs both its days"),
        ("inset,09/25/2026,,Month first\n", "calendar.date", "2026-09-03 or 03/09/2026"),
        ("inset,1/9/26,,Two digits\n", "calendar.date", "2026-09-03 or 03/09/2026"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_to_write(line, code, said):
    with pytest.raises(Problem) as refused:
        parse_calendar(HEAD + BLOCK + line, "terms.csv")
    assert (refused.value.code, refused.value.where) == (code, "terms.csv, line 3")
    assert said in refused.value.text
