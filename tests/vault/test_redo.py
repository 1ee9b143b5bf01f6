"""Doing again what was undone: back and forth as often as wished, never past something new."""

from __future__ import annotations

import pytest

from apdesk.problems import Problem
from apdesk.services.settings import change_settings, settings
from apdesk.services.undo import redo, undo


def name(record):
    return settings(record)["school.name"]


def called(record, name):
    change_settings(record, {"school.name": name})


def test_undone_operations_are_done_again_in_their_order(record):
    called(record, "Larkmoor")
    called(record, "Larkmoor High School")
    undo(record)
    undo(record)
    assert name(record) == ""
    redo(record)
    assert name(record) == "Larkmoor"
    assert redo(record).operation == "Changed settings of the office"
    assert name(record) == "Larkmoor High School"
    with pytest.raises(Problem) as nothing:
        redo(record)
    assert nothing.value.code == "redo.nothing"


def test_what_was_done_again_can_be_undone_again(record):
    called(record, "Larkmoor")
    for _ in range(3):
        undo(record)
        assert name(record) == ""
        redo(record)
        assert name(record) == "Larkmoor"


def test_something_new_leaves_nothing_to_do_again(record):
    called(record, "Larkmoor")
    undo(record)
    called(record, "Fairholt")
    with pytest.raises(Problem):
        redo(record)
    assert name(record) == "Fairholt"
