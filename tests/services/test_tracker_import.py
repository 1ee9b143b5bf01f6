"""Moving from a spreadsheet: planned row by row, placed as the wizard would, its clocks run on, nothing overdue."""

from __future__ import annotations

from datetime import date

import pytest
from roll_files import write_csv, write_xlsx

from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent
from apdesk.services import duty_lists, undo
from apdesk.services.import_history import import_history
from apdesk.services.providers import ProviderForm, add_provider
from apdesk.services.pupil_list import pupil_list
from apdesk.services.start_placement import start_placement
from apdesk.services.tracker_import import (
    apply_tracker,
    open_tracker_file,
    review_tracker,
    review_tracker_again,
    say_pupil,
    say_words,
)
from apdesk.services.tracker_rows import END, HERE, LEFT_OUT, PATHWAY, PLACE, PROPOSE, PROVIDER, PUPIL, START, TO_FIX

HEAD = ["Pupil", "Form", "AP Provider", "Type", "Start", "End date", "Last visit", "Last review", "Notice sent"]
DIRECTION = ["Okonjo, Chidera", "10F", "Fairholt", "OSD", date(2026, 10, 5), date(2026, 12, 18), date(2026, 11, 5),
             date(2026, 11, 4), date(2026, 10, 1)]
ON = date(2026, 11, 10)


def brought(record, folder, *rows, head=HEAD):
    file = write_xlsx(folder, [["Placements 2026-27"], [], head, *rows], name="tracker.xlsx")
    return review_tracker(record, open_tracker_file(record, file))


def only(review):
    (entry,) = review.entries
    return entry


def duties(record, school):
    return list(duty_lists.duties_of(record, pupil=school.pupil))


def test_a_running_placement_comes_in_with_its_clocks_running_on(record, school, tmp_path):
    review = brought(record, tmp_path, DIRECTION)
    assert only(review).kind == PLACE
    assert duties(record, school) == []
    taken = apply_tracker(record, review)
    assert taken.counts["placed"] == 1
    held = duties(record, school)
    assert len(held) == taken.duties
    by_rule = {(one.rule, one.occurrence): one for one in held}
    assert by_rule["osd.notice", 1].done_on == date(2026, 10, 1)
    visits = [one for one in held if one.kind == "visit" and one.done_on == date(2026, 11, 5)]
    reviews = [one for one in held if one.kind == "review" and one.done_on == date(2026, 11, 4)]
    assert visits
    assert reviews
    assert all(one.due is None or one.due > ON or one.state in ("done", "before-desk") or (one.hard and one.hard >= ON)
               for one in held)


def test_nothing_before_today_is_overdue(record, school, tmp_path):
    apply_tracker(record, brought(record, tmp_path, DIRECTION))
    assert [one for one in duties(record, school) if one.state == "overdue"] == []


def test_the_same_file_again_changes_nothing(record, school, tmp_path):
    apply_tracker(record, brought(record, tmp_path, DIRECTION))
    entries = record.database.rows("SELECT count(*) FROM journal_change")
    again = brought(record, tmp_path, DIRECTION)
    assert (only(again).kind, only(again).reasons) == (HERE, ("Stands in the desk already: LHS-0001.",
                                                              "Found by name and form."))
    apply_tracker(record, again)
    assert record.database.rows("SELECT count(*) FROM journal_change") == entries
    assert len(import_history(record)) == 1


def test_a_placement_that_the_wizard_made_is_known(record, school, tmp_path):
    start_placement(record, school.direction())
    row = ["Okonjo, Chidera", "10F", "Fairholt", "OSD", date(2026, 11, 11)]
    assert only(brought(record, tmp_path, row)).kind == HERE


def test_a_placement_that_begins_later_comes_in_as_proposed(record, school, tmp_path):
    row = ["Okonjo, Chidera", "10F", "Fairholt", "Respite", date(2026, 11, 23), date(2026, 12, 4)]
    review = brought(record, tmp_path, row)
    assert only(review).kind == PROPOSE
    apply_tracker(record, review)
    assert next(one for one in pupil_list(record) if one.id == school.pupil).status == "proposed"


def test_what_must_be_settled_before_a_start_does_not_keep_a_running_placement_out(record, school, tmp_path):
    add_provider(record, ProviderForm(name="Forge Lane"))
    entry = only(brought(record, tmp_path, [*DIRECTION[:2], "Forge Lane", *DIRECTION[3:]]))
    assert entry.kind == PLACE
    assert any(reason.startswith("Not met: The provider is registered") for reason in entry.reasons)


@pytest.mark.parametrize(("place", "value", "wrong"), [
    (0, "Nobody, Here", PUPIL), (2, "Unknown Place", PROVIDER), (2, "", PROVIDER), (3, "Something", PATHWAY),
    (3, "", PATHWAY), (4, "", START), (4, "31/02/2026", START), (5, date(2026, 9, 1), END),
    (6, date(2026, 12, 1), "last_visit"), (4, date(2020, 1, 6), START),
])
def test_a_row_that_cannot_come_in_says_what_to_put_right(record, school, tmp_path, place, value, wrong):
    row = [*DIRECTION[:place], value, *DIRECTION[place + 1:]]
    entry = only(brought(record, tmp_path, row))
    assert entry.kind == TO_FIX
    assert wrong in entry.wrong
    assert entry.reasons[0].endswith(".")


