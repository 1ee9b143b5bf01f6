"""How long a pupil's record is kept, by the school's own numbers."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.retention import Keeping, kept_until

BORN, LEFT = date(2008, 2, 29), date(2024, 7, 19)


def until(**facts):
    told = {"born": BORN, "has_plan": False, "hosted": False, "left_on": LEFT, "last_mark": None} | facts
    return kept_until(told.pop("keeping", Keeping()), **told)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, date(2033, 3, 1)),
        ({"has_plan": True}, date(2039, 3, 1)),
        ({"last_mark": date(2024, 7, 1)}, date(2033, 3, 1)),
        ({"born": None}, date(2049, 7, 19)),
        ({"hosted": True}, date(2030, 7, 19)),
        ({"hosted": True, "last_mark": date(2025, 1, 8)}, date(2031, 1, 8)),
        ({"keeping": Keeping(to_age=18), "last_mark": date(2024, 7, 1)}, date(2030, 7, 1)),
    ],
    ids=["to 25", "with a plan to 31", "registers run out before", "not born", "hosted", "hosted, marked", "registers"],
)
def test_the_longest_of_what_keeps_it_counts(facts, day):
    assert until(**facts).until == day


def test_nothing_is_guessed_where_no_day_is_known():
    assert until(born=None, left_on=None, last_mark=date(2024, 7, 1)) is None
    assert until(hosted=True, left_on=None) is None
