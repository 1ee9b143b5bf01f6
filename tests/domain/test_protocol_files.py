"""A school states its policy in a file; every mistake is named at once, with its line."""

from datetime import date
from pathlib import Path

import pytest
from engine_helpers import fixture_calendar

from apdesk.domain.case_toml import CaseFile, make_case
from apdesk.domain.engine import make_plan
from apdesk.domain.protocol_toml import check_protocol, parse_protocol
from apdesk.problems import Problem
from apdesk.services.shipped import obligations, shipped_protocol_text

SECOND = (Path(__file__).parent / "second-school.toml").read_text(encoding="utf-8")
THIRD = (Path(__file__).parent / "third-school.toml").read_text(encoding="utf-8")


def mistakes(text, rows=()):
    return [(one.line, one.code) for one in check_protocol(text, rows)[1]]


def line_of(text, words):
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def test_the_shipped_policy_covers_every_row_without_a_mistake():
    rows = tuple(row["id"] for row in obligations())
    assert len(rows) == 231
    assert mistakes(shipped_protocol_text(), rows) == []


def test_every_kind_of_mistake_is_found_at_once_with_its_line():
    wrong = {
        'due = "WD(start,-4)"': ('due = "WD(start,\'four\')"', "unit"),
        'hard = "CW(start,-1)"': ('hard = "CX(start,-1)"', "unknown-function"),
        'when = "pupil.young_carer"': ('when = "pupil.young_career"', "unknown-fact"),
        'owner = "PRINCIPAL"': ('owner = "BURSAR"', "unknown-role"),
        'met_by = ["meeting"]': ('met_by = ["meting"]', "unknown-event"),
        'due = "FSD(month)"': ('due = "FSD(fortnight of may)"', "unknown-name"),
        "live = 3": ("lively = 3", "unknown-key"),
        "when = \"placement.reason == 'harm'\"": ("when = \"placement.reason == 'harmony'\"", "unreachable"),
    }
    text = SECOND
    for right, (bad, _) in wrong.items():
        assert text.count(right) == 1, right
        text = text.replace(right, bad)
    found = mistakes(text)
    for bad, code in wrong.values():
        assert (line_of(text, bad), code) in found, (bad, found)