def test_without_a_last_day_a_placement_that_should_have_ended_is_asked_about(record, school, tmp_path):
    row = ["Okonjo, Chidera", "10F", "Fairholt", "Respite", date(2026, 9, 7)]
    entry = only(brought(record, tmp_path, row))
    assert (entry.kind, entry.wrong) == (TO_FIX, {END})


def test_a_file_without_one_good_row_is_refused_and_nothing_is_written(record, school, tmp_path):
    review = brought(record, tmp_path, ["Nobody, Here", "10F", "Fairholt", "OSD", date(2026, 10, 5)])
    with pytest.raises(Problem, match=r"No row of tracker.xlsx can be taken in. Row 4: No pupil") as caught:
        apply_tracker(record, review)
    assert caught.value.where == "tracker.xlsx, row 4"
    assert import_history(record) == ()


def test_one_placement_in_two_rows_comes_in_once(record, school, tmp_path):
    first, second = brought(record, tmp_path, DIRECTION, DIRECTION).entries
    assert (first.kind, second.kind) == (PLACE, TO_FIX)
    assert second.reasons == ("Row 4 is the same placement. Leave one of them out.",)


def test_a_person_says_who_where_and_on_what_pathway(record, school, tmp_path):
    rows = [["Okonjo, Chidera", "", "The Priory", "Dir.", date(2026, 10, 5)],
            ["Strathdee, Callum", "9F", "The Priory", "Dir.", date(2026, 10, 6)]]
    review = brought(record, tmp_path, *rows)
    assert review.entries[0].wrong == {PUPIL, PROVIDER, PATHWAY}
    review = review_tracker_again(record, review, said=say_pupil(review, 4, school.pupil))
    review = review_tracker_again(record, review, said=say_words(review, 4, PROVIDER, school.fairholt))
    review = review_tracker_again(record, review, said=say_words(review, 4, PATHWAY, "osd"))
    assert [one.kind for one in review.entries] == [PLACE, PLACE]     # said once, it counts for every row
    apply_tracker(record, review)
    again = brought(record, tmp_path, ["Strathdee, Callum", "9F", "The Priory", "Dir.", date(2026, 9, 7)])
    assert only(again).kind == PLACE                                  # and the next time


def test_a_cell_is_put_right_and_a_row_is_left_out(record, school, tmp_path):
    review = brought(record, tmp_path, [*DIRECTION[:4], "31/02/2026", *DIRECTION[5:]])
    mended = review_tracker_again(record, review, fixes={(4, START): "05/10/2026"})
    assert only(mended).kind == PLACE
    assert only(review_tracker_again(record, mended, leave_out={4})).kind == LEFT_OUT


def test_a_tracker_is_taken_back_as_a_whole(record, school, tmp_path):
    apply_tracker(record, brought(record, tmp_path, DIRECTION))
    assert import_history(record)[0].undoable
    assert undo.undo(record).operation == "Took in a tracker"
    assert duties(record, school) == []
    assert next(one for one in pupil_list(record) if one.id == school.pupil).placement is None


def test_cancelling_leaves_nothing_behind(record, school, tmp_path):
    review = brought(record, tmp_path, DIRECTION)
    with pytest.raises(Cancelled):
        apply_tracker(record, review, Silent(stop_at=1))
    assert duties(record, school) == []


def test_a_desk_that_changed_meanwhile_is_looked_at_again(record, school, tmp_path):
    review = brought(record, tmp_path, DIRECTION)
    apply_tracker(record, brought(record, tmp_path, DIRECTION))
    with pytest.raises(Problem, match="The desk changed"):
        apply_tracker(record, review)


def test_other_words_for_the_columns_and_a_csv(record, school, tmp_path):
    head = ["Surname", "First name", "Reg", "School attending", "Placement type", "Date started", "Next review", "Days"]
    row = ["Okonjo", "Chidera", "10F", "fairholt school", "AP part of the week", "07/09/2026", "01/02/2027", "Mon-Tue"]
    file = write_csv(tmp_path, [head, row], name="t.csv")
    review = review_tracker(record, open_tracker_file(record, file))
    entry = only(review)
    assert (entry.kind, entry.ready.answers.sessions) == (PLACE, "PPPPSSSSSS")
    assert entry.ready.answers.happened == ()


@pytest.mark.parametrize(("head", "what"), [
    (["Pupil", "Provider", "Type"], "the first day"), (["Pupil", "Provider", "Start"], "the pathway"),
    (["Provider", "Type", "Start"], "the pupils"),
])
def test_columns_that_do_not_suffice(record, school, tmp_path, head, what):
    with pytest.raises(Problem, match=what):
        brought(record, tmp_path, ["Okonjo, Chidera", "Fairholt", "OSD"], head=head)


def test_dates_written_month_first_refuse_the_file(record, school, tmp_path):
    with pytest.raises(Problem, match="month first"):
        brought(record, tmp_path, [*DIRECTION[:4], "10/26/2026"])
