"""How a passphrase and a name reach a command: files as people and tools write them, and what cannot be one."""

from __future__ import annotations

import json

import pytest
from desk_fixture import PASSPHRASE

from apdesk.cli.desk_arguments import PASSPHRASE_VARIABLE


@pytest.mark.parametrize(
    "content",
    [
        PASSPHRASE.encode(),
        f"{PASSPHRASE}\n".encode(),
        f"{PASSPHRASE}\r\nand more\r\n".encode(),
        f"\ufeff{PASSPHRASE}\r\n".encode(),
        f"{PASSPHRASE}\n".encode("utf-16"),
        b"\xfe\xff" + f"{PASSPHRASE}\n".encode("utf-16-be"),
    ],
    ids=["bare", "a line", "Windows lines", "with a mark", "UTF-16", "UTF-16 big end first"],
)
def test_a_passphrase_file_is_read_however_an_editor_wrote_it(run, desk, tmp_path, monkeypatch, content):
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    file = tmp_path / "passphrase.txt"
    file.write_bytes(content)
    assert run("verify", desk, "--passphrase-file", file).code == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\xff", b"\x80abc", b"a" * 100_000])
def test_a_file_that_holds_no_passphrase_is_refused_before_it_counts_as_a_try(run, desk, tmp_path, content):
    file = tmp_path / "passphrase.txt"
    file.write_bytes(content)
    answer = run("verify", desk, "--passphrase-file", file, "--json")
    assert answer.code == 1
    assert answer.json["problem"]["code"] == "passphrase.file"
    assert run("verify", desk).code == 0


def test_a_passphrase_of_bytes_that_are_no_letters_is_a_wrong_one(run, desk, monkeypatch):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "\udcff\udcfe not letters")
    answer = run("verify", desk, "--json")
    assert (answer.code, answer.json["problem"]["code"]) == (1, "keys.wrong")


@pytest.mark.parametrize("name", ["", "   ", "A\x01B", "bad\udcff"])
def test_a_person_without_a_name_makes_no_desk(run, tmp_path, monkeypatch, name):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    answer = run("new", tmp_path / "a.apdesk", "--person", name, "--recovery-key-file", tmp_path / "key.txt")
    assert answer.code == 1
    assert not (tmp_path / "a.apdesk").exists()
    assert not (tmp_path / "key.txt").exists()


def test_a_desk_in_a_synchronised_folder_is_warned_about_when_it_is_made(run, tmp_path, monkeypatch):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    folder = tmp_path / "OneDrive - Larkmoor"
    folder.mkdir()
    answer = run("new", folder / "a.apdesk", "--person", "Ama", "--recovery-key-file", tmp_path / "key.txt")
    assert answer.code == 0
    assert "synchronised with the internet" in answer.err
    again = run("due", folder / "a.apdesk")
    assert "synchronised with the internet" in again.err


@pytest.mark.parametrize("command", ["verify", "backup", "due"])
def test_a_folder_that_is_none_or_holds_no_desk_is_a_sentence(run, desk, tmp_path, command):
    (tmp_path / "papers").mkdir()
    for path in (
        tmp_path / "nowhere.apdesk",
        tmp_path / "papers",
        tmp_path / f"{'x' * 300}.apdesk",
        "bad\udcff",
        "a\x00b",
    ):
        answer = run(command, path)
        assert answer.code == 1
        assert answer.err.strip().endswith(".")


def test_verify_of_damaged_keys_says_not_ok_and_why_in_one_document(run, desk):
    (desk / "keys").write_bytes(b"nothing")
    answer = run("verify", desk, "--json")
    assert answer.code == 1
    said = json.loads(answer.out)
    assert (said["ok"], said["journal"]["intact"], said["problem"]["code"]) == (False, False, "keys.damaged")


def test_verify_of_a_backup_with_a_changed_byte_names_the_page(run, desk, tmp_path):
    from pathlib import Path

    file = Path(run("backup", desk, "--to", tmp_path / "b").out.strip())
    data = bytearray(file.read_bytes())
    data[4096 * 30 + 7] ^= 1
    file.write_bytes(data)
    answer = run("verify", file, "--json")
    assert answer.code == 1
    assert answer.json["damage"][0].startswith("The checksum of this backup")
    assert "Page 31 of the record is damaged." in answer.json["damage"]