MORE_MISTAKES = {
    "an unknown year group": ('when = "pupil.young_carer"', 'when = "pupil.year == 15"', "unreachable"),
    "two facts that exclude each other": (
        'when = "pupil.young_carer"', 'when = "pupil.young_carer and not pupil.young_carer"', "unreachable",
    ),
    "a number that is no condition": ('when = "pupil.young_carer"', 'when = "pupil.year"', "unit"),
    "yes compared with a word": ('when = "pupil.young_carer"', "when = \"pupil.young_carer == 'yes'\"", "unit"),
    "a word compared by size": ('when = "pupil.young_carer"', "when = \"placement.reason < 'harm'\"", "unit"),
    "another pathway’s condition": (
        'when = "pupil.young_carer"', "when = \"placement.pathway == 'trust'\"", "unreachable",
    ),
    "a condition where a date belongs": ('due = "WD(start,-4)"', 'due = "start < end"', "unit"),
    "if with two kinds of thing": ('due = "WD(start,-4)"', 'due = "if(pupil.young_carer, start, 3)"', "unit"),
    "a day of the week nobody knows": ('due = "FSD(month)"', "due = \"WEEKDAY(month, 'Wensday')\"", "unit"),
    "the fourteenth month": ('due = "WD(start,-4)"', 'due = "ON(start,14,1)"', "unit"),
    "days without end": ('due = "WD(start,-4)"', 'due = "CD(start,99999999)"', "unit"),
    "more half-terms than are ever loaded": ('due = "WD(start,-4)"', 'due = "HT(start,20)"', "unit"),
    "more terms than are ever loaded": ('due = "WD(start,-4)"', 'due = "TERM(start,10)"', "unit"),
    "a sentence with a gap nobody can read": (
        'text = "At most 8 school days for settling."', 'text = "At most {8 +} days."', "expression",
    ),
    "a fourth term of a year": ('due = "WD(start,-4)"', 'due = "TERM-END(2026,4)"', "unit"),
    "a sixth Monday": ('due = "FSD(month)"', "due = \"WEEKDAY(month, 'Monday', 6)\"", "unit"),
    "the day of no rule": ('due = "WD(start,-4)"', 'due = "due()"', "unit"),
    "half a day": ('due = "WD(start,-4)"', 'due = "SD(start,1.5)"', "unit"),
    "the earlier of one": ('due = "WD(start,-4)"', 'due = "earlier(start)"', "unit"),
    "an unknown rule": ('due = "WD(start,-4)"', "due = \"held('talks')\"", "unknown-rule"),
    "a table nobody wrote": (
        'due = "WD(start,-4)"', "due = \"if(table('x', pupil.year) > 3, start, end)\"", "unknown-table",
    ),
    "brackets left open": ('due = "WD(start,-4)"', 'due = "WD(start,-4"', "expression"),
    "a fact made of itself": (
        'label = "Cares for somebody at home"\ndefault = false',
        'label = "Cares for somebody at home"\nis = "pupil.young_carer"', "circle",
    ),
    "a default that does not fit": ('default = "settling"', 'default = "moving"', "form"),
    "a cap of nothing": ("days = 8", "days = 0", "unit"),
    "a number in words": ("days = 8", 'days = "eight"', "form"),
    "yes where a number belongs": ("at_least = 1", "at_least = true", "form"),
    "an unknown unit of counting": ('cumulative = "ever"', 'cumulative = "decade"', "unknown-word"),
    "a code nobody listed": (
        'sessions = "PPPP------"\ncode = "AW"', 'sessions = "PPPP------"\ncode = "AQ"', "unknown-code",
    ),
    "a time that is none": ('by = "event"', 'by = "25:00"', "unit"),
    "an overriding role nobody holds": ('lifted_by = "PRINCIPAL"', 'lifted_by = ["PRINCIPAL", "HEAD"]', "unknown-role"),
    "a sentence about an unknown fact": (
        'text = "At most 8 school days for settling."', 'text = "At most {pupil.yaer} days."', "unknown-fact",
    ),
    "a pathway nobody knows": ('for = "trust"', 'for = "trusts"', "unknown-pathway"),
    "a fortnight where weeks recur": ('due = "LSD(week)"', 'due = "LSD(fortnights)"', "unknown-name"),
    "more brackets than anybody reads": (
        'due = "WD(start,-4)"', f'due = "{"BF(" * 101}start{")" * 101}"', "expression",
    ),
    "a day that starts nowhere": ("effective = 2026-09-01", 'effective = "autumn"', "form"),
    "half a session": ("hours_a_session = 3", "hours_a_session = 0", "unit"),
    "a fact nobody typed": ('type = "sessions"', 'type = "session"', "unknown-word"),
    "a year that is no day": (
        'each = "month"\nlive = 3', 'each = "dates"\ndates = ["5th Monday of June"]', "unit",
    ),
    "a title too long for a list": (
        'title = "Mentor talk"', f'title = "Mentor talk"\nshort = "{"t" * 41}"', "long",
    ),
    "a word too long for the calendar": (
        'title = "Mentor talk"', f'title = "Mentor talk"\nword = "{"t" * 18}"', "long",
    ),
    "a rule that follows another pathway’s": (
        'each = "month"\nlive = 3', 'each = "duty"\nof = ["nil-return"]', "unreachable",
    ),
    "what an unknown rule stands in for": ('evidence = ["note"]', 'stands_in_for = ["talks"]', "unknown-rule"),
    "a group of nobody": (
        'AWAY = ["bridge-term", "fresh-start"]', 'AWAY = ["bridge-term", "fresh"]', "unknown-pathway",
    ),
    "a kind of duty nobody knows": ('kind = "letter"', 'kind = "leter"', "unknown-word"),
}


@pytest.mark.parametrize("name", list(MORE_MISTAKES))
def test_a_mistake_of_meaning_is_found_with_its_line(name):
    right, bad, code = MORE_MISTAKES[name]
    assert SECOND.count(right) == 1
    text = SECOND.replace(right, bad)
    assert (line_of(text, bad.splitlines()[-1]), code) in mistakes(text)


@pytest.mark.parametrize(
    ("right", "bad", "code"),
    [
        ('taste = "To try a trade"', "taste = 3", "form"),
        ('OUT-LONG = ["workshop", "secondment"]', "OUT-LONG = [3, 4]", "form"),
        ('"7-9" = 6', '"7-9" = [6]', "form"),
        ('level = "warn"\nholds', 'level = "warning"\nholds', "unknown-word"),
        ('level = "block"\nwhen = "pupil.risk', 'level = "stop"\nwhen = "pupil.risk', "unknown-word"),
    ],
)
def test_what_is_of_the_wrong_kind_is_named_with_its_line(right, bad, code):
    assert THIRD.count(right) == 1
    text = THIRD.replace(right, bad)
    at = 1 if right.startswith('"7-9"') else 0  # a table of values is one thing
    assert (line_of(text, bad.splitlines()[0]) - at, code) in mistakes(text)


def test_a_duty_may_follow_a_rule_of_its_own_pathway_and_one_of_another():
    right = 'each = "month"\nlive = 3\ndue = "FSD(month)"'
    assert SECOND.count(right) == 1
    assert mistakes(SECOND.replace(right, 'each = "duty"\nof = ["nil-return", "talk"]\ndue = "SD(that,+1)"')) == []


