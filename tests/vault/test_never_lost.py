"""Killed at any moment, or on a disk that fails: what was acknowledged is there, and nothing is half done.

The full numbers are run by `kill_harness.py 1000` and `fault_harness.py 300` in this folder.
"""

from __future__ import annotations

import os
import shutil

import fault_harness
import kill_harness
import pytest
from harness_school import make_desk


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small made-up school, made once."""
    desk = tmp_path_factory.mktemp("made") / "larkmoor.apdesk"
    make_desk(desk, 20)
    return desk


@pytest.fixture
def desk(made, tmp_path):
    """A copy of it to do harm to."""
    return shutil.copytree(made, tmp_path / made.name)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks its victims")
def test_killed_at_random_moments_nothing_is_lost(desk):
    tally = kill_harness.run(6, desk)
    assert tally.kills == 6
    assert tally.faults == []


@pytest.mark.skipif(os.name == "nt", reason="the failing disk stands on the engine’s Unix layer")
def test_on_a_failing_disk_nothing_is_lost_and_every_refusal_is_a_sentence(desk):
    tally = fault_harness.run(12, desk)
    assert tally.failures >= 12
    assert tally.faults == []
