"""Twenty damaged lists brought to a desk: one sentence with the place, exit code 1, and the pupils as they were."""

import zipfile
from pathlib import Path

import pytest
from desk_fixture import PASSPHRASE, PERSON, cheap_keys, clock, record  # noqa: F401
from ods_sheet import write_ods
from roll_files import CHIDERA, KAYDEN, PUPILS, SIMS, csv_text, write_csv, write_html, write_xls, write_xlsx

from apdesk import desk as desks
from apdesk.cli.main import main
from apdesk.services.roll_import import apply_roll, review_roll

GOOD = csv_text([SIMS, *PUPILS]).encode()
TWICE = csv_text([SIMS, CHIDERA, [*CHIDERA[:3], "Chidiebere", *CHIDERA[4:]], KAYDEN]).encode()
MONTH_FIRST = csv_text([SIMS, [*CHIDERA[:4], "03/14/2012", *CHIDERA[5:]]]).encode()
NO_DATE = csv_text([SIMS, [*CHIDERA[:4], "31/02/2012", *CHIDERA[5:]]]).encode()
ENTITY = b'<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]><CTfile><Pupil><UPN>&x;</UPN></Pupil></CTfile>'


def long_line(folder):
    with (folder / "line.csv").open("wb") as stream:
        stream.write(b"UPN,Surname,Forename,DOB\n")
        stream.truncate(200 * 2**20)
    return folder / "line.csv"


def zipped(folder, member, content=""):
    with zipfile.ZipFile(folder / "zipped.xlsx", "w") as book:
        book.writestr(member, content)
    return folder / "zipped.xlsx"


def locked(folder):
    return write_csv(folder, [SIMS, CHIDERA], name="~$roll.xlsx")


def cut(whole: Path, share: float):
    content = whole.read_bytes()
    whole.write_bytes(content[: int(len(content) * share)])
    return whole


DAMAGED = {
    "truncated xlsx": lambda folder: cut(write_xlsx(folder, [SIMS, *PUPILS]), 0.7),
    "truncated xls": lambda folder: cut(write_xls(folder, [SIMS, *PUPILS]), 0.3),
    "truncated ods": lambda folder: cut(write_ods(folder / "roll.ods", [SIMS, *PUPILS]), 0.5),
    "pdf": b"%PDF-1.7\n1 0 obj",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "empty": b"",
    "blank rows": b"\r\n,,,\r\n",
    "gone": lambda folder: folder / "gone.csv",
    "folder": lambda folder: folder,
    "200 MB line": long_line,
    "rubbish": bytes(range(256)) * 50,
    "two encodings": csv_text([SIMS, [*CHIDERA[:3], "Zoë", *CHIDERA[4:]]]).encode() + "Chloé,\r\n".encode("cp1252"),
    "no known encoding": GOOD + b"\x81\x8d\x8f,\r\n",
    "two header rows": csv_text([SIMS, SIMS, *PUPILS]).encode(),
    "headings only": csv_text([SIMS]).encode(),
    "no headings": csv_text(PUPILS).encode(),
    "unknown columns": csv_text([["Colour", "Animal", "Fruit"], ["red", "dog", "fig"]]).encode(),
    "no names": csv_text([["UPN", "DOB", "Reg"], ["L999204218003", "14/03/2012", "10F"]]).encode(),
    "duplicate UPNs": TWICE,
    "month first": MONTH_FIRST,
    "impossible date": NO_DATE,
    "open quotation": GOOD + b'"00',
    "note of an open workbook": locked,
    "zipped folder": lambda folder: zipped(folder, "roll.csv"),
    "text document": lambda folder: zipped(folder, "word/document.xml"),
    "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "web page": b"<!doctype html><html><p>Sign in</p></html>",
    "two rows of headings in a web page": lambda folder: write_html(folder, [SIMS, SIMS, CHIDERA]),
    "unsafe xml": ENTITY,
    "broken xml": b"<CTfile><Pupil>",
    "formulas": lambda folder: write_xlsx(folder, [SIMS, [*CHIDERA[:2], "=A1", *CHIDERA[3:]]]),
}


@pytest.fixture
def desk(record, tmp_path, monkeypatch):  # noqa: F811
    """A closed desk that holds three pupils."""
    apply_roll(record, review_roll(record, write_csv(tmp_path, [SIMS, *PUPILS], name="first.csv")))
    desks.close_desk(record)
    monkeypatch.setenv("APDESK_PASSPHRASE", PASSPHRASE)
    return record.folder


def held(folder, clock):  # noqa: F811
    """The pupils with their versions, and how many changed values the journal knows (opening is noted too)."""
    with desks.opened(folder, PERSON, PASSPHRASE, clock) as record:  # noqa: F811
        rows = record.database.rows
        return rows("SELECT * FROM pupil ORDER BY id"), rows("SELECT count(*) FROM journal_change")


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_list_is_refused_and_changes_nothing(desk, clock, tmp_path, capsys, name):  # noqa: F811
    before = held(desk, clock)
    folder, made = tmp_path / "brought", DAMAGED[name]
    folder.mkdir()
    path = made(folder) if callable(made) else folder / "roll.csv"
    if isinstance(made, bytes):
        path.write_bytes(made)
    assert main(["import-roll", str(desk), str(path)]) == 1
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert path.name in said or "row" in said.casefold()
    assert said.endswith(".")
    assert held(desk, clock) == before
