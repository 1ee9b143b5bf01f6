"""Ctrl+Z takes back one's own newest operation, while nothing stands on it."""

from __future__ import annotations

import pytest
from counting import counted

from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent
from apdesk.services import undo
from apdesk.services.undo import what_can_be_undone
from apdesk.store.journal import JournalEntry
from apdesk.store.journal_check import check_journal
from apdesk.store.pupils import Contact, Pupil


@pytest.fixture
def pupil(record):
    with record.work("Added a pupil") as work:
        return work.create(Pupil, surname="Okonjo", forename="Chidera", year=10)


def test_a_changed_field_comes_back(record, pupil):
    with record.work("Changed a pupil") as work:
        work.update(pupil, form="10B", year=11)
    assert what_can_be_undone(record).operation == "Changed a pupil"
    undone = undo.undo(record)
    again = Pupil.get_by_id(pupil.id)
    assert (again.form, again.year) == (None, 10)
    entry = JournalEntry.get_by_id(undone.changes.entry)
    assert (entry.kind, entry.operation) == ("undo", "Undid: Changed a pupil")
    assert check_journal(record.database.connection(), record.secrets.journal).intact


def test_undoing_again_takes_back_the_operation_before(record, pupil):
    with record.work("Changed a pupil") as work:
        work.update(pupil, form="10B")
    undo.undo(record)
    assert undo.undo(record).operation == "Added a pupil"
    assert Pupil.get_by_id(pupil.id).removed_at is not None


def test_what_was_created_gets_a_tombstone_and_what_was_removed_comes_back(record, pupil):
    with record.work("Removed a pupil") as work:
        work.remove(pupil)
    undo.undo(record)
    assert Pupil.get_by_id(pupil.id).removed_at is None
    with record.work("Added another") as work:
        other = work.create(Pupil, surname="Vance", forename="Jay", year=9)
    undo.undo(record)
    assert Pupil.get_by_id(other.id).removed_at is not None


def test_nothing_is_undone_once_something_stands_on_it(record, pupil):
    with record.work("Added a contact") as work:
        work.create(Contact, pupil=pupil.id, surname="Okonjo")
    record.actor = type(record.actor)("other", "Somebody Else", "administrator")
    with record.work("Added a pupil of theirs") as work:
        theirs = work.create(Pupil, surname="Reed", forename="Sam", year=8)
    record.actor = type(record.actor)("third", "A Third", "administrator")
    with record.work("Added a contact to it") as work:
        work.create(Contact, pupil=theirs.id, surname="Reed")
    record.actor = type(record.actor)("other", "Somebody Else", "administrator")
    assert what_can_be_undone(record) is None
    with pytest.raises(Problem, match="Added a contact to it") as refused:
        undo.undo(record)
    assert refused.value.code == "undo.depends"


def test_only_ones_own_operations_are_undone(record, pupil):
    record.actor = type(record.actor)("other", "Somebody Else", "administrator")
    with pytest.raises(Problem, match="nothing of yours"):
        undo.undo(record)


def test_what_went_out_is_corrected_not_undone(record, pupil):
    with record.work("Sent a letter", undoable=False) as work:
        work.update(pupil, form="10C")
    with pytest.raises(Problem, match="Correct it instead"):
        undo.undo(record)
    with record.work("Corrected the form of a pupil", corrects=work.changes.entry) as correction:
        correction.update(Pupil.get_by_id(pupil.id), form="10D")
    assert JournalEntry.get_by_id(correction.changes.entry).corrects == work.changes.entry


def a_list(record, pupils):
    with record.work("Took in a pupil list") as work:
        for number in range(pupils):
            pupil = work.create(Pupil, surname=f"Oko{number}", forename="Ada", year=9)
            work.update(pupil, form="9B")
            work.create(Contact, pupil=pupil.id, surname=f"Oko{number}")


def state(record):
    return record.database.rows("SELECT * FROM pupil ORDER BY id"), record.last_entry()


def test_undoing_a_large_import_asks_no_question_a_row(record):
    a_list(record, 20)
    with counted(record) as few:
        undo.undo(record)
    a_list(record, 200)
    with counted(record) as many:
        undo.undo(record)
    assert len(many) == len(few) <= 26
    assert Pupil.select().where(Pupil.removed_at.is_null()).count() == 0
    assert undo.redo(record).operation == "Took in a pupil list"
    assert Pupil.select().where(Pupil.removed_at.is_null() & (Pupil.form == "9B")).count() == 200
    assert check_journal(record.database.connection(), record.secrets.journal).intact


@pytest.mark.parametrize("step", [1, 2, 3, 5])
def test_an_undoing_that_is_cancelled_changes_nothing(record, step):
    a_list(record, 300)
    before = state(record)
    with pytest.raises(Cancelled):
        undo.undo(record, Silent(stop_at=step))
    assert state(record) == before
    assert what_can_be_undone(record).operation == "Took in a pupil list"


def test_an_undoing_tells_how_far_it_is(record):
    a_list(record, 300)
    told = []

    class Listening:
        def step(self, done, total, what):
            told.append((done, total))

    undo.undo(record, Listening())
    assert told[0] == (0, 600)
    assert told[-1] == (600, 600)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
