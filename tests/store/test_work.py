"""Changing the record: one transaction, one journal entry, nothing by the way."""

from __future__ import annotations

import peewee
import pytest
from desk_fixture import reopened

from apdesk.problems import Problem
from apdesk.store.identity import Account
from apdesk.store.journal import JournalChange, JournalEntry
from apdesk.store.pupils import Pupil


def test_a_change_stands_in_the_record_and_in_the_journal(record):
    with record.work("Added a person", reason="new AP lead") as work:
        made = work.create(Account, name="Ola Bright", role="ap-lead")
    again = Account.get_by_id(made.id)
    assert (again.name, again.version_device, again.version_counter) == (
        "Ola Bright",
        record.device,
        work.changes.entry,
    )
    entry = JournalEntry.get_by_id(work.changes.entry)
    assert (entry.operation, entry.reason, entry.person_name) == ("Added a person", "new AP lead", "Ama Mensah")
    assert work.changes.areas == {"staff"}
    assert work.changes.ids["staff"] == {made.id}


def test_only_fields_that_differ_are_journaled(record):
    with record.work("Added") as work:
        made = work.create(Account, name="Ola Bright", role="ap-lead")
    with record.work("Changed") as work:
        work.update(made, name="Ola Bright", role="dsl")
    change = JournalChange.get(JournalChange.entry == work.changes.entry)
    assert change.content == '{"role":["ap-lead","dsl"]}'


def test_a_work_that_changes_nothing_leaves_no_entry(record):
    with record.work("Added") as work:
        made = work.create(Account, name="Ola Bright", role="ap-lead")
    before = JournalEntry.select().count()
    with record.work("Changed") as work:
        work.update(made, name="Ola Bright")
    assert work.changes.entry == 0
    assert JournalEntry.select().count() == before


def test_an_exception_rolls_everything_back(record):
    before = JournalEntry.select().count()
    with pytest.raises(ZeroDivisionError), record.work("Added") as work:  # noqa: PT012
        work.create(Account, name="Ola Bright", role="ap-lead")
        _ = 1 / 0
    assert Account.select().count() == 1
    assert JournalEntry.select().count() == before


def test_removing_leaves_a_tombstone(record):
    with record.work("Added") as work:
        made = work.create(Account, name="Ola Bright", role="ap-lead")
    with record.work("Removed") as work:
        work.remove(made)
    assert Account.get_by_id(made.id).removed_at == record.clock.now()
    with pytest.raises(Problem, match="removed meanwhile"), record.work("Changed") as work:
        work.update(made, name="Ola")


def test_a_stale_copy_is_never_written_over_a_newer_one(record):
    with record.work("Added") as work:
        made = work.create(Account, name="Ola Bright", role="ap-lead")
    stale = Account.get_by_id(made.id)
    with record.work("Changed") as work:
        work.update(made, name="Ola Brighton")
    with pytest.raises(Problem, match="since you opened it"), record.work("Changed") as work:
        work.update(stale, name="Ola Brightman")
    assert Account.get_by_id(made.id).name == "Ola Brighton"


def test_writing_past_the_work_is_refused(record):
    with pytest.raises(RuntimeError, match=r"record\.work"):
        Account.create(name="x", role="y")
    with pytest.raises(RuntimeError, match=r"record\.work"):
        Account.update(name="x")
    with pytest.raises(peewee.OperationalError, match="readonly"):
        record.database.execute_sql("UPDATE account SET name = 'x'")


def test_works_do_not_nest(record):
    with record.work("Outer"), pytest.raises(RuntimeError, match="one operation"), record.work("Inner"):
        pass


def test_unknown_fields_are_refused(record):
    with pytest.raises(TypeError, match="has no nmae"), record.work("Added") as work:
        work.create(Account, nmae="Ola", role="dsl")


def test_what_was_written_is_there_after_reopening(record):
    with record.work("Added") as work:
        made = work.create(Account, name="Zoë Łukasz", role="dsl")
    with reopened(record) as again:
        assert Account.get_by_id(made.id).name == "Zoë Łukasz"
        assert again.device == record.device
        assert again.keys.head.entry == work.changes.entry


def test_no_file_of_the_desk_can_be_read(record):
    with record.work("Added a person named in full") as work:
        work.create(Account, name="Planted Personname", role="dsl")
    for file in record.folder.iterdir():
        data = file.read_bytes()
        assert b"Planted" not in data
        assert not data.startswith(b"SQLite format 3")


def test_the_engine_learns_how_large_the_tables_are(record):
    with record.work("Took in a pupil list") as work:
        for number in range(600):
            work.create(Pupil, surname=f"Surname{number}", forename="Ada", year=9)
    counted = dict(record.database.rows("SELECT tbl, max(CAST(stat AS INTEGER)) FROM sqlite_stat1 GROUP BY tbl"))
    assert counted["pupil"] == 600
