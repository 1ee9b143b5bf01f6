"""Somebody with the data key in hand goes past the program: whatever they change, the check names it."""

from __future__ import annotations

import pytest
from desk_fixture import PASSPHRASE, PERSON

from apdesk import desk as desks
from apdesk.domain.permissions import READ_ONLY
from apdesk.services import backups, unlock
from apdesk.services.document_copies import keep_copy
from apdesk.services.undo import redo, undo
from apdesk.services.verifying import verify, verify_open
from apdesk.store.database import connect
from apdesk.store.pupils import Contact, Pupil


@pytest.fixture
def desk(record):
    """A closed desk with every kind of change in it; its data key opens it past the program."""
    with record.work("Took in a pupil list") as work:
        pupils = [work.create(Pupil, surname=f"Surname{n}", forename="Ada", year=9, upn=f"L{n}") for n in range(5)]
        work.create(Contact, pupil=pupils[0], surname="Okonjo")
    with record.work("Changed a pupil") as work:
        work.update(pupils[1], forename="Grace", looked_after=True)
    with record.work("Changed another") as work:
        work.update(pupils[2], form="9C")
    undo(record)
    redo(record)
    with record.work("Removed a pupil") as work:
        work.remove(pupils[3])
    unlock.give_access(record, "a" * 32, "Ola Bright", READ_ONLY, "eleven loud cranes")
    unlock.end_access(record, "a" * 32)
    with record.work("Erased the history of a pupil", undoable=False) as work:
        work.erase_history(pupils[4])
    keep_copy(record, "review pack", b"%PDF made up", suffix="pdf")
    record.viewed("Opened a page")
    record.viewed("Opened another page")
    key = bytes(record.secrets.data)
    desks.close_desk(record)
    return record.folder, key, record.clock


def raw(desk, *statements):
    """Statements on the encrypted file as any tool could run them that has the key."""
    folder, key, _clock = desk
    connection = connect(folder / "record.db", key)
    connection.pragma("foreign_keys", False)
    for sql in statements:
        connection.execute(sql)
    connection.close()


def checked(desk):
    folder, _key, clock = desk
    return verify(folder, PERSON, PASSPHRASE, clock)


def test_an_untouched_desk_is_sound(desk):
    assert checked(desk).damage == ()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE pupil SET surname = 'Eve' WHERE surname = 'Surname0'",
            "A row of pupil was changed outside AP Desk (sur",
        ),
        (
            "UPDATE pupil SET social_worker = 1 WHERE surname = 'Surname0'",
            "was changed outside AP Desk (social_worker)",
        ),
        ("UPDATE pupil SET looked_after = 0 WHERE forename = 'Grace'", "was changed outside AP Desk (looked_after)"),
        ("UPDATE pupil SET removed_at = NULL", "A row of pupil was changed outside AP Desk (removed_at)"),
        ("UPDATE document_file SET data = x'255044'", "A kept document was changed outside AP Desk"),
        ("UPDATE account SET role = 'dsl'", "A row of account was changed outside AP Desk (role)"),
        ("DELETE FROM contact", "A row of contact was taken away outside AP Desk"),
        ("DELETE FROM pupil WHERE surname = 'Surname4'", "A row of pupil was taken away outside AP Desk"),
        (
            "INSERT INTO setting (id, version_device, version_counter, value) VALUES ('x', 'y', 1, '2')",
            "A row of setting was put in outside AP Desk: x",
        ),
        ("DROP TABLE contact", "The record lacks contact."),
        ("ALTER TABLE pupil DROP COLUMN form", "The record lacks pupil.form."),
        ("UPDATE pupil SET surname = x'ff00' WHERE surname = 'Surname0'", "was changed outside AP Desk (surname)"),
    ],
)
def test_a_row_that_was_changed_is_named_and_its_values_are_not(desk, sql, said):
    raw(desk, sql)
    verdict = checked(desk)
    assert not verdict.ok
    assert any(said in sentence for sentence in verdict.damage), verdict.damage
    assert not any("Eve" in sentence for sentence in verdict.damage)


