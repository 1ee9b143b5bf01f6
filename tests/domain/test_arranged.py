"""What is arranged for a day carries with it what is counted from it."""

from __future__ import annotations

from datetime import date

from engine_helpers import covering, day, only, plan


def dates(made, row):
    return [(duty.due, duty.hard) for duty in covering(made, row)]


def arranged(rule: str, on: str, occurrence: int = 1):
    return [{"rule": rule, "on": on, "occurrence": occurrence}]


def test_the_invitation_and_the_decision_follow_the_review_to_its_new_day():
    before = plan("osd", "2026-11-11", on="2026-11-25")
    after = plan("osd", "2026-11-11", on="2026-11-25", arranged=arranged("osd.review", "2026-12-10"))
    assert dates(before, "O19")[0] == (day("2026-12-09"), day("2026-12-10"))
    assert dates(after, "O19")[0] == (day("2026-12-03"), day("2026-12-04"))
    assert dates(after, "O21")[0] == (day("2026-12-16"), day("2026-12-16"))
    assert dates(before, "O19")[1:] == dates(after, "O19")[1:]
    review = only(after, "O17")
    assert (review.state, review.due, review.hard) == ("open", day("2026-12-16"), day("2026-12-23"))


def test_what_is_arranged_is_never_taken_for_done_when_its_day_has_passed():
    made = plan("osd", "2026-11-11", on="2026-12-15", arranged=arranged("osd.review", "2026-12-10"))
    assert only(made, "O17").state == "open"
    assert dates(made, "O21")[0][0] == day("2026-12-16")


def test_what_was_done_wins_over_what_was_arranged():
    done = [{"rule": "osd.review", "on": "2026-12-11"}]
    made = plan("osd", "2026-11-11", on="2026-12-15", arranged=arranged("osd.review", "2026-12-10"), done=done)
    assert only(made, "O17").state == "met"
    assert dates(made, "O21")[0] == (day("2026-12-17"), day("2026-12-17"))


def test_a_review_that_was_held_answers_the_one_that_was_arranged():
    held = [{"name": "review", "on": "2026-12-14"}]
    made = plan("osd", "2026-11-11", on="2026-12-15", arranged=arranged("osd.review", "2026-12-10"), event=held)
    assert only(made, "O17").met_by == "review 2026-12-14"


def test_a_meeting_arranged_for_one_rule_serves_another_that_it_would_meet():
    made = plan("ap-full-time", "2026-11-11", on="2026-11-20", arranged=arranged("review.half-term", "2026-12-10"),
                facts={"placement.directed": True})
    filed = [duty.due for duty in made.duties if duty.rule == "review.filed"]
    assert filed[0] == day("2026-12-14")


def test_a_booked_meeting_is_not_held_by_its_day_going_past():
    booked = [{"name": "review", "on": "2026-12-10", "booked": True}]
    made = plan("osd", "2026-11-11", on="2026-12-15", event=booked)
    assert only(made, "O17").state == "open"
    assert dates(made, "O19")[0][0] == date(2026, 12, 3)
    held = [{"name": "review", "on": "2026-12-10"}]
    assert only(plan("osd", "2026-11-11", on="2026-12-15", event=held), "O17").state == "met"


def test_a_chain_goes_on_from_the_day_that_was_arranged():
    plain = plan("reduced-timetable", "2026-11-03", on="2026-11-10")
    moved = plan("reduced-timetable", "2026-11-03", on="2026-11-10", arranged=arranged("rt.review", "2026-12-01"))
    first, *later = [duty.due for duty in moved.duties if duty.rule == "rt.review"]
    assert first == next(duty.due for duty in plain.duties if duty.rule == "rt.review")
    assert later[0] is not None


def test_a_visit_arranged_on_the_day_it_is_due_changes_nothing():
    plain = plan("osd", "2026-11-11", on="2026-11-25")
    first = next(duty for duty in plain.duties if duty.rule == "visit.month")
    again = plan("osd", "2026-11-11", on="2026-11-25", arranged=arranged("visit.month", first.due.isoformat()))
    assert [(one.key, one.due, one.hard) for one in plain.duties] == [
        (one.key, one.due, one.hard) for one in again.duties
    ]


def test_what_was_done_with_the_second_provider_is_done_there_and_not_at_the_first():
    garden = {"provider": "Garden project", "from": "2026-11-11", "sessions": "------PP--"}

    def first_week(**done):
        told = [{"rule": "weekly.contact", "on": "2026-11-12", **done}]
        made = plan("osd", "2026-11-11", end="2026-11-27", also=[garden], done=told)
        return {duty.provider: duty.state for duty in covering(made, "A04") if duty.due == day("2026-11-13")}

    assert first_week(**{"with": "Garden project"}) == {None: "open", "Garden project": "met"}
    assert first_week(**{"with": "Mr Ames"}) == {None: "met", "Garden project": "open"}
    assert first_week(provider="Garden project", **{"with": "Mr Ames"}) == {None: "open", "Garden project": "met"}
