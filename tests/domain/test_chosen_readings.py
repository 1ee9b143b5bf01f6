"""A school chooses how its policy is read: the file says so, and every rule that the point is about follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from engine_helpers import covering, day, fixture_calendar, plan

from apdesk.domain.case_toml import CaseFile, make_case
from apdesk.domain.chosen_readings import put_chosen, reading_in_force, reading_stated
from apdesk.domain.engine import make_plan
from apdesk.domain.plan import DutyReading
from apdesk.domain.protocol_toml import check_protocol, parse_protocol
from apdesk.services.shipped import shipped_protocol_text

TEXT = shipped_protocol_text()
THIRD = (Path(__file__).parent / "third-school.toml").read_text(encoding="utf-8")
HALVES = "each half of a half-term"


def chosen(**readings):
    return parse_protocol(put_chosen(TEXT, readings), "chosen.toml")


def mistakes(text):
    return [(one.line, one.code, one.text) for one in check_protocol(text)[1]]


def days(protocol, rule, **raw):
    asked = {"pathway": "ap-full-time", "start": date(2026, 11, 9), "end": date(2027, 3, 25), **raw}
    made = make_plan(make_case(CaseFile(asked, "test"), protocol), protocol, fixture_calendar())
    return [duty.due for duty in made.duties if duty.rule == rule]


def test_the_chosen_dates_are_in_force_and_the_stated_ones_become_the_alternative():
    stated = next(one for one in parse_protocol(TEXT, "").duties if one.id == "review.invitation")
    rule = next(one for one in chosen(**{"review.invitation": "six days, the day itself counted"}).duties
                if one.id == "review.invitation")  # fmt: skip
    assert rule.reading == "six days, the day itself counted"
    assert rule.due != stated.due
    assert rule.hard == stated.hard
    assert [(one.name, one.due) for one in rule.readings] == [("six clear days", stated.due)]


def test_a_reading_may_let_a_rule_come_round_otherwise():
    stated, halves = parse_protocol(TEXT, ""), chosen(**{"review.half-term": HALVES})
    assert days(stated, "review.half-term") == [date(2026, 12, 18), date(2027, 2, 12), date(2027, 3, 25)]
    found = days(halves, "review.half-term")
    # the end of each fourth school week; the one of 19 March is so near the end that it is held there
    assert found == [
        date(2026, 12, 4), date(2027, 1, 8), date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 25),
    ]  # fmt: skip
    assert days(stated, "review.half-term", reading={"review.half-term": HALVES}) == found


def first_review(**raw):
    (found,) = covering(plan("osd", "2026-11-11", **raw), "O17")
    return found


def test_a_placement_under_the_other_reading_has_its_dates_and_shows_both():
    under_way, completed = "four to six weeks under way", "four to six weeks completed"
    # 21, 28 and 41 days after Wednesday 11 November; 28, 35 and 42 where the weeks have to be completed
    other = (day("2026-12-02"), day("2026-12-09"), day("2026-12-22"))
    stated = (day("2026-12-09"), day("2026-12-16"), day("2026-12-23"))
    review = first_review(reading={"osd.review": under_way})
    assert (review.window_from, review.due, review.hard) == other
    assert review.readings == (DutyReading(under_way, *other, True), DutyReading(completed, *stated, False))
    assert first_review().readings == (DutyReading(completed, *stated, True), DutyReading(under_way, *other, False))


# the letter comes on a Saturday: the day after it is no school day, and the last one before it too early
ANSWERS = {"three working days": ("WD(event,+3)", "2026-11-18"), "next day": ("CD(event,+1)", "2026-11-15")}


@pytest.mark.parametrize(("stated", "other"), [tuple(ANSWERS), tuple(reversed(ANSWERS))])
def test_a_reading_shows_the_dates_it_would_give_if_it_were_chosen(stated, other):
    policy = parse_protocol(THIRD.replace('due = "WD(event,+3)"\nhard = "CW(event,+2)"\npolicy = "6.4"\n', f"""
