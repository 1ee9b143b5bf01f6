"""A school chooses how its policy is read: the file says so, and every rule that the point is about follows."""

from __future__ import annotations

from datetime import date

from engine_helpers import fixture_calendar

from apdesk.domain.case_toml import CaseFile, make_case
from apdesk.domain.chosen_readings import put_chosen
from apdesk.domain.engine import make_plan
from apdesk.domain.protocol_toml import check_protocol, parse_protocol
from apdesk.services.shipped import shipped_protocol_text

TEXT = shipped_protocol_text()
HALVES = "each half of a half-term"


def chosen(**readings):
    return parse_protocol(put_chosen(TEXT, readings), "chosen.toml")


def mistakes(text):
    return [(one.line, one.code, one.text) for one in check_protocol(text)[1]]


def days(protocol, rule, **raw):
    asked = {"pathway": "ap-full-time", "start": date(2026, 11, 9), "end": date(2027, 3, 25), **raw}
    plan = make_plan(make_case(CaseFile(asked, "test"), protocol), protocol, fixture_calendar())
    return [duty.due for duty in plan.duties if duty.rule == rule]


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


def test_the_reading_of_one_item_is_chosen_without_the_others():
    rule = next(one for one in chosen(**{"osd.review": "four to six weeks under way"}).duties if one.id == "osd.review")
    first, second = rule.items
    assert first.reading == "four to six weeks under way"
    assert [one.name for one in first.readings] == ["four to six weeks completed"]
    assert second.reading == ""


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
