"""Where backups lie and whose they are: two desks of one name, a clock that was wrong, two processes at once."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import timedelta

import pytest
from desk_fixture import PASSPHRASE, PERSON

from apdesk import desk as desks
from apdesk.problems import Problem
from apdesk.services import backups
from apdesk.services.verifying import verify
from apdesk.store import backup, backup_file, backup_places
from apdesk.store.pupils import Pupil


def write(record, surname):
    with record.work("Added a pupil") as work:
        work.create(Pupil, surname=surname, forename="Ada", year=9)


def test_a_backup_of_another_desk_of_the_same_name_is_never_thinned_out_nor_counted(record, tmp_path, clock):
    place = tmp_path / "shared drive"
    other, _key = None, None
    desks.close_desk(record)
    other, _key = desks.create_desk(tmp_path / "elsewhere" / record.folder.name, PERSON, PASSPHRASE, clock)
    desks.close_desk(other)
    theirs = []
    for _ in range(3):
        clock.tick(60)
        theirs.append(backups.take_of(other.folder, place, PERSON, PASSPHRASE, clock).file)
    for _ in range(30):
        clock.tick(86400)
        backups.take_of(record.folder, place, PERSON, PASSPHRASE, clock)
    assert all(file.exists() for file in theirs)
    with desks.opened(record.folder, PERSON, PASSPHRASE, clock) as again:
        backups.choose_second_place(again, place)
        assert backups.status(again).places[1].count < 30


def test_a_clock_that_was_wrong_once_neither_puts_off_a_backup_nor_costs_the_newest(record):
    write(record, "Okonjo")
    for _ in range(40):
        record.clock.tick(timedelta(days=1).total_seconds())
        backups.take(record)
    record.clock.tick(-timedelta(days=400).total_seconds())
    write(record, "Strathdee")
    taken = backups.take_if_needed(record)
    assert taken is not None
    assert taken.file.exists(), "also where forty later days have backups"
    assert backups.take_if_needed(record) is None


def test_after_a_restore_the_backups_of_what_was_given_up_do_not_count_as_new(record):
    write(record, "Okonjo")
    first = backups.take(record).file
    for name in ("Abara", "Quill", "Sorrel"):
        write(record, name)
    record.clock.tick(60)
    backups.take(record)
    desks.close_desk(record)
    backups.restore(first, record.folder, PERSON, PASSPHRASE, record.clock)
    record.clock.tick(60)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock) as again:
        write(again, "Vane")
        assert backups.take_if_needed(again) is not None


def test_a_second_place_that_comes_back_gets_its_copy(record, tmp_path):
    second = tmp_path / "drive" / "apdesk"
    backups.choose_second_place(record, second)
    write(record, "Okonjo")
    shutil.move(second.parent, tmp_path / "unplugged")
    assert "Connect that drive" in backups.take(record).warning
    assert not second.exists(), "nothing takes the place of a drive that is away"
    assert backups.take_if_needed(record) is None
    shutil.move(tmp_path / "unplugged", second.parent)
    again = backups.take_if_needed(record)
    assert again is not None
    assert again.second.exists()


def test_two_backups_at_the_same_moment_are_two_files(record, tmp_path):
    write(record, "Okonjo")
    files = [backups.take(record).file for _ in range(3)]
    assert len(set(files)) == 3

    folder, found = tmp_path / "both", []

    def take():
        taken = backup.take_into(folder, record.folder, record.keys, record.secrets, record.clock.now())
        found.append(taken.file)

    threads = [threading.Thread(target=take) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(set(found)) == 3
    assert all(verify(file, PERSON, PASSPHRASE, record.clock).ok for file in found)
    assert {file.name for file in folder.iterdir()} == {file.name for file in found}


def test_what_a_killed_process_left_unfinished_is_swept_up_and_what_is_being_written_is_not(record):
    place = backup_places.first_place(record.folder)
    place.mkdir()
    left = backup.unfinished(place, record.folder, "partial")
    left.write_bytes(b"half a copy")
    os.utime(left, (0, 0))
    present = backup.unfinished(place, record.folder, "partial")
    present.write_bytes(b"another process is at it")
    backups.take(record)
    assert not left.exists()
    assert present.exists()


@pytest.mark.parametrize("inside", [".", "backups", "keys"])
def test_backups_never_lie_in_the_desk_itself(record, inside):
    folder = record.folder / inside
    with pytest.raises(Problem) as refused:
        backups.choose_second_place(record, folder)
    assert refused.value.code == "backup.inside"
    with pytest.raises(Problem) as again:
        backups.take_of(record.folder, folder, PERSON, PASSPHRASE, record.clock)
    assert again.value.code == "backup.inside"


def test_a_file_in_the_place_of_the_folder_is_said_to_be_one(record, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(Problem, match="there is a file where the folder should be"):
        backups.take_of(record.folder, tmp_path / "letter.txt", PERSON, PASSPHRASE, record.clock)


def test_a_name_with_a_dot_keeps_its_backups_apart(record, tmp_path):
    assert backup_file.desk_name(tmp_path / "Larkmoor.apdesk") == "Larkmoor"
    assert backup_file.desk_name(tmp_path / "school.north") == "school.north"
    assert backup_places.first_place(tmp_path / "school.north") != backup_places.first_place(tmp_path / "school.south")


@pytest.mark.parametrize("there", ["a file", "a folder of papers"])
def test_a_restore_takes_no_other_thing_aside(record, tmp_path, there):
    file = backups.take(record).file
    desks.close_desk(record)
    target = tmp_path / "papers"
    if there == "a file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / "letter.txt").write_text("mine")
    with pytest.raises(Problem) as refused:
        backups.restore(file, target, PERSON, PASSPHRASE, record.clock)
    assert refused.value.code == "restore.not-a-desk"
    assert target.exists()
    assert not list(tmp_path.glob("*before restore*"))


def test_a_restore_into_an_empty_folder_or_over_a_broken_desk_is_welcome(record, tmp_path):
    file = backups.take(record).file
    desks.close_desk(record)
    (tmp_path / "empty.apdesk").mkdir()
    backups.restore(file, tmp_path / "empty.apdesk", PERSON, PASSPHRASE, record.clock)
    (record.folder / "record.db").unlink()
    restored = backups.restore(file, record.folder, PERSON, PASSPHRASE, record.clock)
    assert (restored.aside / "keys").exists()
    assert verify(record.folder, PERSON, PASSPHRASE, record.clock).ok


def test_an_interrupted_restore_is_told_to_whoever_opens_next(record):
    desks.close_desk(record)
    record.folder.rename(record.folder.with_name("larkmoor.apdesk.restoring"))
    with pytest.raises(Problem, match="interrupted"):
        desks.open_desk(record.folder, PERSON, PASSPHRASE, record.clock)


def test_a_wrong_passphrase_for_a_backup_promises_no_count_that_nobody_keeps(record):
    file = backups.take(record).file
    desks.close_desk(record)
    with pytest.raises(Problem) as refused:
        backups.restore(file, record.folder, PERSON, "not the passphrase", record.clock)
    assert refused.value.text == "That passphrase did not open the desk file."
