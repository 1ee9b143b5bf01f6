"""Every reason why a desk cannot be opened or saved has its sentence, and nothing is lost by it."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

import apsw
import peewee
import pytest
from desk_fixture import PASSPHRASE, PERSON, reopened

from apdesk import desk as desks
from apdesk.problems import Problem
from apdesk.store import surroundings
from apdesk.store.database import RecordDatabase, connect, demand_cipher
from apdesk.store.occupancy import NAME, Occupancy
from apdesk.store.pupils import Pupil
from apdesk.store.trouble import in_plain_words


def refused(record, code, person=PERSON):
    with pytest.raises(Problem) as caught:
        desks.open_desk(record.folder, person, PASSPHRASE, record.clock)
    assert caught.value.code == code
    return caught.value.text


def test_a_second_instance_is_refused_naming_who_and_where(record):
    with pytest.raises(Problem) as caught:
        Occupancy(record.folder, "Ola Bright", record.clock.now())
    assert caught.value.code == "desk.in-use"
    assert f"{PERSON}, " in caught.value.text
    assert f"{record.clock.now().astimezone():%H:%M}" in caught.value.text
    desks.close_desk(record)
    Occupancy(record.folder, "Ola Bright", record.clock.now()).release()


def test_a_note_left_by_a_crash_does_not_keep_anybody_out(record):
    desks.close_desk(record)
    (record.folder / NAME).write_text('{"person": "Ama", "machine": "gone", "since": "2026-11-10T08:00:00+00:00"}')
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock):
        pass
    assert not (record.folder / NAME).exists()


def test_a_folder_without_a_desk_is_named(tmp_path, clock):
    with pytest.raises(Problem, match="no desk here"):
        desks.open_desk(tmp_path / "nothing.apdesk", None, PASSPHRASE, clock)


def test_a_missing_record_says_what_to_do(record):
    desks.close_desk(record)
    (record.folder / "record.db").unlink()
    assert "Restore the newest backup" in refused(record, "desk.no-record")


def test_a_readable_database_is_never_used(record):
    desks.close_desk(record)
    (record.folder / "record.db").unlink()
    plain = sqlite3.connect(record.folder / "record.db")
    plain.execute("CREATE TABLE pupil (name)")
    plain.commit()
    plain.close()
    assert "not encrypted" in refused(record, "engine.plain-file")


def test_keys_of_another_desk_do_not_open_this_one(record, tmp_path, clock):
    desks.close_desk(record)
    other, _ = desks.create_desk(tmp_path / "other.apdesk", PERSON, PASSPHRASE, clock)
    desks.close_desk(other)
    shutil.copy(other.folder / "keys", record.folder / "keys")
    refused(record, "record.not-readable")


def test_an_engine_without_encryption_is_refused_before_anything_is_written(tmp_path, monkeypatch, clock):
    monkeypatch.setattr(apsw, "mc_version", None)
    with pytest.raises(Problem, match="cannot encrypt"):
        demand_cipher()
    with pytest.raises(Problem, match="cannot encrypt"):
        desks.create_desk(tmp_path / "x.apdesk", PERSON, PASSPHRASE, clock)
    assert not (tmp_path / "x.apdesk").exists()


def test_a_file_held_by_another_program_is_a_sentence_and_works_again_after(record):
    holder = connect(record.folder / "record.db", record.secrets.data)
    holder.execute("BEGIN IMMEDIATE")
    record.database.connection().set_busy_timeout(1)
    with pytest.raises(Problem, match="another program holds the file") as caught, record.work("Added") as work:
        work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)
    assert caught.value.code == "record.locked"
    holder.execute("ROLLBACK")
    holder.close()
    with record.work("Added") as work:
        work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)
    assert Pupil.select().count() == 1


def test_a_folder_that_is_gone_is_noticed_before_the_change_is_acknowledged(record):
    aside = record.folder.with_name("moved.apdesk")
    record.folder.rename(aside)
    with pytest.raises(Problem, match="cannot be reached") as caught, record.work("Added") as work:
        work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)
    assert caught.value.code == "record.gone"
    aside.rename(record.folder)
    with record.work("Added") as work:
        work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)


def test_a_clock_that_was_set_back_is_told_and_the_order_stays(record):
    record.clock.tick(-7200)
    with reopened(record) as again:
        assert "later than this computer’s clock says" in again.notices[0]
        with again.work("Added") as work:
            work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)
        numbers = [row[0] for row in again.database.rows("SELECT number FROM journal_entry ORDER BY number")]
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_journal_that_was_cut_is_told_at_opening(record):
    record.note_head()
    record.database.allow_writing(True)
    record.database.execute_sql("DELETE FROM journal_change WHERE entry = (SELECT max(number) FROM journal_entry)")
    record.database.execute_sql("DELETE FROM journal_entry WHERE number = (SELECT max(number) FROM journal_entry)")
    record.database.allow_writing(False)
    record.note_head = lambda: None
    with reopened(record) as again:
        assert "ends at entry" in again.notices[0]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "record.disk-full"),
        (errno.EROFS, "record.read-only"),
        (errno.EACCES, "record.read-only"),
        (errno.ENOENT, "record.gone"),
        (errno.EIO, "record.disk-trouble"),
    ],
)
def test_each_error_of_the_disk_has_its_sentence(number, code):
    with pytest.raises(Problem) as caught, in_plain_words("desk"):
        raise OSError(number, "as the system says it")
    assert caught.value.code == code
    assert "as the system says it" not in caught.value.text


def test_a_network_share_is_told_apart(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nserver:/school /mnt/school\\040drive nfs4 rw 0 0\n//s/x /mnt/x cifs rw 0 0\n"
    )
    assert surroundings.is_network(Path("/mnt/school drive/desks"), mounts)
    assert surroundings.is_network(Path("/mnt/x/desk.apdesk"), mounts)
    assert not surroundings.is_network(Path("/home/office"), mounts)


def test_a_synchronised_folder_is_warned_about_at_opening(record, monkeypatch):
    assert surroundings.is_synchronised(Path("/srv/ama/OneDrive - Larkmoor/desk.apdesk"))
    assert surroundings.is_synchronised(Path("/srv/ama/Dropbox/desk.apdesk"))
    assert surroundings.is_synchronised(Path("/srv/ama/Library/Mobile Documents/com~apple~CloudDocs/desk.apdesk"))
    assert surroundings.is_synchronised(Path("/srv/ama/Library/CloudStorage/GoogleDrive-ama/My Drive/a.apdesk"))
    assert surroundings.is_synchronised(Path("/srv/ama/iCloudDrive/desk.apdesk"))
    assert not surroundings.is_synchronised(Path("/srv/ama/Boxes/desk.apdesk"))
    monkeypatch.setenv("OneDrive", str(record.folder.parent))
    with reopened(record) as again:
        assert "synchronised with the internet" in again.notices[0]


def test_a_link_into_a_synchronised_folder_and_its_marks_are_seen(record, tmp_path):
    place = tmp_path / "Dropbox (Larkmoor)"
    place.mkdir()
    (tmp_path / "desks").symlink_to(place, target_is_directory=True)
    assert surroundings.is_synchronised(tmp_path / "desks" / "larkmoor.apdesk")
    assert not surroundings.is_synchronised(record.folder)
    (record.folder.parent / ".stfolder").mkdir()
    assert surroundings.is_synchronised(record.folder)


def test_each_thread_has_a_connection_of_its_own_with_the_key(record):
    import threading

    with record.work("Added") as work:
        work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)
    seen = []

    def read():
        seen.append(Pupil.select().count())
        record.release_thread()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert seen == [1]


def test_an_acknowledged_change_is_forced_to_the_disk(record):
    assert record.database.rows("PRAGMA synchronous") == [(2,)]
    assert record.database.rows("PRAGMA journal_mode") == [("wal",)]
    assert record.database.rows("PRAGMA temp_store") == [(2,)]


def test_a_wrong_key_opens_nothing(record, tmp_path):
    desks.close_desk(record)
    with pytest.raises(apsw.NotADBError):
        connect(record.folder / "record.db", bytes(32))
    database = RecordDatabase(record.folder / "record.db", bytes(32))
    with pytest.raises(peewee.DatabaseError, match="not a database"):
        database.connect()
