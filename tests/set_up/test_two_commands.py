"""The two commands on a machine that lacks things: one sentence saying what to do, and a clean standard output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "packaging" / "run.py"


@pytest.fixture
def set_up(monkeypatch, tmp_path):
    """The set-up modules, pointed at an empty folder; any attempt to install anything fails the test."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import setup_environment

    def refuse(*_, **__):
        raise AssertionError("nothing may be installed here")

    monkeypatch.setattr(setup_environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup_environment, "STAMP", tmp_path / ".venv" / "apdesk-setup.json")
    monkeypatch.setattr(setup_environment, "install", refuse)
    monkeypatch.setattr(setup_environment, "_fill", refuse)
    monkeypatch.setattr(setup_environment, "may_install", lambda: False)
    monkeypatch.setattr(setup_environment, "missing_for_qt", lambda: ["libgl1", "libegl1"])
    monkeypatch.setattr(setup_environment, "_missing_for_venv", list)
    yield setup_environment
    for name in ("setup_environment", "system_libraries"):
        sys.modules.pop(name)


def refusal_of(set_up, purpose: str, *, window: bool) -> str:
    with pytest.raises(set_up.Refused) as caught:
        set_up.prepare(purpose, window)
    return str(caught.value)


def test_an_old_python_is_named(set_up, monkeypatch):
    monkeypatch.setattr(set_up, "OLDEST", (9, 0))
    assert "needs Python 3.11 or newer" in refusal_of(set_up, "run", window=True)


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="the command is that of Debian and Ubuntu")
def test_without_root_the_exact_command_for_qt_is_said(set_up):
    text = refusal_of(set_up, "run", window=True)
    assert text.endswith("sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 libegl1")


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="the command is that of Debian and Ubuntu")
def test_without_root_everything_missing_is_in_one_command(set_up, monkeypatch):
    monkeypatch.setattr(set_up, "_missing_for_venv", lambda: ["python3.11-venv"])
    text = refusal_of(set_up, "test", window=True)
    assert text.endswith("install -y --no-install-recommends python3.11-venv libgl1 libegl1")


def test_a_command_without_window_goes_on_without_the_libraries_of_qt(set_up, monkeypatch, capsys):
    filled = []
    monkeypatch.setattr(set_up, "_fill", filled.append)
    assert set_up.prepare("run", window=False) == set_up.PYTHON
    assert filled == ["run"]
    said = capsys.readouterr()
    assert said.out == ""
    assert "libgl1 libegl1" in said.err


def test_the_second_run_does_nothing_until_the_lock_changes(set_up, monkeypatch, tmp_path):
    lock = tmp_path / "locked.txt"
    lock.write_text("one==1\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(set_up, "LOCKS", {"run": lock, "test": lock})
    monkeypatch.setattr(set_up, "_venv_version", lambda: "3.11")
    set_up._write_stamp("run")
    assert set_up._is_ready("run")
    monkeypatch.setattr(set_up, "_venv_version", lambda: "3.13")
    assert not set_up._is_ready("run"), "the system’s Python was replaced"
    monkeypatch.setattr(set_up, "_venv_version", lambda: "3.11")
    lock.write_text("one==2\n", encoding="utf-8")
    assert not set_up._is_ready("run"), "the lock was changed"


def test_what_the_tests_need_serves_the_program_too(set_up, monkeypatch, tmp_path):
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(set_up, "_venv_version", lambda: "3.11")
    set_up._write_stamp("test")
    assert set_up._is_ready("run")
    set_up._write_stamp("run")
    assert not set_up._is_ready("test")


def test_a_command_has_standard_output_and_exit_code_to_itself(tmp_path):
    stamp = ROOT / ".venv" / "apdesk-setup.json"
    if not stamp.exists():
        pytest.skip("this .venv was made by hand; running the command would install into it")
    case = tmp_path / "case.toml"
    case.write_text("pathway = 1\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(RUN), "plan", str(case), "--json"], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["problem"]["text"] in done.stderr