JOURNAL = [
    "UPDATE journal_entry SET operation = x'00ff' WHERE number = 4",
    "UPDATE journal_entry SET operation = CAST(x'ff41' AS TEXT) WHERE number = 4",
    "UPDATE journal_change SET content = x'00' WHERE entry = 4",
    "UPDATE journal_change SET content = CAST(x'ff' AS TEXT) WHERE entry = 4",
    "UPDATE journal_change SET digest = CAST(x'c3a9' AS TEXT) WHERE entry = 4",
    "UPDATE journal_entry SET chain = 'é' WHERE number = 4",
    "UPDATE journal_entry SET changes = 'many' WHERE number = 4",
    "UPDATE journal_change SET position = 'first' WHERE entry = 4 AND position = 0",
]


@pytest.mark.parametrize("sql", JOURNAL)
def test_anything_put_into_an_entry_names_that_entry(desk, sql):
    raw(desk, sql)
    verdict = checked(desk)
    assert (verdict.ok, verdict.journal_intact, verdict.first_bad) == (False, False, 4)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_change SET entry = 'nowhere' WHERE entry = 4",
        "UPDATE journal_change SET entry = 1.5 WHERE entry = 4",
        "UPDATE journal_change SET action = 'erase', content = '[1]' WHERE entry = 4",
        "UPDATE journal_change SET action = 'erase', content = '{\"erased\":[[1,2,3]]}' WHERE entry = 4",
        "INSERT INTO journal_entry SELECT -5, moment, device, person, person_name, role, kind, operation, reason,"
        " about, corrects, undoable, changes, digest, chain FROM journal_entry WHERE number = 4",
        "DROP TABLE journal_change",
        "DROP TABLE journal_entry",
        "DELETE FROM journal_entry",
        "ALTER TABLE journal_entry DROP COLUMN chain",
    ],
)
def test_a_journal_bent_in_any_way_is_not_sound_and_never_a_fault_of_the_program(desk, sql):
    raw(desk, sql)
    verdict = checked(desk)
    assert not verdict.ok
    assert not verdict.journal_intact
    assert verdict.damage


def test_a_tail_that_was_cut_off_stays_named_after_the_desk_was_used_again(desk):
    folder, _key, clock = desk
    last = checked(desk).journal_entries
    raw(desk, f"DELETE FROM journal_entry WHERE number > {last - 2}")
    assert checked(desk).first_bad == last - 1
    with desks.opened(folder, PERSON, PASSPHRASE, clock) as record:
        assert f"ends at entry {last - 2}" in record.notices[0]
        assert verify_open(record).first_bad == last - 1
        taken = backups.take(record)  # what is left is still worth a backup
    with desks.opened(folder, PERSON, PASSPHRASE, clock) as record:
        assert record.notices == []
    assert checked(desk).first_bad == last - 1
    assert verify(taken.file, PERSON, PASSPHRASE, clock).first_bad == last - 1


def test_a_desk_whose_journal_was_edited_gives_no_backup_that_counts_but_loses_nothing(desk):
    folder, _key, clock = desk
    raw(desk, "UPDATE journal_entry SET operation = 'Nothing' WHERE number = 4")
    with (
        desks.opened(folder, PERSON, PASSPHRASE, clock) as record,
        pytest.raises(Exception, match="does not count") as no,
    ):
        backups.take(record)
    aside = folder.parent / "larkmoor backups" / "larkmoor not sound.apdesk-backup"
    assert aside.name in str(no.value)
    assert backups.listed(folder) == ()
    restored = backups.restore(aside, folder.parent / "again.apdesk", PERSON, PASSPHRASE, clock)
    assert restored.health.journal.first_bad == 4


def test_a_record_whose_tables_are_gone_is_not_opened_and_says_so(desk):
    folder, _key, clock = desk
    raw(desk, "DROP TABLE register_return")
    with pytest.raises(Exception, match=r"missing \(register_return\)"):
        desks.open_desk(folder, PERSON, PASSPHRASE, clock)


def test_an_emptied_record_is_not_taken_for_a_new_one(desk):
    folder, key, clock = desk
    (folder / "record.db").unlink()
    connection = connect(folder / "record.db", key, create=True)
    connection.execute("CREATE TABLE something (else_)")
    connection.close()
    with pytest.raises(Exception, match="holds no record of AP Desk"):
        desks.open_desk(folder, PERSON, PASSPHRASE, clock)
    assert "This file holds no record of AP Desk." in checked(desk).damage
    (folder / "record.db").write_bytes(b"")
    with pytest.raises(Exception, match="is empty"):
        desks.open_desk(folder, PERSON, PASSPHRASE, clock)
