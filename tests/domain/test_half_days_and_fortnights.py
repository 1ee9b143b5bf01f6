"""A policy in half-days, fortnights, half-terms and years of age, worked out by hand on the fixture calendar."""

from pathlib import Path

import pytest
from engine_helpers import FIXTURE, day, fixture_calendar

from apdesk.domain.calendar_csv import parse_calendar
from apdesk.domain.case_toml import CaseFile, make_case
from apdesk.domain.engine import make_plan
from apdesk.domain.protocol_toml import parse_protocol
from apdesk.problems import Problem

TEXT = (Path(__file__).parent / "third-school.toml").read_text(encoding="utf-8")
POLICY = parse_protocol(TEXT, "third-school.toml")


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


def test_a_taster_on_the_first_of_september_counts_in_the_new_school_year():
    # a year that begins with lessons on Tuesday 1 September
    opened = FIXTURE.read_text(encoding="utf-8").replace("inset,2026-09-01,2026-09-02,INSET\n", "").replace(
        "half_term,2026-09-03", "half_term,2026-09-01"
    )
    calendar = parse_calendar(opened, "opened")
    earlier = [
        {"pathway": "taster", "from": "2026-07-13", "to": "2026-07-17"},
        {"pathway": "taster", "from": "2026-09-01", "to": "2026-09-01"},
    ]
    raw = {"pathway": "taster", "start": "2026-11-09", "earlier": earlier}
    cap = limit(make_plan(make_case(CaseFile(raw, "test"), POLICY), POLICY, calendar), "taster.half-days")
    assert "2 used by earlier episodes" in cap.why


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


def gate(made, rule):
    return next(gate for gate in made.gates if gate.rule == rule)


LONG = {"placement.reason": "safety", "pupil.year": 10, "pupil.attendance": 90}


def test_a_cap_that_is_broken_is_a_gate_a_senior_may_lift():
    asked = gate(plan("secondment", "2026-11-11", facts=LONG), "cap.safety")
    assert (asked.met, asked.level, asked.lifted_by, asked.overridden) == (False, "override", "PRIN", None)
    said = [{"rule": "cap.safety", "override": "No place to come back to", "by": "VP"}]
    lifted = gate(plan("secondment", "2026-11-11", facts=LONG, gate=said), "cap.safety")
    assert (lifted.met, lifted.lifted_by, lifted.overridden) == (False, "VP", "No place to come back to (VP)")
    with pytest.raises(Problem, match='Only the Principal or Vice principal can override "At most 20 school days'):
        plan("secondment", "2026-11-11", facts=LONG, gate=[{"rule": "cap.safety", "override": "Please", "by": "TUTOR"}])


def test_what_blocks_is_lifted_by_nobody():
    said = [{"rule": "insured", "override": "It will be all right", "by": "PRIN"}]
    with pytest.raises(Problem, match=r"insured to the last day. Nobody can override this"):
        plan("workshop", "2026-11-11", gate=said)
    # and what is known not to be met stays so, whatever anybody says
    known = {"provider.insured_until": "2026-12-01"}
    made = plan("workshop", "2026-11-11", facts=known, gate=[{"rule": "insured", "met": True}])
    assert gate(made, "insured").met is False
    assert gate(plan("workshop", "2026-11-11", gate=[{"rule": "insured", "met": True}]), "insured").met is True


def test_a_cap_is_kept_to_its_last_day_and_warns_before():
    safe = {"placement.reason": "safety"}
    at_most = limit(plan("workshop", "2026-11-11", end="2027-02-03", facts=safe), "cap.safety")
    # 4 half days on Monday and Wednesday: twenty days at the venue
    assert (at_most.last_day, at_most.kept, at_most.warn_from) == (day("2027-02-03"), True, day("2027-01-29"))
    assert at_most.school_days == 20
    assert limit(plan("workshop", "2026-11-11", end="2027-02-08", facts=safe), "cap.safety").kept is False


def test_at_least_so_many_days_counts_up():
    # whole days, morning and afternoon: ten of them still to go on 17 November, one on 30 November
    for end, kept in (("2026-11-17", False), ("2026-11-30", False), ("2026-12-01", True)):
        least = limit(plan("secondment", "2026-11-11", end=end, facts=LONG), "shortest")
        assert (least.kept, least.last_day, least.warn_from) == (kept, day("2026-12-01"), None)


def test_a_date_cap_warns_on_the_day_it_names():
    cap = limit(plan("workshop", "2026-11-11", end="2027-02-12", facts={"placement.reason": "trade"}), "cap.trade")
    assert (cap.until, cap.warn_from, cap.kept) == (day("2027-02-12"), day("2027-01-29"), True)
    assert cap.readings == ()  # there is one way to read it, so nothing to choose
    longer = limit(plan("workshop", "2026-11-11", end="2027-02-22", facts={"placement.reason": "trade"}), "cap.trade")
    assert longer.kept is False
    # going on at a second venue is no new start: until 12 February it is kept, after it not
    for last, kept in (("2027-02-12", True), ("2027-02-22", False)):
        forge = [{"provider": "forge", "from": "2026-12-07", "to": last, "sessions": "PPSSPPSSSS"}]
        both = plan("workshop", "2026-11-11", end="2026-12-04", facts={"placement.reason": "trade"}, also=forge)
        assert limit(both, "cap.trade").kept is kept


