"""`demo`: from nothing to documents, and the commands that read the desk it made."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from desk_fixture import CHEAP
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from apdesk.cli.main import main
from apdesk.services.demo_school import data
from apdesk.store import key_wrap

ON = "2026-11-10"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up school with 120 pupils, made once for this file."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_wrap, "TARGET", CHEAP)
        assert main(["demo", str(folder), "--on", ON, "--pupils", "120"]) == 0
    return folder


@pytest.fixture
def ask(demo, run, monkeypatch):
    """Ask the made-up school one command."""
    monkeypatch.delenv("APDESK_PASSPHRASE", raising=False)

    def ask(command: str, *words: object):
        return run(command, demo / "demo.apdesk", "--passphrase-file", demo / "passphrase.txt", "--on", ON, *words)

    return ask


def test_every_kind_of_document_is_written_and_opens(demo):
    files = sorted((demo / "out").iterdir())
    assert {file.suffix for file in files} == {".xlsx", ".pdf", ".ics"}
    names = {placement["pupil"].split(",")[0].casefold() for placement in data("placements.toml")["placement"]}
    for file in files:
        assert not any(name in file.name for name in names)
        if file.suffix == ".pdf":
            assert PdfReader(file).pages[0].extract_text().strip()
        elif file.suffix == ".xlsx":
            assert ZipFile(file).testzip() is None
        else:
            assert Calendar.from_ical(file.read_bytes()).walk("VEVENT")


def test_the_tracker_and_the_inspection_list_are_among_them_and_made_on_demand(demo, ask, tmp_path):
    names = {file.name for file in (demo / "out").iterdir()}
    for kind in ("tracker", "inspection-list"):
        assert {f"{kind}-{ON}.xlsx", f"{kind}-{ON}.pdf"} <= names
    assert ask("tracker", "--out", tmp_path / "tracker.xlsx").code == 0
    sheet = load_workbook(tmp_path / "tracker.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[4]] == [
        "Pupil", "Form", "HOY", "Provider", "Pathway", "Code", "Day", "Last visit", "Next visit", "Last review",
        "Next review", "Attendance", "Worst overdue",
    ]
    assert sheet.max_row > 30
    for suffix in ("pdf", "xlsx"):
        assert ask("inspection-list", "--out", tmp_path / f"list.{suffix}").code == 0
    assert "What is missing" in PdfReader(tmp_path / "list.pdf").pages[0].extract_text()
    refused = ask("inspection-list", "--out", tmp_path / "list.doc")
    assert (refused.code, (tmp_path / "list.doc").exists()) == (1, False)
    assert ".pdf or .xlsx" in refused.err


def test_due_has_the_keys_of_a_plans_duties_and_its_own(ask):
    duties = ask("due", "--days", "14", "--json").json["duties"]
    assert len(duties) > 40
    assert {
        "rule", "occurrence", "kind", "act", "title", "due", "by", "hard", "from", "owner", "provider", "state",
        "met_by", "waits_for", "after", "evidence", "readings", "covers", "policy", "why", "problem", "pupil",
        "placement", "lateness_school_days",
    } <= set(duties[0])
    states = {one["state"] for one in duties}
    assert {"overdue", "today", "soon"} <= states
    assert all((one["lateness_school_days"] or 0) > 0 for one in duties if one["state"] == "overdue")
    assert all(one["why"] and one["policy"] for one in duties)


def test_most_of_the_past_is_done_and_what_is_late_is_what_the_story_says(ask):
    late = [one for one in ask("due", "--days", "0", "--json").json["duties"] if one["state"] == "overdue"]
    assert 5 <= len(late) <= 40


def test_a_register_a_pack_and_a_calendar_are_made_on_demand(ask, tmp_path):
    book = tmp_path / "book.xlsx"
    assert ask("register", "--provider", "Fairholt School", "--half-term", ON, "--out", book).code == 0
    assert ZipFile(book).testzip() is None
    okonjo = next(one["upn"] for one in data("placements.toml")["placement"] if one["pupil"].startswith("Okonjo"))
    pack = tmp_path / "pack.pdf"
    assert ask("pack", "--pupil", okonjo, "--for", "parent", "--out", pack).code == 0
    assert "LHS-" in PdfReader(pack).pages[0].extract_text()
    feed = tmp_path / "cal.ics"
    assert ask("ics", "--out", feed).code == 0
    assert b"Okonjo" not in feed.read_bytes()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("register", "--provider", "Nowhere", "--half-term", ON, "--out", "x.xlsx"), "Nowhere"),
        (("pack", "--pupil", "X999", "--for", "parent", "--out", "x.pdf"), "UPN"),
        (("register", "--provider", "Fairholt School", "--half-term", "2031-01-10", "--out", "x.xlsx"), "term dates"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(ask, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    answer = ask(words[0], *words[1:])
    assert answer.code == 1
    assert code in answer.err
    assert list(tmp_path.iterdir()) == []


def test_the_whole_list_again_changes_no_pupil_who_is_there(ask, demo):
    from apdesk.places import resources

    again = ask("import-roll", resources() / "demo" / "larkmoor-roll.csv", "--dry-run", "--json")
    plan = json.loads(again.out)
    assert (len(plan["changed"]), len(plan["left"]), len(plan["unchanged"])) == (0, 0, 120)


def test_a_second_demonstration_does_not_overwrite_the_first(demo, run):
    refused = run("demo", demo)
    assert refused.code == 1
    assert "already" in refused.err
