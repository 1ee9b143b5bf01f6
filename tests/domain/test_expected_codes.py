"""The code of each session follows from facts; the policy's own stands beside it."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from engine_helpers import events, fixture_calendar, plan

from apdesk.domain.calendar_csv import parse_calendar
from apdesk.domain.case_toml import CaseFile, make_case
from apdesk.domain.engine import expected_sessions, make_plan
from apdesk.domain.facts import FactBook
from apdesk.domain.school_calendar import Closure
from apdesk.services.shipped import shipped_protocol


def codes(pathway, start="2026-11-09", **tables):
    return {(one.expected, one.policy_code, one.problem is not None) for one in plan(pathway, start, **tables).sessions}


@pytest.mark.parametrize(
    ("pathway", "code"),
    [
        ("respite", "B"), ("short-stay", "B"), ("osd", "D"), ("ap-full-time", "D"), ("ap-part-week", "D"),
        ("home-tuition", "K"), ("reduced-timetable", "C2"), ("flexi-timetable", "C"),
    ],
)
def test_without_facts_to_the_contrary_the_policys_code_is_expected(pathway, code):
    assert codes(pathway) == {(code, code, False)}


def test_a_registered_short_stay_is_dual_registered_whatever_the_policy_says():
    known = {"provider.registered_school": True, "provider.registers_pupil": True}
    made = plan("short-stay", "2026-11-09", facts=known)
    assert codes("short-stay", facts=known) == {("D", "B", False)}
    assert "The policy says B" in made.sessions[0].why


def test_a_pupil_directed_to_a_school_that_does_not_register_has_no_code_yet():
    assert codes("respite", facts={"provider.registered_school": True}) == {(None, "B", True)}


def test_alternative_provision_that_is_no_school_is_b_or_k_by_who_arranged_it():
    no_school = {"provider.registered_school": False}
    assert codes("ap-full-time", facts=no_school) == {("B", "D", False)}
    assert codes("ap-full-time", facts={**no_school, "placement.arranged_by": "la"}) == {("K", "D", False)}


def test_remote_tuition_is_never_attendance():
    assert codes("home-tuition", facts={"placement.delivery": "remote"}) == {(None, "K", True)}
    ill = {"placement.delivery": "remote", "placement.reason": "mental-health"}
    assert codes("home-tuition", facts=ill) == {("I", "K", False)}


def test_c2_is_expected_inside_the_agreed_dates_only():
    agreed = {"placement.agreed_from": "2026-11-16", "placement.agreed_until": "2026-11-20"}
    made = plan("reduced-timetable", "2026-11-09", end="2026-11-27", facts=agreed)
    inside = {one.date.isoformat() for one in made.sessions if one.expected == "C2"}
    assert inside == {f"2026-11-{day}" for day in (16, 17, 18, 19, 20)}
    assert all(one.problem for one in made.sessions if one.expected is None)


def test_above_compulsory_school_age_is_x():
    assert codes("reduced-timetable", facts={"pupil.year": 12}) == {("X", "C2", False)}


def test_only_sessions_away_carry_a_code():
    made = plan("ap-part-week", "2026-11-09", end="2026-11-13", facts={"placement.sessions": "PPSSS-SSSS"})
    assert [(one.date.day, one.session) for one in made.sessions] == [(9, "AM"), (9, "PM")]


def test_a_hosted_pupil_has_our_own_marks_here_and_d_at_the_home_school():
    made = plan("hosted", "2026-11-09", end="2026-11-10", facts={"placement.sessions": "PPSSSSSSSS"})
    found = [(one.session, one.expected) for one in made.sessions]
    assert found == [("AM", "/"), ("PM", "\\"), ("AM", "D"), ("PM", "D")]


def test_our_inset_day_carries_no_mark_where_the_host_is_open():
    host = parse_calendar("type,start,end,label\nhalf_term,2026-11-02,2026-12-18,Aut 2\n", "host")
    raw = {"pathway": "osd", "start": "2026-11-02", "end": "2026-11-04"}
    made = make_plan(make_case(CaseFile(raw, "test"), shipped_protocol()), shipped_protocol(), fixture_calendar(), host)
    mornings = [(one.date.day, one.expected) for one in made.sessions if one.session == "AM"]
    assert mornings == [(2, "#"), (3, "D"), (4, "D")]


def test_beyond_the_hosts_term_dates_our_own_are_taken():
    host = parse_calendar("type,start,end,label\nhalf_term,2026-11-02,2026-12-17,Aut 2\n", "host")
    raw = {"pathway": "osd", "start": "2026-12-17", "end": "2027-01-06"}
    made = make_plan(make_case(CaseFile(raw, "test"), shipped_protocol()), shipped_protocol(), fixture_calendar(), host)
    # nobody has said whether the host is open on 18 December; Monday 4 January is our INSET day
    mornings = [(str(one.date), one.expected) for one in made.sessions if one.session == "AM"]
    assert mornings == [("2026-12-17", "D"), ("2026-12-18", "D"), ("2027-01-05", "D"), ("2027-01-06", "D")]


def test_a_closed_provider_leaves_the_code_to_a_person():
    pause = [{"from": "2026-11-12", "to": "2026-11-12", "reason": "provider closed"}]
    made = plan("osd", "2026-11-11", end="2026-11-13", pause=pause)
    assert {one.date.day for one in made.sessions if one.expected is None and one.problem} == {12}


def test_a_change_of_week_takes_effect_from_its_day():
    change = [{"on": "2026-11-16", "fact": "placement.sessions", "value": "PPPPSSSSSS"}]
    made = plan("osd", "2026-11-09", end="2026-11-20", change=change)
    assert [one.date.day for one in made.sessions if one.session == "AM"] == [9, 10, 11, 12, 13, 16, 17]


def test_a_second_provider_has_its_own_sessions_codes_and_clock():
    second = {"provider": "Garden project", "from": "2026-11-11", "sessions": "------PP--",
              "facts": {"provider.registered_school": False}}
    made = plan("osd", "2026-11-11", end="2026-11-27", also=[second])
    theirs = {(one.date.weekday(), one.expected) for one in made.sessions if one.provider}
    assert theirs == {(3, "B")}
    assert not [one for one in made.sessions if one.provider is None and one.date.weekday() == 3]
    contacts = {duty.provider for duty in made.duties if "A04" in duty.covers}
    reviews = {duty.provider for duty in made.duties if duty.kind == "review"}
    assert contacts == {None, "Garden project"}
    assert reviews == {None}


def test_no_mark_is_invented_for_days_without_school():
    made = plan("osd", "2026-12-14", event=events())
    assert not [one for one in made.sessions if not fixture_calendar().is_school_day(one.date)]


# ------------------------------------------------- every combination, decided apart from the protocol's table


def decided(pathway, letter, half, known, home_open, host_open):
    """The decision function of the attendance rules for one half day: the code, or "ask" for a person to settle."""
    year, agreed = known["pupil.year"], known.get("placement.agreed_until")
    bearing = {"hosted": "PRS", "reduced-timetable": "PR-", "flexi-timetable": "PR-"}.get(pathway, "PR")
    if letter not in bearing:
        return None
    if not home_open:
        return "#"
    if pathway == "hosted" and letter in "PS":
        return "D" if letter == "S" else "/" if half == "AM" else "\\"
    if letter == "-":
        if year > 11:
            return "X"
        covered = agreed is None or agreed >= "2026-11-20"
        return ({"reduced-timetable": "C2", "flexi-timetable": "C"}[pathway]) if covered else "ask"
    if not host_open:
        return "ask"
    if letter == "R" or known.get("placement.delivery") == "remote":
        if agreed is not None and agreed >= "2026-11-20" and year <= 11:
            return "C2"
        return "I" if known.get("placement.reason") == "medical" else "ask"
    if known["provider.registered_school"]:
        if known["provider.registers_pupil"]:
            return "D"
        if known["placement.directed"]:
            return "ask"
    return "K" if known["placement.arranged_by"] == "la" else "B"


CHOICES = {
    "pupil.year": (9, 12),
    "provider.registered_school": (True, False),
    "provider.registers_pupil": (True, False),
    "placement.directed": (True, False),
    "placement.arranged_by": ("school", "la"),
    "placement.delivery": ("in-person", "remote"),
    "placement.reason": ("medical", "psp"),
    "placement.agreed_until": (None, "2026-11-13", "2026-11-30"),
}
ON = "2026-11-20"  # a Friday; the host is closed on the Thursday, our school on the Wednesday


PATHWAYS = ["respite", "osd", "home-tuition", "reduced-timetable", "flexi-timetable", "hosted"]


@pytest.mark.parametrize("pathway", PATHWAYS)
def test_every_combination_of_facts_has_the_code_of_the_decision_function(pathway):
    home = calendar_without("2026-11-18")
    host = calendar_without("2026-11-19")
    for values in product(*CHOICES.values()):
        known = dict(zip(CHOICES, values, strict=True))
        facts = {name: value for name, value in known.items() if value is not None}
        if "placement.agreed_until" in facts:
            facts["placement.agreed_from"] = "2026-11-02"
        week = {"reduced-timetable": "SSSS-PR-P-", "flexi-timetable": "SSSSP-R-P-"}.get(pathway, "PPSRPPPR--")
        facts["placement.sessions"] = week
        raw = {"pathway": pathway, "start": "2026-11-16", "end": ON, "facts": facts}
        made = expected_sessions(make_case(CaseFile(raw, "test"), shipped_protocol()), shipped_protocol(), home, host)
        found = {(one.date.weekday(), one.session): one for one in made}
        for place, letter in enumerate(week):
            day, half = place // 2, ("AM", "PM")[place % 2]
            wanted = decided(pathway, letter, half, known, day != 2, day != 3)
            session = found.get((day, half))
            got = None if session is None else ("ask" if session.problem else session.expected)
            if day == 4 or letter != "-" or known["placement.agreed_until"] != "2026-11-13":
                assert got == wanted, (known, day, half, letter)
            if session is not None and session.problem:
                assert session.expected is None


def calendar_without(day):
    on = date.fromisoformat(day)
    usual = fixture_calendar()
    return replace(usual, closures=(*usual.closures, Closure(on, on, "Training", "inset")))


@pytest.mark.parametrize("known", [{"pupil.year": 11}, {"pupil.born": "2011-08-31"}])
def test_compulsory_school_age_ends_on_the_last_friday_in_june_of_year_eleven(known):
    made = plan("reduced-timetable", "2027-06-21", end="2027-07-02", facts=known)
    codes_by_day = {one.date.isoformat(): one.expected for one in made.sessions}
    assert codes_by_day["2027-06-25"] == "C2"
    assert codes_by_day["2027-06-28"] == "X"


def test_a_pupil_born_on_the_first_of_september_is_a_year_behind():
    made = plan("reduced-timetable", "2027-06-21", end="2027-07-02", facts={"pupil.born": "2011-09-01"})
    assert {one.expected for one in made.sessions} == {"C2"}


def test_a_pupil_is_of_age_from_the_eighteenth_birthday_on():
    facts = FactBook(
        shipped_protocol(), "osd", date(2026, 11, 9), {"pupil.born": date(2008, 11, 16)}, (), fixture_calendar()
    )
    assert [facts("pupil.adult", date(2026, 11, n)) for n in (15, 16, 17)] == [False, True, True]
