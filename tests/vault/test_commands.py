"""`new`, `backup`, `restore` and `verify` as IT schedules them: exit codes, one JSON document, sentences."""

from __future__ import annotations

import json
import stat
import sys

import pytest
from desk_fixture import PASSPHRASE

from apdesk.cli.desk_arguments import PASSPHRASE_VARIABLE
from apdesk.cli.main import main


@pytest.fixture(autouse=True)
def passphrase(monkeypatch):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)


@pytest.fixture
def desk(tmp_path, capsys):
    """A desk made from the command line."""
    folder = tmp_path / "larkmoor.apdesk"
    assert main(["new", str(folder), "--person", "Ama Mensah", "--recovery-key-file", str(tmp_path / "safe.txt")]) == 0
    capsys.readouterr()
    return folder


def test_new_writes_the_recovery_key_and_never_the_passphrase(desk, tmp_path):
    key = (tmp_path / "safe.txt").read_text().strip()
    assert len(key.split("-")) == 8
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or PASSPHRASE.encode() not in file.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights by folder")
def test_only_the_person_themselves_may_read_the_files(desk, tmp_path):
    for file in (desk / "keys", desk / "record.db", tmp_path / "safe.txt"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_new_never_writes_over_anything(desk, tmp_path, capsys):
    again = ["new", str(desk), "--person", "Eve", "--recovery-key-file"]
    assert main([*again, str(tmp_path / "safe.txt")]) == 1
    assert "does not exist yet" in capsys.readouterr().err
    assert main([*again, str(tmp_path / "other.txt")]) == 1
    assert "There is something here already" in capsys.readouterr().err
    assert not (tmp_path / "other.txt").exists()


def test_backup_verify_and_restore(desk, tmp_path, capsys):
    assert main(["backup", str(desk), "--to", str(tmp_path / "safe place")]) == 0
    file = capsys.readouterr().out.strip()
    assert main(["verify", file, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"]
    assert (said["integrity"], said["foreign_keys"]) == ("ok", "ok")
    assert said["journal"]["intact"]
    assert said["journal"]["first_bad"] is None
    assert said["pages"] > 50
    assert main(["restore", file, "--to", str(desk)]) == 0
    assert "is kept in" in capsys.readouterr().out
    assert main(["verify", str(desk)]) == 0


def test_verify_of_a_damaged_desk_exits_1_and_names_the_page(desk, capsys):
    data = bytearray((desk / "record.db").read_bytes())
    data[4096 * 20 + 5] ^= 1
    (desk / "record.db").write_bytes(data)
    assert main(["verify", str(desk), "--json"]) == 1
    out, err = capsys.readouterr()
    assert not json.loads(out)["ok"]
    assert "Page 21 of the record is damaged." in err
    assert "restore the newest sound backup" in err
    assert "page 21:" not in err  # the words of the engine


def test_a_refusal_is_a_sentence_on_standard_error_and_a_problem_in_json(desk, capsys, monkeypatch):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "not the passphrase")
    assert main(["verify", str(desk), "--json"]) == 1
    out, err = capsys.readouterr()
    assert "did not open the desk file" in err
    assert json.loads(out)["problem"]["code"] == "keys.wrong"


def test_a_desk_without_keys_is_refused_naming_the_backup_and_gets_them_back(desk, tmp_path, capsys):
    main(["backup", str(desk), "--to", str(tmp_path / "b")])
    file = capsys.readouterr().out.strip()
    (desk / "keys").unlink()
    assert main(["verify", str(desk)]) == 1
    assert file in capsys.readouterr().err
    assert main(["restore", file, "--to", str(desk), "--keys-only"]) == 0
    assert main(["verify", str(desk)]) == 0


def test_the_passphrase_comes_from_a_file_before_the_environment(desk, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "not the passphrase")
    (tmp_path / "pp.txt").write_text(f"{PASSPHRASE}\n")
    assert main(["verify", str(desk), "--passphrase-file", str(tmp_path / "pp.txt")]) == 0
    assert main(["verify", str(desk), "--passphrase-file", str(tmp_path / "nowhere.txt")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_without_a_passphrase_or_a_keyboard_the_command_says_how_to_give_one(desk, monkeypatch, capsys):
    monkeypatch.delenv(PASSPHRASE_VARIABLE)
    assert main(["verify", str(desk)]) == 1
    assert "--passphrase-file" in capsys.readouterr().err


def test_there_is_no_argument_for_a_passphrase(desk, capsys):
    with pytest.raises(SystemExit) as wrong:
        main(["verify", str(desk), "--passphrase", PASSPHRASE])
    assert wrong.value.code == 2


@pytest.mark.parametrize("content", [b"", b"PDF", b"x" * 5000])
def test_what_is_no_backup_is_said_to_be_none(content, tmp_path, capsys):
    file = tmp_path / "letter.pdf"
    file.write_bytes(content)
    assert main(["verify", str(file)]) == 1
    assert "not a backup" in capsys.readouterr().err


def test_the_journal_can_be_read_from_outside(desk, capsys, monkeypatch):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "not the passphrase")
    main(["verify", str(desk)])
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    capsys.readouterr()
    assert main(["journal", str(desk), "--json", "--newest", "1"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["entries"]
    assert entry["what"] == "Opened the desk after 1 failed try"
    assert (entry["who"], entry["kind"]) == ("Ama Mensah", "desk")
    assert main(["journal", str(desk)]) == 0
    assert "Ama Mensah, Administrator: Set up the desk" in capsys.readouterr().out


def test_a_fault_of_the_program_tells_where_it_is_and_nothing_of_what_it_was_handed(desk, capsys, monkeypatch):
    def fault(*_args, **_named):
        raise KeyError("Okonjo, Chidera")

    monkeypatch.delenv("APDESK_TRACEBACK", raising=False)
    monkeypatch.setattr("apdesk.cli.verify.verify", fault)
    assert main(["verify", str(desk), "--json"]) == 1
    out, err = capsys.readouterr()
    assert "Okonjo" not in out + err
    assert "Traceback" not in err
    assert "KeyError at " in err
    assert "verify.py:" in err
    assert json.loads(out)["problem"]["code"] == "fault"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core dumps by itself")
def test_while_a_desk_is_open_no_picture_of_the_memory_is_written(desk):
    import resource

    main(["due", str(desk)])
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