def test_a_second_venue_is_held_to_its_own_half_days():
    also = [{"provider": "forge", "from": "2026-11-16", "sessions": "PPPPPP----"}]
    made = plan("workshop", "2026-11-11", also=also)
    said = [(one.text, one.kept, one.warn_from) for one in made.limits if one.rule == "share"]
    assert said == [
        ("No more than five half-days a week at one venue; 4 are planned.", True, None),
        ("No more than five half-days a week at one venue; 6 are planned.", False, day("2026-11-16")),
    ]


def test_a_venue_is_held_to_its_limit_as_long_as_the_pupil_is_there():
    full = [{"on": "2026-12-07", "fact": "placement.sessions", "value": "PPPPPPPPPP"}]
    after = [{"provider": "forge", "from": "2026-12-07", "to": "2026-12-18", "sessions": "PPPP------"}]
    made = plan("workshop", "2026-11-11", end="2026-12-04", also=after, change=full)
    assert [one.kept for one in made.limits if one.rule == "share"] == [True]
    # six half-days are allowed to whoever is graded green, which the pupil is until the forge is over
    holds = 'holds = "placement.sessions_at_provider <= 5'
    policy = parse_protocol(TEXT.replace(holds, f"{holds} or pupil.risk == 'green'"), "graded")
    before = [{"provider": "forge", "from": "2026-11-16", "to": "2026-12-04", "sessions": "PPPPPP----"}]
    raw = {"pathway": "workshop", "start": "2026-11-11", "also": before}
    for on, kept in (("2026-12-04", [True, True, False]), ("2026-12-05", [True, True])):
        red = {"change": [{"on": on, "fact": "pupil.risk", "value": "red"}]}
        made = make_plan(make_case(CaseFile(raw | red, "test"), policy), policy, fixture_calendar())
        assert [one.kept for one in made.limits if one.rule == "share"] == kept


def test_a_change_of_the_week_breaks_a_limit_from_its_day():
    change = [{"on": "2026-12-07", "fact": "placement.sessions", "value": "PPPPPPPPPP"}]
    said = [one for one in plan("workshop", "2026-11-11", change=change).limits if one.rule == "share"]
    assert [(one.kept, one.warn_from) for one in said] == [(True, None), (False, day("2026-12-07"))]
    # on its last day it still breaks the limit, after it nothing of this placement
    last_day = plan("workshop", "2026-11-11", change=change, end="2026-12-07").limits
    assert [one.kept for one in last_day if one.rule == "share"] == [True, False]
    over = plan("workshop", "2026-11-11", change=change, end="2026-12-04").limits
    assert [one.kept for one in over if one.rule == "share"] == [True]


def test_a_reading_of_nothing_but_a_whole_number_is_said_as_one():
    share = limit(plan("workshop", "2026-11-11"), "share")
    assert share.text == "No more than five half-days a week at one venue; 4 are planned."
    assert share.why == f"{share.text} (4.5)"


def test_a_promise_is_broken_when_no_talk_is_left_to_keep_it():
    talks = [{"rule": "talk", "occurrence": n, "on": "2026-11-20", "method": "by telephone"} for n in range(1, 7)]
    promise = next(one for one in plan("workshop", "2026-11-11", done=talks).limits if one.rule == "talk")
    assert (promise.kept, promise.sense) == (False, "min")
    kept = [{**one, "method": "face to face"} if one["occurrence"] < 3 else one for one in talks]
    made = plan("workshop", "2026-11-11", done=kept[:3])
    promise = next(one for one in made.limits if one.rule == "talk")
    assert (promise.kept, promise.warn_from, "So far 2" in promise.text) == (True, None, True)
    assert not any("face to face" in duty.evidence for duty in made.duties)


def test_a_promise_is_not_broken_before_the_first_day_is_known():
    undated = make_plan(make_case(CaseFile({"pathway": "workshop"}, "test"), POLICY), POLICY, fixture_calendar())
    assert [one.kept for one in undated.limits if one.rule == "talk"] == [None]
    # two were promised: in one week there is one talk, in four weeks there are just enough
    for end, kept in (("2026-11-13", False), ("2026-12-04", None)):
        made = plan("workshop", "2026-11-11", end=end)
        assert [one.kept for one in made.limits if one.rule == "talk"] == [kept]


