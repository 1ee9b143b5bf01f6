"""Dates worked out by hand, held against the plan of the shipped policy."""

import pytest
from hand_worked import Worked, hold
from hand_worked_at_home import WORKED as AT_HOME
from hand_worked_hosted import WORKED as HOSTED
from hand_worked_longer_placements import WORKED as LONGER
from hand_worked_moves_stages_school import WORKED as MOVES
from hand_worked_off_site_direction import WORKED as DIRECTION
from hand_worked_short_placements import WORKED as SHORT
from hand_worked_things_that_happen import WORKED as HAPPENINGS


@pytest.mark.parametrize(
    "one", [*DIRECTION, *HOSTED, *SHORT, *LONGER, *AT_HOME, *MOVES, *HAPPENINGS], ids=lambda one: one.name
)
def test_a_date_worked_out_by_hand(one: Worked) -> None:
    hold(one)
