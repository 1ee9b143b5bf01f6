"""An earlier plan against a new one: what is kept, moved, added and withdrawn, and what never moves."""

from __future__ import annotations

from datetime import timedelta

from engine_helpers import day, events, fixture_calendar, plan
from hypothesis import given, settings
from hypothesis import strategies as st

from apdesk.domain.plan import as_json
from apdesk.domain.replan import against, earlier_plan

PATHWAYS = ["osd", "ap-full-time", "ap-part-week", "short-stay", "reduced-timetable", "hosted", "home-tuition"]
days = st.integers(30, 110).map(lambda n: fixture_calendar().school_days(day("2026-09-03"), day("2027-07-20"))[n])
changed = st.fixed_dictionaries(
    {},
    optional={
        "pupil.ehcp": st.booleans(), "pupil.lac": st.booleans(), "pupil.social_worker": st.booleans(),
        "placement.directed": st.booleans(), "pupil.year": st.sampled_from([9, 11]),
    },
)


def compared(made, new, on=None):
    return against(earlier_plan(as_json(made), "earlier"), new, on)


def document(made):
    return as_json(made)["duties"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATHWAYS), days, st.integers(-20, 20), changed, st.integers(-10, 60))
def test_every_duty_has_one_fate_and_what_is_settled_stays(pathway, start, shift, facts, later):
    earlier = plan(pathway, start.isoformat(), done=_first_done(pathway, start))
    moved_to = fixture_calendar().on_or_after(start + timedelta(days=shift))
    on = start + timedelta(days=later)
    new = plan(pathway, moved_to.isoformat(), facts=facts)
    result = compared(earlier, new, on)
    fates = result.changes
    assert len(fates.kept) + len(fates.moved) + len(fates.withdrawn) == len(earlier.duties)
    assert len(fates.kept) + len(fates.moved) + len(fates.added) == len(result.duties)
    assert all(one.reason for line in (fates.kept, fates.moved, fates.added, fates.withdrawn) for one in line)
    assert len({one.key for one in result.duties}) == len(result.duties)
    stands = {(one.title, one.due, one.hard, one.state) for one in result.duties}
    for old in earlier.duties:
        last = old.hard or old.due
        if old.state == "met" or (last is not None and last < on):
            assert (old.title, old.due, old.hard, old.state) in stands, old.rule


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PATHWAYS), days, st.integers(-20, 20), changed, st.integers(-10, 60))
def test_a_change_applied_twice_changes_nothing_the_second_time(pathway, start, shift, facts, later):
    on = start + timedelta(days=later)
    new = plan(pathway, fixture_calendar().on_or_after(start + timedelta(days=shift)).isoformat(), facts=facts)
    once = compared(plan(pathway, start.isoformat()), new, on)
    twice = compared(once, new, on)
    assert (twice.changes.moved, twice.changes.added, twice.changes.withdrawn) == ((), (), ())
    assert document(twice) == document(once)


def _first_done(pathway, start):
    first = next(one for one in plan(pathway, start.isoformat()).duties if one.due)
    return [{"rule": first.rule, "occurrence": first.occurrence, "on": first.due.isoformat()}]


def test_a_later_end_moves_the_last_review_and_adds_weeks():
    before, after = plan("osd", "2026-11-11"), plan("osd", "2026-11-11", end="2027-02-12")
    changes = compared(before, after).changes
    moved = {(one.rule, one.occurrence): (one.was, one.now) for one in changes.moved}
    assert moved["osd.review", 2] == (day("2027-01-19"), day("2027-01-29"))
    assert moved["review.invitation", 2] == (day("2027-01-12"), day("2027-01-22"))
    assert [one.now for one in changes.added if one.rule == "weekly.contact"] == [day("2027-02-12")]
    assert all("Latest" in one.reason for one in changes.moved if one.rule == "osd.review")


def test_an_early_end_withdraws_what_comes_after_it_and_says_so():
    before = plan("osd", "2026-11-11")
    after = plan("osd", "2026-11-11", event=events(terminated="2026-12-04"))
    withdrawn = {(one.rule, one.was): one.reason for one in compared(before, after).changes.withdrawn}
    assert "now ends on Fri 4 Dec 2026" in withdrawn["weekly.contact", day("2027-01-15")]