def test_a_promise_that_cannot_be_kept_any_more_says_so():
    talks = [{"rule": "talk", "occurrence": n, "on": "2026-11-20", "method": "by telephone"} for n in range(1, 6)]
    made = plan("workshop", "2026-11-11", done=talks)
    promise = next(one for one in made.limits if one.rule == "talk")
    last = next(duty for duty in made.duties if duty.rule == "talk" and duty.occurrence == 6)
    assert (promise.kept, "face to face" in last.evidence) == (False, True)
    assert "Due Fri 12 Feb 2027: the last school day of the weeks of 1 Feb 2027 and 8 Feb 2027." in last.why
    assert "It has to be face to face." in last.why


def test_a_day_of_the_week_before_the_first_day_gives_way_to_the_first_day():
    called = {"pupil.attendance": 85}
    assert dates(plan("workshop", "2026-11-12", end="2026-11-20", facts=called), "call") == ["2026-11-12", "2026-11-18"]
    # where the policy says Monday, that of the first week is the very day on which the week begins
    mondays = parse_protocol(TEXT.replace("WEEKDAY(week,'Wednesday')", "WEEKDAY(week,'Monday')"), "mondays")
    raw = {"pathway": "workshop", "start": "2026-11-12", "end": "2026-11-20", "facts": called}
    made = make_plan(make_case(CaseFile(raw, "test"), mondays), mondays, fixture_calendar())
    assert dates(made, "call") == ["2026-11-12", "2026-11-16"]
    # the first week of the summer half-term begins on Monday 7 June; the year ends on Tuesday 20 July
    assert dates(plan("workshop", "2027-07-12", end="2027-07-20", facts=called), "call") == ["2027-07-14", "2027-07-20"]


def test_a_letter_before_a_meeting_is_brought_forward_to_a_school_day():
    # two weeks before Thursday 10 December is a school day; before Monday 4 January's INSET week it is not
    by_hand = [{"rule": "progress", "on": ["2027-01-07"], "reason": "agreed"}]
    assert one(plan("workshop", "2026-11-11", dates=by_hand), "invite").due == day("2026-12-18")


def test_an_end_before_the_start_is_not_counted_and_said():
    made = plan("workshop", "2026-11-11", event=[{"name": "ended", "on": "2026-11-04"}])
    assert made.end == day("2027-02-12")
    assert any("The end on Wed 4 Nov 2026 is not counted" in problem for problem in made.problems)


def test_the_days_the_venue_was_closed_do_not_count():
    pause = [{"from": "2026-12-07", "to": "2026-12-11", "reason": "Venue closed"}]
    made = plan("workshop", "2026-11-11", end="2027-02-12", facts={"placement.reason": "safety"}, pause=pause)
    cap = limit(made, "cap.safety")
    assert cap.last_day == day("2027-02-10")
    calls = [duty for duty in made.duties if duty.rule == "talk"]
    assert "paused" not in {duty.state for duty in calls}


def test_a_week_in_which_the_clock_stands_still_says_why():
    pauses = [
        {"from": "2026-11-23", "to": "2026-11-27", "reason": "Venue closed"},
        {"from": "2026-12-07", "to": "2026-12-11", "reason": "Suspended"},
    ]
    made = plan("workshop", "2026-11-11", end="2026-12-18", facts={"pupil.attendance": 85}, pause=pauses)
    calls = {str(duty.due): (duty.state, duty.why) for duty in made.duties if duty.rule == "call"}
    assert [on for on, (state, _) in calls.items() if state == "paused"] == ["2026-11-25", "2026-12-09"]
    assert "The clock stands still: Venue closed." in calls["2026-11-25"][1]
    assert "The clock stands still: Suspended." in calls["2026-12-09"][1]


def test_a_second_venue_takes_its_half_days_on_its_own_first_and_last_day():
    also = [{"provider": "forge", "from": "2026-11-16", "to": "2026-11-18", "sessions": "PPSSPPSSSS"}]
    made = plan("workshop", "2026-11-11", end="2026-11-25", also=also)
    at = {(str(one.date), one.provider) for one in made.sessions if one.expected == "W"}
    assert at == {
        ("2026-11-11", None), ("2026-11-16", "forge"), ("2026-11-18", "forge"), ("2026-11-23", None),
        ("2026-11-25", None),
    }


def test_a_date_brought_forward_to_its_latest_day_says_so():
    close = one(plan("workshop", "2026-11-11"), "close")
    assert "Due Fri 12 Feb 2027: 3 school days after the end, Fri 12 Feb 2027, which is Wed 24 Feb 2027, " in close.why
    assert "brought forward to the latest day" in close.why
    assert "Latest Fri 19 Feb 2027: 5 working days after the end, Fri 12 Feb 2027." in close.why


def test_the_file_says_from_when_the_policy_holds():
    assert (POLICY.effective, POLICY.hours_a_session) == (day("2026-09-01"), 2.75)
    assert (POLICY.codes["W"].possible, POLICY.codes["W"].attended, POLICY.codes["WX"].possible) == (True, True, False)
