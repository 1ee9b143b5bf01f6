"""Each word of a policy's expressions, worked out by hand on the fixture calendar of 2026/27.

Half-terms: 3 Sep to 23 Oct, 3 Nov to 18 Dec, 5 Jan to 12 Feb, 22 Feb to 25 Mar, 12 Apr to 28 May, 7 Jun to 20 Jul.
"""

from datetime import date

import pytest
from engine_helpers import day, fixture_calendar

from apdesk.domain.explaining import explain
from apdesk.domain.expression import parse
from apdesk.domain.scope import Period, Scope, Waits
from apdesk.domain.vocabulary import evaluate
from apdesk.domain.wording import fill
from apdesk.problems import Problem

DECEMBER = Period(
    date(2026, 12, 1), date(2026, 12, 31),
    fixture_calendar().school_days(date(2026, 12, 1), date(2026, 12, 18)), "December 2026", "month",
)  # fmt: skip


def known(name, _on):
    return {"pupil.year": 10, "pupil.ehcp": True, "placement.reason": "safety"}.get(name)


KEPT = {
    ("due", "seen", 1): "2026-11-20", ("hard", "seen", 1): "2026-11-27", ("held", "seen", 1): "2026-11-19",
    ("done", "seen", 1): "2026-11-18",
    ("due", "seen", 2): "2026-12-11", ("hard", "seen", 2): "2026-12-18", ("held", "seen", 2): "2026-12-10",
    ("done", "seen", 2): "2026-12-09",
}  # fmt: skip


def kept(what, rule, n):
    if (what, rule, n) not in KEPT:
        raise Waits(rule)
    return day(KEPT[what, rule, n])


def scope():
    return Scope(
        fixture_calendar(), {"S0": day("2026-11-11"), "month": DECEMBER}, known, day("2026-11-11"),
        {"visit": [day("2026-11-16"), day("2026-12-07")]}, kept,
        tables={"longest": {"7-9": 6, "10-11": 12, "12": 3, "other": 1}, "bare": {"7": 1}},
        label=lambda name, n: f"the {name}",
    )  # fmt: skip