def test_a_later_start_withdraws_the_weeks_before_it_and_renames_none():
    before, after = plan("ap-full-time", "2026-11-09"), plan("ap-full-time", "2026-11-23")
    changes = compared(before, after).changes
    gone = [(one.was, one.reason) for one in changes.withdrawn if one.rule == "weekly.contact"]
    assert [was for was, _ in gone] == [day("2026-11-13"), day("2026-11-20")]
    assert all("now starts on Mon 23 Nov 2026" in reason for _, reason in gone)
    assert not [one for one in changes.moved if one.rule == "weekly.contact"]


def test_a_fact_found_out_later_adds_its_duties_and_a_fact_taken_back_withdraws_them():
    plain, known = plan("osd", "2026-11-11"), plan("osd", "2026-11-11", facts={"pupil.lac": True})
    added = {one.rule for one in compared(plain, known).changes.added}
    assert added == {"care.virtual-school", "care.each-review"}
    withdrawn = compared(known, plain).changes.withdrawn
    assert {one.rule for one in withdrawn} == added
    assert all("Nothing in the policy asks for it" in one.reason for one in withdrawn)


def test_what_was_overdue_keeps_its_dates_and_its_reason_until_it_is_met():
    before = plan("osd", "2026-11-11")
    after = plan("osd", "2026-11-16")
    result = compared(before, after, day("2026-11-10"))
    notice = next(one for one in result.duties if one.rule == "osd.notice")
    assert (notice.due, notice.hard, notice.state) == (day("2026-11-06"), day("2026-11-09"), "open")
    assert "Fri 6 Nov 2026" in notice.why
    met = plan("osd", "2026-11-16", done=[{"rule": "osd.notice", "on": "2026-11-10"}])
    settled = next(one for one in compared(before, met, day("2026-11-10")).duties if one.rule == "osd.notice")
    assert (settled.due, settled.state, settled.met_by) == (day("2026-11-06"), "met", "done 2026-11-10")


def test_a_last_day_that_alone_moves_is_a_move():
    before = plan("home-tuition", "2026-11-30", event=events(known="2026-11-20", absence_start="2026-11-05"))
    after = plan("home-tuition", "2026-11-30", event=events(known="2026-11-20", absence_start="2026-11-10"))
    moved = [one for one in compared(before, after).changes.moved if one.rule == "ht.referral"]
    assert [(one.was, one.now) for one in moved] == [(day("2026-11-24"), day("2026-11-24"))]


def test_an_end_brought_close_keeps_reviews_in_their_order_and_each_with_its_own_letters():
    """Worked by hand over the fixture calendar (23 October is the last day before half-term, 3 November the first).

    10 school days before Fri 20 Nov is Fri 6 Nov; a week before it is Fri 30 Oct, so the invitation goes by Fri 23
    Oct, and six days before it, Sat 31 Oct, is the last day for it. Six days after it is Thu 12 Nov. The half-termly
    review of 23 Oct lies before the four to six weeks (26 Oct to 9 Nov) and is neither of the two meetings.
    """
    made = plan(
        "osd", "2026-09-28", end="2026-11-20", event=events(review="2026-11-05", terminated="2026-11-20"),
        done=[
            {"rule": "review.half-term-direction", "on": "2026-10-23"},
            {"rule": "review.invitation", "on": "2026-10-23"},
        ],
    )
    first, second = (one for one in made.duties if one.rule == "osd.review")
    assert (first.title, first.state, first.met_by) == ("Review at 4 to 6 weeks", "met", "review 2026-11-05")
    assert (second.title, second.state) == ("Second review, towards the end", "open")
    assert (second.due, second.hard) == (day("2026-11-06"), day("2026-11-13"))
    letters = {one.rule: one for one in made.duties if one.after == "osd.review#2"}
    invitation, decision = letters["review.invitation"], letters["review.decision"]
    assert (invitation.state, invitation.due, invitation.hard) == ("open", day("2026-10-23"), day("2026-10-31"))
    assert (decision.state, decision.hard) == ("open", day("2026-11-12"))
    report = next(one for one in made.duties if one.rule == "end.report")
    assert report.due == day("2026-11-03")
