"""`plan`, `coverage` and `protocol check` as a contract: keys, options, exit codes, and no traceback for bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

DUTY = {
    "rule", "occurrence", "kind", "act", "title", "due", "by", "hard", "from", "owner", "provider", "state", "met_by",
    "waits_for", "after", "evidence", "readings", "covers", "policy", "why", "problem",
}
LIMIT = {
    "rule", "sense", "text", "until", "last_day", "school_days", "warn_from", "why", "readings", "covers", "policy",
}
GATE = {"rule", "level", "met", "lifted_by", "text", "why", "covers", "policy"}
SESSION = {"date", "session", "provider", "expected", "policy_code", "why", "problem"}
PLAN = {
    "pathway", "protocol", "start", "end", "planned_to", "limits", "gates", "duties", "sessions", "problems", "changes",
}


@pytest.fixture
def ask(run, calendar_file):
    """`plan` of an off-site direction from 11 November with more words after it."""
    return lambda *words: run(
        "plan", "--pathway", "osd", "--start", "2026-11-11", "--calendar", calendar_file, *words, "--json"
    )


@pytest.fixture
def case(run, calendar_file, tmp_path):
    """`plan` of a case file with these tables."""

    def plan(tables: str, *words: object, head: str = 'pathway = "osd"\nstart = 2026-11-11\n'):
        file = tmp_path / "case.toml"
        file.write_text(f'{head}calendar = "{calendar_file.name}"\n{tables}', encoding="utf-8")
        return run("plan", file, *words, "--json")

    return plan


def duty(answer, row):
    return next(one for one in answer.json["duties"] if row in one["covers"])


def test_the_document_has_the_keys_that_were_promised(ask):
    document = ask().json
    assert set(document) >= PLAN
    for part, keys in (("duties", DUTY), ("limits", LIMIT), ("gates", GATE), ("sessions", SESSION)):
        assert all(set(one) >= keys for one in document[part]), part
    assert {one["state"] for one in document["duties"]} <= {"open", "met", "waiting", "paused", "withdrawn"}
    assert {one["session"] for one in document["sessions"]} == {"AM", "PM"}
    assert (document["start"], document["end"], document["planned_to"]) == ("2026-11-11", "2027-02-02", "2027-02-02")
    assert document["changes"] == {}


def test_every_option_says_the_same_as_a_case_file(ask, case):
    by_words = ask(
        "--end", "2027-01-29", "--set", "pupil.ehcp=yes", "--set", "placement.sessions=PPPPSSSSSS@2027-01-11",
        "--event", "review=2026-12-10T14:30", "--done", "osd.notice#1=2026-11-06", "--on", "2026-12-01",
        "--reading", "osd.length=60 school days",
    )
    by_file = case(
        'end = 2027-01-29\non = 2026-12-01\n[facts]\n"pupil.ehcp" = true\n[reading]\n"osd.length" = "60 school days"\n'
        '[[change]]\non = 2027-01-11\nfact = "placement.sessions"\nvalue = "PPPPSSSSSS"\n'
        '[[event]]\nname = "review"\non = 2026-12-10\nat = "14:30"\n'
        '[[done]]\nrule = "osd.notice"\noccurrence = 1\non = 2026-11-06\n'
    )
    assert (by_words.code, by_file.code) == (0, 0)
    assert by_words.json == by_file.json
    assert duty(by_words, "O14")["met_by"] == "done 2026-11-06"


def test_options_add_to_a_case_file(case):
    both = case('[facts]\n"pupil.ehcp" = true\n', "--set", "pupil.lac=yes")
    assert duty(both, "O14")["hard"] == "2026-11-09"
    assert duty(both, "A12")["owner"] == "DT"


def test_files_are_found_beside_the_case_file(case, tmp_path, calendar_file):
    text = calendar_file.read_text(encoding="utf-8")
    (tmp_path / "host.csv").write_text(text + "inset,2026-11-20,2026-11-20,Training\n", encoding="utf-8")
    answer = case('host_calendar = "host.csv"\n')
    closed = [one for one in answer.json["sessions"] if one["date"] == "2026-11-20"]
    assert [one["expected"] for one in closed] == [None, None]
    assert all(one["problem"] for one in closed)


def test_what_was_told_of_gates_is_kept(case):
    answer = case(
        '[[gate]]\nrule = "provider-approved"\nmet = true\n'
        '[[gate]]\nrule = "return-plan"\noverride = "Agreed by telephone"\nby = "HT"\n'
    )
    gates = {one["rule"]: one for one in answer.json["gates"]}
    assert gates["provider-approved"]["met"] is True
    assert gates["head-approval"]["met"] is None
    assert (gates["return-plan"]["lifted_by"], gates["return-plan"]["overridden"]) == ("HT", "Agreed by telephone (HT)")


def test_a_hard_stop_is_lifted_by_nobody_and_an_override_by_the_named_senior_alone(case):
    stopped = case('[[gate]]\nrule = "provider-approved"\noverride = "in a hurry"\nby = "HT"\n')
    junior = case('[[gate]]\nrule = "osd.agreed"\noverride = "in a hurry"\nby = "HOY"\n')
    assert (stopped.code, stopped.json["problem"]["code"]) == (1, "gate.block")
    assert (junior.code, junior.json["problem"]["code"]) == (1, "gate.senior")


def test_a_tick_does_not_lift_a_hard_stop_that_the_facts_set(case):
    answer = case(
        '[facts]\n"provider.assured_until" = 2026-10-01\n[[gate]]\nrule = "provider-approved"\nmet = true\n'
    )
    assert next(one for one in answer.json["gates"] if one["rule"] == "provider-approved")["met"] is False


def test_a_plan_against_an_earlier_one(ask, tmp_path):
    earlier = tmp_path / "earlier.json"
    earlier.write_text(ask().out, encoding="utf-8")
    same = ask("--against", earlier).json["changes"]
    assert (len(same["moved"]), len(same["added"]), len(same["withdrawn"])) == (0, 0, 0)
    later = ask("--end", "2027-02-12", "--against", earlier).json["changes"]
    assert all(one["reason"] for lines in later.values() for one in lines)
    assert "osd.review" in {one["rule"] for one in later["moved"]}
    assert [one["now"] for one in later["moved"] if one["rule"] == "weekly.contact"] == ["2027-02-05"]
    assert [one["now"] for one in later["added"] if one["rule"] == "weekly.contact"] == ["2027-02-12"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--start", "2026-13-01"), "case.date"), (("--start", "0001-01-01"), "case.date"),
        (("--start", "9999-12-31"), "case.date"), (("--start", "11/11/2026"), "case.date"),
        (("--end", "2026-11-10"), "plan.order"), (("--end", "2028-01-10"), "calendar.beyond"),
        (("--start", "2028-01-10"), "calendar.beyond"), (("--on", "today"), "case.date"),
        (("--pathway", "OSD"), "plan.pathway"), (("--set", "pupil.ehpc=yes"), "case.fact"),
        (("--set", "pupil.ehcp"), "case.set"), (("--set", "pupil.ehcp=perhaps"), "case.yes-no"),
        (("--set", "pupil.ehcp=yes@soon"), "case.date"), (("--set", "pupil.year=1e999"), "case.number"),
        (("--set", "placement.hours=nan"), "case.number"), (("--set", "placement.sessions=PPP"), "case.sessions"),
        (("--set", "placement.arranged_by=me"), "case.choice"), (("--event", "party=2026-12-01"), "case.event"),
        (("--event", "review"), "case.pair"), (("--event", "review=2026-12-01T25:00"), "case.time"),
        (("--done", "osd.letter=2026-12-01"), "case.rule"), (("--done", "osd.notice#0=2026-12-01"), "case.pair"),
        (("--done", "osd.notice#²=2026-12-01"), "case.pair"), (("--reading", "osd.length=moons"), "case.reading"),
        (("--calendar", "/no/such.csv"), "file.unreadable"), (("--protocol", "/"), "file.unreadable"),
        (("--against", "/no/such.json"), "file.unreadable"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(ask, words, code):
    answer = ask(*words)
    assert answer.code == 1
    assert answer.json["problem"]["code"] == code
    assert set(answer.json["problem"]) == {"code", "text", "where"}
    assert answer.err.strip().endswith((".", "?"))


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ("start = true\n", "case.toml"), ("end = 5\n", "case.date"), ("facts = 1\n", "case.form"),
        ("event = 1\n", "case.form"), ("colour = 1\n", "case.key"), ("[[event]]\nnam = 1\n", "case.key"),
        ('[[event]]\nname = "review"\n', "case.date"),
        ('[[change]]\non = 2027-01-11\nfact = "pupil.sen"\n', "case.change"),
        ('[[done]]\nrule = "osd.notice"\noccurrence = "1"\non = 2026-11-06\n', "case.occurrence"),
        ('[[earlier]]\npathway = "respit"\nfrom = 2026-10-05\nto = 2026-10-16\n', "plan.pathway"),
        ('[[earlier]]\npathway = "respite"\nfrom = 2026-10-16\nto = 2026-10-05\n', "case.order"),
        ('[[pause]]\nfrom = 2026-12-11\nto = 2026-12-07\n', "case.order"),
        ('[[also]]\nfrom = 2026-11-11\n', "case.text"),
        ('[[also]]\nprovider = "x"\nfrom = 2026-11-11\n[[also]]\nprovider = "x"\nfrom = 2026-11-12\n', "case.also"),
        ('[[dates]]\nrule = "osd.review"\non = []\nreason = "so"\n', "case.date"),
        ('[[dates]]\nrule = "osd.review"\non = [2026-12-10]\n', "case.reason"),
        ('[[gate]]\nrule = "no-such"\nmet = true\n', "case.gate"),
        ('[[gate]]\nrule = "return-plan"\nmet = 1\n', "case.yes-no"),
        ("[facts]\n[facts]\n", "case.toml"),
    ],
)
def test_a_case_file_with_a_slip_is_refused_with_its_place(case, tables, code):
    answer = case(tables)
    assert (answer.code, answer.json["problem"]["code"]) == (1, code)
    assert answer.json["problem"]["where"].startswith("case.toml")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00", b"pathway =", b"[a"])
def test_a_damaged_case_file_is_refused(run, tmp_path, content):
    file = tmp_path / "case.toml"
    file.write_bytes(content)
    answer = run("plan", file, "--json")
    assert answer.code == 1
    assert answer.json["problem"]["code"] in ("case.toml", "file.encoding")


@pytest.mark.parametrize("document", ["", "[]", '{"duties": [{}]}', '{"duties": [{"rule": 1}]}', "[" * 9000])
def test_an_earlier_plan_that_is_none_is_refused(ask, tmp_path, document):
    file = tmp_path / "earlier.json"
    file.write_text(document, encoding="utf-8")
    assert ask("--against", file).json["problem"]["code"] == "plan.against"


@pytest.mark.parametrize(
    "rows",
    [
        "", "a,b\n", "half_term,2026-09-03\n", "half_term,0001-01-01,9999-12-31,A\n",
        "half_term,2026-12-18,2026-11-01,A\n",
        "half_term,9999-11-11,9999-12-11,A\n", "holiday,2026-11-01,2026-12-18,A\n", "x" * 200_000,
    ],
)
def test_term_dates_that_cannot_be_are_refused(run, tmp_path, rows):
    file = tmp_path / "terms.csv"
    file.write_text("type,start,end,label\n" + rows, encoding="utf-8")
    answer = run("plan", "--pathway", "osd", "--start", "2026-11-11", "--calendar", file, "--json")
    assert (answer.code, answer.json["problem"]["code"].split(".")[0]) == (1, "calendar")


def test_a_start_is_needed_on_the_command_line(run):
    assert run("plan", "--pathway", "osd", "--json").json["problem"]["code"] == "plan.start"
    assert run("plan", "--json").json["problem"]["code"] == "case.pathway"


def test_coverage_counts_every_row(run):
    answer = run("coverage", "--json")
    assert answer.code == 0
    assert set(answer.json) == {"rows", "total", "covered", "planned", "missing"}
    assert all(set(row) == {"id", "mechanism", "status", "how", "where"} for row in answer.json["rows"])
    assert (answer.json["total"], answer.json["missing"]) == (231, 0)
    required = [row for row in answer.json["rows"] if row["mechanism"] in ("duty", "gate", "limit", "register")]
    assert {row["status"] for row in required} == {"covered"}


def test_protocol_check_lists_every_mistake_and_says_so(run, tmp_path):
    text = Path(__file__).parents[1].joinpath("domain", "second-school.toml").read_text(encoding="utf-8")
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    sound = run("protocol", "check", file, "--json")
    assert (sound.code, sound.json) == (0, {"problems": []})
    file.write_text(text.replace('owner = "CLERK"', 'owner = "BURSAR"'), encoding="utf-8")
    wrong = run("protocol", "check", file, "--json")
    assert wrong.code == 1
    assert [set(one) for one in wrong.json["problems"]] == [{"line", "code", "text"}] * 2
    assert "2 problems" in wrong.err


def test_the_plan_in_words_is_readable(run, calendar_file):
    answer = run("plan", "--pathway", "osd", "--start", "2026-11-11", "--calendar", calendar_file)
    assert answer.code == 0
    assert "Fri 6 Nov 2026, latest Mon 9 Nov 2026" in answer.out
