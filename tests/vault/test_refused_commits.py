"""A commit that the disk refused never comes back, not even after a crash; where that is uncertain it is said."""

from __future__ import annotations

import os
import shutil
from datetime import date

import apsw
import pytest
from desk_fixture import PASSPHRASE, PERSON
from failing_disk import failing_disk

from apdesk import desk as desks
from apdesk.problems import Problem
from apdesk.store.journal_check import check_journal
from apdesk.store.pupils import Pupil

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the failing disk stands on the engine’s Unix layer")


@pytest.fixture
def disk(record):
    """The desk, closed, on a disk that fails on command."""
    desks.close_desk(record)
    with failing_disk() as disk:
        yield disk


@pytest.fixture
def open_record(disk, record):
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock) as again:
        enrol(again, "Kept")
        yield again


def enrol(record, surname):
    with record.work("Entered a pupil") as work:
        work.create(Pupil, surname=surname, forename="Ira", born=date(2013, 1, 9), year=9, form="9A")


def surnames():
    return sorted(row.surname for row in Pupil.select())


def as_after_a_crash(record, tmp_path):
    """What somebody finds who opens the desk after this process ended now."""
    copy = shutil.copytree(record.folder, tmp_path / "crashed" / record.folder.name)
    desks.close_desk(record)
    with desks.opened(copy, PERSON, PASSPHRASE, record.clock) as again:
        journal = check_journal(again.database.connection(), again.secrets.journal, again.keys.head)
        assert journal.sentences == []
        assert again.notices == []
        return surnames()


def test_a_commit_refused_at_its_sync_does_not_come_back_after_a_crash(disk, open_record, tmp_path):
    disk.fail_syncs(1, apsw.IOError)
    with pytest.raises(Problem) as caught:
        enrol(open_record, "Refused")
    assert caught.value.code == "record.disk-trouble"
    assert surnames() == ["Kept"]
    assert as_after_a_crash(open_record, tmp_path) == ["Kept"]


def test_a_commit_refused_and_a_close_that_fails_too_leave_nothing_of_it(disk, open_record, record):
    disk.fail_syncs(1, apsw.IOError)
    with pytest.raises(Problem):
        enrol(open_record, "Refused")
    disk.fail_after(0, 50, apsw.IOError)
    desks.close_desk(open_record)
    disk.heal()
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock):
        assert surnames() == ["Kept"]


def test_work_goes_on_after_a_refused_commit(disk, open_record, tmp_path):
    disk.fail_syncs(1, apsw.IOError)
    with pytest.raises(Problem):
        enrol(open_record, "Refused")
    enrol(open_record, "Next")
    assert as_after_a_crash(open_record, tmp_path) == ["Kept", "Next"]


def test_where_the_disk_goes_on_failing_the_office_is_told_that_it_is_uncertain(disk, open_record, tmp_path):
    disk.fail_syncs(99, apsw.IOError)
    with pytest.raises(Problem) as caught:
        enrol(open_record, "Refused")
    disk.heal()
    assert caught.value.code == "record.uncertain"
    assert "open it again" in caught.value.text
    enrol(open_record, "Next")
    assert as_after_a_crash(open_record, tmp_path) == ["Kept", "Next"]


def test_on_a_disk_that_stays_full_the_office_is_told_that_nothing_was_saved(disk, open_record, tmp_path):
    disk.fail_after(0, 99, apsw.FullError)
    with pytest.raises(Problem) as caught:
        enrol(open_record, "Refused")
    disk.heal()
    assert caught.value.code == "record.disk-full"
    assert as_after_a_crash(open_record, tmp_path) == ["Kept"]
