"""The dates worked out and checked by hand in the domain reference, one test a case."""

import pytest
from engine_helpers import covering, day, events, limit, only, plan


@pytest.mark.parametrize(
    ("start", "hard", "target"),
    [
        ("2026-11-11", "2026-11-09", "2026-11-06"),
        ("2026-11-03", "2026-10-22", "2026-10-21"),
        ("2027-01-05", "2026-12-17", "2026-12-16"),
        ("2027-05-04", "2027-04-29", "2027-04-28"),
    ],
)
def test_notice_goes_two_clear_school_days_before(start, hard, target):
    notice = only(plan("osd", start), "O13")
    assert (notice.hard, notice.due) == (day(hard), day(target))


@pytest.mark.parametrize(
    ("start", "review", "invite_hard", "invite", "decision_hard", "decision"),
    [
        ("2026-10-12", "2026-11-19", "2026-11-13", "2026-11-12", "2026-11-25", "2026-11-25"),
        ("2026-11-11", "2026-12-17", "2026-12-11", "2026-12-10", "2026-12-23", "2026-12-18"),
        ("2026-11-30", "2027-01-07", "2027-01-01", "2026-12-18", "2027-01-13", "2027-01-13"),
        ("2027-01-05", "2027-02-10", "2027-02-04", "2027-02-03", "2027-02-16", "2027-02-12"),
    ],
)
def test_invitation_and_decision_follow_the_review(start, review, invite_hard, invite, decision_hard, decision):
    made = plan("osd", start, event=events(review=review))
    held = f"review {review}"
    meeting = next(duty for duty in made.duties if duty.met_by == held and {"O17", "O18"} & set(duty.covers))
    after = f"{meeting.rule}#{meeting.occurrence}"
    invitation = next(duty for duty in covering(made, "O19") if duty.after == after)
    letter = next(duty for duty in covering(made, "O21") if duty.after == after)
    assert (invitation.hard, invitation.due) == (day(invite_hard), day(invite))
    assert (letter.hard, letter.due) == (day(decision_hard), day(decision))


def test_a_review_outside_every_window_still_has_its_invitation_and_decision():
    made = plan("osd", "2026-11-11", event=events(review="2026-11-19"))
    assert day("2026-11-12") in [duty.due for duty in covering(made, "O19")]
    assert day("2026-11-25") in [duty.due for duty in covering(made, "O21")]


def test_twelve_weeks_has_three_readings():
    length = limit(plan("osd", "2026-11-11"), "O08")
    assert (length.until, length.last_day, length.school_days) == (day("2027-02-02"), day("2027-02-02"), 49)
    found = {one.name: (one.last_day, one.chosen) for one in length.readings}
    assert found == {
        "12 calendar weeks": (day("2027-02-02"), True),
        "12 school weeks": (day("2027-02-12"), False),
        "60 school days": (day("2027-02-24"), False),
    }


@pytest.mark.parametrize(
    ("chosen", "end"),
    [("12 calendar weeks", "2027-02-02"), ("12 school weeks", "2027-02-12"), ("60 school days", "2027-02-24")],
)
def test_the_reading_chosen_for_a_placement_is_its_length(chosen, end):
    made = plan("osd", "2026-11-11", reading={"osd.length": chosen})
    assert made.end == day(end)
    assert limit(made, "O08").last_day == day(end)


def test_a_visit_asked_for_by_the_longest_gap_counts_from_the_day_after_the_one_before():
    # the provider is closed from 3 December: two live days are no month, so January's visit is the next
    closed = [{"from": "2026-12-03", "to": "2026-12-18", "reason": "closed"}]
    made = plan("osd", "2026-11-03", event=events(visit="2026-11-04"), pause=closed)
    held, following = (duty for duty in made.duties if duty.rule == "visit.month")
    assert (held.state, held.met_by) == ("met", "visit 2026-11-04")
    # thirty school days after Wednesday 4 November, before January begins
    assert (following.state, following.due) == ("open", day("2026-12-16"))
    assert following.period == (day("2026-11-05"), day("2027-01-31"))


def test_first_review_window():
    review = only(plan("osd", "2026-11-11"), "O17")
    assert (review.window_from, review.due, review.hard) == (day("2026-12-09"), day("2026-12-16"), day("2026-12-23"))


def test_short_stay_is_fifteen_days_with_one_visit_around_the_first_weekend():
    made = plan("short-stay", "2026-11-09")
    visit = only(made, "S06")
    assert limit(made, "S01").last_day == day("2026-11-27")
    assert made.end == day("2026-11-27")
    assert (visit.window_from, visit.due, visit.hard) == (day("2026-11-12"), day("2026-11-17"), day("2026-11-17"))


def test_respite_is_ten_days():
    assert limit(plan("respite", "2026-11-09"), "R02").last_day == day("2026-11-20")


@pytest.mark.parametrize(
    ("absent", "start", "last"),
    [
        ("2026-11-09", "2026-11-02", "2026-11-16"),
        ("2026-10-22", "2026-10-05", "2026-11-06"),
        ("2026-12-17", "2026-11-30", "2027-01-08"),
    ],
)
def test_n_is_replaced_within_five_school_days(absent, start, last):
    mark = only(plan("osd", start, event=events(n_mark=absent)), "X01")
    assert mark.hard == day(last)
    assert mark.due is not None
    assert day(absent) < mark.due <= day(last)


def test_a_request_exactly_seventy_days_after_a_review_may_be_declined():
    asked = events(review="2026-12-21", review_request="2027-03-01")
    made = plan("osd", "2026-11-11", end="2027-03-25", event=asked)
    reply = only(made, "O22")
    assert reply.kind == "letter"
    assert "70 days" in reply.why
    assert "Mon 21 Dec 2026" in reply.why


def test_a_request_seventy_three_days_after_a_review_means_a_review():
    asked = events(review="2026-12-18", review_request="2027-03-01")
    made = plan("osd", "2026-11-11", end="2027-03-25", event=asked)
    review = only(made, "O22")
    assert (review.kind, review.due) == ("review", day("2027-03-15"))
    assert "73 days" in review.why


def test_new_pupil_return_of_a_hosted_pupil():
    returned = only(plan("hosted", "2026-11-09"), "W11")
    assert (returned.hard, returned.due) == (day("2026-11-14"), day("2026-11-13"))


@pytest.mark.parametrize(
    ("panel", "hard", "due"),
    [("2026-12-10", "2026-12-03", "2026-12-03"), ("2027-01-07", "2026-12-31", "2026-12-18")],
)
def test_panel_papers_go_one_week_before(panel, hard, due):
    papers = only(plan("osd", "2027-01-18", event=events(panel=panel)), "O01")
    assert (papers.hard, papers.due) == (day(hard), day(due))


def test_reduced_timetable_has_two_reviews_and_ends_after_twelve_weeks():
    made = plan("reduced-timetable", "2026-11-09")
    first, second = covering(made, "T05")
    cap = limit(made, "T09")
    assert (first.hard, first.due) == (day("2026-12-21"), day("2026-12-18"))
    assert (second.hard, second.due) == (day("2027-01-29"), day("2027-01-22"))
    assert (cap.until, cap.last_day) == (day("2027-01-31"), day("2027-01-29"))


def test_referral_at_the_latest_on_the_fifteenth_day_missed():
    made = plan("home-tuition", "2026-11-30", event=events(absence_start="2026-11-05"))
    assert only(made, "H01").hard == day("2026-11-25")
