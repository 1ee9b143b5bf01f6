"""Keys that are damaged, bent with a checksum made anew, or written by two processes at once."""

from __future__ import annotations

import hashlib
import json

import pytest
from desk_fixture import PASSPHRASE, PERSON, reopened

from apdesk import desk as desks
from apdesk.domain.permissions import READ_ONLY
from apdesk.problems import Problem
from apdesk.services import unlock
from apdesk.services.door import names
from apdesk.services.verifying import verify
from apdesk.store import key_file
from apdesk.store.journal import JournalEntry
from apdesk.store.keys import Keys

OTHER = "eleven loud cranes"


def with_checksum(body: bytes) -> bytes:
    return body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"


def bent(content, *path_and_value):
    """The content with another value at one place."""
    *path, last, value = path_and_value
    copy = json.loads(json.dumps(content))
    place = copy
    for step in path:
        place = place[step]
    place[last] = value
    return json.dumps(copy).encode()


WRAPPED = ("sealed", "people", 0, "wrapped")
BENT = [
    ("seal", None),
    ("tries", []),
    ("tries", {"a": {"count": "x", "last": "yesterday"}}),
    ("tries", {"a": {"count": 1, "last": "2026-11-10"}}),
    ("sealed", "people", []),
    ("sealed", "people", {}),
    ("sealed", "head", {}),
    ("sealed", "head", "entry", -1),
    ("sealed", "recovery", {}),
    ("sealed", "people", 0, "name", ""),
    (*WRAPPED, "memory", 999999999999),
    (*WRAPPED, "memory", 0),
    (*WRAPPED, "passes", 10**9),
    (*WRAPPED, "lanes", 0),
    (*WRAPPED, "salt", "00"),
    (*WRAPPED, "nonce", "zz"),
    (*WRAPPED, "sealed", ""),
    ("format", "1"),
]


@pytest.mark.parametrize("change", BENT, ids=lambda change: ".".join(map(str, change))[:50])
def test_keys_of_another_shape_are_said_to_be_damaged_though_their_checksum_fits(record, change):
    desks.close_desk(record)
    file = record.folder / "keys"
    file.write_bytes(with_checksum(bent(key_file.read(record.folder), *change)))
    with pytest.raises(Problem) as caught:
        desks.open_desk(record.folder, PERSON, PASSPHRASE, record.clock)
    assert caught.value.code == "keys.damaged"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_keys_file_at_all_is_said_to_be_damaged(record, body):
    desks.close_desk(record)
    (record.folder / "keys").write_bytes(with_checksum(body))
    with pytest.raises(Problem) as caught:
        verify(record.folder, PERSON, PASSPHRASE, record.clock)
    assert caught.value.code == "keys.damaged"


def test_a_folder_in_the_place_of_the_keys_is_said_to_be_damage(record):
    desks.close_desk(record)
    (record.folder / "keys").unlink()
    (record.folder / "keys").mkdir()
    with pytest.raises(Problem) as caught:
        names(record.folder)
    assert caught.value.code == "keys.damaged"


def test_keys_of_a_later_format_are_refused_politely(record):
    desks.close_desk(record)
    (record.folder / "keys").write_bytes(with_checksum(b'{"format":2,"anything":"else"}'))
    with pytest.raises(Problem, match="newer AP Desk"):
        names(record.folder)


def test_a_wrong_try_in_another_process_never_writes_over_a_person_just_added(record):
    elsewhere = Keys.read(record.folder)  # as a scheduled backup reads them, while the window is open
    unlock.give_access(record, "a" * 32, "Ola Bright", READ_ONLY, OTHER)
    with pytest.raises(Problem, match="did not open"):
        elsewhere.unlock(PERSON, "not the passphrase", record.clock.now())
    assert [one.name for one in Keys.read(record.folder).people] == [PERSON, "Ola Bright"]
    record.note_head()
    with reopened(record) as again:
        newest = JournalEntry.select().order_by(JournalEntry.number.desc()).get()
        assert newest.operation == "Opened the desk after 1 failed try", "and the try is not forgotten either"
        assert len(again.keys.people) == 2


def test_a_check_with_the_right_passphrase_ends_the_wait_but_the_journal_is_told_at_the_next_opening(record):
    desks.close_desk(record)
    for _ in range(4):
        with pytest.raises(Problem, match="did not open"):
            verify(record.folder, PERSON, "not the passphrase", record.clock)
    assert verify(record.folder, PERSON, PASSPHRASE, record.clock).ok
    with pytest.raises(Problem, match="4 tries left"):
        verify(record.folder, PERSON, "not the passphrase", record.clock)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock):
        newest = JournalEntry.select().order_by(JournalEntry.number.desc()).get()
        assert newest.operation == "Opened the desk after 5 failed tries"


def test_tries_under_no_known_name_and_by_a_wrong_recovery_key_are_told_to_whoever_opens_next(record):
    desks.close_desk(record)
    with pytest.raises(Problem, match="did not open"):
        desks.open_desk(record.folder, "Nobody Here", PASSPHRASE, record.clock)
    wrong = "00001-00002-00003-00004-00005-00006-00007-00008"
    with pytest.raises(Problem, match="recovery key"):
        unlock.recover(record.folder, wrong, PERSON, OTHER, record.clock)
    with desks.opened(record.folder, PERSON, PASSPHRASE, record.clock):
        newest = JournalEntry.select().order_by(JournalEntry.number.desc()).get()
        assert newest.operation.startswith("Opened the desk after 1 failed try by somebody unknown")


def test_a_wrong_passphrase_at_the_covered_window_stands_in_the_journal(record):
    with pytest.raises(Problem, match="did not open"):
        unlock.confirm(record, "not the passphrase")
    unlock.confirm(record, PASSPHRASE)
    newest = JournalEntry.select().order_by(JournalEntry.number.desc()).get()
    assert newest.operation == "Gave the passphrase again after 1 failed try"
    unlock.confirm(record, PASSPHRASE)
    assert JournalEntry.select().order_by(JournalEntry.number.desc()).get().number == newest.number


def test_the_head_is_never_turned_back(record):
    with record.work("Noted", undoable=False):
        pass
    record.noted("Something")
    record.note_head()
    head = record.keys.head
    record.keys.set_head(type(head)(1, "00"), record.secrets)
    assert record.keys.head == head


@pytest.mark.parametrize("name", ["", "  ", "A\x00B", "x" * 101, "bad\udcff"])
def test_a_name_that_cannot_be_shown_is_refused(record, name):
    with pytest.raises(Problem) as caught:
        unlock.give_access(record, "a" * 32, name, READ_ONLY, OTHER)
    assert caught.value.code == "keys.name"


def test_a_name_is_the_same_however_its_letters_were_composed(record):
    unlock.give_access(record, "a" * 32, "Zoë  Bright", READ_ONLY, OTHER)
    with reopened(record, "ZOE\u0308 bright", OTHER) as again:
        assert again.actor.name == "Zoë Bright"