@pytest.mark.parametrize(
    ("condition", "may_hold"),
    [
        ("provider.insured_until > 2026-09-01 and provider.insured_until < 2027-09-01", True),
        ("provider.insured_until > 2026-09-01 and provider.insured_until < 2026-09-02", False),
        ("provider.insured_until < 2026-09-01 and provider.insured_until > 2026-09-01", False),
        ("provider.insured_until > 2026-09-01 and provider.insured_until < 2026-09-03", True),
        ("provider.insured_until == 2026-09-01", True),
        ("provider.insured_until > 9999-12-31", False),
        ("provider.insured_until < 1900-01-01", True),
        ("pupil.attendance > 90 and pupil.attendance < 91", True),
        ("pupil.attendance > 90 and pupil.attendance < 90", False),
        ("pupil.attendance == 90 and pupil.year == 9", True),
        ("pupil.year > 9 and pupil.year < 11", True),
        ("pupil.year > 9 and pupil.year < 10", False),
        ("pupil.year > 14", False),
    ],
)
def test_a_condition_that_something_fulfils_is_not_called_impossible(condition, may_hold):
    assert THIRD.count('when = "provider.transport"') == 1
    text = THIRD.replace('when = "provider.transport"', f'when = "{condition}"')
    assert [code for _, code in mistakes(text)] == ([] if may_hold else ["unreachable"])


def test_days_are_counted_by_whole_numbers_alone():
    right = 'title = "Closing report to parents"\nkind = "report"\nowner = "TUTOR"\ndue = "SD(end,+3)"'
    assert THIRD.count(right) == 1
    by_number = THIRD.replace(right, right.replace("+3", "number"))  # the first, the second ...
    assert mistakes(by_number) == []
    by_attendance = THIRD.replace(right, right.replace("+3", "pupil.attendance"))  # may be 92.5
    assert mistakes(by_attendance) == [(line_of(by_attendance, "SD(end,pupil.attendance)"), "unit")]


def test_a_row_of_the_referee_behind_one_that_decides_everything_is_never_reached():
    text = SECOND + '\n[[referee]]\nletters = "P"\ncode = "AX"\nwhy = "Too late."\n'
    assert (len(SECOND.splitlines()) + 2, "unreachable") in mistakes(text)


def test_what_is_never_allowed_is_a_gate_that_is_never_met():
    prohibited = 'when = "pupil.year == 7"\nmet = "no"\ntext = "The Principal has signed."'
    text = SECOND.replace('text = "The Principal has signed."', prohibited)
    assert mistakes(text) == []


def test_a_file_that_is_no_toml_is_named_with_its_line():
    assert mistakes("[protocol]\nid = \n") == [(2, "toml")]


@pytest.mark.parametrize(
    ("right", "bad", "table"),
    [
        ("days = 8", "episodes = 2\ndays = 8", '[limit."cap.settling"]'), ("days = 8", "", '[limit."cap.settling"]'),
        ('each = "fortnight"\ndue = "LSD(week)"', 'each = "chain"\ndue = "end"', '[duty."talk"]'),
        ('due = "WD(start,-4)"', "", '[duty."warning"]'),
    ],
    ids=["two measures for one cap", "no measure", "a chain without a step", "no date"],
)  # fmt: skip
def test_what_is_missing_is_named_at_its_table(right, bad, table):
    assert SECOND.count(right) == 1
    text = SECOND.replace(right, bad)
    assert mistakes(text) == [(line_of(text, table), "missing")]


def test_an_expression_that_cannot_be_read_is_quoted_with_where_it_stands():
    (found,) = check_protocol(SECOND.replace('due = "WD(start,-4)"', 'due = "WD(start;-4)"'))[1]
    assert found.text == 'due of warning: "WD(start;-4)": ";-4)" cannot be read.'
    (found,) = check_protocol(SECOND.replace('due = "WD(start,-4)"', f'due = "; {"x " * 200}"'))[1]
    assert len(found.text) < 300


def test_a_file_nested_without_end_is_refused_with_a_sentence():
    (found,) = check_protocol("a = " + "[" * 3000 + "]" * 3000)[1]
    assert (found.line, found.text) == (1, "The file cannot be read: its brackets are nested too deeply.")


def test_a_refusal_names_the_first_mistake_and_how_many_more():
    with pytest.raises(Problem) as refused:
        parse_protocol(SECOND.replace('owner = "PRINCIPAL"', 'owner = "BURSAR"'), "mine.toml")
    line = line_of(SECOND, 'owner = "PRINCIPAL"')
    assert (refused.value.text, refused.value.where) == (
        'warning: no role is called "BURSAR".', f"mine.toml, line {line}",
    )
    twice = SECOND.replace('owner = "PRINCIPAL"', 'owner = "BURSAR"').replace("live = 3", "lively = 3")
    with pytest.raises(Problem, match=r"\(1 more: apdesk protocol check lists them\)"):
        parse_protocol(twice, "mine.toml")


