"""How the policy is read is chosen with its effect seen first; placements that run move only where they are moved."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent
from apdesk.services import protocols, undo
from apdesk.services.appendix import appendix, days_counted
from apdesk.services.duties import Completion, complete_duty
from apdesk.services.duty_lists import duties_of
from apdesk.services.placement_changes import replan_all
from apdesk.services.policy_page import policy_page, policy_paper
from apdesk.services.protocol_files import check_protocol_file, check_shipped, check_text
from apdesk.services.protocol_versions import move_to_version_in_force, version_would_move, versions_in_use
from apdesk.services.protocols import protocol_in_force
from apdesk.services.readings import choose_readings, points, points_of, reading_would_move
from apdesk.services.school_year import school_calendar
from apdesk.services.shipped import obligations, shipped_protocol_text
from apdesk.services.start_placement import start_placement
from apdesk.services.what_would_move import ADDED, KEPT, MOVED
from apdesk.store.protocols import protocol_text

SECOND = Path(__file__).parents[1] / "domain" / "second-school.toml"


@pytest.fixture
def placed(school):
    """A direction from Wednesday 11 November."""
    return school, start_placement(school.record, school.direction()).placement


def point(record, key):
    return next(one for one in points(record) if one.key == key)


def invitations(record, placement):
    return [row.day for row in duties_of(record, placement=placement) if row.rule == "review.invitation"]


def in_force(record):
    return protocols.protocol_in_force(record)


# What there is to choose.


def test_every_point_of_the_policy_is_there_and_five_can_be_chosen_here(school):
    found = points(school.record)
    assert [one.key for one in found] == [str(number) for number in range(1, 54)]
    assert [one.key for one in found if one.options] == ["4", "5", "9", "39", "48"]
    assert [one.key for one in found if one.asked] == ["6"]
    half_term = point(school.record, "9")
    assert half_term.quoted == "“Formal review each half half-term”"
    assert half_term.where == ("Off-site direction", "AP, full time", "AP, part of the week")
    words = ["Each half-term", "Each half of a half-term, every 3 to 4 weeks"]
    assert [one.words for one in half_term.options] == words
    assert half_term.in_force == "Each half-term"


def test_a_rule_whose_readings_no_point_names_is_a_point_of_its_own():
    text = shipped_protocol_text().replace('choose = ["visit.month"]\n', "")
    own = points_of(protocols.read_protocol(text, "ours.toml"))[-1]
    assert (own.key, own.reading, own.alternative) == ("visit.month", "Each calendar month", "Every 4 weeks")
    assert own.chosen == "each calendar month"


# Seeing and choosing.


def test_what_a_reading_would_move_is_seen_and_nothing_is_written(placed):
    school, placement = placed
    before, entry = invitations(school.record, placement), school.record.last_entry()
    six = point(school.record, "4")
    moves = reading_would_move(school.record, six.instead(six.options[1].name))
    moved = [line for line in moves.lines if line.rule == "review.invitation" and line.fate == MOVED]
    assert moved
    assert all((line.now - line.was).days == 1 or line.now.weekday() == 0 for line in moved)
    assert moves.placements == 1
    assert (invitations(school.record, placement), school.record.last_entry()) == (before, entry)


def test_what_a_reading_asks_for_on_days_that_have_gone_is_counted_as_late_at_once(placed):
    school, _ = placed
    half = point(school.record, "9")
    on_time = reading_would_move(school.record, half.instead(half.options[1].name))
    assert not on_time.late
    school.record.clock.go_to(date(2027, 1, 15))
    moves = reading_would_move(school.record, half.instead(half.options[1].name))
    assert moves.late
    assert {line.fate for line in moves.late} <= {ADDED, MOVED}
    calendar = school_calendar(school.record)
    late = next(line for line in moves.late if line.now == max(one.now for one in moves.late))
    assert 0 < late.late <= calendar.count(late.now, date(2027, 1, 14))
    assert moves.in_words.endswith(f"{len(moves.late)} are late at once.")


def test_by_itself_a_reading_counts_for_new_placements_only(placed):
    school, placement = placed
    before = invitations(school.record, placement)
    six = point(school.record, "4")
    done = choose_readings(school.record, six.instead(six.options[1].name), "As the clerk reads it")
    assert {"protocols"} == done.changes.areas
    assert done.moves.placements == 0
    assert invitations(school.record, placement) == before
    assert point(school.record, "4").changed
    newest, first = versions_in_use(school.record)
    assert (newest.version, newest.in_force, newest.placements) == (2, True, 0)
    assert (first.version, first.placements, first.movable) == (1, 1, 1)
    other = start_placement(school.record, school.direction(pupil=school.other_pupil)).placement
    assert invitations(school.record, other) != before


def test_running_placements_follow_in_the_same_operation_where_it_is_wanted(placed):
    school, _ = placed
    half = point(school.record, "9")
    seen = reading_would_move(school.record, half.instead(half.options[1].name))
    done = choose_readings(school.record, half.instead(half.options[1].name), "Tighter", running=True)
    assert [line[:4] for line in done.moves.lines] == [line[:4] for line in seen.lines]
    assert seen.count(ADDED) > 0
    assert {"protocols", "placements", "duties"} <= done.changes.areas
    assert [one.placements for one in versions_in_use(school.record)] == [1, 0]
    assert replan_all(school.record, "Nothing new").entry == 0
    assert choose_readings(school.record, half.instead(half.options[1].name), "Again", running=True).changes is None
    undone = undo.undo(school.record)
    assert undone.operation == "Chose how the policy is read"
    assert [one.placements for one in versions_in_use(school.record)] == [1]
    assert not point(school.record, "9").changed


def test_what_is_done_stays_done_under_the_other_reading(placed):
    school, placement = placed
    school.record.clock.go_to(date(2026, 12, 1))
    visit = next(row for row in duties_of(school.record, placement=placement) if row.rule == "visit.month")
    complete_duty(school.record, visit.id, Completion(on=date(2026, 11, 27)))
    month = point(school.record, "39")
    choose_readings(school.record, month.instead(month.options[1].name), "Every four weeks", running=True)
    visits = [row for row in duties_of(school.record, placement=placement) if row.rule == "visit.month"]
    assert [(row.id, row.state) for row in visits][:1] == [(visit.id, "done")]
    assert visits[1].day == date(2026, 12, 18)      # four weeks after the visit fall into the holiday


def test_going_back_to_the_stated_reading_is_the_text_as_it_was(school):
    first = protocol_text(in_force(school.record).id)
    six = point(school.record, "4")
    choose_readings(school.record, six.instead(six.options[1].name), "Try")
    choose_readings(school.record, six.instead(six.options[0].name), "Back")
    assert protocol_text(in_force(school.record).id) == first
    assert [one.version for one in versions_in_use(school.record)] == [3, 2, 1]
    assert not any(one.changed for one in points(school.record))


def test_two_choices_stand_together(school):
    for key in ("4", "39"):
        one = point(school.record, key)
        choose_readings(school.record, one.instead(one.options[1].name), "Ours")
    assert [one.key for one in points(school.record) if one.changed] == ["4", "39"]


def test_a_version_of_the_future_is_not_put_off_by_a_reading_of_today(school):
    text = shipped_protocol_text() + "# next year\n"
    protocols.activate_protocol(school.record, text, "next.toml", date(2027, 9, 1))
    six = point(school.record, "4")
    choose_readings(school.record, six.instead(six.options[1].name), "Until then")
    assert protocol_text(protocols.protocol_in_force(school.record, date(2027, 9, 1)).id) == text
    assert in_force(school.record).protocol.chosen


def test_without_a_reason_or_for_a_reading_nobody_has_nothing_changes(placed):
    school, _ = placed
    entry = school.record.last_entry()
    six = point(school.record, "4")
    with pytest.raises(Problem) as refused:
        choose_readings(school.record, six.instead(six.options[1].name), " ")
    assert refused.value.code == "reading.why"
    with pytest.raises(Problem) as refused:
        choose_readings(school.record, {"review.invitation": "five days"}, "Why not")
    assert "no reading is called" in refused.value.text
    assert school.record.last_entry() == entry


def test_cancelled_half_way_nothing_changes(placed):
    class Stopped(Silent):
        def step(self, done, of, what):
            raise Cancelled

    school, _ = placed
    six, entry = point(school.record, "4"), school.record.last_entry()
    with pytest.raises(Cancelled):
        choose_readings(school.record, six.instead(six.options[1].name), "Ours", running=True, progress=Stopped())
    assert school.record.last_entry() == entry
    assert len(versions_in_use(school.record)) == 1


# Versions.


def test_placements_of_an_older_version_are_moved_with_the_difference_seen_first(placed):
    school, _ = placed
    old = in_force(school.record).id
    half = point(school.record, "9")
    choose_readings(school.record, half.instead(half.options[1].name), "Tighter")
    seen = version_would_move(school.record, old)
    with pytest.raises(Problem) as refused:
        move_to_version_in_force(school.record, old, "")
    assert refused.value.code == "version.why"
    done = move_to_version_in_force(school.record, old, "The governors agreed")
    assert [line[:4] for line in done.moves.lines] == [line[:4] for line in seen.lines]
    assert [one.placements for one in versions_in_use(school.record)] == [1, 0]
    with pytest.raises(Problem) as refused:
        move_to_version_in_force(school.record, in_force(school.record).id, "Again")
    assert refused.value.code == "version.in-force"
    assert all(line.fate == KEPT for line in version_would_move(school.record, old).lines)


# Another file.


def test_another_schools_policy_is_taken_into_use_with_the_difference_seen(placed):
    school, _ = placed
    found = check_protocol_file(school.record, SECOND)
    assert found.mistakes == ()
    assert {one.name for one in found.differences if (one.kind, one.what) == ("Pathway", "comes")} == {
        "Bridge term", "Fresh start", "Returns to the trust",
    }
    assert found.count("goes") > 200
    assert found.effective == school.record.clock.today()
    protocols.activate_protocol(school.record, found.text, found.name, found.effective, "We join the trust")
    assert in_force(school.record).protocol.school == "Saltmarsh Academy"
    newest, first = versions_in_use(school.record)
    assert (newest.placements, first.placements, first.movable) == (0, 1, 0)
    assert [row.short for row in appendix(school.record)] == ["Bridge", "Fresh"]
    assert days_counted(school.record) == ()
    assert points(school.record) == ()
    assert policy_page(school.record).rows == ()
    assert not check_protocol_file(school.record, SECOND).differences


def test_a_file_with_mistakes_is_listed_line_by_line_and_changes_nothing(school, tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text(SECOND.read_text(encoding="utf-8").replace('owner = "CLERK"', 'owner = "CLARK"'), encoding="utf-8")
    found = check_protocol_file(school.record, file)
    assert found.protocol is None
    assert [one.text for one in found.mistakes] == [
        'incident.tell: no role is called "CLARK".', 'nil-return: no role is called "CLARK".',
    ]
    assert all("CLARK" in file.read_text(encoding="utf-8").splitlines()[one.line - 1] for one in found.mistakes)
    with pytest.raises(Problem) as refused:
        protocols.activate_protocol_file(school.record, file)
    assert refused.value.code == "protocol.mistakes"
    assert len(versions_in_use(school.record)) == 1


def test_a_row_of_the_obligations_table_nobody_covers_is_a_mistake_of_the_file(school):
    text = shipped_protocol_text().replace('covers = ["O19"]\n', "covers = []\n").replace('"O19", ', "")
    found = check_text(school.record, text, "ours.toml")
    assert any("O19" in one.text for one in found.mistakes)


def test_what_is_no_text_is_refused(school, tmp_path):
    file = tmp_path / "picture.toml"
    file.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(Problem) as refused:
        check_protocol_file(school.record, file)
    assert refused.value.code == "file.encoding"


def test_a_changed_rule_is_named_with_what_differs_in_it(school):
    text = shipped_protocol_text().replace('title = "Meet parents about their views and preferred schools"',
                                           'title = "Meet parents"')  # fmt: skip
    (one,) = check_text(school.record, text, "ours.toml").differences
    assert (one.kind, one.name, one.where, one.what, one.details) == (
        "Duty", "Meet parents", "Off-site direction", "changes", "name",
    )
    assert one.changes == (("name", "Meet parents about their views and preferred schools", "Meet parents"),)
    assert check_shipped(school.record).same


def test_who_owes_a_duty_and_when_are_told_in_the_words_of_the_office(school):
    text = shipped_protocol_text()
    rule = text.index('title = "Invite parents to the review, or to send views"')
    end = text.index("[[", rule)
    part = text[rule:end]
    changed = re.sub(r'owner = "\w+"', 'owner = "DSL"', part)
    (one,) = check_text(school.record, text[:rule] + changed + text[end:], "ours.toml").differences
    (owner,) = one.changes
    assert (owner.field, owner.was) == ("owner", "Headteacher")
    assert owner.will_be == protocol_in_force(school.record).protocol.roles["DSL"].label


# Looking at it.


def test_appendix_a_stands_as_the_policy_has_it(school):
    rows = {row.short: row for row in appendix(school.record)}
    direction = rows["Off-site direction"]
    assert (direction.row, direction.code) == ("3", "D")
    cells = (direction.visits, direction.reviews, direction.check_ins, direction.attendance)
    assert [cell.words for cell in cells] == ["1 a month", "Every half-term", "Weekly", "Weekly"]
    assert rows["Respite"].visits.words == "None"
    assert rows["Reduced timetable"].reviews.words == "Every 6 weeks"
    assert dict(days_counted(school.record)) == {
        "Notice of a placement": "Latest 2 school days before, aim for 3",
        "Review invitation": "Latest 6 calendar days before, aim for 7",
        "Review decision": "Latest 6 calendar days after", "Panel referral": "Latest 7 calendar days before",
        "12 weeks": "Asked for each placement",
    }


def test_a_chosen_reading_shows_in_how_days_are_counted(school):
    six = point(school.record, "4")
    choose_readings(school.record, six.instead(six.options[1].name), "Ours")
    assert dict(days_counted(school.record))["Review invitation"] == "Latest 6 calendar days before"


def test_every_row_of_the_obligations_table_says_what_is_done_about_it(school):
    page = policy_page(school.record)
    assert [row.id for row in page.rows] == [row["id"] for row in obligations()]
    assert (page.covered + page.standing + page.planned, page.missing) == (231, 0)
    row = next(one for one in page.rows if one.id == "O19")
    assert row.clause == "Section 5 – if agreed"
    assert row.met[0].what == "Duty of the Headteacher: Invite parents to the review, or to send views"
    assert any("six days" in line for line in row.quote)
    assert "[" not in "".join(one.statute + one.section + one.duty for one in page.rows)
    paper = policy_paper(school.record, [row], "“invitation”")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(paper.data)).pages).split())
    assert "1 of 231 rows" in text
    assert "Invite parents to the review" in text
    assert all(len({one.what for one in row.met}) == len(row.met) for row in page.rows)
    whole = PdfReader(BytesIO(policy_paper(school.record, page.rows).data))
    assert 10 < len(whole.pages) < 60