def answer(text):
    return evaluate(parse(text), scope())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SD(S0,+3)", "2026-11-16"), ("SD(S0,-8)", "2026-10-22"), ("SD(S0,0)", "2026-11-11"),
        ("SD(2026-11-14,0)", "2026-11-14"), ("SD(2026-11-14,+1)", "2026-11-16"), ("SD(2026-11-14,-1)", "2026-11-13"),
        # Christmas Day, and Monday 28 December in the place of Boxing Day
        ("WD(2026-12-23,+3)", "2026-12-30"), ("WD(2027-01-04,-2)", "2026-12-30"), ("WD(S0,+1)", "2026-11-12"),
        ("WD(2026-11-13,+1)", "2026-11-16"), ("CD(S0,+83)", "2027-02-02"), ("CD(S0,-1)", "2026-11-10"),
        ("CW(S0,-2)", "2026-10-28"), ("CM(2026-12-31,+2)", "2027-02-28"), ("CM(2027-01-31,+2)", "2027-03-31"),
        ("CM(S0,-11)", "2025-12-11"), ("CM(S0,+13)", "2027-12-11"), ("CM(2027-12-31,+2)", "2028-02-29"),
        ("SW(S0,1)", "2026-11-13"), ("SW(S0,6)", "2026-12-18"), ("SW(S0,7)", "2027-01-08"), ("SW(S0,-1)", "2026-11-06"),
        ("SW(2026-10-28,1)", "2026-11-06"), ("SW(2026-10-28,-1)", "2026-10-23"),
        ("DAY(S0,1)", "2026-11-11"), ("DAY(S0,2)", "2026-11-12"), ("DAY(S0,15)", "2026-12-01"),
        ("DAY(2026-11-14,1)", "2026-11-16"), ("DAY(2026-11-14,2)", "2026-11-17"),
        ("HT(S0,1)", "2026-12-18"), ("HT(S0,2)", "2027-02-12"), ("HT(2026-10-28,1)", "2026-12-18"),
        ("HT(2026-10-23,1)", "2026-10-23"), ("HT(2026-11-03,1)", "2026-12-18"), ("HT(2026-09-02,1)", "2026-10-23"),
        ("TERM(S0,1)", "2026-12-18"), ("TERM(S0,3)", "2027-07-20"), ("TERM(2026-10-28,1)", "2026-12-18"),
        ("TERM(2026-12-25,1)", "2027-03-25"),
        ("TERM-OF(S0,1)", "2026-12-18"), ("TERM-OF(S0,3)", "2027-07-20"), ("TERM-OF(2027-08-31,2)", "2027-03-25"),
        ("TERM-END(2026,2)", "2027-03-25"),
        ("ON(S0,11,11)", "2026-11-11"), ("ON(S0,11,10)", "2027-11-10"), ("ON(S0,6,30)", "2027-06-30"),
        ("ON(2027-03-01,2,29)", "2028-02-29"), ("ON(2027-01-15,2,29)", "2027-02-28"),
        ("BF(S0)", "2026-11-11"), ("BF(2026-12-25)", "2026-12-18"), ("BF(2026-12-25, after 2026-12-17)", "2026-12-18"),
        ("BF(2026-12-25, after 2026-12-18)", "2026-12-25"), ("BF(2026-11-14, after 2026-11-20)", "2026-11-14"),
        ("BF(2026-11-14, after 2026-11-14)", "2026-11-14"), ("AF(S0)", "2026-11-11"), ("AF(2026-12-25)", "2027-01-05"),
        ("earlier(S0, 2026-11-10)", "2026-11-10"), ("later(S0, 2026-11-10)", "2026-11-11"),
        ("earlier(panel, S0)", "2026-11-11"), ("earlier(S0, CD(panel,-30))", "2026-11-11"),
        ("START(month)", "2026-12-01"), ("END(month)", "2026-12-31"), ("FSD(month)", "2026-12-01"),
        ("LSD(month)", "2026-12-18"),
        # 1 December 2026 is a Tuesday
        ("WEEKDAY(month,'Thursday')", "2026-12-03"), ("WEEKDAY(month,'Thursday',2)", "2026-12-10"),
        ("WEEKDAY(month,'Tuesday')", "2026-12-01"), ("WEEKDAY(month,'Monday',1)", "2026-12-07"),
        ("WEEKDAY(month,'Thursday',-1)", "2026-12-31"), ("WEEKDAY(month,'Thursday',-2)", "2026-12-24"),
        ("WEEKDAY(month,'Friday',-1)", "2026-12-25"), ("WEEKDAY(month,'Saturday',-3)", "2026-12-12"),
        ("first('visit')", "2026-11-16"), ("last('visit')", "2026-12-07"), ("visit", "2026-11-16"),
        ("last-before('visit',2026-12-07)", "2026-11-16"), ("last-before('visit',2026-12-08)", "2026-12-07"),
        ("due('seen')", "2026-11-20"), ("hard('seen')", "2026-11-27"), ("held('seen')", "2026-11-19"),
        ("done('seen')", "2026-11-18"), ("due('seen',2)", "2026-12-11"), ("hard('seen',2)", "2026-12-18"),
        ("held('seen',2)", "2026-12-10"), ("done('seen',2)", "2026-12-09"),
        ("if(pupil.year >= 10, SW(S0,2), S0)", "2026-11-20"), ("if(pupil.year > 10, SW(S0,2), S0)", "2026-11-11"),
    ],
)  # fmt: skip
def test_a_date(text, expected):
    assert answer(text) == day(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("days(S0,2026-12-01)", 20), ("days(2026-12-01,S0)", -20), ("school-days(S0,2026-11-17)", 5),
        ("school-days(2026-11-14,2026-11-15)", 0), ("school-days(S0,S0)", 1), ("live(month)", 14),
        ("table('longest',pupil.year)", 12), ("table('longest',7)", 6), ("table('longest',9)", 6),
        ("table('longest',11)", 12), ("table('longest',12)", 3), ("table('longest',13)", 1),
        ("table('longest',unknown)", 1), ("table('bare',8)", None),
        ("happened('visit')", True), ("happened('panel')", False),
        ("within('visit',2026-11-16,2026-11-16)", True), ("within('visit',2026-11-17,2026-12-06)", False),
        ("within('visit',2026-11-17,2026-12-07)", True),
        ("pupil.year == 10", True), ("pupil.year != 10", False), ("pupil.year < 10", False), ("pupil.year <= 10", True),
        ("pupil.year > 9", True), ("S0 >= 2026-11-12", False),
        ("placement.reason in ('health','safety')", True), ("placement.reason in ('health','trade')", False),
        ("pupil.ehcp and pupil.year == 10", True), ("not pupil.ehcp", False), ("not (pupil.ehcp and no)", True),
        ("no or pupil.ehcp and yes", True), ("(no or pupil.ehcp) and no", False),
    ],
)  # fmt: skip
def test_a_number_or_a_yes(text, expected):
    assert answer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unknown and no", False), ("no and unknown", False), ("unknown and yes", None), ("yes and unknown", None),
        ("unknown or yes", True), ("yes or unknown", True), ("unknown or no", None), ("no or unknown", None),
        ("not unknown", None), ("pupil.lac", None), ("pupil.lac == yes", None), ("yes == pupil.lac", None),
        ("pupil.lac in (yes)", None), ("if(pupil.lac, 3, 4)", 4), ("days(provider.until,S0)", None),
        ("days(S0,provider.until)", None),
    ],
)  # fmt: skip
def test_what_nobody_has_said_decides_nothing(text, expected):
    assert answer(text) is expected if expected in (None, True, False) else answer(text) == expected


