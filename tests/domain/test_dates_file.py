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
        ("inset,1899-12-31,,A century early\n", "calendar.date", "outside the years 1900 to 2199"),
        ("inset,2200-01-01,,A century late\n", "calendar.date", "outside the years 1900 to 2199"),
        ("half_term,2026-12-18,2026-11-02,Turned round\n", "calendar.order", "The end stands before the start."),
        ("half_term,2026-11-02,2027-11-04,Year too long\n", "calendar.length", "longer than a school year"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_to_write(line, code, said):
    with pytest.raises(Problem) as refused:
        parse_calendar(HEAD + BLOCK + line, "terms.csv")
    assert (refused.value.code, refused.value.where) == (code, "terms.csv, line 3")
    assert said in refused.value.text


def test_the_first_and_the_last_year_a_date_may_have_and_the_longest_line():
    days = "inset,1900-01-01,,First\ninset,2199-12-31,,Last\nclosure,2026-11-02,2027-11-03,A year of building\n"
    calendar = parse_calendar(HEAD + BLOCK + days, "terms.csv")
    assert [one.label for one in calendar.closures] == ["First", "Last", "A year of building"]


def test_two_blocks_that_share_a_day_are_refused_by_name():
    with pytest.raises(Problem, match='"Autumn 1" and "Autumn 2" overlap') as refused:
        parse_calendar(HEAD + BLOCK + "half_term,23/10/2026,18/12/2026,Autumn 2\n", "terms.csv")
    assert refused.value.code == "calendar.overlap"
    whole = parse_calendar(HEAD + BLOCK + "half_term,24/10/2026,18/12/2026,Autumn 2\n", "terms.csv")
    assert len(whole.blocks) == 2
