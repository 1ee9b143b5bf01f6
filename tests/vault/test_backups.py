"""Backups that count are proved; what is restored is what was acknowledged when they were taken."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from desk_fixture import PASSPHRASE, PERSON

from apdesk import desk as desks
from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent
from apdesk.services import backups
from apdesk.services.verifying import verify, verify_open
from apdesk.store import backup, backup_file, backup_places, rotation
from apdesk.store.health import check_and_read
from apdesk.store.identity import Device
from apdesk.store.journal import JournalEntry
from apdesk.store.pupils import Contact, Pupil


@pytest.fixture
def filled(record):
    """A desk with a few pupils and an operation or two."""
    with record.work("Took in a pupil list") as work:
        for number in range(40):
            work.create(Pupil, surname=f"Surname{number}", forename="Ada", year=9)
    return record


def test_a_backup_holds_record_and_keys_in_one_encrypted_file(filled):
    taken = backups.take(filled)
    data = taken.file.read_bytes()
    assert b"Surname" not in data
    assert b"SQLite format" not in data
    assert [file.name for file in taken.file.parent.iterdir()] == [taken.file.name]
    assert verify(taken.file, PERSON, PASSPHRASE, filled.clock).ok


def test_restoring_after_the_desk_was_deleted_gives_back_what_was_acknowledged(filled):
    with filled.work("Changed a pupil") as work:
        work.update(Pupil.get(Pupil.surname == "Surname7"), forename="Grace")
    file = backups.take(filled).file
    with filled.work("Changed it again, after the backup") as work:
        work.update(Pupil.get(Pupil.surname == "Surname7"), forename="Edith")
    device = filled.device
    desks.close_desk(filled)
    shutil.rmtree(filled.folder)
    restored = backups.restore(file, filled.folder, PERSON, PASSPHRASE, filled.clock)
    assert restored.aside is None
    with desks.opened(filled.folder, PERSON, PASSPHRASE, filled.clock) as again:
        assert Pupil.get(Pupil.surname == "Surname7").forename == "Grace"
        assert Pupil.select().count() == 40
        assert again.device != device, "a restored copy has an identity of its own"
        assert Device.select().count() == 2
        assert verify_open(again).ok


def test_restoring_keeps_the_present_desk_aside(filled):
    file = backups.take(filled).file
    with filled.work("Added another") as work:
        work.create(Pupil, surname="Later", forename="Ada", year=9)
    desks.close_desk(filled)
    restored = backups.restore(file, filled.folder, PERSON, PASSPHRASE, filled.clock)
    with desks.opened(restored.aside, PERSON, PASSPHRASE, filled.clock):
        assert Pupil.select().where(Pupil.surname == "Later").count() == 1
    with desks.opened(filled.folder, PERSON, PASSPHRASE, filled.clock):
        assert Pupil.select().where(Pupil.surname == "Later").count() == 0


def test_a_desk_that_is_open_is_not_restored_over(filled):
    file = backups.take(filled).file
    with pytest.raises(RuntimeError, match="still open"):
        backups.restore(file, filled.folder, PERSON, PASSPHRASE, filled.clock)
    assert Pupil.select().count() == 40


def test_a_wrong_passphrase_restores_nothing(filled):
    file = backups.take(filled).file
    desks.close_desk(filled)
    before = (filled.folder / "record.db").read_bytes()
    with pytest.raises(Problem, match="did not open"):
        backups.restore(file, filled.folder, PERSON, "not the passphrase", filled.clock)
    assert (filled.folder / "record.db").read_bytes() == before
    assert not list(filled.folder.parent.glob("*.restoring"))


def test_a_cancelled_backup_leaves_nothing(filled):
    with pytest.raises(Cancelled):
        backups.take(filled, Silent(stop_at=2))
    assert not list(backup_places.first_place(filled.folder).iterdir())


def test_a_copy_that_is_not_sound_does_not_count(filled, monkeypatch):
    def damage_then_check(file, *rest):
        data = bytearray(file.read_bytes())
        data[4096 * 5 + 9] ^= 4
        file.write_bytes(data)
        return check_and_read(file, *rest)

    monkeypatch.setattr(backup, "check_and_read", damage_then_check)
    with pytest.raises(Problem, match="not sound, so it does not count") as caught:
        backups.take(filled)
    assert "Page 6" in caught.value.text
    assert not list(backup_places.first_place(filled.folder).iterdir())


def test_a_full_drive_fails_in_a_sentence_and_the_work_is_safe(filled, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_file, "seal", full)
    with pytest.raises(Problem) as caught:
        backups.take(filled)
    assert caught.value.text == (
        f"Backup failed at {filled.clock.now().astimezone():%H:%M}: the drive is full. "
        "Your work is safe on this PC. Choose another place."
    )


def test_the_second_place_gets_a_proved_copy_and_its_failure_is_only_a_warning(filled, tmp_path):
    second = tmp_path / "other drive" / "apdesk"
    backups.choose_second_place(filled, second)
    taken = backups.take(filled)
    assert taken.second.read_bytes() == taken.file.read_bytes()
    shutil.rmtree(second)
    second.write_text("a file is in the way")
    filled.clock.tick(3600)
    again = backups.take(filled)
    assert again.file.exists()
    assert "not the one in the second place" in again.warning
    assert [place.count for place in backups.status(filled).places] == [2, 0]


def test_a_backup_is_taken_only_when_something_changed(filled):
    filled.clock.tick(60)
    assert backups.take_if_needed(filled) is not None
    filled.clock.tick(60)
    filled.viewed("Opened a page")
    assert backups.take_if_needed(filled) is None
    with filled.work("Added another") as work:
        work.create(Pupil, surname="Later", forename="Ada", year=9)
    assert backups.take_if_needed(filled) is not None


def test_the_status_tells_the_age_in_days(filled):
    assert backups.status(filled).newest is None
    backups.take(filled)
    filled.clock.tick(3 * 86400)
    assert backups.status(filled).age_days == 3


def test_rotation_keeps_days_weeks_and_terms():
    start = datetime(2024, 9, 2, 16, 0, tzinfo=UTC)
    taken = [start + timedelta(days=day, hours=hour) for day in range(800) for hour in (0, 2)]
    kept = sorted(rotation.to_keep(taken), reverse=True)
    newest = taken[-1]
    assert kept[0] == newest
    days = [moment for moment in kept if newest - moment < timedelta(days=14)]
    assert {moment.date() for moment in days} == {(newest - timedelta(days=n)).date() for n in range(14)}
    assert len({moment.isocalendar()[:2] for moment in kept}) >= 8
    assert min(kept) < newest - timedelta(days=365)
    assert len(kept) <= 14 + 8 + 6 + 1


def test_rotation_thins_out_the_folder(filled):
    for _ in range(20):
        filled.clock.tick(86400)
        taken = backups.take(filled)
    left = backup_places.all_backups(filled.folder)
    assert left[0] == taken.file
    assert 14 <= len(left) <= 18


def test_a_rehearsal_reports_in_words_and_leaves_no_trace(filled):
    assert backups.rehearse(filled).sentences == ("There is no backup yet. Take one now, then rehearse again.",)
    file = backups.take(filled).file
    with filled.work("Added another") as work:
        work.create(Pupil, surname="Later", forename="Ada", year=9)
    told = backups.rehearse(filled)
    assert told.ok
    assert any("40 pupils" in sentence for sentence in told.sentences)
    assert (
        "1 journal entries written since" in told.sentences[-1] or "journal entries written since" in told.sentences[-1]
    )
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_rehearsal_of_a_damaged_backup_says_so(filled):
    file = backups.take(filled).file
    file.write_bytes(file.read_bytes()[:-100])
    told = backups.rehearse(filled)
    assert not told.ok
    assert "damaged or was copied only in part" in told.sentences[0]


@pytest.mark.parametrize("name", ["record.db", "backup"])
def test_any_flipped_byte_is_detected(filled, name):
    chance = random.Random(name)
    file = backups.take(filled).file
    desks.close_desk(filled)
    target = file if name == "backup" else filled.folder / name
    whole = target.read_bytes()
    for _ in range(25):
        place = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        target.write_bytes(damaged)
        assert not sound(file if name == "backup" else filled.folder, filled.clock), f"byte {place} was accepted"
    target.write_bytes(whole)
    assert sound(file if name == "backup" else filled.folder, filled.clock)


def sound(path, clock):
    try:
        return verify(path, PERSON, PASSPHRASE, clock).ok
    except Problem:
        return False


def test_verify_names_the_page_and_the_entry(filled):
    desks.close_desk(filled)
    target = filled.folder / "record.db"
    whole = bytearray(target.read_bytes())
    whole[4096 * 9 + 77] ^= 1
    target.write_bytes(whole)
    assert "Page 10 of the record is damaged." in verify(filled.folder, PERSON, PASSPHRASE, filled.clock).damage


def test_verify_names_an_entry_that_was_edited_with_the_key_in_hand(filled):
    filled.database.allow_writing(True)
    filled.database.connection().execute("UPDATE journal_entry SET operation = 'Nothing' WHERE number = 2")
    filled.database.allow_writing(False)
    verdict = verify_open(filled)
    assert (verdict.ok, verdict.first_bad) == (False, 2)
    assert "Entry 2 is not as it was written." in verdict.damage


def test_verify_names_a_reference_into_nothing(filled):
    with filled.work("Added a contact") as work:
        work.create(Contact, pupil=Pupil.select().first(), surname="Okonjo")
    connection = filled.database.connection()
    filled.database.allow_writing(True)
    connection.pragma("foreign_keys", False)
    connection.execute("UPDATE contact SET pupil_id = 'nobody'")
    connection.pragma("foreign_keys", True)
    filled.database.allow_writing(False)
    referring, changed = verify_open(filled).damage
    assert referring == "A row of contact refers to a row of pupil that does not exist."
    assert "A row of contact was changed outside AP Desk (pupil_id)" in changed


def test_a_backup_can_be_taken_while_the_window_has_the_desk_open(filled, tmp_path):
    taken = backups.take_of(filled.folder, tmp_path / "elsewhere", PERSON, PASSPHRASE, filled.clock)
    assert verify(taken.file, PERSON, PASSPHRASE, filled.clock).ok
    assert verify(filled.folder, PERSON, PASSPHRASE, filled.clock).ok
    with filled.work("Still at work") as work:
        work.create(Pupil, surname="Later", forename="Ada", year=9)
    assert JournalEntry.select().order_by(JournalEntry.number.desc()).get().operation == "Still at work"
