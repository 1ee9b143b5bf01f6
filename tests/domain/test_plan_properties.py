"""What holds of every plan, whatever the placement."""

from datetime import date, timedelta

import pytest
from engine_helpers import fixture_calendar, plan
from hypothesis import given, settings
from hypothesis import strategies as st

from apdesk.domain.plan import as_json
from apdesk.domain.replan import against, earlier_plan
from apdesk.services.shipped import shipped_protocol

PLACEMENTS = [one.id for one in shipped_protocol().pathways.values() if one.scope in ("placement", "stage")]
# a decision after the last review of a term may have no school day left: the policy's own words
MAY_FALL_ON_A_CLOSED_DAY = {"review.decision", "move.child-protection-file", "hosted.new-pupil-return", "data.access"}
AFTER_THE_END = {rule.id for rule in shipped_protocol().duties if rule.outlives}

starts = st.integers(8, 150).map(lambda n: fixture_calendar().school_days(*_year())[n])
facts = st.fixed_dictionaries(
    {},
    optional={
        "pupil.ehcp": st.booleans(), "pupil.lac": st.booleans(), "pupil.social_worker": st.booleans(),
        "pupil.year": st.integers(7, 13), "placement.directed": st.booleans(),
    },
)


def _year():
    return fixture_calendar().blocks[0].start, fixture_calendar().blocks[-1].end


cases = settings(max_examples=60, deadline=None)


@cases
@given(st.sampled_from(PLACEMENTS), starts, facts)
def test_due_is_never_after_hard_nor_on_a_closed_day(pathway, start, known):
    for duty in plan(pathway, start.isoformat(), facts=known).duties:
        if duty.due is None:
            assert duty.waits_for or duty.problem
            continue
        assert duty.hard is None or duty.due <= duty.hard, duty.rule
        assert duty.window_from is None or duty.window_from <= duty.due, duty.rule
        if duty.rule not in MAY_FALL_ON_A_CLOSED_DAY:
            assert fixture_calendar().is_school_day(duty.due), duty.rule


@cases
@given(st.sampled_from(PLACEMENTS), starts, facts)
def test_no_duty_outlives_its_placement_but_those_anchored_after_the_end(pathway, start, known):
    made = plan(pathway, start.isoformat(), facts=known)
    for duty in made.duties:
        if duty.due and made.end and not AFTER_THE_END & set(duty.rules):
            assert duty.due <= made.end, duty.rule


@cases
@given(st.sampled_from(PLACEMENTS), starts, facts)
def test_same_question_same_answer_and_comparing_it_changes_nothing(pathway, start, known):
    first = plan(pathway, start.isoformat(), facts=known)
    again = plan(pathway, start.isoformat(), facts=known)
    assert as_json(first) == as_json(again)
    compared = against(earlier_plan(as_json(first), "first"), again, start)
    assert compared.changes is not None
    assert not compared.changes.moved
    assert not compared.changes.added
    assert not compared.changes.withdrawn
    assert compared.duties == first.duties


@cases
@given(st.sampled_from(["respite", "short-stay", "osd", "hosted", "reduced-timetable"]), starts, st.integers(1, 20))
def test_a_later_start_never_makes_what_hangs_on_it_earlier(pathway, start, later):
    moved = start + timedelta(days=later)
    before = {one.key: one for one in plan(pathway, start.isoformat()).duties}
    series = {rule.id for rule in shipped_protocol().duties if rule.series.each == "once" and not rule.items}
    for duty in plan(pathway, moved.isoformat()).duties:
        old = before.get(duty.key)
        if old and duty.rule in series and old.due and duty.due:
            assert duty.due >= old.due, duty.rule


@pytest.mark.parametrize("known", [{}, {"pupil.ehcp": True}, {"pupil.lac": True}, {"pupil.social_worker": True}])
def test_twelve_weeks_of_direction_are_at_most_sixty_duties(known):
    days = fixture_calendar().school_days(*_year())
    most = max(len(plan("osd", day.isoformat(), facts=known).duties) for day in days[:130:4])
    assert most <= 60


def test_every_obligation_is_found_again_in_plans():
    """Read from the table and the plans' own documents alone."""
    import csv

    from apdesk.places import resources

    with (resources() / "obligations.csv").open(encoding="utf-8", newline="") as file:
        planned = {"duty", "gate", "limit", "register"}
        wanted = {row["id"] for row in csv.DictReader(file) if row["mechanism"] in planned}
    wanted.discard("X10")  # asks for a placement begun before the fixture's year; see the test below
    found = set()
    quiet = {"terminated", "ended", "extended"}
    happens = [{"name": name, "on": "2026-12-01"} for name in shipped_protocol().events if name not in quiet]
    ending = [{"name": "terminated", "on": "2026-12-15"}]
    changes = [
        {"on": "2026-12-02", "fact": "pupil.sen", "value": "K"},
        {"on": "2026-12-02", "fact": "pupil.social_worker", "value": True},
        {"on": "2026-12-02", "fact": "placement.sessions", "value": "PPSSSSSSSS"},
    ]
    everything = {
        "pupil.ehcp": True, "pupil.lac": True, "pupil.social_worker": True, "pupil.year": 11, "pupil.cp_plan": True,
        "pupil.harm_history": True, "placement.managed_move_view": True, "placement.av1": True,
    }
    for pathway in shipped_protocol().pathways:
        for known in ({}, everything, {"placement.directed": False}):
            for event in ([], [*happens, *ending]):
                document = as_json(plan(pathway, "2026-11-11", facts=known, event=event, change=changes))
                for part in ("duties", "limits", "gates"):
                    found |= {row for one in document[part] for row in one["covers"]}
    assert wanted - found == set()


def test_a_placement_begun_before_the_new_rules_is_checked_once():
    from apdesk.domain.calendar_csv import parse_calendar
    from apdesk.domain.term_dates_by_rule import made_up_terms

    calendar = parse_calendar(made_up_terms(2025, 2026), "made up")
    made = plan("osd", "2026-06-08", calendar=calendar, end="2026-10-16")
    found = [duty for duty in made.duties if "X10" in duty.covers]
    assert [duty.due for duty in found] == [calendar.on_or_after(date(2026, 7, 26))]
