"""A policy in half-days, fortnights, half-terms and years of age, worked out by hand on the fixture calendar."""

from pathlib import Path

import pytest
from engine_helpers import day, fixture_calendar

from apdesk.domain.case_toml import CaseFile, make_case
from apdesk.domain.engine import make_plan
from apdesk.domain.protocol_toml import parse_protocol

THIRD = Path(__file__).parent / "third-school.toml"
POLICY = parse_protocol(THIRD.read_text(encoding="utf-8"), THIRD.name)


def plan(pathway, start, **tables):
    return make_plan(
        make_case(CaseFile({"pathway": pathway, "start": start, **tables}, "test"), POLICY), POLICY, fixture_calendar()
    )


def dates(made, rule):
    return [str(duty.due) for duty in made.duties if duty.rule == rule]


def one(made, rule):
    (found,) = (duty for duty in made.duties if duty.rule == rule)
    return found


def limit(made, rule):
    (found,) = (limit for limit in made.limits if limit.rule == rule)
    return found


def test_a_cap_in_half_days_counts_those_at_the_venue():
    made = plan("taster", "2026-11-09")
    cap = limit(made, "taster.half-days")
    # Monday mornings: 9, 16, 23, 30 Nov, 7, 14 Dec, (4 Jan is INSET) 11, 18, 25 Jan, 1, 8, 22 Feb
    assert (cap.last_day, cap.school_days, cap.kept) == (day("2027-02-22"), None, True)
    assert "2 timetabled in this one; half day 12 is Mon 22 Feb 2027" in cap.why


def test_half_days_of_an_earlier_taster_count_as_whole_days_of_it():
    earlier = [{"pathway": "taster", "from": "2026-10-05", "to": "2026-10-09"}]
    cap = limit(plan("taster", "2026-11-09", earlier=earlier), "taster.half-days")
    assert (cap.last_day, cap.kept) == (day("2026-11-16"), True)
    assert "10 used by earlier episodes" in cap.why
    longer = limit(plan("taster", "2026-11-09", earlier=earlier, end="2026-11-30"), "taster.half-days")
    assert longer.kept is False


def test_tasters_are_counted_by_the_term():
    october = {"pathway": "taster", "from": "2026-10-05", "to": "2026-10-09"}
    june = {"pathway": "taster", "from": "2026-06-08", "to": "2026-06-12"}
    assert limit(plan("taster", "2026-11-09", earlier=[june, october]), "taster.termly").kept is True
    assert limit(plan("taster", "2026-11-09", earlier=[october, october]), "taster.termly").kept is False


@pytest.mark.parametrize(
    ("facts", "end"), [({"pupil.year": 9}, "2026-12-18"), ({"pupil.year": 10}, "2027-02-12")], ids=["young", "old"]
)
def test_a_length_hangs_on_the_year_group(facts, end):
    made = plan("secondment", "2026-11-11", facts=facts)
    assert (made.end, made.problems[:0]) == (day(end), ())


def test_a_length_that_hangs_on_an_unknown_year_group_is_not_guessed():
    made = plan("secondment", "2026-11-11")
    assert made.end is None
    assert 'The end cannot be worked out: it waits for "Year".' in made.problems
    assert one(made, "close").waits_for == "end"


def test_every_fortnight_a_talk_and_the_last_two_have_to_be_face_to_face():
    made = plan("workshop", "2026-11-11")
    talks = [duty for duty in made.duties if duty.rule == "talk"]
    assert [str(duty.due) for duty in talks] == [
        "2026-11-20", "2026-12-04", "2026-12-18", "2027-01-15", "2027-01-29", "2027-02-12",
    ]
    assert ["face to face" in duty.evidence for duty in talks] == [False] * 4 + [True] * 2
    assert "the weeks of 9 Nov 2026 and 16 Nov 2026" in talks[0].why


def test_the_council_hears_of_an_injury_within_twenty_four_hours():
    made = plan("workshop", "2026-11-11", event=[{"name": "injury", "on": "2026-12-11", "at": "15:10"}])
    told, report = one(made, "injury"), one(made, "injury.report")
    assert (told.due, told.by) == (day("2026-12-12"), "15:10")
    assert (report.due, report.hard) == (day("2026-12-18"), day("2026-12-22"))