@pytest.mark.parametrize(
    ("text", "waits_for"),
    [
        ("panel", "panel"), ("SD(panel,+2)", "panel"), ("earlier(panel, CD(review,+1))", "review"),
        ("later(S0, panel)", "panel"), ("first('panel')", "panel"), ("if(pupil.lac, S0, SD(S0,+1))", "pupil.lac"),
        ("if(pupil.ehcp and pupil.lac, S0, SD(S0,+1))", "pupil.lac"),
        ("CM(provider.until,-1)", "provider.until"), ("due('talk')", "talk"),
    ],
)  # fmt: skip
def test_a_date_waits_for_what_is_not_known(text, waits_for):
    with pytest.raises(Waits) as waiting:
        answer(text)
    assert waiting.value.what == waits_for


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SD(S0,+400)", "past the loaded term dates"), ("SD(S0,-400)", "before the loaded term dates"),
        ("HT(S0,6)", "outside the loaded term dates"), ("TERM(S0,4)", "outside the loaded term dates"),
        ("SW(S0,80)", "past the loaded term dates"), ("TERM-END(2030,1)", "outside the loaded term dates"),
        ("CM(S0,100000)", "outside any calendar"), ("DAY(S0,500)", "past the loaded term dates"),
    ],
)  # fmt: skip
def test_nothing_is_guessed_beyond_the_loaded_years(text, words):
    with pytest.raises(Problem, match=words):
        answer(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SD(S0,-2)", "2 school days before the first school day, Wed 11 Nov 2026"),
        ("SD(S0,+1)", "1 school day after the first school day, Wed 11 Nov 2026"),
        ("SD(S0,0)", "the first school day, Wed 11 Nov 2026"),
        ("WD(visit,+3)", "3 working days after the visit, Mon 16 Nov 2026"),
        ("CD(S0,+1)", "1 calendar day after the first school day, Wed 11 Nov 2026"),
        ("CW(S0,-2)", "2 calendar weeks before the first school day, Wed 11 Nov 2026"),
        ("CM(S0,+6)", "6 calendar months after the first school day, Wed 11 Nov 2026"),
        ("SW(S0,6)", "the end of school week 6 counting from the first school day, Wed 11 Nov 2026"),
        ("DAY(S0,15)", "the 15th school day counting from the first school day, Wed 11 Nov 2026"),
        ("DAY(S0,2)", "the second school day counting from the first school day, Wed 11 Nov 2026"),
        ("DAY(S0,21)", "the 21st school day counting from the first school day, Wed 11 Nov 2026"),
        ("DAY(S0,23)", "the 23rd school day counting from the first school day, Wed 11 Nov 2026"),
        ("DAY(S0,22)", "the 22nd school day counting from the first school day, Wed 11 Nov 2026"),
        ("DAY(S0,13)", "the 13th school day counting from the first school day, Wed 11 Nov 2026"),
        ("HT(S0,2)", "the end of the second half-term counting from the first school day, Wed 11 Nov 2026"),
        ("TERM(S0,1)", "the end of the first term counting from the first school day, Wed 11 Nov 2026"),
        ("ON(S0,6,30)", "30 June"),
        ("WEEKDAY(month,'Thursday')", "the Thursday of December 2026"),
        ("WEEKDAY(month,'Thursday',2)", "the second Thursday of December 2026"),
        ("WEEKDAY(month,'Friday',-1)", "the last Friday of December 2026"),
        ("START(month)", "the first day of December 2026"), ("END(month)", "the last day of December 2026"),
        ("FSD(month)", "the first school day of December 2026"), ("LSD(month)", "the last school day of December 2026"),
        ("BF(2026-12-25)", "Fri 25 Dec 2026, brought forward to the last school day"),
        ("BF(CD(S0,+3))", "3 calendar days after the first school day, Wed 11 Nov 2026, which is Sat 14 Nov 2026, "
                          "brought forward to the last school day"),
        ("BF(S0)", "the first school day, Wed 11 Nov 2026"),
        ("AF(2026-12-25)", "Fri 25 Dec 2026, put to the next school day"),
        ("earlier(S0,visit)", "the first school day, Wed 11 Nov 2026, earlier than the day of the visit "
                              "(Mon 16 Nov 2026)"),
        ("later(S0,visit)", "the visit, Mon 16 Nov 2026, later than the first school day (Wed 11 Nov 2026)"),
        ("earlier(panel,review)", "a date that is not known yet"),
        ("earlier(S0,panel)", "the first school day, Wed 11 Nov 2026"),
        ("if(pupil.ehcp, SD(S0,-1), S0)", "1 school day before the first school day, Wed 11 Nov 2026"),
        ("if(pupil.year < 10, SD(S0,-1), S0)", "the first school day, Wed 11 Nov 2026"),
        ("last('visit')", "the visit, Mon 7 Dec 2026"), ("panel", "the panel"), ("S0 < visit", "a condition"),
    ],
)  # fmt: skip
def test_the_arithmetic_in_words(text, words):
    assert explain(parse(text), scope()) == words


def test_a_sentence_names_what_it_waits_for_and_not_what_is_known():
    said = fill("Told {days(S0,panel)} days before the panel; {pupil.year} is the year.", scope())
    assert said == "Told … days before the panel; 10 is the year. Not known yet: the panel."


@pytest.mark.parametrize(
    ("text", "answer", "words"),
    [
        ("S0", "2026-11-11", "the first school day"), ("visit", "2026-11-16", "the day of the visit"),
        ("due('seen')", "2026-11-20", "the day of the seen"), ("last('visit')", "2026-12-07", "the day of the visit"),
        # another day than the one worked out is said
        ("due('seen')", "2026-11-19", "the seen, Fri 20 Nov 2026"),
        ("S0", "2026-11-12", "the first school day, Wed 11 Nov 2026"),
    ],
)  # fmt: skip
def test_a_date_is_not_said_twice_where_it_is_the_answer(text, answer, words):
    assert explain(parse(text), scope(), day(answer)) == words
