"""A document reaches the disk whole or not at all, for its owner's eyes."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from apdesk.exports.atomic import write_document
from apdesk.problems import Problem


def test_the_file_holds_the_data_for_its_owner_alone_and_nothing_is_left_aside(tmp_path: Path) -> None:
    path = write_document(tmp_path / "pack.pdf", b"whole")
    assert path.read_bytes() == b"whole"
    assert [entry.name for entry in tmp_path.iterdir()] == ["pack.pdf"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"old and longer")
    write_document(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        write_document(tmp_path / "gone" / "pack.pdf", b"x")
    assert refused.value.code == "document.no-folder"
    assert "gone" in refused.value.text


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.pdf").mkdir()
    with pytest.raises(Problem) as refused:
        write_document(tmp_path / "pack.pdf", b"x")
    assert refused.value.code == "document.not-written"


@pytest.mark.parametrize(("step", "number", "code"), [
    ("fsync", errno.ENOSPC, "document.disk-full"),
    ("fsync", errno.EIO, "document.not-written"),
    ("replace", errno.EACCES, "document.open"),
    ("open", errno.EROFS, "document.not-allowed"),
])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_aside(
    step: str, number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    if step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(f"apdesk.exports.atomic.os.{step}", fail)
    with pytest.raises(Problem) as refused:
        write_document(path, b"new")
    monkeypatch.undo()
    assert refused.value.code == code
    assert "pack.pdf" in refused.value.text or str(tmp_path) in refused.value.text
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["pack.pdf"]
