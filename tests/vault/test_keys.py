"""Who can open the desk: passphrases, tries, the recovery key, and a file that cannot be bent."""

from __future__ import annotations

import errno
import hashlib
import json
import random
from datetime import timedelta

import pytest
from desk_fixture import CHEAP, PASSPHRASE, PERSON, reopened

from apdesk import desk as desks
from apdesk.domain.permissions import READ_ONLY
from apdesk.problems import Problem
from apdesk.services import backups, unlock
from apdesk.services.door import names
from apdesk.store import key_file, key_wrap
from apdesk.store.journal import JournalEntry
from apdesk.store.key_wrap import Cost
from apdesk.store.keys import Holder, Keys
from apdesk.store.pupils import Pupil
from apdesk.store.recovery_key import GROUPS, LETTERS, new_recovery_key, read_recovery_key

OTHER = "eleven loud cranes"


def refused(record, code, person=PERSON, passphrase="not the passphrase"):
    with pytest.raises(Problem) as caught:
        unlock.unlock(record.folder, person, passphrase, record.clock)
    assert caught.value.code == code
    return caught.value.text


def test_the_fifth_wrong_try_waits_a_minute_and_the_wait_grows(record):
    desks.close_desk(record)
    texts = [refused(record, "keys.wrong") for _ in range(5)]
    assert texts[0] == "That passphrase did not open the desk file. 4 tries left before a one minute wait."
    assert texts[1].endswith("3 tries left before a one minute wait.")
    assert texts[4].endswith("Wait one minute before the next try.")
    assert "Wait one minute" in refused(record, "keys.wait", passphrase=PASSPHRASE)
    record.clock.tick(61)
    assert "Wait 2 minutes" in refused(record, "keys.wrong")
    record.clock.tick(121)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock):
        newest = JournalEntry.select().order_by(JournalEntry.number.desc()).get()
        assert newest.operation == "Opened the desk after 6 failed tries"
    refused(record, "keys.wrong")  # and the count began anew


def test_setting_the_clock_back_does_not_lengthen_the_wait(record):
    desks.close_desk(record)
    for _ in range(5):
        refused(record, "keys.wrong")
    record.clock.tick(-timedelta(days=400).total_seconds())
    assert "Wait one minute" in refused(record, "keys.wait")


def test_an_unknown_person_gets_the_same_answer_as_a_wrong_passphrase(record):
    desks.close_desk(record)
    assert refused(record, "keys.wrong", person="Nobody Here") == refused(record, "keys.wrong")


def test_a_short_passphrase_is_refused(tmp_path, clock):
    with pytest.raises(Problem, match="at least 12"):
        desks.create_desk(tmp_path / "x.apdesk", PERSON, "short", clock)
    assert not (tmp_path / "x.apdesk").exists()


def test_a_second_person_opens_the_same_desk_in_their_role(record):
    unlock.give_access(record, "a" * 32, "Ola Bright", READ_ONLY, OTHER)
    with reopened(record, "ola  bright", OTHER) as again:
        assert (again.actor.name, again.actor.role) == ("Ola Bright", READ_ONLY)
        with pytest.raises(Problem, match="may not decide who can open"):
            unlock.give_access(again, "b" * 32, "Eve", READ_ONLY, OTHER)


def test_who_lost_access_cannot_open_the_desk(record):
    unlock.give_access(record, "a" * 32, "Ola Bright", READ_ONLY, OTHER)
    unlock.end_access(record, "a" * 32)
    desks.close_desk(record)
    refused(record, "keys.wrong", person="Ola Bright", passphrase=OTHER)


def test_the_last_administrator_stays(record):
    unlock.give_access(record, "a" * 32, "Ola Bright", READ_ONLY, OTHER)
    with pytest.raises(Problem, match="needs an administrator"):
        unlock.end_access(record, record.actor.id)
    with pytest.raises(Problem, match="needs an administrator"):
        unlock.change_role(record, record.actor.id, READ_ONLY)


def test_names_passphrases_and_recovery_keys_change_without_touching_the_record(record):
    unlock.give_access(record, "a" * 32, "Ola Bright", READ_ONLY, OTHER)
    database = record.folder / "record.db"
    record.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    before = hashlib.sha256(database.read_bytes()).digest()
    secrets = record.secrets
    record.keys.rename("a" * 32, "Ola Bright-Hall", secrets)
    record.keys.change_passphrase("a" * 32, "another long one", secrets)
    record.keys.renew_recovery(secrets)
    record.keys.remove("a" * 32, secrets)
    assert hashlib.sha256(database.read_bytes()).digest() == before


def test_changing_ones_passphrase_needs_the_present_one(record):
    with pytest.raises(Problem, match="did not open"):
        unlock.change_passphrase(record, "not the passphrase", OTHER)
    unlock.change_passphrase(record, PASSPHRASE, OTHER)
    desks.close_desk(record)
    refused(record, "keys.wrong", passphrase=PASSPHRASE)
    with desks.opened(record.folder, None, OTHER, record.clock):
        pass


