"""Hundreds of lists with bytes changed, moved, doubled and dropped: each is read or refused in one sentence."""

import io
import random
import struct
import zipfile

import pytest
from ods_sheet import write_ods
from roll_files import PUPILS, SIMS, csv_text, write_csv, write_html, write_xls, write_xlsx

from apdesk.imports.roll import read_roll
from apdesk.imports.tracker import clean_tracker, open_tracker
from apdesk.problems import Problem

ROWS = [SIMS, *PUPILS]
CTF = (b"<?xml version='1.0'?><CTfile><CTFpupilData><Pupil><UPN>L999204218003</UPN><Surname>Okonjo</Surname>"
       b"<Forename>Chidera</Forename><DOB>2012-03-14</DOB></Pupil></CTFpupilData></CTfile>")
MADE = {
    "csv": lambda folder: write_csv(folder, ROWS).read_bytes(),
    "utf-16": lambda _folder: csv_text(ROWS, "\t").encode("utf-16"),
    "xlsx": lambda folder: write_xlsx(folder, ROWS).read_bytes(),
    "xls": lambda folder: write_xls(folder, ROWS).read_bytes(),
    "ods": lambda folder: write_ods(folder / "roll.ods", ROWS).read_bytes(),
    "html": lambda folder: write_html(folder, ROWS).read_bytes(),
    "ctf": lambda _folder: CTF,
}
PUT_IN = [b"\0", b'"', b",", b"\r", b"\n", b"\t", b"<", b"&#0;", b"=", b"\xff\xfe", b"\xef\xbb\xbf", b"1e308", b"nan",
          b"-1", b"31/02/2012", b"Total", b"UPN", b"\xed\xa0\x80", "😀٣²".encode(), b"A" * 5_000, b"99999",
          b"9999-12-31", b"00/00/0000"]
FILES_OF_A_KIND = 60


def mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 4, 40, 400))
        way = chance.randrange(5)
        if way == 0 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif way == 1:
            changed[at:at] = chance.choice(PUT_IN)
        elif way == 2:
            del changed[at:at + length]
        elif way == 3:
            changed[at:at] = changed[max(0, at - length):at]
        elif chance.random() < 0.3:
            del changed[at:]
    return bytes(changed)


def mutated_inside(content: bytes, chance: random.Random) -> bytes:
    """An archive that is sound, with one damaged part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(made, "w") as copy:
        hit = chance.choice(book.namelist())
        for name in book.namelist():
            part = book.read(name)
            copy.writestr(name, mutated(part, chance) if name == hit else part)
    return made.getvalue()


def refusal_of(path) -> Problem | None:
    """Why a list was refused; None where it was read. Anything but a roll or a refusal fails the test."""
    try:
        return None if read_roll(path).rows else Problem("roll.empty", "A roll without rows.")
    except Problem as problem:
        return problem


@pytest.mark.parametrize("kind", MADE)
def test_a_mutated_list_is_read_or_refused_with_its_place(tmp_path, kind):
    chance = random.Random(f"larkmoor {kind}")
    whole = MADE[kind](tmp_path)
    path = tmp_path / "brought"
    for _ in range(FILES_OF_A_KIND):
        inside = kind in ("xlsx", "ods") and chance.random() < 0.7
        path.write_bytes(mutated_inside(whole, chance) if inside else mutated(whole, chance))
        said = refusal_of(path)
        assert said is None or (said.where and said.text.endswith(".") and len(said.text) < 500)


TRACKER = [
    ["Pupil", "Form", "Provider", "Type", "Start", "End", "Last visit", "Days"],
    ["Okonjo, Chidera", "10F", "Fairholt", "OSD", "05/10/2026", "18/12/2026", "05/11/2026", "Mon-Tue"],
    ["Marlowe, Kayden", "9B", "Kestrel Bridge", "AP full time", "07/09/2026", "", "n/a", "Full time"],
]


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_xls])
def test_a_mutated_tracker_is_read_or_refused_with_its_place(tmp_path, write):
    chance = random.Random("larkmoor tracker")
    whole = write(tmp_path, TRACKER).read_bytes()
    path = tmp_path / "brought"
    for _ in range(FILES_OF_A_KIND):
        path.write_bytes(mutated(whole, chance))
        try:
            said = None if clean_tracker(open_tracker(path)).rows else Problem("tracker.empty", "No rows.")
        except Problem as problem:
            said = problem
        assert said is None or (said.where and said.text.endswith(".") and len(said.text) < 500)


def test_an_old_workbook_whose_sectors_lead_in_a_circle_is_refused_unread(tmp_path):
    """Followed by a reader that trusts it, such a chain fills the memory of the machine."""
    content = bytearray(write_xls(tmp_path, ROWS).read_bytes())
    table, = struct.unpack_from("<I", content, 76)
    struct.pack_into("<I", content, (table + 1) * 512, 0)
    (tmp_path / "circle.xls").write_bytes(content)
    with pytest.raises(Problem, match="cut short or damaged"):
        read_roll(tmp_path / "circle.xls")


@pytest.mark.parametrize(("record", "place", "value"), [
    (b"\x00\x02\x0e\x00", 10, 0x0900), (b"\x00\x02\x0e\x00", 4, 0x7FFF_FFFF), (b"\xfc\x00", 4, 0x7FFF_FFFF),
    (b"\xfd\x00\x0a\x00", 2, 0xFFFF),
])
def test_an_old_workbook_that_claims_a_size_beyond_reason_is_refused_unread(tmp_path, record, place, value):
    """A reader that believes it asks the machine for terabytes, and is ended by it."""
    content = bytearray(write_xls(tmp_path, ROWS).read_bytes())
    at = content.index(record, 512)
    struct.pack_into("<H" if value <= 0xFFFF else "<I", content, at + 4 + place, value)
    (tmp_path / "vast.xls").write_bytes(content)
    with pytest.raises(Problem, match=r"cut short or damaged|far more than a list"):
        read_roll(tmp_path / "vast.xls")


def test_an_open_document_whose_table_never_ends_is_refused_unread(tmp_path):
    """A reader that waits for the end of the element waits for ever."""
    write_ods(tmp_path / "roll.ods", ROWS)
    made = tmp_path / "endless.ods"
    with zipfile.ZipFile(tmp_path / "roll.ods") as book, zipfile.ZipFile(made, "w") as copy:
        for name in book.namelist():
            part = book.read(name)
            copy.writestr(name, part[: len(part) // 2] if name == "content.xml" else part)
    with pytest.raises(Problem, match="cut short or damaged"):
        read_roll(made)
