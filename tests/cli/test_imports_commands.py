"""`import-roll` and `import-calendar` as a contract: keys, exit codes, and an unchanged desk after a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

ROLL = """UPN,Adno,Legal Surname,Legal Forename,DOB,Year,Reg
L999204218003,004711,Okonjo,Chidera,14/03/2012,Year 10,10F
,004712,Vance,Jaydon,02/02/2012,Year 10,10D
,004713,Qureshi,Zayn,03/03/2013,Year  9,9D
"""


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, encoding="utf-8")
    return file


def test_a_dry_run_shows_the_plan_and_changes_nothing(run, desk, roll):
    shown = run("import-roll", desk, roll, "--dry-run", "--json")
    assert shown.code == 0
    assert set(shown.json) == {"new", "changed", "unchanged", "left", "doubtful", "rejected"}
    assert [set(entry) for entry in shown.json["new"]] == [{"line", "upn", "name", "reasons"}] * 3
    assert len(run("import-roll", desk, roll, "--dry-run", "--json").json["new"]) == 3


def test_the_same_list_twice_changes_nothing(run, desk, roll):
    assert run("import-roll", desk, roll).code == 0
    again = run("import-roll", desk, roll, "--json")
    assert [len(again.json[name]) for name in ("new", "changed", "unchanged", "left")] == [0, 0, 3, 0]


def test_a_short_list_marks_nobody_as_left_unless_told_to(run, desk, roll, tmp_path):
    run("import-roll", desk, roll)
    short = tmp_path / "short.csv"
    short.write_text("".join(ROLL.splitlines(keepends=True)[:2]), encoding="utf-8")
    refused = run("import-roll", desk, short, "--json")
    assert refused.code == 1
    assert refused.json["problem"]["code"] == "roll.leavers"
    assert "33 %" in refused.err
    accepted = run("import-roll", desk, short, "--accept-leavers", "--json")
    assert (accepted.code, len(accepted.json["left"])) == (0, 2)
    back = run("import-roll", desk, roll, "--json")
    assert len(back.json["changed"]) == 2


def test_a_file_that_is_no_list_is_refused_with_its_place(run, desk, tmp_path):
    picture = tmp_path / "roll.csv"
    picture.write_bytes(b"%PDF-1.7 not a list")
    refused = run("import-roll", desk, picture, "--json")
    assert refused.code == 1
    assert refused.json["problem"]["where"]
    assert "Traceback" not in refused.err


def test_term_dates_are_taken_in_once(run, desk, calendar_file):
    assert "190 school days" in run("import-calendar", desk, calendar_file).out
    assert "already" in run("import-calendar", desk, calendar_file).out


def test_a_calendar_with_a_wrong_line_is_refused_by_line(run, desk, tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text("type,start,end,label\nhalf_term,2026-09-03,soon,Autumn\n", encoding="utf-8")
    refused = run("import-calendar", desk, file)
    assert refused.code == 1
    assert "line 2" in refused.err
