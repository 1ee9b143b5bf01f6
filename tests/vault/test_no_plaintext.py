"""Nothing that was typed can be read in any file the program wrote: desk, side files, backups, temporary folder."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from desk_fixture import PASSPHRASE, PERSON

from apdesk import desk as desks
from apdesk.services import backups, roll_import, undo
from apdesk.services.verifying import verify_open
from apdesk.store.drafts import Draft
from apdesk.store.pupils import Pupil

LETTERS = "abcdefghijklmnopqrstuvwxyz"
PLANTED = 200


def planted(chance: random.Random) -> list[tuple[str, str, str]]:
    """(surname, UPN, a phrase of a note), each long enough that chance cannot have put it there."""

    def word(length: int) -> str:
        return "".join(chance.choice(LETTERS) for _ in range(length))

    found = []
    for number in range(PLANTED // 3 + 1):
        found.append((f"Plant{word(9)}", f"L9992{number:08d}", f"{word(8)} {word(9)} zoë-{word(6)}"))
    return found


def readable(folders: Iterable[Path], words: list[str]) -> list[str]:
    """Which of the words stand in which files, in UTF-8 or either UTF-16."""
    shapes = {encoding: [word.encode(encoding) for word in words] for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    found = []
    for folder in folders:
        for file in folder.rglob("*"):
            data = file.read_bytes() if file.is_file() else b""
            for encoding, wanted in shapes.items():
                found += [f"{word!r} as {encoding} in {file}" for word in wanted if word in data]
    return found


def write_roll(file: Path, people: list[tuple[str, str, str]]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["UPN", "Legal Surname", "Legal Forename", "DOB", "Year", "Reg"])
        writer.writerows([upn, surname, "Ada", "14/03/2012", "10", "10F"] for surname, upn, _note in people)
    return file


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where the whole program finds its temporary folder."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def test_a_whole_journey_leaves_nothing_readable(tmp_path, temporary, clock, cheap_keys, request):
    people = planted(random.Random(8))
    words = [word for person in people for word in person][:PLANTED]
    assert len(words) == PLANTED
    roll = write_roll(tmp_path / "roll.csv", people)
    place, second = tmp_path / "place", tmp_path / "second"
    record, _recovery = desks.create_desk(place / "larkmoor.apdesk", PERSON, PASSPHRASE, clock)
    request.addfinalizer(lambda: desks.close_desk(record))
    scanned = [place, second, temporary]
    second.mkdir()

    backups.choose_second_place(record, second)
    roll_import.apply_roll(record, roll_import.review_roll(record, roll))
    assert not readable(scanned, words), "while the import is still in the log"

    rows = {row.surname: row for row in Pupil.select()}
    with record.work("Noted what was said", reason=people[0][2]) as work:
        for surname, _upn, note in people:
            work.update(rows[surname], medical=note, born=date(2012, 3, 14))
        work.create(
            Draft, kind="placement", person="me", title="Draft", content={"tried": people[1][2]}, saved_at=clock.now()
        )
    # A sort too large for a page must spill to memory, not to a temporary file.
    list(record.database.rows("SELECT a.id FROM pupil a, pupil b ORDER BY a.medical || b.surname LIMIT 5"))
    undo.undo(record)
    backups.take(record)
    assert backups.rehearse(record).ok
    assert verify_open(record).ok
    assert not readable(scanned, words), "while the desk is open"

    record.database.allow_writing(True)
    record.database.execute_sql("VACUUM")
    record.database.allow_writing(False)
    desks.close_desk(record)
    newest = backups.listed(record.folder)[0][0]
    restored = backups.restore(newest, record.folder, PERSON, PASSPHRASE, clock)
    assert restored.aside is not None
    assert not readable(scanned, words), "after restoring"
    assert readable([tmp_path], words), "the scan itself finds what stands in the roll file"
