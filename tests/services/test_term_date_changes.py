"""Term dates corrected: what would move is seen first, then dates and duties change together or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent
from apdesk.services import school_year, undo
from apdesk.services.duties import Completion, complete_duty
from apdesk.services.duty_lists import due_list, duties_of, duty
from apdesk.services.placement_changes import replan_all
from apdesk.services.school_year import Entry
from apdesk.services.start_placement import start_placement
from apdesk.services.term_date_changes import change_dates, dates_would_move, import_terms
from apdesk.services.term_draft import ADDED, CHANGED, REMOVED, TermDraft
from apdesk.services.what_would_move import KEPT

CLOSED_WEEK = Entry("closure", date(2026, 11, 23), date(2026, 11, 27), "Flood")


@pytest.fixture
def placed(school):
    """A direction from Wednesday 11 November."""
    started = start_placement(school.record, school.direction())
    return school, started.placement


def with_week_closed(record):
    return [*school_year.entries(record), CLOSED_WEEK]


def contacts(record, placement):
    """The weekly contacts: their week's Friday or last day, and where they stand."""
    return {row.day: row.state for row in duties_of(record, placement=placement) if row.rule == "weekly.contact"}


def test_a_closed_week_withdraws_what_fell_in_it_and_moves_nothing_else_of_the_series(placed):
    school, placement = placed
    before = contacts(school.record, placement)
    moves = dates_would_move(school.record, with_week_closed(school.record))
    series = [line for line in moves.lines if line.rule == "weekly.contact"]
    assert [(line.fate, line.was) for line in series if line.fate != KEPT] == [("withdrawn", date(2026, 11, 27))]
    assert len(series) == len(before)
    assert moves.placements == 1
    assert "withdrawn" in moves.in_words
    assert contacts(school.record, placement) == before


def test_dates_and_duties_change_in_one_operation_and_twice_is_nothing_more(placed):
    school, placement = placed
    seen = dates_would_move(school.record, with_week_closed(school.record))
    done = change_dates(school.record, with_week_closed(school.record), "Flood in the hall")
    assert done.moves.lines == tuple(line._replace(reason=made.reason) for line, made in
                                     zip(seen.lines, done.moves.lines, strict=True))  # fmt: skip
    assert {"school-year", "duties"} <= done.changes.areas
    assert date(2026, 11, 27) not in contacts(school.record, placement)
    assert change_dates(school.record, with_week_closed(school.record), "Again").changes is None
    assert replan_all(school.record, "Nothing new").entry == 0
    undone = undo.undo(school.record)
    assert undone.operation == "Corrected term dates"
    assert date(2026, 11, 27) in contacts(school.record, placement)
    assert not [one for one in school_year.entries(school.record) if one.label == "Flood"]


def test_what_was_done_in_a_week_stays_with_that_week_when_numbers_shift(placed):
    school, placement = placed
    school.record.clock.go_to(date(2026, 12, 4))
    rows = {row.day: row for row in duties_of(school.record, placement=placement) if row.rule == "weekly.contact"}
    fourth = rows[date(2026, 12, 4)]
    complete_duty(school.record, fourth.id, Completion(on=date(2026, 12, 4)))
    change_dates(school.record, with_week_closed(school.record), "Flood")
    after = {row.day: row for row in duties_of(school.record, placement=placement) if row.rule == "weekly.contact"}
    assert after[date(2026, 12, 4)].id == fourth.id
    assert (after[date(2026, 12, 4)].state, after[date(2026, 12, 11)].state) == ("done", "later")
    assert after[date(2026, 12, 4)].occurrence == fourth.occurrence - 1
    assert replan_all(school.record, "Nothing new").entry == 0


def test_what_was_overdue_stays_overdue(placed):
    school, _placement = placed
    school.record.clock.go_to(date(2026, 11, 30))
    overdue = next(row for row in due_list(school.record) if row.rule == "weekly.contact")
    change_dates(school.record, with_week_closed(school.record), "Flood")
    assert duty(school.record, overdue.id).state == "overdue"