def test_the_recovery_key_opens_once_and_is_replaced(tmp_path, clock):
    record, recovery = desks.create_desk(tmp_path / "x.apdesk", PERSON, PASSPHRASE, clock)
    desks.close_desk(record)
    again, renewed = unlock.recover(record.folder, recovery.lower().replace("-", " "), PERSON, OTHER, clock)
    desks.close_desk(again)
    with pytest.raises(Problem, match="not the one of this desk"):
        unlock.recover(record.folder, recovery, PERSON, OTHER, clock)
    with desks.opened(record.folder, PERSON, OTHER, clock):
        pass
    again, _third = unlock.recover(record.folder, renewed, PERSON, PASSPHRASE, clock)
    desks.close_desk(again)


def test_every_wrong_letter_and_every_swap_of_the_recovery_key_is_noticed_and_placed():
    key = new_recovery_key()
    assert read_recovery_key(key.replace("0", "O").replace("1", "l")) == key
    for place, letter in enumerate(key):
        if letter == "-":
            continue
        for wrong in LETTERS.replace(letter, ""):
            with pytest.raises(Problem, match=f"Group {place // 6 + 1} "):
                read_recovery_key(key[:place] + wrong + key[place + 1 :])
    groups = key.split("-")
    for place in range(GROUPS - 1):
        swapped = [*groups[:place], groups[place + 1], groups[place], *groups[place + 2 :]]
        with pytest.raises(Problem, match="Group"):
            read_recovery_key("-".join(swapped))


def test_the_cost_of_a_guess_is_raised_at_the_next_unlock(record, monkeypatch):
    desks.close_desk(record)
    dearer = Cost(memory=16, passes=2, lanes=1)
    monkeypatch.setattr(key_wrap, "TARGET", dearer)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock):
        pass
    stored = key_file.read(record.folder)["sealed"]["people"][0]["wrapped"]
    assert (stored["memory"], stored["passes"]) == (16, 2)
    monkeypatch.setattr(key_wrap, "TARGET", CHEAP)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock):  # never lowered again
        assert key_file.read(record.folder)["sealed"]["people"][0]["wrapped"]["memory"] == 16


def test_any_byte_of_the_keys_that_changes_is_noticed(record):
    desks.close_desk(record)
    file = record.folder / "keys"
    whole = file.read_bytes()
    chance = random.Random(4)
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        with pytest.raises(Problem) as caught:
            key_file.decode(bytes(damaged), "keys")
        assert caught.value.code == "keys.damaged"


def test_an_edited_name_or_head_is_noticed_although_its_checksum_was_made_anew(record):
    desks.close_desk(record)
    for edit in (
        {"people": [{**key_file.read(record.folder)["sealed"]["people"][0]}], "desk": "another"},
        {"head": {"entry": 0, "chain": ""}},
    ):
        content = key_file.read(record.folder)
        content["sealed"] = {**content["sealed"], **edit}
        (record.folder / "keys").write_bytes(key_file.encode(content))
        with pytest.raises(Problem) as caught:
            unlock.unlock(record.folder, PERSON, PASSPHRASE, record.clock)
        assert caught.value.code in ("keys.edited", "keys.wrong")
        (record.folder / "keys").write_bytes((record.folder / "keys.previous").read_bytes())


def test_the_previous_generation_is_kept(record):
    before = (record.folder / "keys").read_bytes()
    record.keys.renew_recovery(record.secrets)
    assert (record.folder / "keys.previous").read_bytes() == before


def test_a_change_that_could_not_be_written_is_not_believed(record, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(key_file, "write", full)
        with pytest.raises(Problem, match="disk is full"):
            record.keys.add(Holder("a" * 32, "Ola Bright"), OTHER, record.secrets)
        with record.work("Still at work") as work:  # the head cannot be noted; the work is saved all the same
            work.create(Pupil, surname="Okonjo", forename="Chidera", year=9)
    assert [holder.name for holder in record.keys.people] == [PERSON]
    record.note_head()
    assert [holder.name for holder in Keys.read(record.folder).people] == [PERSON]


def test_keys_hold_people_and_nothing_of_the_record(record):
    with record.work("Took in") as work:
        work.create(Pupil, surname="Plantedname", forename="Ada", year=9)
    record.note_head()
    content = json.dumps(key_file.read(record.folder))
    assert "Plantedname" not in content
    assert PERSON in content


def test_secrets_are_overwritten_at_closing(record):
    secrets, database = record.secrets, record.database
    desks.close_desk(record)
    assert not any(secrets.data)
    assert not any(secrets.journal)
    assert not any(database.key)


def test_missing_keys_name_the_newest_backup_that_has_them(record):
    taken = backups.take(record)
    desks.close_desk(record)
    (record.folder / "keys").unlink()
    with pytest.raises(Problem, match=taken.file.name) as caught:
        names(record.folder)
    assert caught.value.code == "keys.missing"
    backups.restore_keys(taken.file, record.folder, PERSON, PASSPHRASE, record.clock)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock) as again:
        assert again.notices == []
    assert Keys.read(record.folder).people[0].name == PERSON


def test_whoever_opens_the_desk_is_a_known_member_of_staff(record):
    from apdesk.store.staff import staff_by_id

    unlock.give_access(record, "a" * 32, "Ola van der Bright", READ_ONLY, OTHER)
    known = staff_by_id("a" * 32)
    assert (known.forename, known.surname) == ("Ola van der", "Bright")
    unlock.end_access(record, "a" * 32)
    assert staff_by_id("a" * 32) is not None, "what they did keeps their name"
