"""A duty as a row: dates in the office's words, who by role, and the whole of it as one sentence."""

from __future__ import annotations

from datetime import date

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401

from apdesk.services import duty_lists
from apdesk.services.placement_answers import Answers, GateSaid, ObjectiveAnswer
from apdesk.services.start_placement import start_placement
from ui.common.duties.rows import duty_line, plain_why, when_words

TODAY = date(2026, 11, 10)


@pytest.fixture
def rows(record, small_school, clock):  # noqa: F811
    """The duties of an off-site direction from 11 November, by rule."""
    clock.go_to(date(2026, 11, 4))
    gates = ("virtual-school-told", "return-plan", "direction.delegated", "direction.tried", "osd.agreed")
    answers = Answers(
        pupil=small_school.pupil, reasons=("psp",), tried="Mentor", met_parents_on=date(2026, 10, 20), directed=True,
        pathway="osd", provider=small_school.fairholt, start=date(2026, 11, 11), decided_on=date(2026, 11, 4),
        readings={"osd.length": "12 calendar weeks"}, gates=tuple(GateSaid(rule, met=True) for rule in gates),
        objectives=(ObjectiveAnswer("Attend", "95 %"),),
    )
    placement = start_placement(record, answers).placement
    clock.go_to(TODAY)
    return {row.rule: row for row in duty_lists.duties_of(record, placement=placement)}


def test_a_row_is_one_sentence_for_a_screen_reader(rows):
    line = duty_line(rows["osd.notice"], TODAY)
    assert line.sentence() == (
        "Overdue, Friday 6 November, 1 school day late, give parents written notice of the direction, "
        "Chidera Okonjo 10F, Off-site direction, Nobody yet, Headteacher, Section 5 If agreed. Button: Mark as sent"
    )
    assert line.action == "Send placement notice to parents"
    assert line.who == "Nobody yet"
    assert "Nobody holds HT" in line.why


def test_the_owner_is_you_where_it_is_you(rows):
    line = duty_line(rows["weekly.contact"], TODAY, "Ms L Farrant")
    assert (line.who, line.role) == ("You", "HOY 10")


@pytest.mark.parametrize(
    ("state", "due", "hard", "by", "said"),
    [
        ("overdue", date(2026, 11, 6), None, None, ("Fri 6 Nov", "2 school days late")),
        ("today", date(2026, 11, 9), date(2026, 11, 12), None, ("Mon 9 Nov", "latest Thu 12")),
        ("today", date(2026, 11, 9), TODAY, None, ("Mon 9 Nov", "last day today")),
        ("today", TODAY, TODAY, None, ("Today", "last day")),
        ("today", TODAY, None, "09:30", ("Today", "by 09:30")),
        ("soon", date(2026, 11, 11), None, None, ("Wed 11 Nov", "tomorrow")),
        ("soon", date(2026, 11, 12), None, None, ("Thu 12 Nov", "in 2 days")),
        ("later", date(2026, 11, 18), date(2026, 11, 18), None, ("Wed 18 Nov", "last day")),
        ("waiting", None, None, None, ("No date yet", "waiting")),
    ],
)
def test_the_date_says_how_it_stands(rows, state, due, hard, by, said):
    row = rows["weekly.contact"]._replace(state=state, due=due, day=due, hard=hard, last_day=hard or due, by=by,
                                          lateness_school_days=2 if state == "overdue" else 0)  # fmt: skip
    assert when_words(row, TODAY) == said


def test_a_last_day_at_the_weekend_is_told_with_the_last_school_day(rows):
    row = rows["weekly.contact"]._replace(
        state="soon", due=date(2026, 11, 11), day=date(2026, 11, 11), hard=date(2026, 11, 15),
        last_day=date(2026, 11, 15), last_school_day=date(2026, 11, 13),
    )
    line = duty_line(row, TODAY)
    assert line.under == "latest Fri 13"
    assert "latest Fri 13, by rule the last day is Sunday 15 November, when there is no school," in line.sentence()
    assert line.why.endswith("By rule the last day is Sunday 15 November, when there is no school.")


@pytest.mark.parametrize(
    ("short", "kind", "said"),
    [
        ("Ask the provider for its report", "report", "Mark as asked"),
        ("Update the record of SEND provision", "document", "Mark as updated"),
        ("Write up the visit, file on CPOMS", "document", "Mark as written"),
        ("Have the overview of behaviour", "report", "Log report"),
        ("Confirm the week’s attendance", "register", "Sign off"),
        ("Hold the address of every site", "document", "Mark as filed"),
    ],
)
def test_the_button_says_what_the_row_says(rows, short, kind, said):
    row = rows["weekly.contact"]._replace(short=short, kind=kind)
    assert duty_line(row, TODAY).button == said


@pytest.mark.parametrize(
    ("why", "read"),
    [
        ('Due Fri 6 Nov: 7 days before "Review". (§5; SI 2010/1156 reg 5; term dates: dates (2).csv)',
         "Due Fri 6 Nov: 7 days before “Review”."),
        ("A visit (half-termly) is due. (§6; term dates: our.csv)", "A visit (half-termly) is due."),
        ("Once a week.", "Once a week."),
    ],
)  # fmt: skip
def test_the_reason_is_read_without_its_sources(why, read):
    assert plain_why(why) == read
