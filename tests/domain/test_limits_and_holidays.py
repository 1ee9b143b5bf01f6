"""A last day in a holiday makes a placement no longer than its last school day does."""

from __future__ import annotations

import pytest
from engine_helpers import plan


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        ("2027-03-25", True),       # the last day of the spring term, which is the second
        ("2027-03-26", True),       # Good Friday: no school day more
        ("2027-04-11", True),       # the Sunday before the summer term
        ("2027-04-12", False),      # its first day
    ],
)
def test_two_terms_hold_until_a_school_day_of_the_third(end, kept):
    made = plan("ap-full-time", "2026-11-09", end=end)
    (limit,) = [one for one in made.limits if "one to two terms" in one.text]
    assert limit.kept is kept