@pytest.mark.parametrize(
    ("reason", "rule", "last"),
    [
        ("trade", "cap.trade", "2027-02-12"),
        ("safety", "cap.safety", "2026-12-08"),
        ("health", "cap.safety", "2026-12-08"),
    ],
)
def test_the_cap_depends_on_the_reason(reason, rule, last):
    made = plan("secondment", "2026-11-11", facts={"placement.reason": reason, "pupil.year": 10})
    assert [one.rule for one in made.limits if one.rule.startswith("cap.")] == [rule]
    assert limit(made, rule).last_day == day(last)


def test_a_visit_each_half_term_keeps_its_distance_from_the_one_before():
    made = plan("workshop", "2026-11-11", event=[{"name": "visit", "on": "2026-12-16"}])
    # ten school days into the half-term, and fifteen after the first day or the visit before
    assert dates(made, "seen") == ["2026-12-02", "2027-01-21"]
    assert dates(made, "file") == ["2026-12-18", "2027-01-25"]


def test_before_the_end_of_the_next_half_term():
    made = plan("workshop", "2026-11-11")
    progress, invite = one(made, "progress"), one(made, "invite")
    assert (progress.window_from, progress.due, progress.hard) == (
        day("2026-12-04"), day("2027-02-05"), day("2027-02-12"),
    )
    assert (invite.due, invite.hard) == (day("2027-01-22"), day("2027-01-26"))


def test_what_follows_the_end_is_anchored_on_it():
    made = plan("workshop", "2026-11-11", end="2027-03-24", facts={"pupil.risk": "red"})
    # three school days on is Wed 14 Apr, five working days on (Good Friday, Easter Monday) Fri 2 Apr at the latest
    close = one(made, "close")
    assert (close.due, close.hard) == (day("2027-03-25"), day("2027-04-02"))
    assert dates(made, "afterwards") == ["2027-04-23", "2027-07-20"]


def test_calls_stop_on_the_day_attendance_is_good_again():
    better = [{"on": "2026-12-07", "fact": "pupil.attendance", "value": 95}]
    made = plan("workshop", "2026-11-23", facts={"pupil.attendance": 85}, change=better)
    assert dates(made, "call") == ["2026-11-25", "2026-12-02"]
    assert {duty.by for duty in made.duties if duty.rule == "call"} == {"16:00"}


def test_what_is_never_allowed_is_not_met_whatever_anybody_says():
    said = [{"rule": "red", "met": True}]
    made = plan("taster", "2026-11-09", facts={"pupil.risk": "red"}, gate=said)
    assert {gate.rule: gate.met for gate in made.gates} == {"insured": None, "red": False}
    insured = next(gate for gate in made.gates if gate.rule == "insured")
    assert 'Insurance runs until … Not known yet: "Insurance runs until".' in insured.why


def test_the_watch_list_is_looked_at_every_ten_school_days():
    assert dates(plan("watch", "2026-11-11"), "watch.look") == ["2026-11-25", "2026-12-09"]


def test_returns_nil_or_not_counts_each_term_and_yearly_days():
    made = plan("trustees", "2027-01-11")
    # the fifth of the month, brought forward from Easter Monday and from Saturday 5 June
    assert dates(made, "nil") == [
        "2027-01-05", "2027-02-05", "2027-03-05", "2027-03-25", "2027-05-05", "2027-05-28", "2027-07-05",
    ]
    assert dates(made, "count") == ["2027-03-18", "2027-07-08"]
    assert dates(made, "yearly") == ["2027-03-09", "2027-06-30"]


def test_a_certificate_is_asked_for_a_month_before_it_runs_out():
    asked = one(plan("venue", "2026-11-11", facts={"provider.insured_until": "2027-03-31"}), "insurance")
    assert (asked.due, asked.hard) == (day("2027-02-26"), day("2027-03-31"))


def test_the_afternoon_on_the_bus_has_a_code_of_its_own():
    made = plan("workshop", "2026-11-09", end="2026-11-10", facts={"provider.transport": True})
    codes = [(one.session, one.expected, one.policy_code) for one in made.sessions]
    assert codes == [("AM", "W", "W"), ("PM", "WX", "W")]
