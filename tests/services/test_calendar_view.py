"""What stands on each day: one by one, several as one, in what order, for whom, and why a day is closed."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.permissions import AP_LEAD, HEAD_OF_YEAR
from apdesk.services import booking, duties, duty_lists
from apdesk.services.booking import Meeting
from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import (
    EVERYTHING,
    Shown,
    View,
    calendar_view,
    days_of,
    in_order,
    late_of,
    members_of,
    month_span,
    term_words,
)  # fmt: skip
from apdesk.services.duties import Completion
from apdesk.services.duty_words import KEPT_BACK
from apdesk.services.printed_calendar import month_paper
from apdesk.services.pupils import PupilForm, edit_pupil, pupil_form
from apdesk.services.start_placement import start_placement
from apdesk.store.placements import Placement
from apdesk.store.work import Actor

TODAY = date(2026, 11, 12)
NOVEMBER, DECEMBER = month_span(TODAY), month_span(date(2026, 12, 1))
HALF_TERM = date(2026, 10, 26), date(2026, 11, 1)


@pytest.fixture
def placement(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def item(number, **changes):
    name = f"A {number}"
    plain = Item(f"{number}", TODAY, "review", name, f"{name} review", "review", "Review", "Review", "", "",
                 duties=(f"{number}",), state="later")  # fmt: skip
    return plain._replace(**changes)


def one_day(view, *items):
    return days_of(view._replace(items=tuple(items)))[TODAY].items


def test_three_of_a_word_stand_as_one_and_open_into_each(school, placement):
    view = calendar_view(school.record, *NOVEMBER)
    same = [item(number, pupil=f"p{number}") for number in range(3)]
    (folded,) = one_day(view, *same)
    assert (folded.short, folded.about, folded.duties) == ("3 reviews", "3 pupils", ("0", "1", "2"))
    assert [one.id for one in members_of(view._replace(items=tuple(same)), folded)] == ["0", "1", "2"]
    assert len(one_day(view, *same[:2])) == 2
    assert members_of(view, same[0]) == (same[0],)


def test_what_differs_is_never_folded_together(school, placement):
    view = calendar_view(school.record, *NOVEMBER)
    same = [item(number) for number in range(3)]
    apart = (
        item(3, state="done"), item(4, state="overdue", late=2), item(5, word="visit", kind="visit"),
        item(6, time="14:00"), item("start/7", duties=(), kind="start", state="placed"),
    )  # fmt: skip
    shown = one_day(view, *same, *apart)
    assert len(shown) == 6
    assert sorted(id for one in shown for id in one.duties or (one.id,)) == sorted(
        one.id for one in (*same, *apart)
    )


def test_a_day_reads_overdue_first_then_by_time_then_by_kind_and_done_last():
    rows = [
        item("done", state="done"), item("review"), item("visit", kind="visit"), item("late", state="overdue"),
        item("noon", time="12:00"), item("nine", time="09:00"),
    ]  # fmt: skip
    assert [one.id for one in in_order(rows)] == ["late", "nine", "noon", "visit", "review", "done"]


def test_the_longest_overdue_stands_first_whoever_is_asked_for():
    late = [item(number, state="overdue", late=number, who="Mr A" if number % 2 else "Ms B") for number in range(1, 5)]
    view = View(*NOVEMBER, (), tuple(late), {}, (), "", None, True, ())
    assert [one.late for one in late_of(view)] == [4, 3, 2, 1]
    assert [one.late for one in late_of(view, Shown(owner="Mr A"))] == [3, 1]
    assert late_of(view, Shown(hidden=frozenset({"review"}))) == ()


def test_first_and_last_days_and_checks_that_run_out_stand_on_their_day_and_no_hand_moves_them(school, placement):
    view = calendar_view(school.record, date(2026, 11, 1), date(2027, 2, 28))
    shown = {one.short: one for one in view.items if not one.duties}
    assert shown["C Okonjo starts"].day == date(2026, 11, 11)
    assert shown["C Okonjo ends"].day == date(2027, 2, 2)
    assert shown["Kestrel Bridge runs out"].day == date(2026, 11, 13)
    assert {one.lock for one in shown.values()} == {"edge"}


def test_a_placement_ends_on_the_last_day_on_which_there_is_school(school, placement):
    with school.record.work("Moved the end") as work:
        work.update(Placement.get_by_id(placement), planned_end=date(2027, 1, 31))   # a Sunday
    view = calendar_view(school.record, date(2027, 1, 1), date(2027, 2, 28))
    assert next(one for one in view.items if one.kind == "end").day == date(2027, 1, 29)


def test_how_long_there_is_time_is_told_on_the_last_day_too_and_of_several_the_first(school, placement):
    view = calendar_view(school.record, date(2026, 11, 1), date(2027, 2, 28))
    limited = [one for one in view.items if one.latest]
    assert any(one.latest == one.day and "last day" in one.said for one in limited)
    assert any(one.latest > one.day and "latest" in one.said for one in limited)
    assert all(not one.done and one.state != "overdue" for one in limited)
    same = [item(1, latest=date(2026, 11, 17)), item(2, latest=date(2026, 11, 16)), item(3)]
    (folded,) = one_day(calendar_view(school.record, *NOVEMBER), *same)
    assert folded.latest == date(2026, 11, 16)
    assert folded.said.endswith("latest Monday 16 November")


def test_a_done_duty_stands_on_the_day_it_was_done_with_who_did_it(school, placement):
    notice = next(row for row in duty_lists.duties_of(school.record, placement=placement) if "O13" in row.covers)
    done_by_her = Completion(on=date(2026, 11, 5), done_by="Ms L Farrant", evidence=("D1",), note="By post")
    duties.complete_duty(school.record, notice.id, done_by_her)
    done = next(one for one in calendar_view(school.record, *NOVEMBER).items if one.id == notice.id)
    assert (done.day, done.done, done.who) == (date(2026, 11, 5), True, "Ms L Farrant")
    assert done.said.startswith("Done, ")
    assert "Ms L Farrant" in done.said


def test_a_meeting_stands_once_as_its_duty_where_one_asks_for_it_and_by_itself_where_none_does(school, placement):
    booking.book(school.record, Meeting(placement=placement, name="review", on=date(2026, 12, 10), at="14:30"))
    booking.book(school.record, Meeting(placement=placement, name="annual-review", on=date(2026, 12, 9), at="10:00"))
    timed = [one for one in calendar_view(school.record, *DECEMBER).items if one.time and not one.by_then]
    assert sorted((one.day.day, one.time, one.word, bool(one.duties)) for one in timed) == [
        (9, "10:00", "annual review", False), (10, "14:30", "review", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (NOVEMBER, "Autumn term, weeks 9 to 13"),
        ((date(2026, 11, 9), date(2026, 11, 15)), "Autumn term, week 10 of 15"),
        (HALF_TERM, "School is closed"),
        ((date(2026, 12, 21), date(2027, 1, 3)), "School is closed"),
        ((date(2030, 1, 7), date(2030, 1, 13)), "No term dates are loaded for these days"),
    ],
)
def test_the_weeks_are_counted_in_school_weeks_of_the_term(school, span, words):
    assert term_words(calendar_view(school.record, *span)) == words


def test_a_holiday_inside_a_term_is_half_term_and_school_opens_after_it(school):
    view = calendar_view(school.record, *HALF_TERM)
    days = days_of(view)
    assert days[date(2026, 10, 26)].closed == "Half-term"
    assert (view.opens, view.known) == (date(2026, 11, 3), True)
    christmas = calendar_view(school.record, date(2026, 12, 21), date(2026, 12, 27))
    assert days_of(christmas)[date(2026, 12, 22)].closed not in ("", "Half-term")


def test_a_month_is_every_week_that_holds_one_of_its_weekdays():
    assert month_span(date(2026, 11, 30)) == (date(2026, 11, 2), date(2026, 12, 6))
    assert month_span(date(2026, 8, 15)) == (date(2026, 8, 3), date(2026, 9, 6))
    assert month_span(date(2027, 2, 1)) == (date(2027, 2, 1), date(2027, 2, 28))


def test_another_head_of_year_sees_nothing_of_these_pupils(school, placement):
    school.record.actor = Actor(school.farrant, "Ms L Farrant", HEAD_OF_YEAR)
    assert any(one.pupil == school.pupil for one in calendar_view(school.record, *NOVEMBER).items)
    school.record.actor = Actor("somebody else", "Mr G Ellery", HEAD_OF_YEAR)
    view = calendar_view(school.record, *NOVEMBER)
    assert not any(one.pupil or "Okonjo" in one.said for one in (*view.items, *view.late))


def test_on_paper_a_social_worker_is_kept_back_whoever_prints_it(school, clock):
    record = school.record
    record.actor = Actor(record.actor.id, "Lead", AP_LEAD)
    edit_pupil(record, school.pupil, PupilForm(
        **{**pupil_form(record, school.pupil).__dict__, "social_worker": True}
    ))  # fmt: skip
    clock.go_to(date(2026, 11, 4))
    start_placement(record, school.direction())
    clock.go_to(TODAY)
    seen = calendar_view(record, *DECEMBER)
    assert "social worker" in " ".join(one.full for one in seen.items)
    outside = calendar_view(record, *DECEMBER, outside=True)
    assert KEPT_BACK in {one.full for one in outside.items}
    assert "social" not in " ".join(str(one) for one in (*outside.items, *outside.late)).casefold()
    for month in (TODAY, date(2026, 12, 1), date(2027, 1, 1)):
        assert "social" not in str(month_paper(record, month)).casefold()
    assert len(outside.items) == len(seen.items)


def test_everything_is_shown_where_nothing_is_chosen(school, placement):
    view = calendar_view(school.record, *NOVEMBER)
    shown = days_of(view, EVERYTHING, fold=False)
    assert sum(len(day.items) for day in shown.values()) == len(view.items)


def test_what_was_done_stands_on_the_day_it_was_done_in_the_month_of_that_day(school, placement):
    met = next(row for row in duty_lists.duties_of(school.record, placement=placement) if "G16" in row.covers)
    assert (met.done_on.month, met.day.month) == (10, 11)
    october = calendar_view(school.record, date(2026, 10, 1), date(2026, 10, 31))
    assert [one.day for one in october.items if one.id == met.id] == [met.done_on]
    assert met.id not in {one.id for one in calendar_view(school.record, *NOVEMBER).items}
