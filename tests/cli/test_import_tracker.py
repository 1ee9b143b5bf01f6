"""`import-tracker` as a contract: keys, exit codes, and an unchanged desk after a dry run and a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_fixture import PASSPHRASE, PERSON, StoppedClock

from apdesk import desk as desks
from apdesk.services.providers import ProviderForm, add_provider

ROLL = """UPN,Legal Surname,Legal Forename,DOB,Year,Reg
L999204218003,Okonjo,Chidera,14/03/2012,Year 10,10F
,Strathdee,Callum,03/03/2013,Year  9,9F
"""
TRACKER = """UPN,Pupil,Form,Provider,Type,Start,End,Last visit
L999204218003,"Okonjo, Chidera",10F,Fairholt School,OSD,05/10/2026,18/12/2026,05/11/2026
,"Strathdee, Callum",,Fairholt School,OSD,05/10/2026,18/12/2026,
,"Nobody, Here",9F,Fairholt School,OSD,05/10/2026,18/12/2026,
"""


@pytest.fixture
def school(run, desk, calendar_file, tmp_path) -> Path:
    """A desk with term dates, two pupils and a provider."""
    roll = tmp_path / "roll.csv"
    roll.write_text(ROLL, encoding="utf-8")
    assert run("import-calendar", desk, calendar_file).code == 0
    assert run("import-roll", desk, roll).code == 0
    with desks.opened(desk, PERSON, PASSPHRASE, StoppedClock(made=1_000)) as record:
        add_provider(record, ProviderForm(name="Fairholt School", registered_school=True))
    return desk


@pytest.fixture
def tracker(tmp_path) -> Path:
    file = tmp_path / "tracker.csv"
    file.write_text(TRACKER, encoding="utf-8")
    return file


def test_a_dry_run_says_what_becomes_of_every_row_and_changes_nothing(run, school, tracker):
    shown = run("import-tracker", school, tracker, "--dry-run", "--json", "--on", "2026-11-10")
    assert shown.code == 0
    assert set(shown.json) == {"placed", "proposed", "unchanged", "doubtful", "rejected"}
    (placed,) = shown.json["placed"]
    assert {"line", "upn", "name", "reasons", "pathway", "provider", "start", "end", "duties"} == set(placed)
    assert (placed["line"], placed["pathway"], placed["start"]) == (2, "Off-site direction", "2026-10-05")
    assert [entry["line"] for entry in shown.json["doubtful"]] == [3]
    assert [entry["line"] for entry in shown.json["rejected"]] == [4]
    assert run("due", school, "--on", "2026-11-10", "--json").json["duties"] == []


def test_it_is_taken_in_once_and_nothing_is_late(run, school, tracker):
    done = run("import-tracker", school, tracker, "--on", "2026-11-10")
    assert done.code == 0
    assert "1 placed, 0 proposed, 0 stand here already, 2 cannot be taken in" in done.out
    due = run("due", school, "--on", "2026-11-10", "--days", "400", "--json").json["duties"]
    assert due
    assert not [one for one in due if one["lateness_school_days"]]
    again = run("import-tracker", school, tracker, "--json", "--on", "2026-11-10").json
    assert (len(again["placed"]), len(again["unchanged"])) == (0, 1)


def test_a_file_without_one_good_row_is_refused_with_its_place(run, school, tmp_path):
    file = tmp_path / "tracker.csv"
    file.write_text("".join((TRACKER.splitlines(True)[0], TRACKER.splitlines(True)[3])), encoding="utf-8")
    refused = run("import-tracker", school, file, "--json", "--on", "2026-11-10")
    assert refused.code == 1
    assert refused.json["problem"]["where"] == "tracker.csv, row 2"


def test_what_is_no_tracker_is_refused_in_a_sentence(run, school, tmp_path):
    file = tmp_path / "tracker.xlsx"
    file.write_bytes(b"%PDF-1.7")
    refused = run("import-tracker", school, file)
    assert refused.code == 1
    assert "PDF" in refused.err
    assert "Traceback" not in refused.err