def test_a_rule_stated_twice_is_named_and_the_rest_still_checked():
    text = SECOND + '\n[duty."talk"]\nfor = "AWAY"\ntitle = "Again"\nkind = "visiting"\n'
    text = text.replace('kind = "report"', 'kind = "reporting"')
    found = mistakes(text)
    assert (len(SECOND.splitlines()) + 2, "duplicate") in found
    assert (line_of(text, 'kind = "reporting"'), "unknown-word") in found


def test_rules_that_wait_for_each_other_are_refused():
    text = SECOND.replace('due = "WD(start,-4)"', "due = \"held('carer.check')\"").replace(
        'due = "FSD(month)"', "due = \"held('warning')\""
    )
    assert "circle" in {code for _, code in mistakes(text)}


def test_rows_nobody_covers_and_rows_nobody_knows_are_named():
    text = SECOND.replace('policy = "part 9"\n\n[[referee]]', 'policy = "part 9"\ncovers = ["Q99"]\n\n[[referee]]')
    assert {code for _, code in mistakes(text, ("Q01",))} == {"uncovered", "unknown-row"}


def second_plan(**raw):
    protocol = parse_protocol(SECOND, "second-school.toml")
    return make_plan(make_case(CaseFile(raw, "test"), protocol), protocol, fixture_calendar())


def test_another_schools_policy_runs_without_a_line_of_code():
    incident = {"name": "incident", "on": "2026-11-13", "at": "14:30"}
    made = second_plan(pathway="fresh-start", start="2026-11-04", event=[incident])
    talks = [duty.due.isoformat() for duty in made.duties if duty.rule == "talk"]
    told = next(duty for duty in made.duties if duty.rule == "incident.tell")
    assert made.end is not None
    assert made.end.isoformat() == "2026-12-04"
    assert talks == ["2026-11-13", "2026-11-27", "2026-12-04"]
    assert (told.due.isoformat(), told.by, told.owner) == ("2026-11-14", "14:30", "CLERK")
    assert {one.expected for one in made.sessions} == {"AW"}


def test_one_of_a_series_has_to_be_face_to_face():
    open_series = second_plan(pathway="fresh-start", start="2026-11-04")
    last = [duty for duty in open_series.duties if duty.rule == "talk"][-1]
    assert "face to face" in last.evidence
    kept = second_plan(
        pathway="fresh-start", start="2026-11-04",
        done=[{"rule": "talk", "on": "2026-11-12", "method": "face to face"}],
    )
    promise = next(limit for limit in kept.limits if limit.rule == "talk")
    assert promise.kept
    assert "face to face" not in [duty for duty in kept.duties if duty.rule == "talk"][-1].evidence


def test_a_cap_depends_on_the_reason_and_on_earlier_episodes():
    settling = second_plan(pathway="fresh-start", start="2026-11-04")
    assert [(one.rule, one.kept) for one in settling.limits if one.sense == "max"] == [("cap.settling", False)]
    earlier = [{"pathway": "fresh-start", "from": "2026-09-14", "to": "2026-09-18"}]
    harm = second_plan(pathway="fresh-start", start="2026-11-04", facts={"placement.reason": "harm"}, earlier=earlier)
    cap = next(one for one in harm.limits if one.rule == "cap.harm")
    assert (cap.school_days, cap.kept) == (20, False)
    assert "5 used by earlier episodes" in cap.why
    # 24 school days from 3 September to 6 October leave one: the first day is the last
    earlier = [{"pathway": "fresh-start", "from": "2026-09-03", "to": "2026-10-06"}]
    harm = second_plan(pathway="fresh-start", start="2026-11-04", facts={"placement.reason": "harm"}, earlier=earlier)
    cap = next(one for one in harm.limits if one.rule == "cap.harm")
    assert (cap.last_day, cap.school_days, cap.kept) == (date(2026, 11, 4), 1, False)


def test_a_nil_return_is_due_each_month_of_the_year():
    made = second_plan(pathway="trust", start="2026-09-03")
    assert len([duty for duty in made.duties if duty.rule == "nil-return"]) == 11


def test_a_return_for_two_months_names_them_both():
    text = SECOND.replace('each = "month"\ndue = "LSD(month)"', 'each = "month"\nevery = 2\ndue = "LSD(month)"')
    protocol = parse_protocol(text, "second-school.toml")
    case = make_case(CaseFile({"pathway": "trust", "start": "2026-09-03"}, "test"), protocol)
    first, *_, last = make_plan(case, protocol, fixture_calendar()).duties
    assert "Due Fri 23 Oct 2026: the last school day of September 2026 and October 2026." in first.why
    assert "Due Tue 20 Jul 2027: the last school day of July 2027." in last.why