def test_dates_that_leave_a_placement_outside_are_shown_and_refused(placed):
    school, _placement = placed
    lines = [one for one in school_year.entries(school.record) if one.start >= date(2027, 1, 1)]
    seen = dates_would_move(school.record, lines)
    assert [one.pupil_name for one in seen.unplanned] == ["Okonjo, Chidera"]
    assert "outside the loaded term dates" in seen.unplanned[0].why
    with pytest.raises(Problem) as refused:
        change_dates(school.record, lines, "Wrong file")
    assert refused.value.code == "moves.unplanned"
    assert len(school_year.versions(school.record)) == 1


def test_cancelling_leaves_everything_as_it_was(placed):
    school, placement = placed
    before = contacts(school.record, placement)
    with pytest.raises(Cancelled):
        change_dates(school.record, with_week_closed(school.record), "Flood", progress=Silent(stop_at=1))
    assert contacts(school.record, placement) == before
    assert len(school_year.versions(school.record)) == 1


def test_a_file_taken_in_by_command_moves_the_duties_too(placed, tmp_path):
    school, placement = placed
    file = tmp_path / "terms.csv"
    file.write_text(school_year.as_text(with_week_closed(school.record)), encoding="utf-8")
    taken = import_terms(school.record, file)
    assert taken.changes is not None
    assert date(2026, 11, 27) not in contacts(school.record, placement)
    assert import_terms(school.record, file).changes is None


def test_an_administrator_never_reads_of_a_social_worker_in_what_would_move(record, school):
    from apdesk.services.pupils import PupilForm, add_pupil

    pupil = add_pupil(record, PupilForm(surname="Vance", forename="Jaydon", year=10, social_worker=True)).id
    start_placement(record, school.direction(pupil=pupil))
    moves = dates_would_move(record, with_week_closed(record))
    assert not [line for line in moves.lines if "social worker" in (line.title + line.reason).lower()]
    assert [line for line in moves.lines if line.title == "Safeguarding duty"]


def test_a_draft_knows_what_was_added_changed_and_removed():
    held = [Entry("half_term", date(2026, 9, 3), date(2026, 10, 23), "Autumn 1 2026/27"),
            Entry("inset", date(2026, 9, 4), date(2026, 9, 4), "INSET")]  # fmt: skip
    draft = TermDraft(held)
    draft.change("0", held[0]._replace(end=date(2026, 10, 22)))
    draft.remove("1")
    added = draft.add(Entry("closure", date(2026, 9, 10), date(2026, 9, 10), "Snow"))
    assert {line.key: line.state for line in draft.lines()} == {"0": CHANGED, "1": REMOVED, added: ADDED}
    kept = TermDraft(held)
    assert kept.take_json(draft.as_json())
    assert kept.entries() == draft.entries()
    assert not TermDraft(held[:1]).take_json(draft.as_json())
    draft.restore("1")
    draft.change("0", held[0])
    draft.remove(added)
    assert draft.changes() == 0


def test_a_year_is_copied_to_the_next_on_the_same_weekdays():
    draft = TermDraft([Entry("half_term", date(2026, 9, 3), date(2026, 10, 23), "Autumn 1 2026/27")])
    assert draft.copy_year(2026) == 1
    copied = draft.entries()[1]
    assert (copied.start, copied.end, copied.label) == (date(2027, 9, 2), date(2027, 10, 22), "Autumn 1 2027/28")


def test_a_backup_stands_before_a_file_of_term_dates_is_taken_in(school, tmp_path):
    from apdesk.services import backups

    file = tmp_path / "terms.csv"
    file.write_text(school_year.as_text(with_week_closed(school.record)), encoding="utf-8")
    assert backups.listed(school.record.folder) == ()
    import_terms(school.record, file)
    assert len(backups.listed(school.record.folder)) == 1
