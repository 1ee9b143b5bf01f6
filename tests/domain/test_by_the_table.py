"""Every start of a school year: the plan's dates against the obligations table worked out apart from the engine."""

from datetime import timedelta

import pytest
from by_the_table import DAYS, HAPPENINGS, TERMS, WHERE, Stay, bf, rows_of
from engine_helpers import covering, plan

# the last start from which everything worked out still lies inside the loaded year
LONGEST = {"respite": 20, "short-stay": 25, "ap-full-time": 120, "ap-part-week": 120, "home-tuition": 5,
           "flexi-timetable": 75}


def usual_end(pathway, start):
    if pathway in ("respite", "short-stay"):
        return DAYS[DAYS.index(start) + {"respite": 9, "short-stay": 14}[pathway]]
    if pathway.startswith("ap-"):
        held = next(n for n, (first, last) in enumerate(TERMS) if first <= start <= last)
        return bf(TERMS[held + 1][1])
    if pathway in ("home-tuition", "flexi-timetable"):
        return DAYS[-1]
    return start + timedelta(days=83)


def in_order(dates):
    return dates[0], dates[1] or dates[0]


def starts(pathway):
    days = DAYS[8 : len(DAYS) - LONGEST.get(pathway, 75)]
    return [day for day in days if not pathway.startswith("ap-") or day < TERMS[2][0]]


@pytest.mark.parametrize("pathway", list(WHERE))
def test_every_start_of_the_year_gives_the_dates_of_the_table(pathway):
    for start in starts(pathway):
        end = usual_end(pathway, start)
        made = plan(pathway, start.isoformat())
        for row, expected in rows_of(pathway, start, end).items():
            agree(row, start, expected, covering(made, row))


@pytest.mark.parametrize("one", HAPPENINGS, ids=lambda one: f"{one.pathway} {one.event} {one.row}")
def test_what_happens_on_any_day_sets_off_what_the_table_says(one):
    start = DAYS[30]
    end = usual_end(one.pathway, start)
    days = [start + timedelta(days=n) for n in range(0, min((end - start).days, 100), 3)]
    for on in days:
        happened = [{"name": one.event, "on": on.isoformat()}]
        made = plan(one.pathway, start.isoformat(), facts=dict(one.facts), event=happened)
        agree(one.row, on, one.dates(on, Stay(start, end)), covering(made, one.row))


def agree(row, about, expected, duties):
    """The duties' dates are the expected ones; a latest or earliest date that the table does not name is free."""
    seen = sorted(((one.due, one.hard, one.window_from) for one in duties), key=in_order)
    expected = sorted(expected, key=in_order)
    assert [dates[0] for dates in expected] == [dates[0] for dates in seen], (row, about, expected, seen)
    for wanted, got in zip(expected, seen, strict=True):
        assert wanted[1] in (None, got[1]), (row, about, wanted, got)
        assert wanted[2] in (None, got[2]), (row, about, wanted, got)