due = "{ANSWERS[stated][0]}"
policy = "6.4"
reading = "{stated}"
[[duty.answer.readings]]
name = "{other}"
due = "{ANSWERS[other][0]}"
"""), "third")  # fmt: skip
    raw = {"pathway": "workshop", "start": "2026-11-11", "event": [{"name": "parent-letter", "on": "2026-11-14"}]}
    for chosen in (stated, other):
        case = make_case(CaseFile(raw | {"reading": {"answer": chosen}}, "test"), policy)
        duty = next(duty for duty in make_plan(case, policy, fixture_calendar()).duties if duty.rule == "answer")
        assert {one.name: str(one.due) for one in duty.readings} == {name: on for name, (_, on) in ANSWERS.items()}
        assert str(duty.due) == ANSWERS[chosen][1]


def test_the_reading_of_one_item_is_chosen_without_the_others():
    rule = next(one for one in chosen(**{"osd.review": "four to six weeks under way"}).duties if one.id == "osd.review")
    first, second = rule.items
    assert first.reading == "four to six weeks under way"
    assert [one.name for one in first.readings] == ["four to six weeks completed"]
    assert second.reading == ""


def test_what_the_file_states_first_is_known_whatever_is_chosen():
    both = chosen(**{
        "review.invitation": "six days, the day itself counted", "osd.review": "four to six weeks under way",
    })  # fmt: skip
    found = {one.id: (reading_in_force(one), reading_stated(one, both)) for one in both.duties if one.id in both.chosen}
    assert found == {
        "review.invitation": ("six days, the day itself counted", "six clear days"),
        "osd.review": ("four to six weeks under way", "four to six weeks completed"),
    }


def test_choosing_and_choosing_back_leaves_the_file_as_it_was():
    once = put_chosen(TEXT, {"visit.month": "every 4 weeks"})
    assert once != TEXT
    assert put_chosen(once, {"visit.month": "every 4 weeks"}) == once
    assert put_chosen(once, {}) == TEXT
    assert mistakes(once) == []


def test_what_no_rule_has_is_named_with_its_line():
    text = put_chosen(TEXT, {
        "visit.month": "every 5 weeks", "visit.monthly": "every 4 weeks", "osd.length": "60 school days",
    })  # fmt: skip
    lines = text.splitlines()
    at = {name: next(n for n, line in enumerate(lines, 1) if line.startswith(f'"{name}" ='))
          for name in ("visit.month", "visit.monthly", "osd.length")}  # fmt: skip
    found = {line: (code, said) for line, code, said in mistakes(text)}
    assert found[at["visit.month"]] == (
        "unknown-word", 'visit.month: no reading is called "every 5 weeks". It has each calendar month, every 4 weeks.'
    )  # fmt: skip
    assert found[at["visit.monthly"]][0] == "unknown-rule"
    assert "chosen at each placement" in found[at["osd.length"]][1]


def test_a_point_that_decides_nothing_is_named():
    text = TEXT.replace('choose = ["visit.month"]', 'choose = ["visit.monthly"]')
    wrong = 'choose = ["osd.notice", "weekly.contact"]'
    text = text.replace('choose = ["review.invitation", "review.invitation-la"]', wrong)
    text = text.replace('"Panel referral" = "osd.panel"', '"Panel referral" = "osd.pannel"')
    assert [(code, said) for _, code, said in mistakes(text)] == [
        ("unknown-rule", 'Panel referral: "osd.pannel" is not a duty or a limit of this file.'),
        ("missing", "weekly.contact has no second reading to choose from."),
        ("duplicate", "The reading of osd.notice is decided by point 4 already."),
        ("unknown-rule", '"visit.monthly" is not a duty or a limit of this file.'),
    ]


def test_a_reading_that_is_a_chain_needs_its_step():
    text = TEXT.replace('each = "chain"\nstep = "CW(previous,+4)"\ndue = "BF(CW(previous,+4))"\n', 'each = "chain"\n')
    assert ("missing", "visit.month: the reading every 4 weeks is a chain and has no step.") in [
        (code, said) for _, code, said in mistakes(text)
    ]
