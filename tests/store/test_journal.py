"""The journal names what was done to it, and survives a lawful erasure."""

from __future__ import annotations

import pytest

from apdesk.store.identity import Account
from apdesk.store.journal_check import check_journal
from apdesk.store.keys import Head


@pytest.fixture
def written(record):
    """A desk with a few entries, and its last number."""
    with record.work("Added") as work:
        made = work.create(Account, name="Ola Bright", role="dsl")
    for name in ("Ola B", "Ola Br", "Ola Bri"):
        with record.work("Renamed", reason="typing") as work:
            work.update(made, name=name)
    record.viewed("Opened a page", about=made.id)
    return record


def tamper(record, sql, *values):
    """As somebody who holds the key but goes past the program."""
    connection = record.database.connection()
    record.database.allow_writing(True)
    connection.execute(sql, values)
    record.database.allow_writing(False)


def report(record, head=None):
    return check_journal(record.database.connection(), record.secrets.journal, head)


def newest(record):
    return record.database.rows("SELECT max(number) FROM journal_entry")[0][0]


def test_an_untouched_journal_is_intact(written):
    found = report(written)
    assert found.intact
    assert found.entries == newest(written)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET operation = 'Nothing' WHERE number = ?",
        "UPDATE journal_entry SET person_name = 'Somebody Else' WHERE number = ?",
        "UPDATE journal_entry SET moment = '2020-01-01T00:00:00.000000Z' WHERE number = ?",
        "UPDATE journal_entry SET reason = NULL WHERE number = ?",
        "UPDATE journal_entry SET chain = 'ab' WHERE number = ?",
        'UPDATE journal_change SET content = \'{"name":["Ola B","Eve"]}\' WHERE entry = ?',
        "UPDATE journal_change SET content = NULL, salt = NULL WHERE entry = ?",
        "DELETE FROM journal_change WHERE entry = ?",
        "DELETE FROM journal_entry WHERE number = ?",
        "UPDATE journal_change SET row = 'another' WHERE entry = ?",
    ],
)
def test_the_entry_that_was_edited_is_named(written, sql):
    wanted = newest(written) - 2
    tamper(written, sql, wanted)
    found = report(written)
    assert found.first_bad == wanted
    assert str(wanted) in found.sentences[0]


def test_two_entries_that_changed_places_are_both_named(written):
    last = newest(written)
    tamper(written, "UPDATE journal_entry SET number = -1 WHERE number = ?", last - 1)
    tamper(written, "UPDATE journal_entry SET number = ? WHERE number = ?", last - 1, last - 2)
    tamper(written, "UPDATE journal_entry SET number = ? WHERE number = -1", last - 2)
    assert {last - 1, last - 2} <= set(report(written).bad)


def test_a_tail_that_was_cut_off_shows_against_the_keys(written):
    written.note_head()
    last = newest(written)
    tamper(written, "DELETE FROM journal_entry WHERE number > ?", last - 2)
    tamper(written, "DELETE FROM journal_change WHERE entry > ?", last - 2)
    assert report(written).intact
    found = report(written, written.keys.head)
    assert found.first_bad == last - 1
    assert "cut off" in found.sentences[0]


def test_a_whole_journal_that_was_replaced_shows_against_the_keys(written):
    assert report(written, Head(newest(written), "00")).first_bad == newest(written)


def test_a_lawful_erasure_leaves_the_chain_whole_and_the_values_gone(written):
    person = Account.get(Account.name == "Ola Bri")
    with written.work("Erased by the retention schedule", reason="left six years ago") as work:
        work.update(person, name="erased")
        work.remove(person)
    with written.work("Erased the history of a person", reason="left six years ago") as work:
        work.erase_history(person)
    assert report(written).intact
    rows = written.database.rows("SELECT content FROM journal_change WHERE row = ? AND action != 'erase'", person.id)
    assert rows
    assert {content for (content,) in rows} == {None}
