"""Commands run in this process on a real desk whose passphrase costs next to nothing to try."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk_fixture import PASSPHRASE, PERSON, StoppedClock, cheap_keys  # noqa: F401

from apdesk import desk as desks
from apdesk.cli.main import main

CALENDAR = """type,start,end,label
half_term,2026-09-03,2026-10-23,Autumn 1
half_term,2026-11-03,2026-12-18,Autumn 2
half_term,2027-01-05,2027-02-12,Spring 1
half_term,2027-02-22,2027-03-25,Spring 2
half_term,2027-04-12,2027-05-28,Summer 1
half_term,2027-06-07,2027-07-20,Summer 2
inset,2026-09-01,2026-09-02,INSET
inset,2026-11-02,2026-11-02,INSET
inset,2027-01-04,2027-01-04,INSET
"""


class Answer:
    """What a command said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def desk(tmp_path: Path, cheap_keys: None, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    """A closed desk; its passphrase stands in the environment."""
    monkeypatch.setenv("APDESK_PASSPHRASE", PASSPHRASE)
    folder = tmp_path / "larkmoor.apdesk"
    record, _key = desks.create_desk(folder, PERSON, PASSPHRASE, StoppedClock())
    desks.close_desk(record)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run one command in this process."""

    def run(*words: object) -> Answer:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def calendar_file(tmp_path: Path) -> Path:
    """Term dates of 2026/27."""
    file = tmp_path / "terms.csv"
    file.write_text(CALENDAR, encoding="utf-8")
    return file
