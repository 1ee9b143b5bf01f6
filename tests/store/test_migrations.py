"""Old files open in new programs, whole or not at all; new files are refused by old programs politely."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from desk_fixture import PASSPHRASE, PERSON, reopened

from apdesk import desk as desks
from apdesk.problems import Problem
from apdesk.services import backups
from apdesk.services.verifying import verify_open
from apdesk.store import backup_places, restore, schema
from apdesk.store.database import RecordDatabase
from apdesk.store.journal import JournalEntry
from apdesk.store.pupils import Pupil

OLD_DATABASES = sorted((Path(__file__).parents[1] / "old_databases").glob("*.apdesk-backup"))
LATER_STEP = """
SCHEMA = {number}

def up(migrator, database):
    database.execute_sql("ALTER TABLE account ADD COLUMN nickname TEXT")
    {more}
"""


def later_program(monkeypatch, tmp_path, more="pass"):
    """As if this were a program with one step more; the number that this step brings a file to."""
    major, minor = schema.current()
    steps = tmp_path / "steps"
    shutil.copytree(schema.STEPS, steps)
    (steps / "9999_nicknames.py").write_text(LATER_STEP.format(number=(major, minor + 1), more=more))
    monkeypatch.setattr(schema, "STEPS", steps)
    return schema.Number(major, minor + 1)


def test_the_steps_make_the_same_schema_as_the_tables(record, tmp_path):
    upgraded = RecordDatabase(tmp_path / "upgraded.db", os.urandom(32))
    upgraded.connect()
    upgraded.allow_writing(True)
    schema.upgrade(upgraded)
    assert set(schema.described(upgraded)) == set(schema.described(record.database)), (
        "the tables changed: run packaging/make_migration.py"
    )
    assert upgraded.pragma("user_version") == record.database.pragma("user_version")
    upgraded.close()


@pytest.mark.parametrize("old", OLD_DATABASES, ids=lambda file: file.stem)
def test_an_old_file_opens_with_what_it_held(old, record, tmp_path, clock):
    fresh = set(schema.described(record.database))
    desks.close_desk(record)
    restore.restore(old, tmp_path / "old.apdesk", None, "a school long ago", clock)
    with desks.opened(tmp_path / "old.apdesk", None, "a school long ago", clock) as again:
        assert set(schema.described(again.database)) == fresh, "the tables changed: run packaging/make_migration.py"
        assert Pupil.get(Pupil.surname == "Okonjo").forename == "Chidera"


def test_there_is_an_old_file_for_every_schema():
    numbers = {schema.step_number(step) for step in schema.STEPS.glob("[0-9]*.py")}
    assert {file.stem for file in OLD_DATABASES} == {f"schema-{major}.{minor}" for major, minor in numbers}


def test_an_upgrade_takes_a_backup_first_and_stands_in_the_journal(record, monkeypatch, tmp_path):
    number = later_program(monkeypatch, tmp_path)
    with reopened(record) as again:
        assert any(row[1] == "nickname" for row in again.database.rows("PRAGMA table_info(account)"))
        assert again.database.pragma("user_version") == number.stored
        said = [entry.operation for entry in JournalEntry.select().order_by(JournalEntry.number)]
        assert f"Brought the desk to format {number.major}.{number.minor}" in said
        assert len(backup_places.all_backups(again.folder)) == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(record, monkeypatch, tmp_path):
    before = schema.current()
    later_program(monkeypatch, tmp_path, more="database.execute_sql('INSERT INTO nowhere VALUES (1)')")
    with pytest.raises(Exception, match="nowhere"), reopened(record):
        pass
    monkeypatch.undo()
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock) as again:
        assert not any(row[1] == "nickname" for row in again.database.rows("PRAGMA table_info(account)"))
        assert again.database.pragma("user_version") == before.stored


def set_number(record, number):
    record.database.allow_writing(True)
    record.database.pragma("user_version", number)
    record.database.allow_writing(False)


def test_a_newer_minor_opens_with_a_notice(record):
    set_number(record, schema.current().stored + 6)
    with reopened(record) as again:
        assert "slightly newer" in again.notices[0]


def test_a_newer_major_is_refused_and_untouched(record):
    set_number(record, schema.Number(schema.current().major + 1, 0).stored)
    with pytest.raises(Problem, match="newer AP Desk") as caught, reopened(record):
        pass
    assert caught.value.code == "record.newer"
    assert not list(record.folder.glob("in-use"))


def test_a_file_that_a_newer_program_has_really_brought_on_opens_and_is_written(record, monkeypatch, tmp_path):
    with monkeypatch.context() as later:
        later_program(later, tmp_path)
        with reopened(record):
            pass
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock) as again:
        assert "slightly newer" in again.notices[0]
        with again.work("Added a pupil") as work:
            work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)
        assert verify_open(again).damage == ()


def test_an_old_backup_is_brought_on_while_it_is_restored_without_a_backup_of_a_backup(record, monkeypatch, tmp_path):
    file = backups.take(record).file
    desks.close_desk(record)
    shutil.rmtree(record.folder)
    number = later_program(monkeypatch, tmp_path)
    restore.restore(file, record.folder, PERSON, PASSPHRASE, record.clock)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock) as again:
        assert again.database.pragma("user_version") == number.stored
        assert verify_open(again).damage == ()
    assert {each.name for each in record.folder.parent.iterdir()} == {"larkmoor.apdesk", "larkmoor backups", "steps"}
    assert backups.listed(record.folder)[0][0] == file
