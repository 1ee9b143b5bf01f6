"""Two copies that went apart are told apart row by row and field by field."""

from __future__ import annotations

import pytest
from desk_fixture import PASSPHRASE, PERSON

from apdesk import desk as desks
from apdesk.problems import Problem
from apdesk.services import backups
from apdesk.store import backup_file
from apdesk.store.compare import ADDED, CHANGED, changes_between, diverged
from apdesk.store.database import connect
from apdesk.store.pupils import Contact, Pupil

TABLES = ("pupil", "contact")


@pytest.fixture
def two_copies(record, tmp_path, clock):
    """The office's copy and a restored one, both worked on since, and what both came from."""
    with record.work("Took in") as work:
        for name in ("Okonjo", "Vance", "Reed"):
            work.create(Pupil, id=name.lower() + "-id", surname=name, forename="Ada", year=9)
    file = backups.take(record).file
    backup_file.copy_record(backup_file.read(file), tmp_path / "base.db")
    with record.work("Changed here") as work:
        work.update(Pupil.get_by_id("okonjo-id"), form="9A", year=10)
        work.update(Pupil.get_by_id("reed-id"), form="9C")
    key = bytes(record.secrets.data)
    desks.close_desk(record)
    backups.restore(file, tmp_path / "laptop.apdesk", PERSON, PASSPHRASE, clock)
    with desks.opened(tmp_path / "laptop.apdesk", PERSON, PASSPHRASE, clock) as laptop:
        with laptop.work("Changed there") as work:
            work.update(Pupil.get_by_id("okonjo-id"), form="9B", year=10)
            work.remove(Pupil.get_by_id("vance-id"))
            work.create(Contact, id="new-id", pupil="okonjo-id", surname="Okonjo")
        assert laptop.device != record.device
    return tmp_path / "base.db", record.folder / "record.db", tmp_path / "laptop.apdesk" / "record.db", key


def test_each_difference_is_named_with_before_and_after(two_copies):
    base, _office, laptop, key = two_copies
    found = {change.row: change for change in changes_between(base, laptop, key, TABLES)}
    assert set(found) == {"okonjo-id", "vance-id", "new-id"}
    assert found["okonjo-id"].action == CHANGED
    assert found["okonjo-id"].fields["form"] == (None, "9B")
    assert found["vance-id"].fields["removed_at"][1] is not None
    assert found["new-id"].action == ADDED
    assert found["new-id"].fields["pupil_id"] == (None, "okonjo-id")


def test_rows_that_both_changed_show_where_they_disagree(two_copies):
    base, office, laptop, key = two_copies
    found = diverged(base, office, laptop, key, TABLES)
    assert [change.row for change in found.here] == ["reed-id"]
    assert {change.row for change in found.there} == {"vance-id", "new-id"}
    (both,) = found.both
    assert (both.row, both.disagree) == ("okonjo-id", ("form",))
    assert both.here.fields["form"][1] == "9A"
    assert both.there.fields["form"][1] == "9B"


def test_copies_of_different_schemas_are_not_compared(two_copies):
    base, _office, laptop, key = two_copies
    connection = connect(base, key)
    connection.pragma("user_version", 999)
    connection.close()
    with pytest.raises(Problem, match="different versions"):
        changes_between(base, laptop, key, TABLES)


def test_comparing_writes_nothing_readable(two_copies, tmp_path):
    base, office, laptop, key = two_copies
    diverged(base, office, laptop, key, TABLES)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"Okonjo" not in file.read_bytes()
