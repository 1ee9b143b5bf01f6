"""Due diligence to the day: a paper that runs out, one that is not needed, one that does not satisfy."""

from datetime import date, timedelta

import pytest

from apdesk.domain import provider as rules
from apdesk.domain.provider import CHECKS, Seen, check_states, clearance, default_valid_until

ON = date(2026, 11, 25)
ESSENTIAL = [check for check in CHECKS if check.essential]


def papers(until=date(2027, 8, 31), **instead):
    """One good paper for each essential check, those named in `instead` as they are given there."""
    held = {check.code: Seen(check.code, date(2026, 9, 1), until) for check in ESSENTIAL}
    held |= {code.replace("_", "-"): seen for code, seen in instead.items()}
    return [seen for seen in held.values() if seen is not None]


def clear(seen, stopped_on=None):
    return clearance(check_states(seen, False, ON), stopped_on, ON)


def test_without_these_nobody_is_sent_to_a_provider():
    """The checks of section 5 and of section 9 of the policy, and insurance only as good practice."""
    assert {check.code for check in ESSENTIAL} == {
        "assurance", "inspection", "dbs", "child-protection", "data-protection", "health-safety", "directory", "sites",
    }


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, rules.OUT_OF_DATE), (0, rules.RUNS_OUT), (27, rules.RUNS_OUT), (28, rules.IN_DATE), (29, rules.IN_DATE)],
)
def test_a_paper_runs_out_on_its_last_day(days, state):
    seen = Seen("dbs", date(2026, 1, 5), ON + timedelta(days=days))
    row = next(one for one in check_states([seen], False, ON) if one.check.code == "dbs")
    assert (row.state, row.days_left) == (state, days)


@pytest.mark.parametrize(
    ("days", "state"), [(0, rules.CLEAR_UNTIL), (27, rules.CLEAR_UNTIL), (28, rules.CLEAR), (-1, rules.CANNOT)]
)
def test_a_provider_is_clear_as_long_as_its_first_paper(days, state):
    until = ON + timedelta(days=days)
    found = clear(papers(dbs=Seen("dbs", date(2026, 1, 5), until)))
    assert found.state == state
    assert found.in_date == len(ESSENTIAL) - (state == rules.CANNOT)
    if state != rules.CANNOT:
        assert (found.until, found.first) == (until, ("DBS confirmation",))
    if state == rules.CLEAR_UNTIL:
        assert found.reasons == (f"DBS confirmation runs out on {until:%A} {until.day} {until:%B}.",)
    if state == rules.CANNOT:
        assert found.reasons == ("DBS confirmation ran out on Tuesday 24 November 2026.",)


def test_a_paper_that_ends_before_a_first_day_to_come_has_not_run_out_yet():
    seen, first = papers(dbs=Seen("dbs", date(2026, 1, 5), date(2026, 11, 27))), date(2026, 12, 7)
    found = clearance(check_states(seen, False, first), None, first, ON)
    assert found.state == rules.CANNOT
    assert found.reasons == ("DBS confirmation runs out on Friday 27 November, before the first day: renew it.",)


def test_what_is_missing_or_not_satisfactory_keeps_it_from_being_used():
    bad = Seen("dbs", date(2026, 9, 1), date(2027, 8, 31), satisfactory=False)
    assert clear(papers(dbs=bad)).reasons == ("DBS confirmation is not satisfactory to us.",)
    assert clear(papers(dbs=None)).reasons == ("DBS confirmation: nothing is held.",)
    assert clear(papers(dbs=Seen("dbs", date(2026, 9, 1), None, needed=False))).state == rules.CLEAR


def test_the_newest_paper_seen_by_the_day_counts():
    old, new = Seen("dbs", date(2025, 9, 1), date(2026, 8, 31)), Seen("dbs", date(2026, 9, 1), date(2027, 8, 31))
    tomorrow = Seen("dbs", ON + timedelta(days=1), date(2030, 1, 1))
    row = next(one for one in check_states([new, tomorrow, old], False, ON) if one.check.code == "dbs")
    assert row.seen == new
    today = Seen("dbs", ON, date(2030, 1, 1))
    assert next(one for one in check_states([old, today], False, ON) if one.check.code == "dbs").seen == today


@pytest.mark.parametrize(("days", "state"), [(-1, rules.STOPPED), (0, rules.STOPPED), (1, rules.CLEAR)])
def test_a_provider_the_school_has_stopped_using(days, state):
    assert clear(papers(), ON + timedelta(days=days)).state == state


def test_a_registered_school_is_not_asked_what_only_others_are():
    asked = {row.check.code for row in check_states([], True, ON)}
    assert {row.check.code for row in check_states([], False, ON)} - asked == {"hours"}


@pytest.mark.parametrize(
    ("code", "seen_on", "until"),
    [
        ("assurance", "2026-11-25", "2027-11-24"), ("data-protection", "2026-11-25", "2028-11-24"),
        ("dbs", "2028-02-29", "2029-02-27"), ("dbs", "2026-01-01", "2026-12-31"), ("dbs", "2026-12-01", "2027-11-30"),
        ("inspection", "2026-11-25", None), ("unheard-of", "2026-11-25", None),
    ],
)  # fmt: skip
def test_how_long_a_paper_holds_that_names_no_end(code, seen_on, until):
    found = default_valid_until(code, date.fromisoformat(seen_on))
    assert str(found) == str(until)
